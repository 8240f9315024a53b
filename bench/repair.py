"""Repair on the day at 300 and 20,000 people: how far below the new bound, how many moved, how long.

The plan comes from our own planner; 3 % do not come, 4 % are late, one slot loses a tenth of its tables
(`gen_request.events`). Bound: the exact flow of the event as it is now. Exit 1 when a limit is missed.

    python bench/repair.py [SEED ...]
"""

from __future__ import annotations

import json
import sys
from time import perf_counter, process_time

import numpy as np
from instances import columns, generator, request

from aufwind.engine.scheduling.choose import choose
from aufwind.engine.scheduling.repair import repair
from aufwind.engine.scheduling.solve import solve
from aufwind.engine.stop import after_seconds

LIMITS = {"market": (0.3, 0.2), "open": (0.7, 0.45), "tight": (2.0, 1.3)}
SECONDS = {300: 0.1, 20_000: 0.5}


def figure(name: str, value: float, limit: float | None, unit: str) -> bool:
    """Print a figure; whether it keeps its limit."""
    print(json.dumps({"figure": name, "value": value, "limit": limit, "unit": unit}), flush=True)
    return limit is None or value <= limit


def the_day(family: str, n: int, seed: int) -> tuple:
    """The plan of an event, the event as it is on the day, its bound, and whose plan changes anyway."""
    source = generator("gen_request")
    event = source.generate(family, n, seed)
    plan = np.array(solve(request(family, n, seed), stop=after_seconds(20)).slot, np.int8)
    changed = source.events(event, plan, seed)
    cap = np.minimum(event["cap"], source.popcount(changed["avail"]))
    now = columns(dict(event, avail=changed["avail"], tables=changed["tables"], cap=cap))
    return plan, now, choose(now).bound, changed["avail"] != event["avail"]


def one(family: str, n: int, seed: int) -> bool:
    """Repair one event, moving nobody and moving at most one per cent."""
    plan, now, bound, affected = the_day(family, n, seed)
    kept = True
    for share, limit in zip((0.0, 0.01), LIMITS[family], strict=True):
        wall, cpu = perf_counter(), process_time()
        done = repair(now, plan, affected=affected, most_moved=share)
        wall, cpu = perf_counter() - wall, process_time() - cpu
        name = f"repair {family} {n} seed {seed}, at most {share:.0%} moved"
        below = 100 * (1 - int(now.worth[done.slot >= 0].sum()) / bound)
        kept &= figure(f"{name}: below the new bound", round(below, 3), limit if n > 300 else None, "%")
        kept &= figure(
            f"{name}: unaffected meetings moved", len(done.moved), int(share * np.count_nonzero(plan >= 0)), "meetings"
        )
        figure(f"{name}: affected people's meetings shifted", len(done.shifted), None, "meetings")
        kept &= figure(f"{name}: time", round(cpu, 3), SECONDS[n], "s CPU")
        figure(f"{name}: wall time", round(wall, 3), None, "s")
        kept &= figure(f"{name}: undo differs in", int((done.undo(done.slot) != plan).sum()), 0, "wishes")
    return kept


def main() -> int:
    """Every family and size."""
    seeds = [int(seed) for seed in sys.argv[1:]] or [1]
    kept = [one(family, n, seed) for seed in seeds for n in SECONDS for family in LIMITS]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
