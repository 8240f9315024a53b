"""The list of events, and one event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from aufwind.actors.queries import entries_among
from aufwind.core.policy import access, may, visitor_of
from aufwind.events.forms.plans import PlanForm
from aufwind.events.queries.checklist import open_points
from aufwind.events.queries.events import events_visible_to, standing_of
from aufwind.events.queries.registration import door_for
from aufwind.events.queries.stories import published_stories_of
from aufwind.events.tables.events import event_cards, event_facts, event_tabs, phase_steps
from aufwind.events.tables.programme import programme_table

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@access("events.see")
def events(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate().isoformat()
    rows = list(events_visible_to(visitor_of(request)))
    coming = event_cards(event for event in reversed(rows) if event.starts >= today)
    past = event_cards(event for event in rows if event.starts < today)
    page = {"coming": coming, "past": past, "may_enter": may(visitor_of(request), "events.enter")}
    return render(request, "events/events.html", page)


@access("events.see")
def event(request: HttpRequest, slug: str) -> HttpResponse:
    visitor = visitor_of(request)
    found = get_object_or_404(events_visible_to(visitor), slug=slug)
    columns, programme = programme_table(found)
    page: dict[str, object] = {
        "event": found,
        "facts": event_facts(found, entries_among(found.hosts.all(), visitor)),
        "door": door_for(found),
        "programme_columns": columns,
        "programme": programme,
        "stories": published_stories_of(found),
    }
    if may(visitor, "events.run", found):
        page |= {"tabs": event_tabs(found, "event"), "points": open_points(found, visitor)}
    if found.is_matching and may(visitor, "events.run", found):
        standing = standing_of(found)
        page |= {"standing": standing, "phases": phase_steps(found, standing), "form": PlanForm()}
    return render(request, "events/event.html", page)
