"""The projector in the hall: who sits where, now and next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from aufwind.accounts.links import link_from
from aufwind.core.policy import Visitor, access, require
from aufwind.core.private_pages import private
from aufwind.events.actions.screen import SCREEN
from aufwind.events.models import Event
from aufwind.events.queries.day import screen_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@access("events.see-screen")
def screen(request: HttpRequest, token: str) -> HttpResponse:
    link = link_from(token)
    if link is None or link.purpose != SCREEN:
        raise Http404
    event = get_object_or_404(Event, pk=link.subject)
    require(Visitor(key=f"screen:{event.pk}", link_id=link.pk), "events.see-screen", event)
    return private(render(request, "events/day/screen.html", {"event": event, "screen": screen_of(event)}))
