"""Choosing wishes: value, certified bound, time, memory and the price of fairness, family by family and size by size.

    .venv/bin/python bench/choose.py                     all families, 300 to 100,000 people, seed 1
    .venv/bin/python bench/choose.py --sizes 300,1000 --seed 2

One JSON line per figure; exit 1 when a limit is missed. Each case runs in a process of its own.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import time
from pathlib import Path

import instances

from aufwind.engine.scheduling.certificate import certified_bound
from aufwind.engine.scheduling.choose import choose
from aufwind.engine.scheduling.fair import choose_fair

FAMILIES = ("market", "open", "tight")
SIZES = (300, 1_000, 5_000, 20_000, 100_000)
GAP_PERCENT = {"market": 0.001, "open": 0.002, "tight": 0.02}
SECONDS = {300: 0.02, 1_000: 0.05, 5_000: 0.2, 20_000: 0.5, 100_000: 8.0}


def line(case: str, figure: str, value: float, limit: float | None, unit: str) -> bool:
    print(json.dumps({"figure": f"{case}: {figure}", "value": value, "limit": limit, "unit": unit}), flush=True)
    return limit is None or value <= limit


def known_bound(family: str, n: int, seed: int) -> int | None:
    """The bound that stands beside the data, found by another solver."""
    manifest = instances.shared() / "data/b2bsp/request/manifest.csv"
    with manifest.open() as file:
        for row in csv.DictReader(file):
            if (row["family"], int(row["n"]), int(row["seed"])) == (family, n, seed):
                return int(float(row["flow_upper_bound"]))
    return None


def forget_peak() -> None:
    """Count peak memory from here (Linux); what the generator used is not the planner's."""
    Path("/proc/self/clear_refs").write_text("5")


def memory_mb(field: str) -> float:
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(entry.split()[1]) / 1024 for entry in status if entry.startswith(field))


def timed(times, call):
    """The answer, and the median wall and CPU seconds."""
    walls, cpus = [], []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        answer = call()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return answer, sorted(walls)[times // 2], sorted(cpus)[times // 2]


def one(family: str, n: int, seed: int) -> bool:
    """All figures of one event; whether every limit is kept."""
    instance = instances.request(family, n, seed)
    case, times = f"choose {family} {n} seed {seed}", 5 if n <= 20_000 else 1
    forget_peak()
    selection, wall, cpu = timed(times, lambda: choose(instance))
    peak = memory_mb("VmHWM")
    _, _, warm = timed(times, lambda: choose(instance, warm=selection.certificate))
    known = known_bound(family, n, seed)
    gap = 100 * (1 - selection.worth / selection.bound)
    good = [
        line(case, "worth", selection.worth, None, "worth"),
        line(case, "bound", selection.bound, known, "worth"),
        line(case, "bound re-computed", certified_bound(instance, selection.certificate), selection.bound, "worth"),
        line(case, "gap to the bound", round(gap, 6), GAP_PERCENT[family], "%"),
        line(case, "wall", round(wall, 4), None, "s"),
        line(case, "CPU", round(cpu, 4), SECONDS.get(n), "s"),
        line(case, "CPU from old prices", round(warm, 4), None, "s"),
        line(case, "peak memory", round(peak, 1), 512, "MB"),
    ]
    for levels, limit in ((1, 0.03), (3, 1.0)):
        fair, _, cpu = timed(1, lambda levels=levels: choose_fair(instance, levels, unfair=selection))
        short = sum(level.most - level.people for level in fair.levels)
        price = 100 * fair.price / selection.worth
        good += [
            line(case, f"price of {levels} for everybody", round(price, 5), limit, "% of worth"),
            line(case, f"people below the proven level, {levels}", short, 0, "people"),
            line(case, f"CPU of {levels} for everybody", round(cpu, 4), None, "s"),
        ]
    return all(good)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--families", default=",".join(FAMILIES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one", nargs=2)
    asked = parser.parse_args()
    if asked.one:
        return 0 if one(asked.one[0], int(asked.one[1]), asked.seed) else 1
    codes = [
        subprocess.run(
            [sys.executable, __file__, "--seed", str(asked.seed), "--one", family, n], check=False
        ).returncode
        for n in asked.sizes.split(",")
        for family in asked.families.split(",")
    ]
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
