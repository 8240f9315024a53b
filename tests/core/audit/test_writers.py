"""Eight processes at once: nothing lost, the chain whole. On the suite's database, SQLite or PostgreSQL."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def figures_of_race(writes):
    """What bench/audit.py measured, by name; fails where it did."""
    command = [sys.executable, "bench/audit.py", "--writes", str(writes)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = map(json.loads, done.stdout.splitlines())
    return {line["figure"]: line["value"] for line in lines if line["figure"].count(".") == 1}


def test_eight_processes_lose_nothing():
    assert figures_of_race(100) == {"audit.lost": 0, "audit.broken_at": 0, "audit.entries": 800}


@pytest.mark.faults
def test_eight_processes_of_a_thousand_lose_nothing():
    assert figures_of_race(1000) == {"audit.lost": 0, "audit.broken_at": 0, "audit.entries": 8000}
