"""Guests of an event."""

from __future__ import annotations

from django.http import HttpRequest  # noqa: TC002 -- read at run time by the router
from django.shortcuts import get_object_or_404
from ninja import Router

from aufwind.api.schemas import GuestOut
from aufwind.core.audit import record_read
from aufwind.core.policy import visitor_of
from aufwind.events.models import Participation  # noqa: TC001 -- so does the return type
from aufwind.events.queries.events import events_visible_to, participations_visible_to

router = Router(tags=["guests"])


@router.get("/{slug}/guests", response=list[GuestOut], summary="Guests this token's owner looks after")
def guests(request: HttpRequest, slug: str, state: str = "", limit: int = 500, offset: int = 0) -> list[Participation]:
    visitor = visitor_of(request)
    event = get_object_or_404(events_visible_to(visitor), slug=slug)
    rows = participations_visible_to(visitor).filter(event=event)
    if state:
        rows = rows.filter(state=state)
    size, start = min(max(limit, 1), 1000), max(offset, 0)
    record_read("guests.listed", event, by=visitor)
    return list(rows[start : start + size])


@router.get("/{slug}/guests/{key}", response=GuestOut, summary="One guest")
def guest(request: HttpRequest, slug: str, key: str) -> Participation:
    return get_object_or_404(participations_visible_to(visitor_of(request)), event__slug=slug, key=key)
