"""A guest's own pages: where next, on paper, and in her calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from aufwind.core.policy import access
from aufwind.core.private_pages import private
from aufwind.events.exports.calendar import guest_calendar
from aufwind.events.exports.plans import guest_pdf
from aufwind.events.links import guest_address
from aufwind.events.queries.collaborations import has_collaborations
from aufwind.events.queries.groups import has_groups
from aufwind.events.queries.plans import meetings_of
from aufwind.events.queries.registration import place_in_line
from aufwind.events.queries.wishes import are_wishes_open, wishes_of
from aufwind.events.tables.plans import meeting_table
from aufwind.events.views.door import door_of

if TYPE_CHECKING:
    from django.http import HttpRequest


@access("events.act-for")
def guest(request: HttpRequest, token: str = "", guest: int = 0) -> HttpResponse:
    door = door_of(request, token, guest)
    meetings = meetings_of(door.guest)
    now = timezone.now()
    coming = next((m for m in meetings if m.slot.starts_at and m.slot.starts_at >= now), None)
    columns, rows = meeting_table(meetings, door.guest)
    page = {
        "door": door,
        "guest": door.guest,
        "event": door.guest.event,
        "meetings": meetings,
        "next": coming,
        "wishes": door.url("wishes-own"),
        "registration": door.url("registration"),
        "coming": door.url("registration-coming"),
        "outcome": door.url("outcome-own"),
        "groups": door.url("groups-own") if has_groups(door.guest) else "",
        "stages": door.url("stages-own") if has_collaborations(door.guest) else "",
        "is_over": bool(meetings) and coming is None and meetings[-1].slot.starts_at is not None,
        "said": wishes_of(door.guest)[:5],
        "are_wishes_open": are_wishes_open(door.guest.event),
        "line": place_in_line(door.guest),
        "pdf": door.url("guest-pdf"),
        "ics": door.url("guest-calendar"),
        "columns": columns,
        "rows": rows,
        "plan_number": meetings[0].plan.number if meetings else None,
    }
    return private(render(request, "events/guest.html", page))


@access("events.act-for")
def pdf(request: HttpRequest, token: str = "", guest: int = 0) -> HttpResponse:
    person = door_of(request, token, guest).guest
    content = guest_pdf(person, meetings_of(person), guest_address(person), language=get_language() or "de")
    return private(HttpResponse(content, content_type="application/pdf"))


@access("events.act-for")
def calendar(request: HttpRequest, token: str = "", guest: int = 0) -> HttpResponse:
    person = door_of(request, token, guest).guest
    content = guest_calendar(person, language=get_language() or "de")
    return private(HttpResponse(content, content_type="text/calendar; charset=utf-8"))
