"""Mixed operations by many clients, in short; `bench/history.py` runs ten thousand."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from tests.faults.history import Guest, _lost, _mails, _replayed

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


def row(number, state, name="a", organisation=""):
    return SimpleNamespace(number=number, state=state, name=name, organisation=organisation)


def said(verb, state, number):
    return verb, {"state": state, "number": number}


ONE_SEAT = SimpleNamespace(capacity=1)
ROWS = {"1": row(1, "cancelled"), "2": row(2, "registered"), "3": row(3, "waiting")}
LOG = [
    ("1", *said("registered", "registered", 1)),
    ("2", *said("registered", "waiting", 2)),
    ("3", *said("registered", "waiting", 3)),
    ("1", *said("cancelled", "cancelled", 1)),
    ("2", *said("moved-up", "registered", 2)),
]


def test_the_checker_finds_nothing_in_a_history_that_is_right():
    assert list(_replayed(ONE_SEAT, ROWS, LOG)) == []
    assert list(_mails(ROWS, LOG, {"1": 2, "2": 2, "3": 1})) == []
    assert (
        list(_lost([Guest("e", "a", state="cancelled", organisations=["x"])], {"1": row(1, "cancelled", "a", "x")}))
        == []
    )


@pytest.mark.parametrize(
    ("rows", "log", "found"),
    [
        ({**ROWS, "2": row(2, "waiting"), "3": row(3, "registered")},
         [*LOG[:4], ("3", *said("moved-up", "registered", 3))], "moved up before"),
        ({**ROWS, "1": row(1, "registered")}, [*LOG[:3], ("2", *said("moved-up", "registered", 2))], "seats of 1"),
        ({**ROWS, "2": row(2, "waiting")}, LOG[:4], "somebody waits"),
        (ROWS, [LOG[1], LOG[0], *LOG[2:]], "gapless"),
        ({**ROWS, "3": row(3, "cancelled")}, LOG, "the row cancelled"),
    ],
)  # fmt: skip
def test_the_checker_finds_each_kind_of_wrong(rows, log, found):
    assert any(found in fault for fault in _replayed(ONE_SEAT, rows, log))


def test_the_checker_finds_lost_rows_changes_and_mails():
    guest = Guest("e", "a", state="registered", organisations=["x"])
    assert list(_lost([guest], {}))
    assert list(_lost([guest], {"1": row(1, "registered", "a", "y")}))
    assert list(_lost([], {"1": row(1, "registered")}))
    assert list(_lost([Guest("e", "a", state="cancelled")], {"1": row(1, "registered", "a")}))
    assert list(_mails(ROWS, LOG, {"1": 1, "2": 2, "3": 1}))
