"""Wishes from 300 to 100,000 people: value against the certified bound, gaps, seconds, memory; first come beside it.

    .venv/bin/python bench/wishes.py [--sizes 300,1000] [--families market] [--seed 1] [--plot FILE.svg]

Every event runs in a process of its own. Seconds are those of the engine (`solve`) on columns that are there already,
seating the tables included. A checker of its own looks at each plan. One JSON line per figure; exit 1 when a limit is
missed. `--plot` draws time against size on logarithmic axes from the same run.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

FAMILIES = ("market", "open", "tight")
SIZES = (300, 1_000, 5_000, 20_000, 100_000)
BUDGET_SECONDS = {300: 0.2, 1_000: 1.0, 5_000: 3.0, 20_000: 8.0, 100_000: 27.0}
GAP_LIMIT = {"market": 0.001, "open": 0.002, "tight": 0.02}
BREAK_LIMIT = {"market": 300, "open": 300, "tight": 3_000}


def limits_of(family: str, n: int) -> dict[str, float]:
    if n == 300:
        return {"gap_per_cent": 0.01, "seconds": 0.2}
    if n == 100_000:
        return {"gap_per_cent": GAP_LIMIT[family], "gaps": BREAK_LIMIT[family], "seconds": 30.0, "rss_mb": 800.0}
    return {}


def check(instance, slot) -> list[str]:
    """The rules again, in NumPy, from the columns alone."""
    placed = np.flatnonzero(slot >= 0)
    when = slot[placed].astype(np.int64)
    faults = []
    if not ((instance.domain[placed] >> when.astype(np.uint64)) & np.uint64(1)).all():
        faults.append("outside the domain")
    seats = instance.members[placed].astype(np.int64) * instance.n_slots + when[:, None]
    if len(np.unique(seats)) != seats.size:
        faults.append("two meetings at once")
    if (np.bincount(when, minlength=instance.n_slots) > instance.capacity[0]).any():
        faults.append("more meetings than tables")
    if (np.bincount(instance.members[placed].ravel(), minlength=instance.n_people) > instance.max_meetings).any():
        faults.append("too many meetings for a person")
    first, then = instance.after.T
    both = (slot[first] >= 0) & (slot[then] >= 0)
    if (slot[first][both] >= slot[then][both]).any():
        faults.append("wrong order")
    return faults


def one(family: str, n: int, seed: int) -> dict[str, object]:
    """Plan one event in this process."""
    from instances import request

    from aufwind.engine.scheduling.first_come import first_come
    from aufwind.engine.scheduling.seat import numbered_tables, seat
    from aufwind.engine.scheduling.solve import solution_of, solve
    from aufwind.engine.stop import after_seconds, first_of, when_proven

    instance = request(family, n, seed)
    if n <= 1_000:  # the first call loads the kernels; a worker has done that long ago
        solve(request(family, 60, 9), stop=after_seconds(0.1))
    began, cpu = perf_counter(), process_time()
    found = solve(instance, stop=first_of(when_proven(), after_seconds(BUDGET_SECONDS[n] * 0.9)), seed=seed)
    seat(instance, found.slot, numbered_tables(instance))
    seconds, cpu = perf_counter() - began, process_time() - cpu
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    practice = solution_of(instance, first_come(instance)) if n <= 20_000 else None
    return {
        "family": family,
        "people": n,
        "wishes": instance.n_wishes,
        "value": found.value,
        "bound": found.value_bound,
        "gap_per_cent": round(100 * (found.value_bound - found.value) / found.value_bound, 5),
        "gaps": found.gaps,
        "seconds": round(seconds, 3),
        "cpu_seconds": round(cpu, 3),
        "rss_mb": round(rss),
        "faults": check(instance, found.slot),
        "first_come_value": practice and practice.value,
        "first_come_gaps": practice and practice.gaps,
        "more_value_per_cent": practice and round(100 * (found.value / practice.value - 1), 1),
        "fewer_gaps_per_cent": practice and round(100 * (1 - found.gaps / max(practice.gaps, 1)), 1),
    }


def missed(row: dict[str, object]) -> list[str]:
    limits = limits_of(str(row["family"]), int(row["people"]))
    found = [f"{name} {row[name]} > {limit}" for name, limit in limits.items() if float(row[name]) > limit]
    if row["first_come_value"] is not None and row["people"] in {300, 20_000}:
        if float(row["more_value_per_cent"]) < 20:
            found.append("less than 20 % more value than first come")
        if float(row["fewer_gaps_per_cent"]) < 95:
            found.append("less than 95 % fewer gaps than first come")
    return found + list(row["faults"])


def plot(rows: list[dict[str, object]], path: Path) -> None:
    """Time against size, both logarithmic, as plain SVG."""
    left, top, width, height = 60, 20, 520, 300
    x = lambda n: left + width * (math.log10(n) - 2.4) / 2.7  # noqa: E731 -- a scale is one expression
    y = lambda s: top + height * (2 - math.log10(s)) / 4  # noqa: E731
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 370" font-family="sans-serif" font-size="12">']
    right = left + width
    parts += [
        f'<line x1="{left}" x2="{right}" y1="{y(10**p):.1f}" y2="{y(10**p):.1f}" stroke="#ddd"/>'
        f'<text x="8" y="{y(10**p) + 4:.1f}">{10.0**p:g} s</text>'
        for p in range(-2, 3)
    ]
    parts += [f'<text x="{x(n) - 16:.1f}" y="{top + height + 20}">{n:,}</text>' for n in SIZES]
    for family, colour in zip(FAMILIES, ("#0b5d5e", "#b4480f", "#5a4b8a"), strict=True):
        own = [(x(r["people"]), y(r["seconds"])) for r in rows if r["family"] == family]
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in own)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="4" fill="{colour}"/>' for a, b in own]
        if own:
            parts.append(f'<text x="{own[-1][0] + 8:.1f}" y="{own[-1][1] + 4:.1f}" fill="{colour}">{family}</text>')
    path.write_text("\n".join([*parts, f'<text x="{left + 180}" y="362">people</text>', "</svg>\n"]))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--families", default=",".join(FAMILIES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--plot", type=Path)
    asked = parser.parse_args()
    if asked.one:
        family, n, seed = asked.one.split(",")
        print(json.dumps(one(family, int(n), int(seed))))
        return 0
    rows, bad = [], 0
    for n in map(int, asked.sizes.split(",")):
        for family in asked.families.split(","):
            command = [sys.executable, __file__, "--one", f"{family},{n},{asked.seed}"]
            row = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            row["missed"] = missed(row)
            bad += bool(row["missed"])
            rows.append(row)
            print(json.dumps({"figure": "wishes", **row}), flush=True)
    if asked.plot:
        plot(rows, asked.plot)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
