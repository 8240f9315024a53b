"""A guest's meetings as a calendar feed (RFC 5545); what is cancelled says so, and disappears where it was copied."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar
from icalendar import Event as Component

if TYPE_CHECKING:
    from aufwind.events.models import CalendarEntry, Participation

KEPT_DAYS = 30
"""How long a cancelled meeting stays in the feed: long enough for every calendar to ask once more."""


def guest_calendar(guest: Participation, *, language: str) -> bytes:
    """The guest's published meetings; the same UID for ever, SEQUENCE grows with every change."""
    long_ago = timezone.now() - timedelta(days=KEPT_DAYS)
    calendar = Calendar()
    calendar.add("prodid", "-//Aufwind//Plan//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("refresh-interval", timedelta(minutes=15), {"value": "DURATION"})
    with override(language):
        calendar.add("x-wr-calname", str(guest.event))
        for entry in guest.calendar_entries.all():
            if not entry.is_cancelled or entry.changed_at > long_ago:
                calendar.add_component(_component(entry, guest))
    content: bytes = calendar.to_ical()
    return content


def _component(entry: CalendarEntry, guest: Participation) -> Component:
    event = Component()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at.replace(microsecond=0))
    event.add("last-modified", entry.changed_at.replace(microsecond=0))
    event.add("dtstart", timezone.localtime(entry.starts_at))
    event.add("dtend", timezone.localtime(entry.ends_at))
    event.add("summary", entry.partners)
    event.add("location", ", ".join(filter(None, (f"{_('Table')} {entry.table_key}", guest.event.venue))))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    return event
