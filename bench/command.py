"""`aufwind plan` on events of 300 people: seconds from Enter to plan, and how near its value comes to the bound.

    .venv/bin/python bench/command.py [--people 300] [--runs 3]

Wall time counts where nothing else runs; CPU time of the process is printed beside it for busy machines.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from instances import generator

COMMAND = Path(sys.executable).with_name("aufwind")
FAMILIES = ("market", "open", "tight")


def event(family: str, people: int) -> dict:
    """A generated event in the format of `aufwind plan`."""
    given = generator("gen_request").generate(family, people, 1)
    n_slots, tables = given["T"], given["tables"]
    return {
        "slots": [{"id": f"s{t}"} for t in range(n_slots)],
        "tables": [
            {"id": f"t{j}", "unavailable": [f"s{t}" for t in range(n_slots) if tables[t] <= j]}
            for j in range(int(max(tables)))
        ],
        "participants": [
            {
                "id": f"p{i}",
                "unavailable": [f"s{t}" for t in range(n_slots) if not int(given["avail"][i]) >> t & 1],
                "max_meetings": int(given["cap"][i]),
            }
            for i in range(people)
        ],
        "wishes": [
            {"id": f"w{k}", "people": [f"p{a}", f"p{b}"], "value": int(value)}
            for k, (a, b, value) in enumerate(zip(given["a"], given["b"], given["w"], strict=True))
        ],
    }


def run(path: Path, output: Path) -> tuple[float, float, dict]:
    """Wall and CPU seconds of one run, and its plan."""
    began = time.monotonic()
    process = subprocess.Popen([COMMAND, "plan", path, "-o", output], stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    return wall, usage.ru_utime + usage.ru_stime, json.loads(output.read_text())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    for family in FAMILIES:
        with tempfile.TemporaryDirectory() as folder:
            path, output = Path(folder) / "event.json", Path(folder) / "plan.json"
            path.write_text(json.dumps(event(family, arguments.people)))
            runs = [run(path, output) for _ in range(arguments.runs)]
        gap = max(100 * (1 - plan["value"] / plan["value_bound"]) for *_, plan in runs)
        figures = [
            (f"command.{family}.wall", round(sorted(wall for wall, *_ in runs)[len(runs) // 2], 2), 1, "s"),
            (f"command.{family}.cpu", round(sorted(cpu for _, cpu, _ in runs)[len(runs) // 2], 2), 1, "CPU s"),
            (f"command.{family}.gap", round(gap, 4), 0.01, "%"),
        ]
        for figure, value, limit, unit in figures:
            print(json.dumps({"figure": figure, "value": value, "limit": limit, "unit": unit}))


if __name__ == "__main__":
    main()
