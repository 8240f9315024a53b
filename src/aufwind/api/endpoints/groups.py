"""Pitches, rounds of groups, notes of tables."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest  # noqa: TC002 -- read at run time by the router
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from aufwind.api.endpoints.asking import guest_of
from aufwind.api.schemas import CountOut, HostIn, MixIn, NoteIn, NoteOut, PitchIn, PitchOut, RotationOut
from aufwind.core.policy import visitor_of
from aufwind.events.actions import notes, pitches, rotations
from aufwind.events.models import Rotation  # noqa: TC001 -- read at run time by the router
from aufwind.events.queries.groups import protocol_of, rounds_of, running_order
from aufwind.events.views.running import event_run_by

router = Router(tags=["pitches and groups"])


@router.get("/{slug}/pitches", response=list[PitchOut], summary="The running order, with how many want to talk")
def order(request: HttpRequest, slug: str) -> list[dict[str, Any]]:
    return [
        {"number": turn.pitch.pk, "title": turn.pitch.title, "who": turn.who, "minutes": turn.pitch.minutes,
         "starts_at": turn.starts_at, "interests": len(turn.interests), "is_running": turn.is_running}
        for turn in running_order(event_run_by(request, slug))
    ]  # fmt: skip


@router.post("/{slug}/pitches", response={201: CountOut}, summary="Put a pitch at the end of the running order")
def add(request: HttpRequest, slug: str, asked: PitchIn) -> Status[dict[str, int]]:
    event = event_run_by(request, slug)
    guest = guest_of(request, slug, asked.guest) if asked.guest else None
    facts = asked.dict(exclude={"guest"})
    made = pitches.add_pitch(event, participation=guest, by=visitor_of(request), **facts)
    return Status(201, {"number": made.pk})


@router.patch("/{slug}/pitches/{number}", response={204: None}, summary="Change a pitch")
def change(request: HttpRequest, slug: str, number: int, asked: PitchIn) -> Status[None]:
    pitch = get_object_or_404(event_run_by(request, slug).pitches, pk=number)
    pitches.change_pitch(pitch, title=asked.title, minutes=asked.minutes, text=asked.text, by=visitor_of(request))
    return Status(204, None)


@router.post("/{slug}/pitches/{number}/{verb}", response={204: None}, summary="Up, down, begin, end, remove")
def act(
    request: HttpRequest, slug: str, number: int, verb: Literal["up", "down", "begin", "end", "remove"]
) -> Status[None]:
    pitch, by = get_object_or_404(event_run_by(request, slug).pitches, pk=number), visitor_of(request)
    match verb:
        case "up" | "down":
            pitches.move_pitch(pitch, is_up=verb == "up", by=by)
        case "begin":
            pitches.begin_pitch(pitch, by=by)
        case "end":
            pitches.end_pitch(pitch, by=by)
        case _:
            pitches.remove_pitch(pitch, by=by)
    return Status(204, None)


@router.put("/{slug}/guests/{key}/interests/{number}", response={204: None}, summary="She wants to talk about a pitch")
def want(request: HttpRequest, slug: str, key: str, number: int) -> Status[None]:
    guest = guest_of(request, slug, key)
    pitches.show_interest(get_object_or_404(guest.event.pitches, pk=number), guest, by=visitor_of(request))
    return Status(204, None)


@router.delete("/{slug}/guests/{key}/interests/{number}", response={204: None}, summary="Not any more")
def want_not(request: HttpRequest, slug: str, key: str, number: int) -> Status[None]:
    guest = guest_of(request, slug, key)
    pitches.drop_interest(get_object_or_404(guest.event.pitches, pk=number), guest, by=visitor_of(request))
    return Status(204, None)


@router.post("/{slug}/pitch-wishes", response=CountOut, summary="Make wishes of all interests")
def interests(request: HttpRequest, slug: str) -> dict[str, int]:
    return {"number": pitches.wishes_from_interests(event_run_by(request, slug), by=visitor_of(request))}


def _out(rotation: Rotation) -> dict[str, Any]:
    found = rounds_of(rotation)
    return {
        "number": rotation.number,
        "contacts": rotation.contacts,
        "contacts_bound": rotation.contacts_bound,
        "repeats": rotation.repeats,
        "published_at": rotation.published_at,
        "slots": [slot.key for slot in found.slots],
        "tables": {table.key: [list(names) for names in cells] for table, cells in found.rows},
        "broken": [list(pair) for pair in found.broken],
    }


@router.post("/{slug}/rotations", response={201: RotationOut}, summary="Mix groups so that as few as can be meet twice")
def mix(request: HttpRequest, slug: str, asked: MixIn) -> Status[dict[str, Any]]:
    event = event_run_by(request, slug)
    slots = list(event.slots.in_force().filter(key__in=asked.slots))
    tables = list(event.tables.in_force().filter(key__in=asked.tables) if asked.tables else event.tables.in_force())
    return Status(201, _out(rotations.mix(event, slots=slots, tables=tables, size=asked.size, by=visitor_of(request))))


def _rotation(request: HttpRequest, slug: str, number: int) -> Rotation:
    return get_object_or_404(event_run_by(request, slug).rotations.select_related("event"), number=number)


@router.get("/{slug}/rotations/{number}", response=RotationOut, summary="Who sits where in which round")
def rotation(request: HttpRequest, slug: str, number: int) -> dict[str, Any]:
    return _out(_rotation(request, slug, number))


@router.post("/{slug}/rotations/{number}/publish", response=RotationOut, summary="Show everybody her tables")
def publish(request: HttpRequest, slug: str, number: int) -> dict[str, Any]:
    return _out(rotations.publish_rotation(_rotation(request, slug, number), by=visitor_of(request)))


@router.post("/{slug}/rotations/{number}/guests/{key}", response=CountOut, summary="Give a newcomer seats")
def seat(request: HttpRequest, slug: str, number: int, key: str) -> dict[str, int]:
    found = _rotation(request, slug, number)
    return {"number": rotations.seat_newcomer(found, guest_of(request, slug, key), by=visitor_of(request))}


@router.put("/{slug}/tables/{table}/host", response={204: None}, summary="Who stays at a table, and its topic")
def host(request: HttpRequest, slug: str, table: str, asked: HostIn) -> Status[None]:
    found = get_object_or_404(event_run_by(request, slug).tables.in_force(), key=table)
    guest = guest_of(request, slug, asked.guest) if asked.guest else None
    by = visitor_of(request)
    rotations.set_host(found, host=guest, topic_de=asked.topic_de, topic_en=asked.topic_en, by=by)
    return Status(204, None)


@router.get("/{slug}/notes", response=list[NoteOut], summary="What tables wrote down")
def read_notes(request: HttpRequest, slug: str) -> list[dict[str, Any]]:
    protocol = protocol_of(event_run_by(request, slug))
    return [{"number": note.pk, "table": table.key, "text": note.text} for table, found in protocol for note in found]


@router.post("/{slug}/notes", response={201: CountOut}, summary="Write a note of a table; the same words are one note")
def write_note(request: HttpRequest, slug: str, asked: NoteIn) -> Status[dict[str, int]]:
    event = event_run_by(request, slug)
    table = get_object_or_404(event.tables.in_force(), key=asked.table)
    note = notes.write_note(event, table, text=asked.text, by=visitor_of(request))
    return Status(201, {"number": note.pk})


@router.delete("/{slug}/notes/{number}", response={204: None}, summary="Take a note out of the protocol")
def remove_note(request: HttpRequest, slug: str, number: int) -> Status[None]:
    notes.remove_note(get_object_or_404(event_run_by(request, slug).table_notes, pk=number), by=visitor_of(request))
    return Status(204, None)
