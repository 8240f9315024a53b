import hashlib
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from aufwind.core.audit import install_seal, record, record_read, remove_seal, verify_chain
from aufwind.core.audit.chain import GENESIS, Link, canonical, hash_of
from aufwind.core.audit.seal import seal_after_migrate
from aufwind.core.models import AuditEntry, AuditHead, AuditIsAppendOnly
from aufwind.core.policy import ANONYMOUS, SYSTEM, Visitor

pytestmark = pytest.mark.django_db

HERR_VOGEL = Visitor(key="user:7")


def test_record_writes_who_did_what_to_which_thing():
    thing = AuditHead(pk=5)

    entry = record("plan.published", thing, by=HERR_VOGEL, facts={"meetings": 412, "at": "Flöha"})

    entry.refresh_from_db()
    seen = entry
    assert (seen.position, seen.event, seen.actor, seen.subject_type, seen.subject_id, seen.is_read) == (
        1, "plan.published", "user:7", "core.audithead", "5", False,
    )  # fmt: skip
    assert entry.facts == {"meetings": 412, "at": "Flöha"}
    assert entry.previous_hash == GENESIS


def test_record_read_marks_the_entry_as_a_read():
    assert record_read("case.opened", None, by=HERR_VOGEL).is_read
    assert AuditEntry.objects.get().subject_type == ""


def test_entries_are_numbered_without_gaps_across_a_rollback():
    record("one", None, by=SYSTEM)
    with transaction.atomic():
        record("two", None, by=SYSTEM)
        transaction.set_rollback(True)
    record("three", None, by=SYSTEM)

    assert list(AuditEntry.objects.order_by("position").values_list("position", "event")) == [
        (1, "one"),
        (2, "three"),
    ]
    assert verify_chain().whole


@pytest.mark.parametrize("event", ["", "x" * 81])
def test_record_refuses_names_no_column_can_hold(event):
    with pytest.raises(ValueError, match="1 to 80 characters"):
        record(event, None, by=ANONYMOUS)


def test_record_refuses_facts_json_cannot_say():
    with pytest.raises(ValueError, match="JSON compliant"):
        record("x", None, by=SYSTEM, facts={"share": float("nan")})
    with pytest.raises(TypeError):
        record("x", None, by=SYSTEM, facts={"on": datetime(2026, 1, 1, tzinfo=UTC)})
    assert not AuditEntry.objects.exists()


def test_facts_keep_nul_and_lone_surrogates():
    record("x", None, by=SYSTEM, facts={"name": "a\x00b\ud800"})

    assert AuditEntry.objects.get().facts == {"name": "a\x00b\ud800"}
    assert verify_chain().whole


def test_hash_is_the_published_one():
    link = Link(1, datetime(2026, 10, 25, 2, 30, tzinfo=UTC), "x", False, "system", "", "", "{}", GENESIS)

    assert canonical([1, "ö"]) == '[1,"\\u00f6"]'
    text = f'[1,"2026-10-25T02:30:00.000000+00:00","x",false,"system","","","{{}}","{GENESIS}"]'
    assert hash_of(link) == hashlib.sha256(text.encode()).hexdigest()


def test_models_refuse_changes():
    entry = record("x", None, by=SYSTEM)
    changes = [
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(event="y"),
        lambda: AuditEntry.objects.bulk_update([entry], ["event"]),
        lambda: AuditEntry.objects.bulk_create([entry]),
    ]

    for change in changes:
        with pytest.raises(AuditIsAppendOnly):
            change()
    assert AuditEntry.objects.get().event == "x"


def test_database_refuses_changes():
    record("x", None, by=SYSTEM)
    install_seal(connection)
    install_seal(connection)  # twice is harmless

    for change in ("UPDATE core_auditentry SET event = 'y'", "DELETE FROM core_auditentry"):
        with (
            pytest.raises(DatabaseError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)

    record("y", None, by=SYSTEM)
    remove_seal(connection)
    assert verify_chain().entries == 2


def test_entries_about_one_thing():
    record("a", AuditHead(pk=5), by=SYSTEM)
    record("b", AuditHead(pk=6), by=SYSTEM)
    record("c", None, by=SYSTEM)

    about = AuditEntry.objects.about
    assert [entry.event for entry in about("core.audithead", "6")] == ["b"]
    assert [entry.event for entry in about("core.audithead", "")] == ["a", "b"]
    assert str(about("core.audithead", "6").get()) == "2 b"


def test_every_migrated_database_is_sealed_unless_the_settings_say_no(settings):
    seal_after_migrate(using="default")
    record("x", None, by=SYSTEM)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_auditentry SET event = 'y'")  # the suite's settings say no

    settings.AUDIT_SEAL = True
    seal_after_migrate(using="default")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE core_auditentry SET event = 'z'")
    remove_seal(connection)
