"""Gaps left in events whose hidden plan has none: 1,000 to 100,000 people, every meeting placed, nothing to spare.

    bench/planted.py [PEOPLE ...] [--seed N]

One JSON line per figure; exit code 1 when a limit is missed. Run one size per process to see its own peak memory.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from time import monotonic, process_time

import numpy as np
from instances import planted

from aufwind.engine.scheduling.gaps import cut_gaps, gaps_total
from aufwind.engine.scheduling.place import place
from aufwind.engine.scheduling.recover import recover
from aufwind.engine.stop import after_seconds

LIMITS = {1_000: (0, 10.0), 5_000: (0, 20.0), 20_000: (20, 40.0), 100_000: (200, 60.0)}
"""People: gaps, wall seconds on two cores."""

MARGIN_SECONDS = 0.5


def solved(people: int, seed: int) -> dict[str, float]:
    """Figures of one event."""
    instance = planted(people, seed)
    everything = np.arange(instance.n_wishes, dtype=np.int32)
    _, seconds = LIMITS.get(people, (0, 60.0))
    began, cpu = monotonic(), process_time()
    stop = after_seconds(seconds - MARGIN_SECONDS)
    slot = place(instance, everything, seed=seed, stop=stop)
    if (slot < 0).any():
        slot = recover(instance, slot, seed=seed, stop=stop)
    slot = cut_gaps(instance, slot, seed=seed, stop=stop, spread=instance.max_gap_spread)
    return {
        "gaps": gaps_total(instance, slot),
        "left out": int((slot < 0).sum()),
        "seconds": round(monotonic() - began, 2),
        "cpu": round(process_time() - cpu, 2),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("people", type=int, nargs="*", default=list(LIMITS))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    missed = 0
    for people in options.people:
        most_gaps, most_seconds = LIMITS.get(people, (0, 60.0))
        limits = {"gaps": most_gaps, "left out": 0, "seconds": most_seconds}
        for name, value in solved(people, options.seed).items():
            limit = limits.get(name)
            missed += limit is not None and value > limit
            figure = {"figure": f"planted {people} {name}", "value": value, "limit": limit, "unit": name}
            print(json.dumps(figure), flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
