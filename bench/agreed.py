#!/usr/bin/env python3
"""Agreed meetings: every published and crafted problem, each in a fresh process.

    bench/agreed.py [--only PATTERN] [--seconds S] [--yardstick PYTHON]

One JSON line per problem (gaps, bound, proven, CPU seconds of the whole process, start of Python included), then
one per figure. Exit 1 where a limit is missed, a plan breaks a rule or an optimum is not the published one.
With `--yardstick PYTHON` the MaxSAT model of the study runs on the same problems, one after the other with ours;
PYTHON is an interpreter that has `python-sat` and `hermax`, and never this project's own.
The problems lie beside the repository (`../shared/data/b2bsp`): they may be used for benchmarking, not passed on.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import resource
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
BASELINE = ROOT / "../shared/baselines/scheduling/run_b2b.py"
QUICK_ORIGINALS = ("tic-*.original.dzn", "forumt-*.original.dzn")


def child(path: str, spread: str, seconds: str) -> None:
    """One problem in this process."""
    from aufwind.engine.scheduling.prove import prove
    from aufwind.engine.stop import after_seconds
    from tests.engine.scheduling.published import instance_from_dzn, objections

    instance = instance_from_dzn(Path(path), int(spread))
    proof = prove(instance, stop=after_seconds(float(seconds)))
    wrong = [] if proof.slot is None else objections(instance, proof.slot.tolist())
    why = proof.infeasible.text("en") if proof.infeasible else None
    print(
        json.dumps({"gaps": proof.gaps, "bound": proof.gaps_bound, "proven": proof.proven, "why": why, "wrong": wrong})
    )


def measured(command: list[str]) -> tuple[str, float]:
    """What a command prints and the CPU seconds it took with everything it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.stdout or json.dumps({"error": done.stderr[-200:]}), cpu


def yardstick(python: str, path: Path, spread: int) -> float:
    """CPU seconds of the study's MaxSAT model; the time limit where it finds nothing."""
    _, cpu = measured([python, str(BASELINE), "--child", "uwr", str(spread), "600", str(path)])
    return cpu


def run(options: argparse.Namespace) -> list[dict[str, object]]:
    from tests.engine.scheduling.published import known

    rows = []
    for case in [*known("published"), *known("crafted")]:
        if not fnmatch.fnmatch(case.path.name, options.only):
            continue
        command = [sys.executable, __file__, "--child", str(case.path), str(case.spread), str(options.seconds)]
        out, cpu = measured(command)
        row = {"file": case.path.name, "spread": case.spread, "known": case.gaps, "cpu": round(cpu, 3)}
        row |= json.loads(out.strip().splitlines()[-1])
        row["right"] = row.get("proven") is True and row["gaps"] == case.gaps and not row["wrong"]
        if options.yardstick:
            row["yardstick_cpu"] = round(yardstick(options.yardstick, case.path, case.spread), 3)
        print(json.dumps(row, ensure_ascii=False), flush=True)
        rows.append(row)
    return rows


def figures(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """What was promised, with the limits."""
    cpu = [float(str(row["cpu"])) for row in rows]
    quick = [
        float(str(row["cpu"]))
        for row in rows
        if any(fnmatch.fnmatch(str(row["file"]), pattern) for pattern in QUICK_ORIGINALS)
    ]
    out: list[dict[str, object]] = [
        {"figure": "agreed.wrong_or_open", "value": sum(not row["right"] for row in rows), "limit": 0, "unit": ""},
        {"figure": "agreed.worst", "value": max(cpu), "limit": 20, "unit": "CPU s"},
        {"figure": "agreed.median", "value": round(statistics.median(cpu), 3), "limit": 0.3, "unit": "CPU s"},
        {"figure": "agreed.tic_originals_worst", "value": max(quick, default=0), "limit": 0.5, "unit": "CPU s"},
    ]
    other = [float(str(row["yardstick_cpu"])) for row in rows if "yardstick_cpu" in row]
    total = {"figure": "agreed.sum", "value": round(sum(cpu), 1), "unit": "CPU s"}
    return [*out, {**total, "limit": round(sum(other), 1) if other else None}]


def main() -> int:
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:])
        return 0
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="*", help="pattern of file names")
    parser.add_argument("--seconds", default=600, type=float, help="wall limit of each problem")
    parser.add_argument("--yardstick", help="Python interpreter with python-sat and hermax")
    rows = run(parser.parse_args())
    if not rows:
        print("no problems found beside the repository", file=sys.stderr)
        return 1
    missed = False
    for figure in figures(rows):
        print(json.dumps(figure))
        limit = figure["limit"]
        missed |= limit is not None and float(str(figure["value"])) > float(str(limit))
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
