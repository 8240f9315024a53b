"""Eight processes write to one audit log at once: is anything lost, is the chain whole, how quick is it?

    .venv/bin/python bench/audit.py                              SQLite in a temporary folder
    .venv/bin/python scripts/test-postgres -- .venv/bin/python bench/audit.py --writes 1000

Prints a JSON line per figure; exit code 1 where an entry is missing or the chain is broken.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--writes", type=int, default=1000, help="by each process")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        open_log(home)
        try:
            return race(arguments.processes, arguments.writes)
        finally:
            close_log()


def open_log(home: str) -> None:
    """The log's two tables in a database of their own: a new file, or a schema that is dropped afterwards."""
    address = os.environ.get("AUFWIND_DATABASE", f"sqlite:///{Path(home) / 'audit.sqlite3'}")
    os.environ |= {
        "AUFWIND_HOME": home,
        "AUFWIND_DATABASE": address,
        "DJANGO_SETTINGS_MODULE": "aufwind.config.settings.base",
    }
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from aufwind.core.audit import install_seal
    from aufwind.core.models import AuditEntry, AuditHead

    if connection.vendor == "postgresql":
        settings.DATABASES["default"]["OPTIONS"]["options"] += f" -c search_path={schema()}"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {schema()}")
    with connection.schema_editor() as editor:
        editor.create_model(AuditEntry)
        editor.create_model(AuditHead)
    install_seal(connection)


def schema() -> str:
    return f"bench_audit_{os.getpid()}"


def close_log() -> None:
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {schema()} CASCADE")
    connection.close()


def race(processes: int, writes: int) -> int:
    from django.db import connection

    from aufwind.core.audit import verify_chain
    from aufwind.core.models import AuditEntry

    connection.close()  # a connection must not be shared with children
    fork = multiprocessing.get_context("fork")
    start = fork.Event()
    writers = [fork.Process(target=write, args=(number, writes, start)) for number in range(processes)]
    for writer in writers:
        writer.start()
    begun = time.perf_counter()
    start.set()
    for writer in writers:
        writer.join(300)
    seconds = time.perf_counter() - begun
    verdict = verify_chain()
    seen = set(AuditEntry.objects.values_list("actor", "subject_id", "facts_json"))
    lost = processes * writes - len(seen)
    total = processes * writes
    say("audit.lost", lost, 0, "entries")
    say("audit.broken_at", verdict.broken_at or 0, 0, "position")
    say("audit.entries", verdict.entries, total, "entries")
    say(f"audit.{connection.vendor}.rate", round(total / seconds, 1), None, "1/s")
    return int(lost > 0 or not verdict.whole or any(writer.exitcode for writer in writers))


def write(number: int, writes: int, start: object) -> None:
    """One process: waits for the others, then writes as fast as it may."""
    from aufwind.core.audit import record
    from aufwind.core.policy import Visitor

    visitor = Visitor(key=f"user:{number}")
    start.wait(60)
    for turn in range(writes):
        record("bench.written", None, by=visitor, facts={"turn": turn})


def say(figure: str, value: float, limit: float | None, unit: str) -> None:
    print(json.dumps({"figure": figure, "value": value, "limit": limit, "unit": unit}))


if __name__ == "__main__":
    sys.exit(main())
