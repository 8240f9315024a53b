"""Whom guests wish to meet, on their own page; and what the organiser should know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from aufwind.core.policy import access, visitor_of
from aufwind.core.private_pages import private
from aufwind.events.actions.wishes import (
    close_wishes,
    forget_preference,
    prefer,
    set_pair,
    start_candidates,
    unset_pair,
)
from aufwind.events.errors import CannotPrefer, TooManyMusts, WishesAreClosed
from aufwind.events.forms.wishes import FORGET, PairForm, PreferenceForm
from aufwind.events.models import Preference
from aufwind.events.queries.wishes import are_wishes_open, overview_of, people_for, wishes_of
from aufwind.events.tables.events import event_tabs
from aufwind.events.tables.wishes import lack_table
from aufwind.events.views.door import door_of
from aufwind.events.views.running import event_run_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aufwind.events.views.door import Door


@access("events.act-for", methods=("GET", "POST"))
def own(request: HttpRequest, token: str = "", guest: int = 0) -> HttpResponse:
    """One tap a wish: the page comes back to the place where it was tapped."""
    door = door_of(request, token, guest)
    words = request.GET.get("q", "")[:100]
    if request.method == "POST":
        said = PreferenceForm(request.POST)
        if said.is_valid():
            _say(request, door, said.cleaned_data["about"], said.cleaned_data["kind"])
        query = f"?{urlencode({'q': words})}" if words else ""
        return private(redirect(f"{door.url('wishes-own')}{query}#person-{request.POST.get('about', '')[:20]}"))
    fitting, others = people_for(door.guest, words=words)
    page = {
        "door": door,
        "guest": door.guest,
        "event": door.guest.event,
        "fitting": fitting,
        "others": others,
        "wishes": wishes_of(door.guest),
        "is_open": are_wishes_open(door.guest.event),
        "words": words,
        "home": door.url("guest"),
    }
    return private(render(request, "events/wishes/own.html", page))


def _say(request: HttpRequest, door: Door, about: int, kind: str) -> None:
    other = get_object_or_404(door.guest.event.participations, pk=about)
    try:
        if kind == FORGET:
            forget_preference(door.guest, other, by=door.by)
        else:
            prefer(door.guest, other, kind, by=door.by)
    except WishesAreClosed:
        messages.error(request, _("The time for wishes is over; the plan is being made."))
    except TooManyMusts:
        messages.error(request, _("Five times «must» is the most; take one back, or say «gladly»."))
    except CannotPrefer:
        messages.error(request, _("These two cannot meet at this event."))


@access("events.run", methods=("GET", "POST"))
def wishes(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    form = PairForm(request.POST or None, event=event)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                set_pair(event, *form.pair, by=visitor_of(request))
            except CannotPrefer:
                form.add_error(None, _("These two cannot meet at this event."))
            else:
                return redirect("events:wishes", slug)
    found = overview_of(event)
    columns, lonely = lack_table(found.lonely)
    page = {
        "event": event,
        "tabs": event_tabs(event, "wishes"),
        "overview": found,
        "columns": columns,
        "lonely": lonely,
        "crowded": lack_table(found.crowded)[1],
        "form": form,
        "is_open": are_wishes_open(event),
    }
    return render(request, "events/wishes/wishes.html", page, status=status)


@access("events.run", methods=("POST",))
def unset(request: HttpRequest, slug: str, pair: int) -> HttpResponse:
    event = event_run_by(request, slug)
    unset_pair(get_object_or_404(Preference, pk=pair, event=event, origin="organiser"), by=visitor_of(request))
    return redirect("events:wishes", slug)


@access("events.run", methods=("POST",))
def candidates(request: HttpRequest, slug: str) -> HttpResponse:
    start_candidates(event_run_by(request, slug), by=visitor_of(request))
    messages.success(request, _("Who fits whom is being found; it takes a few seconds."))
    return redirect("events:wishes", slug)


@access("events.run", methods=("POST",))
def close(request: HttpRequest, slug: str) -> HttpResponse:
    close_wishes(event_run_by(request, slug), by=visitor_of(request))
    return redirect("events:wishes", slug)
