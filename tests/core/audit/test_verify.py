"""Six kinds of tampering, each found with its position, and the seventh that only an anchor finds."""

import pytest
from django.db import connection

from aufwind.core.audit import Anchor, Verdict, read_anchors, record, verify, verify_chain, write_anchor
from aufwind.core.audit.chain import GENESIS, Link, hash_of
from aufwind.core.models import AuditEntry, AuditHead
from aufwind.core.policy import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def log():
    """Nine entries."""
    for number in range(1, 10):
        record("thing.changed", None, by=SYSTEM, facts={"number": number})


def tamper(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def broken():
    verdict = verify_chain()
    assert verdict.whole is False
    return verdict.broken_at


def swap(first, second):
    """Exchange the contents of two entries, positions kept."""
    one, two = (
        AuditEntry.objects.filter(position=position).values_list("facts_json", "hash").get()
        for position in (first, second)
    )
    for position, (facts, digest) in ((first, two), (second, one)):
        tamper(
            "UPDATE core_auditentry SET facts_json = %s, hash = %s WHERE position = %s",
            facts,
            digest,
            position,
        )


def rehash_from(position):
    """What a careful forger does: compute every hash anew, head included."""
    previous = AuditEntry.objects.get(position=position - 1).hash if position > 1 else GENESIS
    for link in AuditEntry.objects.filter(position__gte=position).order_by("position").values_list(*Link._fields):
        forged = Link(*link)._replace(previous_hash=previous)
        previous = hash_of(forged)
        tamper(
            "UPDATE core_auditentry SET previous_hash = %s, hash = %s WHERE position = %s",
            forged.previous_hash,
            previous,
            forged.position,
        )
    tamper("UPDATE core_audithead SET hash = %s", previous)


def test_an_empty_log_is_whole():
    assert verify_chain() == Verdict(whole=True, entries=0)


def test_an_untouched_log_is_whole(log):
    verdict = verify_chain()

    assert (verdict.whole, verdict.entries, verdict.head_hash) == (True, 9, AuditHead.objects.get().hash)


def test_changed_facts_are_found(log):
    tamper("UPDATE core_auditentry SET facts_json = %s WHERE position = 4", '{"number":5}')

    assert broken() == 4


def test_a_changed_time_is_found(log):
    tamper(
        "UPDATE core_auditentry SET at = %s WHERE position = 6",
        "2020-01-01 00:00:00+00:00" if connection.vendor == "postgresql" else "2020-01-01 00:00:00",
    )

    assert broken() == 6


def test_a_removed_entry_is_found(log):
    tamper("DELETE FROM core_auditentry WHERE position = 3")

    assert broken() == 3


def test_removed_last_entries_are_found(log):
    tamper("DELETE FROM core_auditentry WHERE position > 7")

    assert broken() == 8
    assert verify_chain().what == "the last 2 entries are missing"


def test_an_entry_forged_in_the_middle_is_found(log):
    tamper("UPDATE core_auditentry SET position = position + 100 WHERE position > 4")
    tamper("UPDATE core_auditentry SET position = position - 99 WHERE position > 4")
    forge(5)

    assert broken() == 6  # 5 itself is well forged; 6 no longer continues it


def test_an_entry_forged_at_the_end_is_found(log):
    forge(10)

    assert broken() == 10


def forge(position):
    before = AuditEntry.objects.get(position=position - 1)
    link = Link(position, before.at, "forged", False, "system", "", "", "{}", before.hash)
    AuditEntry(**link._replace(hash=hash_of(link))._asdict()).save()


def test_swapped_entries_are_found(log):
    swap(2, 3)

    assert broken() == 2


@pytest.mark.parametrize("position", [0, -3])
def test_an_entry_before_the_first_is_found(log, position):
    tamper("UPDATE core_auditentry SET position = %s WHERE position = 9", position)

    assert broken() == position


def test_a_missing_head_is_found(log):
    AuditHead.objects.all().delete()

    assert broken() == 1


def test_a_head_with_another_hash_is_found(log):
    tamper("UPDATE core_audithead SET hash = %s", GENESIS)

    assert broken() == 9


def test_a_rewritten_chain_is_found_by_an_anchor(log, tmp_path):
    write_anchor(tmp_path / "anchors")
    tamper("UPDATE core_auditentry SET facts_json = %s WHERE position = 4", '{"number":5}')
    rehash_from(4)

    assert verify_chain().whole
    verdict = verify_chain(read_anchors(tmp_path / "anchors"))
    assert (verdict.whole, verdict.broken_at) == (False, 9)


def test_a_shortened_log_with_its_head_moved_back_is_found_by_an_anchor(log, tmp_path):
    anchor = write_anchor(tmp_path / "anchors")
    tamper("DELETE FROM core_auditentry WHERE position > 7")
    tamper("UPDATE core_audithead SET position = 7, hash = %s", AuditEntry.objects.get(position=7).hash)

    assert verify_chain().whole
    assert verify_chain([anchor]).broken_at == 8


def test_entries_written_during_the_walk_are_followed(log, monkeypatch):
    read = verify._links_after

    def read_then_write(position, using):
        yield from read(position, using)
        if position == 0:
            record("meanwhile", None, by=SYSTEM)

    monkeypatch.setattr(verify, "_links_after", read_then_write)

    assert verify_chain() == Verdict(whole=True, entries=10, head_hash=AuditHead.objects.get().hash)


def test_anchors_are_appended_and_read_back(log, tmp_path):
    path = tmp_path / "anchors"
    first = write_anchor(path)
    record("more", None, by=SYSTEM)
    second = write_anchor(path)

    assert read_anchors(path) == [first, second]
    assert verify_chain(read_anchors(path)).whole
    assert read_anchors(tmp_path / "none") == []


def test_a_line_that_is_no_anchor_is_named(tmp_path):
    path = tmp_path / "anchors"
    path.write_text(f"1\t{GENESIS}\t\nnonsense\n")

    with pytest.raises(ValueError, match="Line 2 is no anchor"):
        read_anchors(path)


def test_an_anchor_of_the_empty_log_says_nothing(log):
    assert verify_chain([Anchor(0, GENESIS)]).whole


def test_an_entry_that_continues_another_one_is_found(log):
    """Well hashed in itself, but chained to something else."""
    link = Link(*AuditEntry.objects.filter(position=5).values_list(*Link._fields).get())._replace(previous_hash=GENESIS)
    tamper("UPDATE core_auditentry SET previous_hash = %s, hash = %s WHERE position = 5", GENESIS, hash_of(link))

    assert broken() == 5
    assert verify_chain().what == "the entry does not continue the one before"
