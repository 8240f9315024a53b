"""Registering: the public form, the invited guest's form, and everything she may change afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aufwind.accounts.limits import may_register
from aufwind.core.policy import access, require, visitor_of
from aufwind.core.private_pages import private
from aufwind.events.actions.registration import (
    bring_colleague,
    cancel,
    change_registration,
    confirm_coming,
    decline,
    note_opened,
    register,
)
from aufwind.events.enums import ParticipationState
from aufwind.events.errors import EventError, RegistrationIsClosed, RegistrationIsStale, StateDoesNotAllow
from aufwind.events.forms.registration import ColleagueForm, RegistrationForm, known_of
from aufwind.events.queries.events import events_visible_to
from aufwind.events.queries.registration import door_for, place_in_line, terms_of
from aufwind.events.views.door import Door, door_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

A_MINUTE = "60"


@access("events.register", methods=("GET", "POST"))
def form(request: HttpRequest, slug: str) -> HttpResponse:
    """The public form. No answer tells whether an address takes part already."""
    visitor = visitor_of(request)
    event = get_object_or_404(events_visible_to(visitor), slug=slug)
    require(visitor, "events.register", event)
    door, terms = door_for(event), terms_of(event)
    asked = RegistrationForm(request.POST or None, event=event, terms=terms)
    key = request.POST.get("form_key", "")[:64] or uuid4().hex
    page = {"event": event, "door": door, "terms": terms, "form": asked, "form_key": key}
    if not door.is_open or not asked.is_valid():
        status = 422 if asked.is_bound and door.is_open else 200
        return render(request, "events/registration/form.html", page, status=status)
    if not may_register(request, event.slug, asked.cleaned_data["email"]):
        answer = render(request, "events/registration/form.html", {**page, "is_too_often": True}, status=429)
        answer.headers["Retry-After"] = A_MINUTE
        return answer
    try:
        answers = asked.answers_in(get_language() or "de")
        register(event, email=asked.cleaned_data["email"], terms=terms, form_key=key, by=visitor, **answers)
    except RegistrationIsClosed:
        return render(request, "events/registration/form.html", page | {"door": door_for(event)}, status=409)
    return redirect("events:registered", slug)


@access("events.register")
def registered(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(events_visible_to(visitor_of(request)), slug=slug)
    return render(request, "events/registration/registered.html", {"event": event})


@access("events.act-for", methods=("GET", "POST"))
def registration(request: HttpRequest, token: str = "", guest: int = 0) -> HttpResponse:
    """The guest's own form: an invited one registers, a registered one changes what she said."""
    door = door_of(request, token, guest)
    if token:
        note_opened(door.guest)
    is_new = door.guest.state in {
        ParticipationState.INVITED, ParticipationState.DECLINED, ParticipationState.CANCELLED,
    }  # fmt: skip
    event = door.guest.event
    terms = terms_of(event) if is_new else None
    asked = RegistrationForm(request.POST or None, event=event, terms=terms, initial=known_of(door.guest))
    page = {"door": door, "guest": door.guest, "event": event, "form": asked, "terms": terms, "is_new": is_new,
            "line": place_in_line(door.guest), "entry": door_for(event), "urls": _urls(door)}  # fmt: skip
    if not asked.is_valid():
        return _page(request, page, 422 if asked.is_bound else 200)
    try:
        if is_new:
            answers = asked.answers_in(get_language() or "de")
            register(event, email=asked.cleaned_data["email"], terms=terms, by=door.by, invitation=door.guest,
                     form_key=uuid4().hex, **answers)  # fmt: skip
        else:
            version = request.POST.get("version", "")
            change_registration(door.guest, version=int(version) if version.isdecimal() else -1, by=door.by,
                                **asked.answers)  # fmt: skip
    except RegistrationIsStale:
        return _page(request, page | {"is_stale": True, "now": known_of(door_of(request, token, guest).guest)}, 409)
    except RegistrationIsClosed:
        return _page(request, page | {"entry": door_for(event), "is_closed": True}, 409)
    messages.success(request, _("Thank you, this is kept."))
    return private(redirect(door.url("guest")))


def _page(request: HttpRequest, page: dict[str, object], status: int) -> HttpResponse:
    return private(render(request, "events/registration/own.html", page, status=status))


def _urls(door: Door) -> dict[str, str]:
    return {name: door.url(f"registration-{name}") for name in ("cancel", "decline", "colleague")}


@access("events.act-for", methods=("GET", "POST"))
def give_back(request: HttpRequest, token: str = "", guest: int = 0) -> HttpResponse:
    return _ask_and_do(request, door_of(request, token, guest), cancel, "events/registration/cancel.html")


@access("events.act-for", methods=("GET", "POST"))
def say_no(request: HttpRequest, token: str = "", guest: int = 0) -> HttpResponse:
    return _ask_and_do(request, door_of(request, token, guest), decline, "events/registration/decline.html")


def _ask_and_do(request: HttpRequest, door: Door, act: Callable[..., object], template: str) -> HttpResponse:
    """A page with one button; mail programs open links by themselves, so nothing happens before it is pressed."""
    if request.method != "POST":
        return private(render(request, template, {"door": door, "guest": door.guest, "event": door.guest.event}))
    try:
        act(door.guest, by=door.by)
    except StateDoesNotAllow:
        messages.error(request, _("This is not possible any more; your page shows how things stand."))
    return private(redirect(door.url("guest")))


@access("events.act-for", methods=("POST",))
def coming(request: HttpRequest, token: str = "", guest: int = 0) -> HttpResponse:
    door = door_of(request, token, guest)
    try:
        confirm_coming(door.guest, by=door.by)
    except StateDoesNotAllow:
        messages.error(request, _("This is not possible any more; your page shows how things stand."))
    return private(redirect(door.url("guest")))


@access("events.act-for", methods=("GET", "POST"))
def colleague(request: HttpRequest, token: str = "", guest: int = 0) -> HttpResponse:
    door = door_of(request, token, guest)
    asked = ColleagueForm(request.POST or None)
    page = {"door": door, "guest": door.guest, "event": door.guest.event, "form": asked}
    if not asked.is_valid():
        status = 422 if asked.is_bound else 200
        return private(render(request, "events/registration/colleague.html", page, status=status))
    try:
        bring_colleague(door.guest, name=asked.cleaned_data["name"], email=asked.cleaned_data["email"], by=door.by)
        messages.success(request, _("She gets a mail with her own link."))
    except EventError:
        messages.error(request, _("Nobody can register for this event any more."))
    return private(redirect(door.url("guest")))
