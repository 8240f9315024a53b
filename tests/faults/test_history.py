"""Mixed operations by many clients, in short; `bench/history.py` runs ten thousand."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.faults
def test_no_violation_in_a_mixed_history_and_the_checker_is_not_blind():
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        pytest.skip("on PostgreSQL: scripts/test-postgres -- .venv/bin/python bench/history.py")
    words = [sys.executable, "bench/history.py", "--clients", "20", "--operations", "30", "--events", "8"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AUFWIND_", "DJANGO_"))}
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, env=environment, timeout=300)

    lines = {line["figure"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert lines["history.violations"]["said"] == [], done.stderr[-2000:]
    assert lines["history.control"]["value"] > 0
    assert done.returncode == 0
