"""The kill protocols, in short. What takes how long is measured by `bench/kill.py`, which runs them in full."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]

NOTHING_WRONG = {
    "kill.mails_lost": 0,
    "kill.mails_unknown": 0,
    "kill.mails_doubled_without_kill": 0,
    "kill.jobs_not_done": 0,
    "kill.tasks_not_finished": 0,
    "kill.half_published": 0,
    "kill.pieces_missing": 0,
    "kill.plans_torn": 0,
    "kill.plans_failed": 0,
    "kill.plans_not_logged_once": 0,
    "kill.plan_mails_missing": 0,
    "kill.audit_chain_broken": 0,
    "kill.still_held": 0,
}


def figures_of(*words):
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        pytest.skip("on PostgreSQL: scripts/test-postgres -- .venv/bin/python bench/kill.py")
    words = [sys.executable, "bench/kill.py", *words]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AUFWIND_", "DJANGO_"))}
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, env=environment, timeout=500)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines, done.stderr[-2000:]
    return {line["figure"]: line["value"] for line in lines}


def wrong(figures):
    return {name: figures[name] for name in NOTHING_WRONG}


def test_a_worker_killed_at_each_point_of_a_mails_life_loses_nothing():
    figures = figures_of("--worker-kills", "6", "--points-every", "1", "--lease", "2", "--web-kills", "0")

    assert wrong(figures) == NOTHING_WRONG
    # the server took the mail, and only then did we die: that one comes twice, with the same Message-ID
    assert figures["kill.mails_doubled"] <= figures["kill.killed_data-sent"] + figures["kill.killed_accepted"]
    assert [figures[f"kill.killed_{point}"] for point in ("claimed", "rendered", "connected", "marked")] == [1] * 4


def test_a_killed_web_server_keeps_what_it_acknowledged():
    figures = figures_of("--worker-kills", "0", "--web-kills", "2")

    assert (figures["kill.acknowledged_lost"], figures["kill.written_twice"]) == (0, 0)
    assert figures["kill.acknowledged"] > 0


@pytest.mark.faults
def test_many_kills_at_random_moments_lose_nothing():
    figures = figures_of("--worker-kills", "40", "--web-kills", "10")

    assert wrong(figures) == NOTHING_WRONG
    assert figures["kill.mails_doubled"] <= figures["kill.kills"]
    assert (figures["kill.acknowledged_lost"], figures["kill.written_twice"]) == (0, 0)
