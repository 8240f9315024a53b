import os
import random
import tarfile
from pathlib import Path

import pytest
from django.db import connection, transaction

from aufwind.core.audit import record, verify_chain
from aufwind.core.backup import BackupDamaged, BackupRefused, Restored, make, make_backup, restore, restore_backup
from aufwind.core.models import AuditEntry, OutgoingMail, PeriodicRun
from aufwind.core.policy import SYSTEM
from aufwind.core.rows import row_counts, row_hashes
from aufwind.core.transfer import database_at

pytestmark = pytest.mark.django_db(transaction=True)  # SQLite copies nothing that is not committed


@pytest.fixture
def home(settings, tmp_path):
    """A home with rows, log and an upload."""
    settings.MEDIA_ROOT = tmp_path / "home/media"
    (settings.MEDIA_ROOT / "logos").mkdir(parents=True)
    (settings.MEDIA_ROOT / "logos/flöha.svg").write_text("<svg/>")
    for number in range(5):
        PeriodicRun.objects.create(name=f"Grüße\t{number}\\")
        record("thing.changed", None, by=SYSTEM, facts={"number": number})
    return tmp_path / "home"


@pytest.fixture
def backup(home, tmp_path):
    path = tmp_path / "monday.aufwind"
    make_backup(path)
    return path


@pytest.fixture
def where(request, tmp_path):
    """Where a restore goes: a new folder, and for PostgreSQL an empty database."""
    address = request.getfixturevalue("postgres_address") if connection.vendor == "postgresql" else None
    return {"into": tmp_path / "new-home", "database": address}


def address_of(where):
    return where["database"] or f"sqlite:///{where['into'] / 'aufwind.sqlite3'}"


def test_everything_comes_back(home, tmp_path, where):
    hashes, counts = row_hashes(connection), row_counts(connection)
    lines = []
    made = make_backup(tmp_path / "monday.aufwind", say=lines.append)

    restored = restore_backup(tmp_path / "monday.aufwind", **where, say=lines.append)

    assert restored == Restored(rows=sum(counts.values()), entries=5, uploads=1, links_work=False)
    assert (where["into"] / "media/logos/flöha.svg").read_text() == "<svg/>"
    assert made.packed_bytes == (tmp_path / "monday.aufwind").stat().st_size
    with database_at(address_of(where)) as database:
        assert row_hashes(database) == hashes
        assert verify_chain(using=database.alias).entries == 5
    assert "every byte is as written" in lines
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "monday.aufwind", "new-home"]


def test_numbering_goes_on_after_a_restore(home, tmp_path, where):
    values = {"language": "de", "queued_at": "2026-01-01T00:00Z", "due_at": "2026-01-01T00:00Z"}
    first = OutgoingMail.objects.create(key="1", message_id="1", **values)
    make_backup(tmp_path / "b")
    restore_backup(tmp_path / "b", **where)

    with database_at(address_of(where)) as database:
        second = OutgoingMail.objects.using(database.alias).create(key="2", message_id="2", **values)

    assert second.pk > first.pk


def test_making_a_backup_is_logged_after_it(home, tmp_path):
    made = make_backup(tmp_path / "b")

    assert made.entries == 5
    last = AuditEntry.objects.get(position=6)
    assert (last.event, last.facts) == ("backup.made", {"sha256": made.sha256, "bytes": made.packed_bytes})


def test_a_backup_opens_with_any_tar_and_is_private(backup):
    assert backup.stat().st_mode & 0o777 == 0o600
    with tarfile.open(backup, "r:gz") as tar:
        names = tar.getnames()
    assert names[0] == "about.json"
    assert names[-2:] == ["media/logos/flöha.svg", "manifest.json"]


def test_an_existing_file_is_never_overwritten(backup):
    before = backup.read_bytes()

    with pytest.raises(BackupRefused, match="name a new file"):
        make_backup(backup)
    assert backup.read_bytes() == before


def test_inside_a_transaction_no_backup_is_made(home, tmp_path):
    with transaction.atomic(), pytest.raises(BackupRefused, match="inside a transaction"):
        make_backup(tmp_path / "b")


def test_a_failed_backup_leaves_nothing(home, tmp_path, monkeypatch):
    monkeypatch.setattr(make, "_add_media", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        make_backup(tmp_path / "b")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_an_upload_gone_meanwhile_is_left_out(home, tmp_path, where, monkeypatch):
    gone = home / "media/logos/flöha.svg"
    add = make.Archive.add_file

    def add_late(archive, name, path):
        if path == gone:
            gone.unlink()
        add(archive, name, path)

    monkeypatch.setattr(make.Archive, "add_file", add_late)
    make_backup(tmp_path / "b")

    assert restore_backup(tmp_path / "b", **where).uploads == 0


def test_a_home_without_uploads_is_backed_up(settings, tmp_path, where):
    settings.MEDIA_ROOT = tmp_path / "none"
    make_backup(tmp_path / "b")

    assert restore_backup(tmp_path / "b", **where).uploads == 0


def test_any_flipped_byte_refuses_the_restore_and_touches_nothing(backup, tmp_path):
    good = backup.read_bytes()
    ends = {0, len(good) - 50, len(good) - 1}
    positions = ends | set(random.Random(7).sample(sorted(set(range(len(good))) - ends), 197))

    for position in positions:
        bad = bytearray(good)
        bad[position] ^= 1 << (position % 8)
        backup.write_bytes(bad)
        with pytest.raises(BackupDamaged, match="is damaged"):
            restore_backup(backup, into=tmp_path / "new-home")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "monday.aufwind"]


@pytest.mark.parametrize("content", [b"", b"x", b"x" * 500])
def test_what_is_no_backup_is_refused(tmp_path, content):
    (tmp_path / "b").write_bytes(content)

    with pytest.raises(BackupDamaged):
        restore_backup(tmp_path / "b", into=tmp_path / "new-home")


def test_a_shortened_or_lengthened_file_is_refused(backup, tmp_path):
    good = backup.read_bytes()

    for bad in (good[:-1], good + b"\0", good[1:]):
        backup.write_bytes(bad)
        with pytest.raises(BackupDamaged):
            restore_backup(backup, into=tmp_path / "new-home")


def test_a_used_home_is_refused_and_left_alone(backup, home):
    before = sorted(home.rglob("*"))

    with pytest.raises(BackupRefused, match="is in use"):
        restore_backup(backup, into=home)
    assert sorted(home.rglob("*")) == before


def test_an_empty_folder_may_become_the_home(backup, where):
    where["into"].mkdir()

    assert restore_backup(backup, **where).entries == 5


def test_links_live_on_with_the_key_kept_elsewhere(backup, tmp_path, where):
    (tmp_path / "key").write_text("kept")

    assert restore_backup(backup, key=tmp_path / "key", **where).links_work
    assert (where["into"] / "secret-key").read_text() == "kept"


def test_without_the_key_a_new_one_is_made(backup, where):
    assert not restore_backup(backup, **where).links_work
    key = where["into"] / "secret-key"
    assert (len(key.read_text()), key.stat().st_mode & 0o777) == (67, 0o600)


def test_a_backup_of_other_tables_is_refused(backup, tmp_path, monkeypatch):
    monkeypatch.setattr(restore, "_our_migrations", lambda: {"core.0002_later"})

    with pytest.raises(BackupRefused, match="Restore it with that version"):
        restore_backup(backup, into=tmp_path / "new-home")


def test_a_backup_of_another_format_is_refused(home, tmp_path, monkeypatch):
    monkeypatch.setattr(make, "FORMAT", 2)
    make_backup(tmp_path / "b")

    with pytest.raises(BackupRefused, match="another kind"):
        restore_backup(tmp_path / "b", into=tmp_path / "new-home")


def test_rows_that_differ_from_the_manifest_refuse_the_restore(home, tmp_path, where, monkeypatch):
    wrong = make.row_hashes
    monkeypatch.setattr(make, "row_hashes", lambda database: wrong(database) | {"core_job": "0"})
    make_backup(tmp_path / "b")

    with pytest.raises(BackupDamaged, match="rows differ in core_job"):
        restore_backup(tmp_path / "b", **where)
    assert not where["into"].exists()


def test_a_broken_log_refuses_the_restore(home, tmp_path, where):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_auditentry SET event = 'y' WHERE position = 2")
    make_backup(tmp_path / "b")

    with pytest.raises(BackupDamaged, match="broken at 2"):
        restore_backup(tmp_path / "b", **where)


def test_members_the_manifest_does_not_name_refuse_the_restore(home, tmp_path, where, monkeypatch):
    add = make.Archive.add_json

    def add_unnamed(archive, name, value):
        if name == "manifest.json":
            archive.add_bytes("media/late.svg", b"")
        add(archive, name, value)

    monkeypatch.setattr(make.Archive, "add_json", add_unnamed)
    make_backup(tmp_path / "b")

    with pytest.raises(BackupDamaged, match="not those the manifest names"):
        restore_backup(tmp_path / "b", **where)


def test_members_that_would_leave_the_home_are_refused(home, tmp_path, where, monkeypatch):
    monkeypatch.setattr(make, "_add_media", lambda archive, _clock: archive.add_bytes("../evil", b""))
    make_backup(tmp_path / "b")

    with pytest.raises(BackupDamaged, match="has no place"):
        restore_backup(tmp_path / "b", **where)
    assert not (tmp_path / "evil").exists()


def test_a_backup_from_postgres_needs_an_empty_database(home, tmp_path, where):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: scripts/test-postgres")
    make_backup(tmp_path / "b")

    with pytest.raises(BackupRefused, match=r"--database"):
        restore_backup(tmp_path / "b", into=where["into"])
    restore_backup(tmp_path / "b", **where)
    with pytest.raises(BackupRefused, match="in use"):
        restore_backup(tmp_path / "b", into=tmp_path / "again", database=where["database"])


def test_large_tables_are_packed_in_parts(home, tmp_path, where, monkeypatch):
    monkeypatch.setattr(make, "TABLE_PART_BYTES", 50)
    make_backup(tmp_path / "b")

    assert restore_backup(tmp_path / "b", **where).entries == 5


def test_content_larger_than_a_block_comes_back(home, tmp_path, where):
    noise = os.urandom(9 * 2**20)
    (home / "media/film").write_bytes(noise)
    make_backup(tmp_path / "b")
    restore_backup(tmp_path / "b", **where)

    assert Path(where["into"], "media/film").read_bytes() == noise
