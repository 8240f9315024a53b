"""What a desk takes along for the time without a network: people, times, tables, meetings, and wishes still open.

Only who runs the event gets it; it holds names, and neither addresses nor notes.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.utils import formats, timezone

from aufwind.actors.enums import Side
from aufwind.core.folding import folded
from aufwind.events.enums import PlanState
from aufwind.events.models import GuestListing, Meeting, Participation, Preference, Seat

if TYPE_CHECKING:
    from aufwind.events.models import Event, Slot


def pack_of(event: Event) -> dict[str, Any]:
    """The event as a desk needs it, small enough to be kept in a browser (about 0.3 kB a guest). Nine statements."""
    plan = event.plans.filter(state=PlanState.PUBLISHED).first()
    people = list(event.participations.seated())
    slots = list(event.slots.in_force())
    tables = [{"key": table.key, "unavailable": table.unavailable} for table in event.tables.in_force()]
    return {
        "event": event.slug,
        "made_at": timezone.now().isoformat(),
        "plan": plan.number if plan else None,
        "slots": [_slot(slot) for slot in slots],
        "tables": tables,
        "people": _people(event, people, [slot.key for slot in slots]),
        "meetings": _meetings(plan.pk) if plan else [],
        "wishes": _wishes(event),
    }


def _slot(slot: Slot) -> dict[str, Any]:
    local = timezone.localtime(slot.starts_at) if slot.starts_at else None
    time = formats.date_format(local, "TIME_FORMAT") if local else slot.key
    return {"key": slot.key, "time": time, "starts_at": local.isoformat() if local else None}


def _people(event: Event, people: list[Participation], order: list[str]) -> list[dict[str, Any]]:
    listings: dict[int, dict[str, list[str]]] = defaultdict(lambda: {Side.OFFER: [], Side.NEED: []})
    for guest, side, title in GuestListing.objects.filter(participation__event=event).values_list(
        "participation_id", "side", "title"
    ):
        listings[guest][side].append(title)
    return [
        {
            "pk": guest.pk,
            "key": guest.key,
            "name": guest.name,
            "organisation": guest.organisation,
            "find": f"{guest.name_folded or folded(guest.name)} {folded(guest.organisation)}",
            "number": guest.number,
            "side": guest.side,
            "here": guest.is_present,
            "absent": guest.absent_at is not None,
            "unavailable": _missed(guest, order),
            "offers": listings[guest.pk][Side.OFFER],
            "needs": listings[guest.pk][Side.NEED],
        }
        for guest in people
    ]


def _missed(guest: Participation, order: list[str]) -> list[str]:
    missed = {*guest.unavailable}
    if guest.late_until in order:
        missed.update(order[: order.index(guest.late_until)])
    if guest.leaves_before in order:
        missed.update(order[order.index(guest.leaves_before) :])
    return [key for key in order if key in missed]


def _meetings(plan: int) -> list[dict[str, Any]]:
    people: dict[int, list[str]] = defaultdict(list)
    for meeting, key in Seat.objects.filter(plan_id=plan).values_list("meeting_id", "participation__key"):
        people[meeting].append(key)
    rows = Meeting.objects.filter(plan_id=plan).values_list("pk", "wish__key", "slot__key", "table__key")
    return [{"wish": wish, "people": people[pk], "slot": slot, "table": table} for pk, wish, slot, table in rows]


def _wishes(event: Event) -> list[dict[str, Any]]:
    """What could still be met; whoever does not want to meet somebody is left out."""
    never = Preference.objects.filter(event=event, kind="never").values_list("giver__key", "about__key")
    shut = {frozenset(pair) for pair in never}
    rows = event.wishes.filter(is_retired=False).values_list("key", "people", "value", "terms")
    return [
        {"key": key, "people": people, "value": value}
        for key, people, value, terms in rows
        if not terms.get("never") and frozenset(people) not in shut
    ]
