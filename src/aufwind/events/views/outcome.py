"""What came of the meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render

from aufwind.core.policy import access, require, visitor_of
from aufwind.events.queries.events import events_visible_to
from aufwind.events.tables.events import event_tabs

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@access("events.run")
def outcome(request: HttpRequest, slug: str) -> HttpResponse:
    visitor = visitor_of(request)
    event = get_object_or_404(events_visible_to(visitor), slug=slug)
    require(visitor, "events.run", event)
    page = {"event": event, "tabs": event_tabs(event, "outcome")}
    return render(request, "events/outcome/outcome.html", page)
