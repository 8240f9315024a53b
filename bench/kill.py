"""Kill -9 of workers and of the web server, over and over: what is lost, doubled, half-done or stuck.

    .venv/bin/python bench/kill.py --worker-kills 200 --web-kills 100
    .venv/bin/python scripts/test-postgres -- .venv/bin/python bench/kill.py …     the same on PostgreSQL

Prints one JSON line per figure; ends with 1 if one misses its limit. Kills only processes it started itself.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMITS = {
    "mails_lost": 0,
    "mails_unknown": 0,
    "mails_doubled_without_kill": 0,
    "jobs_not_done": 0,
    "tasks_not_finished": 0,
    "half_published": 0,
    "pieces_missing": 0,
    "plans_torn": 0,
    "plans_failed": 0,
    "plans_not_logged_once": 0,
    "plan_mails_missing": 0,
    "audit_chain_broken": 0,
    "still_held": 0,
    "longest_stuck_leases": 2,
    "acknowledged_lost": 0,
    "written_twice": 0,
    "longest_outage_seconds": 3,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worker-kills", type=int, default=200)
    parser.add_argument("--web-kills", type=int, default=100)
    parser.add_argument("--lease", type=float, default=5.0, help="seconds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--points-every", type=int, default=3, help="kills at given points; the rest at random")
    arguments = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    os.environ["PYTHONPATH"] = f"{ROOT}{os.pathsep}{ROOT / 'src'}"  # a copy of the tree tests itself
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.faults.settings"
    with tempfile.TemporaryDirectory(prefix="aufwind-kill-") as home:
        os.environ["AUFWIND_HOME"] = home
        return run(arguments)


def run(arguments: argparse.Namespace) -> int:
    from tests.faults.web import WebProtocol
    from tests.faults.workers import Protocol, mail_server

    is_fine = True
    with mail_server() as (sink, port):
        os.environ["AUFWIND_SMTP_HOST"], os.environ["AUFWIND_SMTP_PORT"] = "127.0.0.1", str(port)
        set_up()
        if arguments.worker_kills:
            protocol = Protocol(
                kills=arguments.worker_kills,
                lease=arguments.lease,
                seed=arguments.seed,
                points_every=arguments.points_every,
            )
            is_fine &= report(protocol.run(sink), doubles_allowed=arguments.worker_kills)
        if arguments.web_kills:
            is_fine &= report(WebProtocol(kills=arguments.web_kills, seed=arguments.seed).run())
    return 0 if is_fine else 1


def set_up() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils.module_loading import autodiscover_modules

    call_command("migrate", run_syncdb=True, verbosity=0)
    autodiscover_modules("jobs")


def report(figures: dict[str, float], *, doubles_allowed: int = 0) -> bool:
    from django.db import connection

    limits = {**LIMITS, "mails_doubled": doubles_allowed}
    is_fine = True
    for name, value in figures.items():
        line = {"figure": f"kill.{name}", "value": value, "database": connection.vendor}
        if name in limits:
            line["limit"] = limits[name]
            is_fine &= value <= limits[name]
        print(json.dumps(line), flush=True)
    return is_fine


if __name__ == "__main__":
    sys.exit(main())
