import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections
from django.db.utils import ConnectionDoesNotExist
from django.utils import timezone

from aufwind.core.audit import record
from aufwind.core.models import AuditEntry, AuditHead, Job, OutgoingMail, PeriodicRun
from aufwind.core.policy import SYSTEM
from aufwind.core.rows import row_counts, row_hashes
from aufwind.core.transfer import Moved, TransferRefused, database_at, move

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    """One row of every awkward kind: JSON, identifiers, times with and without parts of a second, NULLs."""
    moment = timezone.now().replace(microsecond=0)
    Job.objects.create(kind="x", facts={"z": 1, "a": ["ö", None, 1.5], "nested": {"b": 1, "a": 2}}, started_at=moment)
    PeriodicRun.objects.create(name="Ä")
    PeriodicRun.objects.create(name="a", started_at=moment, finished_at=moment.replace(microsecond=120))
    PeriodicRun.objects.create(name="Z_")
    OutgoingMail.objects.create(
        key="k", message_id="m", text="Grüße\n'\"\\", language="de", queued_at=moment, due_at=moment
    )
    for number in range(3):
        record("thing.changed", None, by=SYSTEM, facts={"number": number})


def test_a_database_moves_with_every_row_and_its_log(rows, sqlite_address):
    lines = []
    with database_at(sqlite_address) as target:
        moved = move(connection, target, say=lines.append)

        assert row_hashes(target) == row_hashes(connection)
        assert row_counts(target) == row_counts(connection)
    assert moved == Moved(
        tables=sum(1 for n in row_counts(connection).values() if n),
        rows=sum(row_counts(connection).values()),
        entries=3,
    )
    assert "core_auditentry: 3 rows" in lines


def test_a_database_moves_to_a_file_that_does_not_exist_yet(rows, tmp_path):
    with database_at(f"sqlite:///{tmp_path / 'new.sqlite3'}") as target:
        assert move(connection, target).entries == 3


def test_a_database_moves_to_postgres_and_on(rows, sqlite_address, postgres_address):
    with database_at(sqlite_address) as file, database_at(postgres_address) as server:
        move(connection, file)
        move(file, server)

        assert row_hashes(server) == row_hashes(file) == row_hashes(connection)
        mail = OutgoingMail.objects.using(server.alias).get()
        mail.pk, mail.key, mail.message_id = None, "k2", "m2"
        mail.save(using=server.alias)  # numbering goes on where it stopped
        assert mail.pk > OutgoingMail.objects.get().pk


def test_a_used_target_is_refused_and_left_alone(rows, sqlite_address):
    with database_at(sqlite_address) as target:
        move(connection, target)
        before = row_hashes(target)

        with pytest.raises(TransferRefused, match="The target is in use: core_"):
            move(connection, target)
        assert row_hashes(target) == before


def test_a_broken_log_does_not_move(rows, sqlite_address):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_auditentry SET event = 'y' WHERE position = 2")

    with database_at(sqlite_address) as target:
        with pytest.raises(TransferRefused, match="The audit log is broken at 2"):
            move(connection, target)
        assert not AuditEntry.objects.using(target.alias).exists()


def test_rows_changed_on_the_way_are_noticed_and_nothing_is_kept(rows, sqlite_address, monkeypatch):
    field = AuditHead._meta.get_field("position")
    monkeypatch.setattr(field, "get_db_prep_save", lambda value, connection: value + 1)

    with database_at(sqlite_address) as target:
        with pytest.raises(TransferRefused, match="Rows changed on the way in core_audithead"):
            move(connection, target)
        assert not AuditEntry.objects.using(target.alias).exists()


def test_what_django_fills_in_does_not_count_as_use(sqlite_address):
    ContentType.objects.all().delete()
    ContentType.objects.create(app_label="core", model="kite")

    with database_at(sqlite_address) as target:
        move(connection, target)

        assert list(ContentType.objects.using(target.alias).values_list("model", flat=True)) == ["kite"]


def test_the_second_database_is_forgotten_afterwards(sqlite_address):
    with database_at(sqlite_address) as target:
        assert connections[target.alias] is target

    with pytest.raises(ConnectionDoesNotExist):
        connections[target.alias]


def test_hashes_follow_every_change(rows):
    before = row_hashes(connection)

    PeriodicRun.objects.filter(name="a").update(period=2)

    after = row_hashes(connection)
    assert [table for table in before if before[table] != after[table]] == ["core_periodicrun"]
