"""Events and their times and tables."""

from __future__ import annotations

from django.http import HttpRequest  # noqa: TC002 -- read at run time by the router
from django.shortcuts import get_object_or_404
from ninja import Router

from aufwind.api.schemas import EventOut, GridOut
from aufwind.core.policy import visitor_of
from aufwind.events.models import Event  # noqa: TC001 -- so does the return type
from aufwind.events.queries.events import events_visible_to
from aufwind.events.views.running import event_run_by

router = Router(tags=["events"])


@router.get("", response=list[EventOut], summary="Events, newest first")
def events(request: HttpRequest, limit: int = 100, offset: int = 0) -> list[Event]:
    size = min(max(limit, 1), 500)
    start = max(offset, 0)
    return list(events_visible_to(visitor_of(request))[start : start + size])


@router.get("/{slug}", response=EventOut, summary="One event")
def event(request: HttpRequest, slug: str) -> Event:
    return get_object_or_404(events_visible_to(visitor_of(request)), slug=slug)


@router.get("/{slug}/grid", response=GridOut, summary="Slots and tables in force")
def grid(request: HttpRequest, slug: str) -> dict[str, object]:
    found = event_run_by(request, slug)
    return {"slots": list(found.slots.in_force()), "tables": list(found.tables.in_force())}
