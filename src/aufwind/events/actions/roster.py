"""Who comes and whom they wish to meet, from a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from aufwind.core.audit import record
from aufwind.core.policy import require
from aufwind.events.models import Event, Participation, RosterDraft, Slot, Table, Wish
from aufwind.events.profiles import rows_from

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor
    from aufwind.engine import problem as engine


@transaction.atomic
def keep_draft(event: Event, document: dict[str, Any], *, file_name: str, by: Visitor) -> RosterDraft:
    """Keep a spreadsheet that was read and found good until the organiser says yes; older drafts of hers go.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", event)
    RosterDraft.objects.filter(event=event, uploaded_by_id=by.user_id).delete()
    return RosterDraft.objects.create(
        event=event, uploaded_by_id=by.user_id, file_name=file_name[:200], document=document
    )


@transaction.atomic
def replace_roster(event: Event, problem: engine.Problem, *, by: Visitor) -> Event:
    """Make `problem` the event's roster. The old roster and its unpublished plans go with it.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", event)
    for old in (event.plans, event.wishes, event.participations, event.tables, event.slots):
        old.all().delete()
    slots, tables, participations, wishes = rows_from(problem, event)
    Slot.objects.bulk_create(slots)
    Table.objects.bulk_create(tables, batch_size=1000)
    Participation.objects.bulk_create(participations, batch_size=1000)
    Wish.objects.bulk_create(wishes, batch_size=1000)
    event.is_matching, event.max_gap_spread, event.fair_to = True, problem.max_gap_spread, problem.fair_to
    event.save(update_fields=["is_matching", "max_gap_spread", "fair_to"])
    record("event.roster-replaced", event, by=by, facts={
        "slots": len(slots), "tables": len(tables), "participants": len(participations), "wishes": len(wishes),
    })  # fmt: skip
    return event
