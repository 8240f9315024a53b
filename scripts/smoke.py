"""Starts `make demo` on a free port in a fresh home, fetches three pages and the planner, and stops it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"/de/": "Aufwind", "/en/events/": "Flöha", "/de/projects/": "SACHE"}
PATIENCE_SECONDS = 120


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.read().decode()


def main() -> int:
    began = time.monotonic()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as home:
        demo = subprocess.Popen(
            [ROOT / "scripts/demo", "--port", "0", "--no-browser"],
            cwd=ROOT,
            env={**os.environ, "AUFWIND_HOME": home},
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            address = address_of(demo)
            print(f"first page after {time.monotonic() - began:.1f} s at {address}")
            for path, expected in PAGES.items():
                good = expected in fetch(address + path)
                passed, failed = passed + good, failed + (not good)
                print(f"{'ok  ' if good else 'FAIL'} {path}")
        finally:
            os.killpg(demo.pid, signal.SIGTERM)
            demo.wait(timeout=20)
        plan = Path(home) / "plan.json"
        done = subprocess.run(
            [ROOT / ".venv/bin/aufwind", "plan", ROOT / "src/aufwind/events/example/roster.json", "-o", plan],
            check=False,
        )
        good = done.returncode == 0 and '"proven"' in plan.read_text()
        passed, failed = passed + good, failed + (not good)
        print(f"{'ok  ' if good else 'FAIL'} aufwind plan")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def address_of(demo: subprocess.Popen[str]) -> str:
    """The address the demo prints, once its first page answers."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    assert demo.stdout
    for line in demo.stdout:
        print("     " + line.rstrip())
        for word in line.split():
            if word.startswith("http://"):
                return word.rstrip("/").removesuffix("/de")
        if time.monotonic() > deadline:
            break
    raise SystemExit("the demo printed no address")


if __name__ == "__main__":
    sys.exit(main())
