"""Inviting out of the register, by its own search and by who took part before."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from aufwind.actors.entries import entries_for
from aufwind.actors.forms.search import asked_from
from aufwind.actors.models import Actor
from aufwind.actors.result_list import address_of, districts_of, facets_of
from aufwind.actors.search import Asked, district_names, search
from aufwind.core.policy import access, visitor_of
from aufwind.events.actions.guests import invite
from aufwind.events.errors import RegistrationIsClosed
from aufwind.events.queries.events import all_events_run_by
from aufwind.events.queries.inviting import MOST_INVITED, found_for, invitable
from aufwind.events.tables.events import event_tabs
from aufwind.events.views.running import event_run_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE = 50


@access("events.run", methods=("GET", "POST"))
def invitations(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite out of the register, as far as one sees addresses there: who is ticked, or everybody found."""
    event, visitor = event_run_by(request, slug), visitor_of(request)
    asked = asked_from(request.GET)
    earlier = all_events_run_by(visitor).exclude(pk=event.pk)
    before = earlier.filter(slug=request.GET.get("event", "")).first() if request.GET.get("event") else None
    actors = found_for(event, visitor, asked, earlier=before, is_new="new" in request.GET)
    if request.method == "POST":
        chosen = actors[:MOST_INVITED] if "all" in request.POST else _ticked(request)
        try:
            invited = invite(event, entries_for(visitor, chosen), by=visitor)
            messages.success(request, _("Invited: %(number)s") % {"number": len(invited)})
        except RegistrationIsClosed:
            messages.error(request, _("Announce the event first."))
        return redirect("events:guests", slug)
    found = search(visitor, asked, size=1)
    part = Paginator(actors, PAGE).get_page(request.GET.get("page"))
    kept = {name: request.GET[name] for name in ("event", "new") if request.GET.get(name)}
    query = address_of(asked)
    page = {
        "event": event,
        "tabs": event_tabs(event, "guests"),
        "asked": asked,
        "facets": facets_of(found, asked, district_names(districts_of(found, asked))),
        "everything": address_of(Asked()),
        "rows": invitable(event, visitor, list(part)),
        "page": part,
        "most": MOST_INVITED,
        "earlier": list(earlier[:30]),
        "before": before,
        "is_new": "new" in request.GET,
        "kept": kept,
        "query": f"{query}&{urlencode(kept)}" if kept else query,
    }
    return render(request, "events/guests/invite.html", page)


def _ticked(request: HttpRequest) -> list[Actor]:
    keys = [int(key) for key in request.POST.getlist("actor") if key.isdecimal() and len(key) < 19][:MOST_INVITED]
    return list(Actor.objects.living().filter(pk__in=keys))
