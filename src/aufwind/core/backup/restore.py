"""Putting a backup back: into a folder of its own first, proved there, then moved into place in one step."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.management.color import no_style
from django.db import transaction
from django.db.migrations.loader import MigrationLoader

from aufwind.core.audit import verify_chain
from aufwind.core.backup.archive import READ_BYTES, BackupDamaged, BackupRefused, Hashing, check_seal, opened
from aufwind.core.backup.make import FORMAT, columns_of
from aufwind.core.rows import row_counts, row_hashes, stored_models
from aufwind.core.transfer import TransferRefused, database_at, prepare, refuse_used

if TYPE_CHECKING:
    import tarfile
    from collections.abc import Callable
    from pathlib import Path

    from django.db.backends.base.base import BaseDatabaseWrapper

    Say = Callable[[str], None]
    Manifest = dict[str, Any]  # JSON, as `make` writes it


@dataclass(frozen=True, slots=True)
class Restored:
    """What is back: rows, entries of the audit log, uploads, and whether links mailed before still work."""

    rows: int
    entries: int
    uploads: int
    links_work: bool


def restore_backup(
    path: Path,
    *,
    into: Path,
    key: Path | None = None,
    database: str | None = None,
    say: Say = lambda _line: None,
) -> Restored:
    """Make a new home from a backup; whatever fails, no existing data is touched.

    Every byte is proved before anything is written, every row and the audit chain before the new home appears.

    Args:
        path: The backup.
        into: The new home: a folder that is empty or does not exist.
        key: The `secret-key` kept elsewhere; without it a new one is made, and links mailed before are dead.
        database: Where a backup from PostgreSQL goes: the address of an empty database.
        say: Told what is done, line by line.

    Raises:
        BackupDamaged: The file is not what was written.
        BackupRefused: The home or the database is in use, or the backup is of another version.
    """
    check_seal(path)
    say("every byte is as written")
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise BackupRefused(f"{into} is in use; name a new folder, look at it, then point AUFWIND_HOME there.")
    fresh = into.with_name(f".{into.name}.restoring-{os.getpid()}")
    fresh.mkdir(mode=0o700, parents=True)
    try:
        restored = _fill(fresh, path, key, database, say)
        fresh.rename(into)  # one step: the home is there as a whole or not at all
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return restored


def _fill(home: Path, path: Path, key: Path | None, database: str | None, say: Say) -> Restored:
    about = _about(path)
    address = _address(about, home, database)
    manifest = _unpack(path, home)
    say("unpacked, every member as written")
    (home / "secret-key").write_text(key.read_text() if key else secrets.token_urlsafe(50))
    (home / "secret-key").chmod(0o600)
    with database_at(address) as restored:
        if about["database"] == "postgresql":
            _load_tables(restored, home / "tables", manifest["tables"])
            shutil.rmtree(home / "tables")
        entries = _prove(restored, manifest)
        rows = sum(row_counts(restored).values())
    say(f"{rows} rows as they were, audit log whole")
    uploads = sum(1 for name in manifest["members"] if name.startswith("media/"))
    return Restored(rows, entries, uploads, links_work=key is not None)


def _about(path: Path) -> Manifest:
    with opened(path) as tar:
        first = tar.next()
        content = tar.extractfile(first) if first and first.name == "about.json" else None
        about: Manifest = json.load(content) if content else {}
    if about.get("format") != FORMAT:
        raise BackupRefused(f"{path.name} is a backup of another kind; restore it with the version that made it.")
    if set(about["migrations"]) != _our_migrations():
        raise BackupRefused(
            f"{path.name} was made by version {about['version']}, whose tables are not those of this one. "
            "Restore it with that version, then update."
        )
    return about


def _our_migrations() -> set[str]:
    return {".".join(step) for step in MigrationLoader(None).disk_migrations}


def _address(about: Manifest, home: Path, database: str | None) -> str:
    if about["database"] == "sqlite":
        return f"sqlite:///{home / 'aufwind.sqlite3'}"
    if database is None:
        raise BackupRefused("This backup is from PostgreSQL: name an empty database by --database postgresql://…")
    return database


def _unpack(path: Path, home: Path) -> Manifest:
    """All members into the home, compared with the manifest, which comes last."""
    found: dict[str, str] = {}
    with opened(path) as tar:
        for member in tar:
            found[member.name] = _unpack_member(tar, member, home)
    manifest: Manifest = json.loads((home / "manifest.json").read_text())
    (home / "manifest.json").unlink()
    (home / "about.json").unlink()
    expected = {name: member["sha256"] for name, member in manifest["members"].items()}
    if {name: digest for name, digest in found.items() if name != "manifest.json"} != expected:
        raise BackupDamaged("The members are not those the manifest names.")
    return manifest


def _unpack_member(tar: tarfile.TarFile, member: tarfile.TarInfo, home: Path) -> str:
    place = (home / member.name.replace("database.sqlite3", "aufwind.sqlite3")).resolve()
    content = tar.extractfile(member)
    if content is None or not place.is_relative_to(home.resolve()):
        raise BackupDamaged(f"{member.name} has no place in a backup.")
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    hashing = Hashing(content)
    with place.open("wb") as file:
        while data := hashing.read(READ_BYTES):
            file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return hashing.hexdigest()


def _load_tables(database: BaseDatabaseWrapper, folder: Path, tables: dict[str, str]) -> None:
    """Rows as COPY wrote them into an empty PostgreSQL database: all or none."""
    try:
        refuse_used(database)
    except TransferRefused as error:
        raise BackupRefused(str(error)) from error
    prepare(database)
    with transaction.atomic(using=database.alias), database.cursor() as cursor:
        for table in tables:
            for part in sorted((folder / table).glob("*.copy")):
                statement = f"COPY {database.ops.quote_name(table)} ({columns_of(database, table)}) FROM STDIN"
                with cursor.copy(statement) as copy:
                    copy.write(part.read_bytes())
        for reset in database.ops.sequence_reset_sql(no_style(), stored_models()):
            cursor.execute(reset)


def _prove(database: BaseDatabaseWrapper, manifest: Manifest) -> int:
    """Rows and log against the manifest; gives the number of entries.

    Raises:
        BackupDamaged: They differ.
    """
    hashes = row_hashes(database)
    if hashes != manifest["tables"]:
        names = sorted(table for table in hashes if hashes[table] != manifest["tables"].get(table))
        raise BackupDamaged(f"The restored rows differ in {', '.join(names)}.")
    verdict = verify_chain(using=database.alias)
    if not verdict.whole or verdict.head_hash != manifest["audit"]["hash"]:
        raise BackupDamaged(f"The restored audit log is broken at {verdict.broken_at}: {verdict.what}")
    return verdict.entries
