"""Wishes from choice to plan without tables: value against its certified bound, gaps, time, memory.

    bench/wishes_place.py [FAMILY:PEOPLE ...] [--seed N]

Gaps are counted as the yardstick counts them, within each half of the day; «whole day» gives the other count and
`forced` what nobody could avoid with these meetings in her open slots. One JSON line per figure; exit code 1 when a
limit is missed. Run one event per process to see its own peak memory.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from dataclasses import replace
from time import monotonic, process_time
from typing import TYPE_CHECKING

from instances import request

from aufwind.engine.scheduling.choose import choose
from aufwind.engine.scheduling.gaps import Cutter, cut_gaps, gaps_total
from aufwind.engine.scheduling.place import place
from aufwind.engine.scheduling.recover import recover
from aufwind.engine.stop import after_seconds

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Bytes, Instance

FAMILIES = {"market": (0.001, 300), "open": (0.002, 300), "tight": (0.02, 3_000)}
"""At 100,000 people: gap to the bound in per cent, gaps of people; 30 s, 800 MB."""


def limits_of(family: str, people: int) -> dict[str, float]:
    if people == 300:  # the size of a usual event, with limits of its own
        return {"below bound %": 0.01, "seconds": 0.2}
    if people < 100_000:
        return {}
    below, gaps = FAMILIES[family]
    return {"below bound %": below, "gaps": gaps, "seconds": 30.0, "peak MB": 800}


def solved(family: str, people: int, seed: int) -> dict[str, float]:
    """Figures of one event."""
    instance = request(family, people, seed)
    seconds = 0.19 if people == 300 else 29.5 if people >= 100_000 else 10.0
    began, cpu = monotonic(), process_time()
    stop = after_seconds(seconds)
    selection = choose(instance, stop=stop)
    chosen_at = monotonic() - began
    slot = place(instance, selection.chosen, seed=seed, stop=stop)
    bound = selection.bound / instance.scale
    to_recover = after_seconds((seconds - (monotonic() - began)) * 0.1)
    slot = recover(instance, slot, seed=seed, stop=to_recover, value_bound=bound)
    recovered_at = monotonic() - began
    slot = cut_gaps(instance, slot, seed=seed, stop=stop)
    total, used = monotonic() - began, process_time() - cpu
    return {
        "below bound %": round(100 * (1 - instance.worth[slot >= 0].sum() / selection.bound), 5),
        "gaps": gaps_total(instance, slot),
        "forced": forced(instance, slot),
        "whole day": gaps_total(replace(instance, day_starts=0), slot),
        "whole day forced": forced(replace(instance, day_starts=0), slot),
        "choose seconds": round(chosen_at, 2),
        "recovered after": round(recovered_at, 2),
        "seconds": round(total, 2),
        "cpu": round(used, 2),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def forced(instance: Instance, slot: Bytes) -> int:
    """Gaps that follow from each person's number of meetings and open slots alone."""
    return Cutter(instance, slot, -1, 0).floor


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("events", nargs="*", default=[f"{family}:{n}" for n in (300, 100_000) for family in FAMILIES])
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    missed = 0
    for event in options.events:
        family, people = event.split(":")
        limits = limits_of(family, int(people))
        for name, value in solved(family, int(people), options.seed).items():
            limit = limits.get(name)
            missed += limit is not None and value > limit
            print(json.dumps({"figure": f"{event} {name}", "value": value, "limit": limit, "unit": name}), flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
