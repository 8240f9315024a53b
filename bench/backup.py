"""A database of 600 MB backed up while 50 writes a second go on, restored elsewhere, and refused with one wrong byte.

    .venv/bin/python bench/backup.py [--megabytes 600]

SQLite in a temporary folder; needs about three times the size there. Prints a JSON line per figure; exit code 1 where
a limit is missed. Seconds are wall time: `load` says how busy the machine was.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WRITES_PER_SECOND = 50
AUFWIND = [sys.executable, "-c", "import sys; from aufwind.cli import main; sys.exit(main())"]
WORDS = ("Bedarf", "Gespräch", "Weberei", "Träger", "Maßnahme", "Kunsthaus", "Tisch", "und", "Region", "2026")

failed = False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=600)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        open_home(home)
        fill(home / "aufwind.sqlite3", arguments.megabytes)
        say("backup.database", round((home / "aufwind.sqlite3").stat().st_size / 1e6), None, "MB")
        say("backup.load", os.getloadavg()[0], None, "processes")
        back_up_under_writes(Path(folder) / "b.aufwind")
        restore(Path(folder))
        refuse(Path(folder))
    return int(failed)


def open_home(home: Path) -> None:
    os.environ |= {"AUFWIND_HOME": str(home), "DJANGO_SETTINGS_MODULE": "aufwind.config.settings.base"}
    os.environ.pop("AUFWIND_DATABASE", None)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)


def fill(path: Path, megabytes: int) -> None:
    """Three sevenths audit log, four sevenths mails, past the ORM; hashes as `record` would make them."""
    from django.db import connection

    connection.close()
    source = random.Random(1)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA synchronous=OFF")
        fill_log(database, megabytes * 550, source)
        fill_mails(database, megabytes * 281, source)
    database.close()


def fill_log(database: sqlite3.Connection, entries: int, source: random.Random) -> None:
    from datetime import UTC, datetime, timedelta

    from aufwind.core.audit.chain import GENESIS, Link, canonical, hash_of

    def links():
        previous, at = GENESIS, datetime(2026, 1, 1, tzinfo=UTC)
        for position in range(1, entries + 1):
            facts = canonical({"text": text(source, 40), "number": position})
            at += timedelta(seconds=7, microseconds=position % 1000 + 1)
            link = Link(
                position,
                at,
                "thing.changed",
                False,
                f"user:{position % 90}",
                "core.job",
                str(position),
                facts,
                previous,
            )
            previous = hash_of(link)
            stored = at.replace(tzinfo=None).isoformat(" ", "microseconds")
            yield link._replace(at=stored, hash=previous)

    columns = ", ".join(Link._fields)
    database.executemany(f"INSERT INTO core_auditentry ({columns}) VALUES ({', '.join('?' * 10)})", links())
    last = database.execute("SELECT position, hash FROM core_auditentry ORDER BY position DESC LIMIT 1").fetchone()
    database.execute("INSERT INTO core_audithead (id, position, hash) VALUES (1, ?, ?)", last)


def fill_mails(database: sqlite3.Connection, mails: int, source: random.Random) -> None:
    columns = (
        'key, message_id, "to", subject, text, language, about_type, about_id, state, attempts, worker, failure, '
        "queued_at, due_at"
    )
    moment = "2026-01-01 00:00:00"
    rows = (
        (
            f"k{n}",
            f"m{n}",
            f"p{n}@example.org",
            "Ihr Plan",
            text(source, 200),
            "de",
            "",
            "",
            "sent",
            1,
            "",
            "",
            moment,
            moment,
        )
        for n in range(mails)
    )
    database.executemany(f"INSERT INTO core_outgoingmail ({columns}) VALUES ({', '.join('?' * 14)})", rows)


def text(source: random.Random, words: int) -> str:
    return " ".join(source.choices(WORDS, k=words)) + source.randbytes(words).hex()


def back_up_under_writes(path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    stop, out = fork.Event(), fork.Queue()
    writer = fork.Process(target=write, args=(stop, out))
    writer.start()
    time.sleep(1)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = run(["backup", str(path)])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    stop.set()
    waits, lateness = out.get(timeout=60)
    writer.join()
    waits.sort()
    say("backup.seconds", round(seconds, 1), 15, "s")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    say("backup.cpu_seconds", round(cpu, 1), 25, "s")  # two cores in 15 s have 30
    say("backup.file", round(path.stat().st_size / 1e6), None, "MB")
    say("backup.writes", len(waits), None, "writes")
    say("backup.writes_missing", lateness, len(waits) // 50, "writes")
    say("backup.writer_p95", round(waits[len(waits) * 95 // 100] * 1000, 1), 50, "ms")
    say("backup.writer_max", round(waits[-1] * 1000, 1), None, "ms")


def write(stop, out) -> None:
    """50 audited writes a second by the clock, whether the last one was slow or not."""
    from aufwind.core.audit import record
    from aufwind.core.policy import SYSTEM

    record("bench.warm", None, by=SYSTEM)
    waits, start = [], time.perf_counter()
    while not stop.is_set():
        due = start + len(waits) / WRITES_PER_SECOND
        time.sleep(max(0.0, due - time.perf_counter()))
        begun = time.perf_counter()
        record("bench.written", None, by=SYSTEM, facts={"turn": len(waits)})
        waits.append(time.perf_counter() - begun)
    owed = int((time.perf_counter() - start) * WRITES_PER_SECOND) - len(waits)
    out.put((waits, max(0, owed - 1)))


def restore(folder: Path) -> None:
    """The verb compares every table's hash and walks the chain; here we count what it says."""
    seconds = run(["restore", str(folder / "b.aufwind"), "--into", str(folder / "new")])
    say("restore.seconds", round(seconds, 1), None, "s")
    with sqlite3.connect(folder / "new/aufwind.sqlite3") as database:
        position, entries = database.execute("SELECT max(position), count(*) FROM core_auditentry").fetchone()
    say("restore.entries_missing", position - entries, 0, "entries")


def refuse(folder: Path) -> None:
    path = folder / "b.aufwind"
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))
    done = subprocess.run(
        [*AUFWIND, "restore", str(path), "--into", str(folder / "bad")], capture_output=True, check=False
    )
    say("restore.accepted_damage", int(done.returncode != 2 or (folder / "bad").exists()), 0, "times")


def run(words: list[str]) -> float:
    begun = time.perf_counter()
    done = subprocess.run([*AUFWIND, *words], capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    print(done.stdout, end="", file=sys.stderr)
    if done.returncode:
        sys.exit(f"aufwind {words[0]}: {done.returncode}\n{done.stdout}{done.stderr}")
    return seconds


def say(figure: str, value: float, limit: float | None, unit: str) -> None:
    global failed  # noqa: PLW0603 -- the exit code of a script
    failed |= limit is not None and value > limit
    print(json.dumps({"figure": figure, "value": value, "limit": limit, "unit": unit}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
