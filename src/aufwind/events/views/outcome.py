"""What came of the meetings: a guest's own taps, and the organiser's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from aufwind.core.policy import access, require, visitor_of
from aufwind.core.private_pages import private
from aufwind.events.actions.outcomes import answer_outcome, say_how_it_was
from aufwind.events.errors import NotAtThisMeeting, NothingSaidYet
from aufwind.events.forms.outcome import KEEP, NOT_HELD, SHARE, OutcomeForm, RatingForm
from aufwind.events.queries.events import events_visible_to
from aufwind.events.queries.outcome import answers_of, contacts_of, figures_of, meetings_held_by
from aufwind.events.tables.events import event_tabs
from aufwind.events.tables.plans import partners_of, slot_time
from aufwind.events.views.door import door_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aufwind.events.actions.outcomes import Said
    from aufwind.events.views.door import Door


@access("events.act-for", methods=("GET", "POST"))
def own(request: HttpRequest, token: str = "", guest: int = 0) -> HttpResponse:
    """One tap a meeting; the page comes back to where it was tapped."""
    door = door_of(request, token, guest)
    rating = RatingForm(request.POST if "remarks" in request.POST else None, initial=_rated(door))
    if request.method == "POST":
        said = OutcomeForm(request.POST)
        if said.is_valid():
            _answer(request, door, said.cleaned_data["wish"], said.cleaned_data["said"])
        elif rating.is_valid():
            say_how_it_was(door.guest, by=door.by, **rating.cleaned_data)
            messages.success(request, _("Thank you, this is kept."))
        return private(redirect(f"{request.path}#meeting-{request.POST.get('wish', '')[:20]}"))
    answers = answers_of(door.guest)
    meetings = [
        (meeting, slot_time(meeting.slot), partners_of(meeting, door.guest), answers.get(meeting.wish_id))
        for meeting in meetings_held_by(door.guest)
    ]
    page = {"door": door, "guest": door.guest, "event": door.guest.event, "meetings": meetings, "rating": rating,
            "contacts": contacts_of(door.guest), "home": door.url("guest")}  # fmt: skip
    return private(render(request, "events/outcome/own.html", page))


def _rated(door: Door) -> dict[str, object]:
    return {"satisfaction": door.guest.satisfaction, "remarks": door.guest.remarks}


def _answer(request: HttpRequest, door: Door, wish: int, said: str) -> None:
    found = get_object_or_404(door.guest.event.wishes, pk=wish)
    facts: Said
    if said in {SHARE, KEEP}:
        facts = {"shares_contact": said == SHARE}
    else:
        facts = {"was_held": said != NOT_HELD, "verdict": "" if said == NOT_HELD else said}
    try:
        answer_outcome(found, door.guest, by=door.by, **facts)
    except NotAtThisMeeting as error:
        raise Http404 from error
    except NothingSaidYet:
        messages.error(request, _("Say first that the meeting took place."))


@access("events.run")
def outcome(request: HttpRequest, slug: str) -> HttpResponse:
    visitor = visitor_of(request)
    event = get_object_or_404(events_visible_to(visitor), slug=slug)
    require(visitor, "events.run", event)
    page = {"event": event, "tabs": event_tabs(event, "outcome"), "figures": figures_of(event)}
    return render(request, "events/outcome/outcome.html", page)
