"""The one way in to every page for who runs an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from aufwind.core.policy import require, visitor_of
from aufwind.events.queries.events import events_visible_to

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aufwind.events.models import Event


def event_run_by(request: HttpRequest, slug: str) -> Event:
    """The event with this short name, where the visitor runs it. Two statements.

    Raises:
        Http404: There is none she may know of.
        NotAllowed: She does not run it.
    """
    visitor = visitor_of(request)
    team = events_visible_to(visitor).prefetch_related("team")  # asked by the policy more than once
    event = get_object_or_404(team, slug=slug)
    require(visitor, "events.run", event)
    return event
