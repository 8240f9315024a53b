"""Ten thousand mixed operations by fifty clients at twenty events; a checker replays the log and finds no violation.

    .venv/bin/python bench/history.py [--clients 50 --operations 200 --events 20 --seeds 1]
    .venv/bin/python scripts/test-postgres -- .venv/bin/python bench/history.py …     the same on PostgreSQL

With the lock taken out (twenty clients at one event) the checker must find faults, or it is blind. Prints one JSON
line per figure; ends with 1 where something does not hold.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter

from race_home import in_a_home_of_its_own


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--operations", type=int, default=200)
    parser.add_argument("--events", type=int, default=20)
    parser.add_argument("--seeds", type=int, default=1)
    arguments = parser.parse_args()
    return in_a_home_of_its_own(lambda: run(arguments))


def run(arguments):
    from django.db import connection

    from tests.faults.history import run_history
    from tests.faults.registrations import Site

    fine = True
    with Site() as site:
        for seed in range(1, arguments.seeds + 1):
            began = time.monotonic()
            people, faults = run_history(
                site, clients=arguments.clients, operations=arguments.operations, events=arguments.events, seed=seed
            )
            told = sum((client.told for client in people), Counter())
            fine &= not faults
            print(json.dumps({
                "figure": "history.violations", "value": len(faults), "limit": 0, "said": faults[:20],
                "operations": arguments.clients * arguments.operations, "answers": dict(told),
                "seconds": round(time.monotonic() - began, 1), "database": connection.vendor,
            }), flush=True)  # fmt: skip
    with Site(without_lock=True) as site:
        _people, faults = run_history(site, clients=20, operations=30, events=1, seed=99)
        fine &= bool(faults)
        figure = {"figure": "history.control", "value": len(faults), "at_least": 1, "said": faults[:5]}
        print(json.dumps(figure), flush=True)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
