"""What pages read of this context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.api.models import Token
from aufwind.core.policy import may
from aufwind.events.models import Seat
from aufwind.events.queries.plans import slots_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from aufwind.core.policy import Visitor
    from aufwind.events.models import Plan


def tokens_of(visitor: Visitor) -> QuerySet[Token]:
    """The visitor's own tokens, the newest first; nobody reads another's."""
    if not may(visitor, "api.tokens") or visitor.user_id is None:
        return Token.objects.none()
    return Token.objects.filter(owner_id=visitor.user_id)


def meetings_in(plan: Plan) -> list[dict[str, object]]:
    """Every meeting of a plan by time and table, with the times the plan was made for. Three statements."""
    people: dict[int, list[str]] = {}
    for meeting, key in Seat.objects.filter(plan=plan).values_list("meeting_id", "participation__key"):
        people.setdefault(meeting, []).append(key)
    times = {slot.pk: slot.starts_at for slot in slots_of(plan)}
    return [
        {
            "wish": meeting.wish.key,
            "slot": meeting.slot.key,
            "starts_at": times.get(meeting.slot_id),
            "table": meeting.table.key,
            "people": sorted(people.get(meeting.pk, [])),
            "is_locked": meeting.is_locked,
        }
        for meeting in plan.meetings.select_related("wish", "slot", "table")
    ]
