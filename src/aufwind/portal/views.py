"""The front door, and the staff's desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from aufwind.core.policy import PUBLIC, access, visitor_of
from aufwind.events.queries.events import coming_events, events_run_by, standing_of
from aufwind.events.tables.events import desk_card, event_cards
from aufwind.portal import rules  # noqa: F401 -- declares the permission below
from aufwind.portal.queries import region_in_numbers
from aufwind.projects.queries import current_projects
from aufwind.projects.tables import project_cards

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@access(PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    visitor = visitor_of(request)
    page = {
        "coming": event_cards(coming_events(visitor)[:5]),
        "running": project_cards(current_projects(visitor)[:6]),
        "numbers": region_in_numbers(),
    }
    return render(request, "portal/home.html", page)


@access("portal.desk")
def desk(request: HttpRequest) -> HttpResponse:
    events = events_run_by(visitor_of(request))[:20]
    cards = [desk_card(event, standing_of(event)) for event in events]
    return render(request, "portal/desk.html", {"cards": cards})


@access(PUBLIC)
def imprint(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/imprint.html")


@access(PUBLIC)
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html")


@access(PUBLIC)
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")
