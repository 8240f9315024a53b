"""The race for the last seats, in short; `bench/registrations.py` runs it in full."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]


def test_the_last_seats_are_given_once_and_without_the_lock_they_are_not():
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        pytest.skip("on PostgreSQL: scripts/test-postgres -- .venv/bin/python bench/registrations.py")
    words = [sys.executable, "bench/registrations.py", "--clients", "150", "--seats", "20", "--seeds", "2"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AUFWIND_", "DJANGO_"))}
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, env=environment, timeout=300)

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["said"] for line in lines if line["figure"] == "race.faults"] == [[], []], done.stderr[-2000:]
    assert [line["value"] for line in lines if line["figure"] == "form.rows"] == [1]
    assert [bool(line["said"]) for line in lines if line["figure"] == "control.faults"] == [True]
    assert done.returncode == 0
