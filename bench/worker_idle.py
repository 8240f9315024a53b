"""What a worker costs that has nothing to do, and how soon it notices work.

    .venv/bin/python bench/worker_idle.py [--seconds 30]

Prints one JSON line per figure; ends with 1 if one misses its limit. Stops what it starts.
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

import psutil

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0)
    arguments = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    os.environ["PYTHONPATH"] = f"{ROOT}{os.pathsep}{ROOT / 'src'}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.faults.settings"
    with tempfile.TemporaryDirectory(prefix="aufwind-idle-") as home:
        os.environ["AUFWIND_HOME"] = home
        return run(arguments.seconds)


def run(seconds: float) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    worker = subprocess.Popen([str(Path(sys.executable).with_name("aufwind")), "worker"], cwd=ROOT)
    try:
        time.sleep(5)
        process = psutil.Process(worker.pid)
        before = sum(process.cpu_times()[:2])
        time.sleep(seconds)
        share = 100 * (sum(process.cpu_times()[:2]) - before) / seconds
        memory = process.memory_full_info().pss / 2**20
        figures = [("cpu_per_cent", share, 1.0), ("pss_mb", memory, 80.0), ("wake_up_seconds", wake_up(), 1.0)]
    finally:
        worker.terminate()
        worker.wait()
    for name, value, limit in figures:
        print(json.dumps({"figure": f"worker_idle.{name}", "value": round(value, 2), "limit": limit}))
    return int(any(value > limit for _name, value, limit in figures))


def wake_up() -> float:
    """Median seconds from the commit of a job to its beginning."""
    from aufwind.core.jobs import start_job
    from aufwind.core.models import Job, PeriodicRun
    from aufwind.core.policy import SYSTEM

    waits = []
    for number in range(SAMPLES):
        # nobody handles this subject; the job fails at once, and its beginning is what counts
        job = start_job("events.plan", PeriodicRun(name=f"nothing {number}"), by=SYSTEM, args={"plan_id": 0})
        while not (row := Job.objects.get(pk=job.pk)).started_at:
            time.sleep(0.02)
        waits.append((row.started_at - row.created_at).total_seconds())
        time.sleep(0.3)
    return sorted(waits)[SAMPLES // 2]


if __name__ == "__main__":
    sys.exit(main())
