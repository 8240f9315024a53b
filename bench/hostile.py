"""Every file of the hostile corpora through the real command: exit code, traceback, time, memory, files left behind.

.venv/bin/python bench/hostile.py [CORPUS] [--only xlsx]
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

ROOT = Path(__file__).parents[1]
COMMAND = Path(sys.executable).with_name("aufwind")
KINDS = ("xlsx", "csv", "json", "zip")


def files_of(corpus: Path) -> list[Path]:
    folders = [corpus / kind for kind in KINDS]
    mutated = [path for kind in KINDS for path in (corpus / "mutated").rglob(f"*.{kind}")]
    return sorted({path for folder in folders for path in folder.rglob("*") if path.is_file()} | set(mutated))


def run(path: Path, folder: Path) -> dict[str, object]:
    """One file through the command, with what the process cost."""
    before = set(folder.iterdir())
    began = time.monotonic()
    process = subprocess.Popen(
        [COMMAND, "plan", path, "-o", folder / "plan.json", "--seconds", "1"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=folder,
    )  # fmt: skip
    output = process.stdout.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return {
        "file": path.name,
        "code": process.returncode,
        "traceback": "Traceback" in output,
        "seconds": round(time.monotonic() - began, 2),
        "megabytes": usage.ru_maxrss / 1024,
        "left": sorted(item.name for item in set(folder.iterdir()) - before) if process.returncode else [],
        "says": output[:160],
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path, nargs="?", default=ROOT.parent / "shared/data/hostile")
    parser.add_argument("--show", action="store_true", help="print every file")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        idle = run(ROOT / "nothing.json", Path(name))["megabytes"]
        results = [run(path, Path(name)) for path in files_of(arguments.corpus)]
    bad = [r for r in results if r["traceback"] or r["code"] not in {0, 2} or r["left"]]
    for result in results if arguments.show else bad:
        print(json.dumps(result, ensure_ascii=False), file=sys.stderr)
    figures = [
        ("hostile_files", len(results), None, "files"),
        ("hostile_accepted", sum(r["code"] == 0 for r in results), None, "files"),
        ("hostile_bad", len(bad), 0, "files"),
        ("hostile_slowest", max(r["seconds"] for r in results), 10, "s"),
        ("hostile_memory", round(max(r["megabytes"] for r in results) - idle), 200, "MB"),
    ]
    for figure, value, limit, unit in figures:
        print(json.dumps({"figure": figure, "value": value, "limit": limit, "unit": unit}))


if __name__ == "__main__":
    main()
