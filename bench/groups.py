"""The group mixer on known and unknown sizes: contacts against the bound, CPU seconds; exit 1 when missed."""

from __future__ import annotations

import json
import sys
from time import process_time

from aufwind.engine.scheduling.groups import mix_groups
from aufwind.engine.stop import after_rounds

CASES = [
    (90, 5, 10),
    (90, 5, 14),
    (15, 3, 7),
    (24, 4, 7),
    (28, 4, 9),
    (30, 5, 6),
    (50, 5, 9),
    (47, 4, 6),
    (52, 5, 6),
    (300, 6, 12),
    (1000, 8, 10),
]


def main() -> int:
    missed = False
    for people, size, rounds in CASES:
        start = process_time()
        plan = mix_groups(people, size, rounds, stop=after_rounds(40), seed=1)
        seconds = process_time() - start
        name = f"mixer {people}/{size}/{rounds}"
        lost = plan.contacts_bound - plan.contacts
        print(
            json.dumps(
                {
                    "figure": f"{name}: contacts below the bound",
                    "value": lost,
                    "limit": 0,
                    "unit": "pairs",
                    "fewest": plan.fewest,
                    "most_each": plan.most_each,
                }
            )
        )
        print(json.dumps({"figure": f"{name}: time", "value": round(seconds, 3), "limit": 5, "unit": "s CPU"}))
        missed |= lost > 0 or seconds > 5
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
