"""Guests of an event: read, invited, registered, reminded, and everything done for one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from aufwind.accounts.models import User
from aufwind.actors.entries import entries_for
from aufwind.actors.models import Actor
from aufwind.api.endpoints.asking import guest_of
from aufwind.api.schemas import (
    AdviserIn,
    ChangeGuestIn,
    CountOut,
    GuestIn,
    GuestOut,
    InviteIn,
    InviteRegisterIn,
    PersonIn,
)
from aufwind.core.audit import record_read
from aufwind.core.policy import visitor_of
from aufwind.events.actions import guests as actions
from aufwind.events.actions import registration
from aufwind.events.enums import Source
from aufwind.events.exports.guests import guests_file
from aufwind.events.exports.plans import XLSX
from aufwind.events.models import Participation  # noqa: TC001 -- so does the return type
from aufwind.events.queries.events import events_visible_to, participations_visible_to
from aufwind.events.queries.guests import guests_in
from aufwind.events.queries.registration import terms_of
from aufwind.events.views.running import event_run_by

if TYPE_CHECKING:
    from collections.abc import Callable

router = Router(tags=["guests"])

VERBS: dict[str, Callable[..., Participation]] = {
    "cancel": registration.cancel,
    "decline": registration.decline,
    "approve": registration.approve,
    "refuse": registration.refuse,
    "confirm": registration.confirm_coming,
    "resend-link": actions.resend_link,
}


@router.get("/{slug}/guests", response=list[GuestOut], summary="Guests this token's owner looks after")
def guests(request: HttpRequest, slug: str, state: str = "", limit: int = 500, offset: int = 0) -> list[Participation]:
    visitor = visitor_of(request)
    event = get_object_or_404(events_visible_to(visitor), slug=slug)
    rows = participations_visible_to(visitor).filter(event=event)
    if state:
        rows = rows.filter(state=state)
    size, start = min(max(limit, 1), 1000), max(offset, 0)
    record_read("guests.listed", event, by=visitor)
    return list(rows[start : start + size])


@router.post("/{slug}/guests", response={201: GuestOut}, summary="Enter a guest who registered elsewhere")
def enter(request: HttpRequest, slug: str, asked: GuestIn) -> Status[Participation]:
    event = event_run_by(request, slug)
    answers = asked.dict(exclude={"email", "agreed", "key"})
    terms = terms_of(event) if asked.agreed else None
    guest = registration.register(
        event,
        email=asked.email,
        terms=terms,
        form_key=asked.key,
        source=Source.STAFF,
        by=visitor_of(request),
        **answers,
    )
    return Status(201, guest)


@router.post("/{slug}/invitations", response=CountOut, summary="Invite people of a list; each gets one mail")
def invite(request: HttpRequest, slug: str, asked: InviteIn) -> dict[str, int]:
    people = [(person.name, person.email, person.organisation) for person in asked.people]
    return {"number": len(actions.invite_by_list(event_run_by(request, slug), people, by=visitor_of(request)))}


@router.post("/{slug}/invitations/register", response=CountOut, summary="Invite actors of the register")
def invite_actors(request: HttpRequest, slug: str, asked: InviteRegisterIn) -> dict[str, int]:
    visitor = visitor_of(request)
    event = event_run_by(request, slug)
    entries = entries_for(visitor, Actor.objects.living().filter(slug__in=asked.actors))
    return {"number": len(actions.invite(event, entries, by=visitor))}


@router.post("/{slug}/reminders", response=CountOut, summary="Remind a group of what it lacks, once a day at most")
def remind(
    request: HttpRequest, slug: str, group: Literal["unopened", "open", "no_profile", "no_wish"]
) -> dict[str, int]:
    event, visitor = event_run_by(request, slug), visitor_of(request)
    return {"number": actions.nudge(event, list(guests_in(event, visitor, group=group)), by=visitor)}


@router.get("/{slug}/files/guests.xlsx", summary="Guests and their wishes as a spreadsheet")
def as_file(request: HttpRequest, slug: str) -> HttpResponse:
    event, visitor = event_run_by(request, slug), visitor_of(request)
    record_read("guests.downloaded", event, by=visitor)
    return HttpResponse(guests_file(event, list(guests_in(event, visitor))), content_type=XLSX)


@router.get("/{slug}/guests/{key}", response=GuestOut, summary="One guest")
def guest(request: HttpRequest, slug: str, key: str) -> Participation:
    return guest_of(request, slug, key)


@router.patch("/{slug}/guests/{key}", response=GuestOut, summary="Change what a guest says about herself")
def change(request: HttpRequest, slug: str, key: str, asked: ChangeGuestIn) -> Participation:
    answers = asked.dict(exclude={"version"}, exclude_unset=True)
    person = guest_of(request, slug, key)
    return registration.change_registration(person, version=asked.version, by=visitor_of(request), **answers)


@router.post("/{slug}/guests/{key}/colleagues", response={201: GuestOut}, summary="Invite somebody of her house")
def colleague(request: HttpRequest, slug: str, key: str, asked: PersonIn) -> Status[Participation]:
    person = guest_of(request, slug, key)
    by = visitor_of(request)
    return Status(201, registration.bring_colleague(person, name=asked.name, email=asked.email, by=by))


@router.put("/{slug}/guests/{key}/adviser", response=GuestOut, summary="Say who looks after a guest")
def adviser(request: HttpRequest, slug: str, key: str, asked: AdviserIn) -> Participation:
    person = guest_of(request, slug, key)
    staff = get_object_or_404(User, email__iexact=asked.email, is_active=True) if asked.email else None
    return actions.set_adviser(person, staff, by=visitor_of(request))


@router.post("/{slug}/guests/{key}/{verb}", response=GuestOut, summary="Cancel, decline, approve, refuse, confirm …")
def act(
    request: HttpRequest,
    slug: str,
    key: str,
    verb: Literal["cancel", "decline", "approve", "refuse", "confirm", "resend-link"],
) -> Participation:
    return VERBS[verb](guest_of(request, slug, key), by=visitor_of(request))
