"""What stands in guests' calendars follows the published plan: a UID for ever, a SEQUENCE that grows."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils import timezone

from aufwind.core.moments import aware
from aufwind.events.diffs import Appointment, appointments_of
from aufwind.events.models import CalendarEntry

if TYPE_CHECKING:
    from aufwind.events.models import Plan

USUAL_MINUTES = 20


def write_calendars(plan: Plan) -> None:
    """Bring every guest's calendar up to date with the plan that is published now; for its actions alone.

    What changed gets the next SEQUENCE, what is gone is cancelled, what returns is confirmed again. Six statements and
    one for each entry that changed.
    """
    names = dict(plan.event.participations.values_list("pk", "name"))
    known = {
        (entry.participation_id, entry.uid): entry
        for entry in CalendarEntry.objects.filter(participation__event=plan.event)
    }
    fresh, now = [], timezone.now()
    for person, meetings in appointments_of(plan).items():
        for meeting in meetings.values():
            if meeting.starts_at is None:
                continue
            entry = known.pop((person, uid_of(plan, meeting.wish, person)), None)
            if entry is None:
                entry = CalendarEntry(participation_id=person, uid=uid_of(plan, meeting.wish, person), sequence=-1)
                fresh.append(entry)
            _write(entry, meeting, names, now)
    CalendarEntry.objects.bulk_create(fresh, batch_size=500)
    for gone in known.values():
        if not gone.is_cancelled:
            gone.is_cancelled, gone.changed_at, gone.sequence = True, now, gone.sequence + 1
            gone.save()


def _write(entry: CalendarEntry, meeting: Appointment, names: dict[int, str], now: datetime) -> None:
    assert meeting.starts_at is not None
    starts_at = aware(meeting.starts_at)
    partners = ", ".join(names.get(pk, "–") for pk in sorted(meeting.partners))[:600]
    said = "\x1f".join((starts_at.isoformat(), str(meeting.minutes), meeting.table, partners))
    mark = sha256(said.encode()).hexdigest()
    if entry.fingerprint == mark and not entry.is_cancelled:
        return
    entry.fingerprint, entry.is_cancelled, entry.changed_at = mark, False, now
    entry.starts_at, entry.table_key, entry.partners = starts_at, meeting.table, partners
    entry.ends_at = starts_at + timedelta(minutes=meeting.minutes or USUAL_MINUTES)
    entry.sequence += 1
    if entry.pk:
        entry.save()


def uid_of(plan: Plan, wish: str, person: int) -> str:
    """The same meeting of the same person has the same UID in every plan of the event. Names nobody."""
    return f"{sha256(f'{plan.event_id} {wish} {person}'.encode()).hexdigest()[:32]}@aufwind"
