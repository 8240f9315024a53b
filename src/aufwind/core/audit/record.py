"""Writing to the log: inside the caller's transaction, so that deed and entry happen both or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from aufwind.core.audit.chain import GENESIS, JSON, Link, canonical, hash_of
from aufwind.core.models.audit import AuditEntry, AuditHead

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model

    from aufwind.core.policy import Visitor

HEAD = 1
"""The head row's primary key; there is no other."""


def record(event: str, thing: Model | None, *, by: Visitor, facts: Mapping[str, JSON] | None = None) -> AuditEntry:
    """Write that `by` did `event` to `thing`, and give the entry.

    Call it last in an action: from here until the transaction ends, no other writer can log. A rolled-back
    transaction takes its entry along, and the numbering stays gapless.

    Args:
        event: What happened, noun and past participle: «plan.published». At most 80 characters.
        thing: What it happened to, saved before; None where nothing in particular («user.logged-in»).
        by: Who.
        facts: Whatever explains the event later. No secrets: the entry can never be removed.

    Raises:
        ValueError: The event's name is empty or too long, or the facts hold NaN.
        TypeError: The facts hold something JSON cannot say.
    """
    return _append(event, thing, by, facts, is_read=False)


def record_read(event: str, thing: Model | None, *, by: Visitor, facts: Mapping[str, JSON] | None = None) -> AuditEntry:
    """Write that `by` saw confidential `thing`; otherwise like `record`."""
    return _append(event, thing, by, facts, is_read=True)


def _append(
    event: str, thing: Model | None, by: Visitor, facts: Mapping[str, JSON] | None, *, is_read: bool
) -> AuditEntry:
    if not 0 < len(event) <= 80:
        raise ValueError(f"An event's name has 1 to 80 characters, «{event}» has {len(event)}.")
    subject_type = "" if thing is None else thing._meta.label_lower
    subject_id = "" if thing is None else str(thing.pk)
    facts_json = canonical(facts or {})  # before the lock: others wait for what follows
    with transaction.atomic():
        head = _locked_head()
        at = timezone.now()
        link = Link(head.position + 1, at, event, is_read, by.key, subject_type, subject_id, facts_json, head.hash)
        entry = AuditEntry(**link._replace(hash=hash_of(link))._asdict())
        entry.save()
        AuditHead.objects.filter(pk=HEAD).update(position=entry.position, hash=entry.hash)
    return entry


def _locked_head() -> AuditHead:
    """The head row, ours until the transaction ends.

    PostgreSQL locks the row; on SQLite IMMEDIATE transactions let one writer in at a time.
    """
    heads = AuditHead.objects.select_for_update()
    if head := heads.filter(pk=HEAD).first():
        return head
    AuditHead.objects.bulk_create([AuditHead(pk=HEAD, position=0, hash=GENESIS)], ignore_conflicts=True)
    return heads.get(pk=HEAD)
