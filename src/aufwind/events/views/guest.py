"""A guest's own pages, opened by her personal link: where next, on paper, and in her calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from aufwind.core.policy import access, require
from aufwind.core.private_pages import private
from aufwind.events.exports import guest_calendar, guest_pdf
from aufwind.events.links import guest_address, guest_of
from aufwind.events.queries import meetings_of
from aufwind.events.tables import meeting_table

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aufwind.events.models import Participation


def _guest(token: str) -> Participation:
    found = guest_of(token)
    if found is None:
        raise Http404
    guest, visitor = found
    require(visitor, "events.see-own-plan", guest)
    return guest


@access("events.see-own-plan")
def guest(request: HttpRequest, token: str) -> HttpResponse:
    person = _guest(token)
    meetings = meetings_of(person)
    now = timezone.now()
    coming = next((m for m in meetings if m.slot.starts_at and m.slot.starts_at >= now), None)
    columns, rows = meeting_table(meetings, person)
    page = {
        "guest": person,
        "event": person.event,
        "meetings": meetings,
        "next": coming,
        "token": token,
        "columns": columns,
        "rows": rows,
        "plan_number": meetings[0].plan.number if meetings else None,
    }
    return private(render(request, "events/guest.html", page))


@access("events.see-own-plan")
def pdf(_request: HttpRequest, token: str) -> HttpResponse:
    person = _guest(token)
    content = guest_pdf(person, meetings_of(person), guest_address(person), language=get_language() or "de")
    return private(HttpResponse(content, content_type="application/pdf"))


@access("events.see-own-plan")
def calendar(_request: HttpRequest, token: str) -> HttpResponse:
    person = _guest(token)
    content = guest_calendar(person, meetings_of(person), language=get_language() or "de")
    return private(HttpResponse(content, content_type="text/calendar; charset=utf-8"))
