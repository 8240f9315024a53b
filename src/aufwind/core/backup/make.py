"""Making a backup: one moment of the database, then the uploads, while people go on writing."""

from __future__ import annotations

import os
import sqlite3
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from aufwind.core.audit import record
from aufwind.core.audit.anchors import head_anchor
from aufwind.core.backup.archive import Archive, BackupRefused
from aufwind.core.policy import SYSTEM
from aufwind.core.rows import row_hashes, stored_models
from aufwind.core.transfer import beside, one_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper

    Say = Callable[[str], None]

FORMAT = 1
TABLE_PART_BYTES = 2**23


@dataclass(frozen=True, slots=True)
class Made:
    """A finished backup: how large, its hash, and where the audit log ended in it."""

    packed_bytes: int
    sha256: str
    entries: int


def make_backup(path: Path, *, say: Say = lambda _line: None) -> Made:
    """Write everything into one new file, on the disk when this returns.

    Consistent: the database is of one moment, uploads it names are there. Writers wait for nobody: SQLite is copied
    in one step under a read lock (a copy in slices would start anew with every write), PostgreSQL read in one
    repeatable-read transaction.

    Args:
        path: A file that does not exist yet; readable by its owner alone.
        say: Told what is done, line by line.

    Raises:
        BackupRefused: The file exists, or a transaction is open, which would wait for itself.
    """
    if connection.in_atomic_block:
        raise BackupRefused("A backup cannot be made inside a transaction.")
    if path.exists():
        raise BackupRefused(f"{path} exists; name a new file.")
    partial = path.with_name(f".{path.name}.partial")
    try:
        made = _write(partial, say)
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)
    record("backup.made", None, by=SYSTEM, facts={"sha256": made.sha256, "bytes": made.packed_bytes})
    return made


def _write(path: Path, say: Say) -> Made:
    clock = _Clock(say)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with Archive(file) as archive:
            archive.add_json("about.json", about())
            add = _add_sqlite if connection.vendor == "sqlite" else _add_postgres
            tables, anchor = add(archive, path.parent, clock)
            _add_media(archive, clock)
            manifest = {"tables": tables, "audit": anchor, "members": dict(archive.members)}
            archive.add_json("manifest.json", manifest)
        file.flush()
        os.fsync(file.fileno())
    clock.say(f"packed into {archive.packed_bytes / 1e6:.1f} MB")
    return Made(archive.packed_bytes, archive.sha256, anchor["position"])


def about() -> dict[str, Any]:
    """What a restore must know before it reads on: JSON values."""
    return {
        "format": FORMAT,
        "version": version("aufwind"),
        "made_at": timezone.now().isoformat(),
        "database": connection.vendor,
        "migrations": sorted(".".join(step) for step in MigrationRecorder(connection).applied_migrations()),
    }


def _add_sqlite(archive: Archive, folder: Path, clock: _Clock) -> tuple[dict[str, str], dict[str, Any]]:
    copy = folder / f".backup-{os.getpid()}.sqlite3"
    try:
        _copy_sqlite(copy)
        clock.say(f"database copied, {copy.stat().st_size / 1e6:.1f} MB")
        with _hashing(copy) as hashed:
            archive.add_file("database.sqlite3", copy)
            clock.say("database packed")
            found = hashed.result()
        clock.say("rows hashed")
    finally:
        copy.unlink(missing_ok=True)
    return found


def _copy_sqlite(copy: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(copy)) as target:
        # the copy is read once and thrown away: it need not survive a power cut
        target.executescript("PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF;")
        connection.connection.backup(target, pages=-1)


@contextmanager
def _hashing(copy: Path) -> Iterator[Future[tuple[dict[str, str], dict[str, Any]]]]:
    """The copy's row hashes, computed beside the packing, which leaves a core half idle."""
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(_hashes_of_file, copy)


def _hashes_of_file(copy: Path) -> tuple[dict[str, str], dict[str, Any]]:
    readable = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"file:{copy}?mode=ro&immutable=1",
        "OPTIONS": {"uri": True},
    }
    with beside(readable) as database:
        return row_hashes(database), head_anchor(database.alias)._asdict()


def _add_postgres(archive: Archive, _folder: Path, clock: _Clock) -> tuple[dict[str, str], dict[str, Any]]:
    with transaction.atomic():
        one_moment(connection)
        for model in stored_models():
            for number, part in enumerate(table_parts(connection, model._meta.db_table)):
                archive.add_bytes(f"tables/{model._meta.db_table}/{number:06}.copy", part)
        clock.say("tables packed")
        found = row_hashes(connection), head_anchor()._asdict()
        clock.say("rows hashed")
    return found


def columns_of(database: BaseDatabaseWrapper, table: str) -> str:
    """The columns Django knows, quoted and in its order: generated ones are computed again."""
    model = next(model for model in stored_models() if model._meta.db_table == table)
    names = [str(column.column) for column in model._meta.concrete_fields if not column.generated]
    return ", ".join(map(database.ops.quote_name, names))


def table_parts(database: BaseDatabaseWrapper, table: str) -> Iterator[bytes]:
    """A table as PostgreSQL's COPY writes it, in parts of about 8 MB that end with a line."""
    statement = f"COPY {database.ops.quote_name(table)} ({columns_of(database, table)}) TO STDOUT"
    part = bytearray()
    with database.cursor() as cursor, cursor.copy(statement) as copy:
        for line in copy:
            part += line
            if len(part) >= TABLE_PART_BYTES:
                yield bytes(part)
                part.clear()
    if part:
        yield bytes(part)


def _add_media(archive: Archive, clock: _Clock) -> None:
    root = Path(settings.MEDIA_ROOT)
    files = sorted(path for path in root.rglob("*") if path.is_file()) if root.is_dir() else []
    for path in files:
        archive.add_file(f"media/{path.relative_to(root).as_posix()}", path)
    clock.say(f"{len(files)} uploads packed")


class _Clock:
    """Progress lines with the seconds since the start."""

    def __init__(self, say: Say) -> None:
        self._say, self._start = say, time.monotonic()

    def say(self, line: str) -> None:
        self._say(f"{time.monotonic() - self._start:6.1f} s  {line}")
