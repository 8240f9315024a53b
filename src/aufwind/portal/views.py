"""The front door, and the staff's desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from aufwind.core.policy import PUBLIC, access, visitor_of
from aufwind.events.queries import coming_events, events_run_by, standing_of
from aufwind.portal.queries import region_in_numbers
from aufwind.projects.queries import current_projects

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@access(PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    visitor = visitor_of(request)
    page = {
        "coming": coming_events(visitor)[:5],
        "running": current_projects(visitor),
        "numbers": region_in_numbers(),
    }
    return render(request, "portal/home.html", page)


@access("portal.desk")
def desk(request: HttpRequest) -> HttpResponse:
    events = [(event, standing_of(event)) for event in events_run_by(visitor_of(request))[:20]]
    return render(request, "portal/desk.html", {"events": events})
