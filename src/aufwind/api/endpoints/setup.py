"""Events are set up: begun, changed part by part, announced, called off."""

from __future__ import annotations

from django.http import HttpRequest  # noqa: TC002 -- read at run time by the router
from django.shortcuts import get_object_or_404
from ninja import Status

from aufwind.api.endpoints.events import router  # one address has one router, whatever the method
from aufwind.api.schemas import EventOut, GridOut
from aufwind.api.setting import (
    BasicsIn,
    EventIn,
    MissingOut,
    RegistrationIn,
    TablesIn,
    TermsIn,
    TimesIn,
    pieces_of,
)
from aufwind.core.policy import visitor_of
from aufwind.events.actions import setup as actions
from aufwind.events.checks import missing_in
from aufwind.events.models import Event  # noqa: TC001 -- so does the return type
from aufwind.events.queries.events import events_visible_to
from aufwind.events.views.running import event_run_by

TAGS = ["set-up"]


@router.post("", response={201: EventOut}, summary="Begin an event from a format, or as a copy of another", tags=TAGS)
def begin(request: HttpRequest, asked: EventIn) -> Status[Event]:
    by = visitor_of(request)
    de, en = asked.title_de, asked.title_en
    if asked.copy_of:
        earlier = get_object_or_404(events_visible_to(by), slug=asked.copy_of)
        return Status(201, actions.clone_event(earlier, title_de=de, title_en=en, day=asked.day, by=by))
    made = actions.set_up_event(asked.format, title_de=de, title_en=en, day=asked.day, venue=asked.venue, by=by)
    return Status(201, made)


@router.patch("/{slug}", response=EventOut, summary="Change what an event says about itself", tags=TAGS)
def change(request: HttpRequest, slug: str, asked: BasicsIn) -> Event:
    facts = {name: value for name, value in asked.dict(exclude_unset=True).items() if value is not None}
    return actions.change_basics(event_run_by(request, slug), by=visitor_of(request), **facts)


@router.put(
    "/{slug}/times", response=GridOut, summary="Blocks, programme, lengths, before a plan is published", tags=TAGS
)
def times(request: HttpRequest, slug: str, asked: TimesIn) -> dict[str, object]:
    event = event_run_by(request, slug)
    blocks, programme = pieces_of(asked.blocks), pieces_of(asked.programme)
    by = visitor_of(request)
    event = actions.set_times(
        event, blocks=blocks, programme=programme, minutes=asked.minutes, change=asked.change, by=by
    )
    return {"slots": list(event.slots.in_force()), "tables": list(event.tables.in_force())}


@router.put("/{slug}/tables", response=GridOut, summary="Tables with kinds, before a plan is published", tags=TAGS)
def tables(request: HttpRequest, slug: str, asked: TablesIn) -> dict[str, object]:
    rows = [(table.key, table.kind) for table in asked.tables]
    event = actions.set_tables(event_run_by(request, slug), rows, seats=asked.seats, by=visitor_of(request))
    return {"slots": list(event.slots.in_force()), "tables": list(event.tables.in_force())}


@router.put("/{slug}/registration", response=EventOut, summary="Who gets a seat, and until when", tags=TAGS)
def registration(request: HttpRequest, slug: str, asked: RegistrationIn) -> Event:
    return actions.set_registration(event_run_by(request, slug), by=visitor_of(request), **asked.dict())


@router.put("/{slug}/terms", response=TermsIn, summary="What guests agree to", tags=TAGS)
def terms(request: HttpRequest, slug: str, asked: TermsIn) -> object:
    return actions.write_terms(event_run_by(request, slug), by=visitor_of(request), **asked.dict())


@router.get("/{slug}/missing", response=list[MissingOut], summary="What keeps it from being announced", tags=TAGS)
def missing(request: HttpRequest, slug: str) -> list[object]:
    return [*missing_in(event_run_by(request, slug))]


@router.post("/{slug}/announce", response=EventOut, summary="Let the public see the event and register", tags=TAGS)
def announce(request: HttpRequest, slug: str) -> Event:
    return actions.announce_event(event_run_by(request, slug), by=visitor_of(request))


@router.post("/{slug}/call-off", response=EventOut, summary="Say that the event does not take place", tags=TAGS)
def call_off(request: HttpRequest, slug: str) -> Event:
    return actions.call_off_event(event_run_by(request, slug), by=visitor_of(request))
