"""Pitches and groups: the organiser's page, and a guest's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aufwind.core.policy import access, visitor_of
from aufwind.core.private_pages import private
from aufwind.engine.errors import ProblemError
from aufwind.events.actions import notes, pitches, rotations
from aufwind.events.errors import CannotMix, CannotPrefer, NotAtThisTable, StateDoesNotAllow
from aufwind.events.exports.protocol import protocol_text
from aufwind.events.forms.groups import MixForm, NewcomerForm, NoteForm, PitchForm, TableForm
from aufwind.events.queries import groups as queries
from aufwind.events.tables.events import event_tabs
from aufwind.events.tables.groups import mine_table, rotation_list, rotation_table
from aufwind.events.views.door import door_of
from aufwind.events.views.running import event_run_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from aufwind.core.policy import Visitor
    from aufwind.events.models import Event, Pitch, Rotation
    from aufwind.events.views.door import Door

VERBS: dict[str, Callable[[Pitch, Visitor], object]] = {
    "up": lambda pitch, by: pitches.move_pitch(pitch, is_up=True, by=by),
    "down": lambda pitch, by: pitches.move_pitch(pitch, is_up=False, by=by),
    "begin": lambda pitch, by: pitches.begin_pitch(pitch, by=by),
    "end": lambda pitch, by: pitches.end_pitch(pitch, by=by),
    "remove": lambda pitch, by: pitches.remove_pitch(pitch, by=by),
}


def _home(slug: str, part: str) -> HttpResponse:
    return redirect(f"{reverse('events:groups', args=[slug])}#{part}")


def _page(request: HttpRequest, event: Event, *, status: int = 200, **bound: object) -> HttpResponse:
    turns = queries.running_order(event)
    columns, rows = rotation_list(event.rotations.all())
    tables = list(event.tables.in_force().select_related("host"))
    page: dict[str, Any] = {
        "event": event,
        "tabs": event_tabs(event, "groups"),
        "turns": turns,
        "interests": sum(len(turn.interests) for turn in turns),
        "pitch_form": PitchForm(event=event),
        "mix_form": MixForm(event=event),
        "tables": tables,
        "columns": columns,
        "rows": rows,
        "note_form": NoteForm(tables=tables),
        "protocol": queries.protocol_of(event),
        **bound,
    }
    return render(request, "events/groups/groups.html", page, status=status)


@access("events.run")
def groups(request: HttpRequest, slug: str) -> HttpResponse:
    """Pitches, groups and notes on one page, each with its form."""
    return _page(request, event_run_by(request, slug))


@access("events.run", methods=("POST",))
def add_pitch(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    form = PitchForm(request.POST, event=event)
    if not form.is_valid():
        return _page(request, event, status=422, pitch_form=form)
    said = form.cleaned_data
    guest = event.participations.get(pk=said["guest"]) if said["guest"] else None
    facts = {name: said[name] for name in ("title", "text", "minutes")}
    speaker = "" if guest else said["speaker"]
    pitches.add_pitch(event, participation=guest, speaker=speaker, by=visitor_of(request), **facts)
    return _home(slug, "pitches")


@access("events.run", methods=("POST",))
def change_pitch(request: HttpRequest, slug: str, pitch: int, verb: str) -> HttpResponse:
    """Up, down, begin, end, remove."""
    event = event_run_by(request, slug)
    if verb not in VERBS:
        raise Http404
    VERBS[verb](get_object_or_404(event.pitches, pk=pitch), visitor_of(request))
    return _home(slug, "pitches")


@access("events.run", methods=("POST",))
def interests(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    number = pitches.wishes_from_interests(event, by=visitor_of(request))
    messages.success(request, _("%(number)s wishes were made of the interests.") % {"number": number})
    return _home(slug, "pitches")


@access("events.run", methods=("POST",))
def mix(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    form = MixForm(request.POST, event=event)
    if not form.is_valid():
        return _page(request, event, status=422, mix_form=form)
    size = form.cleaned_data["size"]
    try:
        made = rotations.mix(event, slots=form.rounds, tables=form.tables, size=size, by=visitor_of(request))
    except CannotMix as error:
        form.add_error("size" if error.why == "tables" else "slots", _why(error.why))
        return _page(request, event, status=422, mix_form=form)
    except ProblemError as error:
        form.add_error(None, error.findings[0].text(get_language() or "de"))
        return _page(request, event, status=422, mix_form=form)
    return redirect("events:rotation", slug, made.number)


def _why(code: str) -> str:
    if code == "tables":
        return _("There are not enough tables for so many guests; seat more at each, or add tables.")
    return _("At least two guests, one round and one table are needed.")


def _rotation(event: Event, number: int) -> Rotation:
    return get_object_or_404(event.rotations.select_related("event"), number=number)


@access("events.run", methods=("GET", "POST"))
def rotation(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Tables × rounds; posted, somebody who has no seat yet gets one."""
    event = event_run_by(request, slug)
    found = queries.rounds_of(_rotation(event, number))
    form = NewcomerForm(request.POST if request.method == "POST" else None, unseated=found.unseated)
    if form.is_bound and form.is_valid():
        guest = next(one for one in found.unseated if str(one.pk) == form.cleaned_data["guest"])
        rotations.seat_newcomer(found.rotation, guest, by=visitor_of(request))
        return redirect("events:rotation", slug, number)
    columns, rows = rotation_table(found)
    page = {"event": event, "found": found, "form": form, "columns": columns, "rows": rows}
    return render(request, "events/groups/rotation.html", page, status=422 if form.is_bound else 200)


@access("events.run", methods=("POST",))
def publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    event = event_run_by(request, slug)
    rotations.publish_rotation(_rotation(event, number), by=visitor_of(request))
    return redirect("events:rotation", slug, number)


@access("events.run", methods=("GET", "POST"))
def table(request: HttpRequest, slug: str, table: int) -> HttpResponse:
    """Who is host of a table, and its topic."""
    event = event_run_by(request, slug)
    found = get_object_or_404(event.tables.in_force(), pk=table)
    form = TableForm(request.POST if request.method == "POST" else None, event=event, table=found)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        host = event.participations.get(pk=said["host"]) if said["host"] else None
        try:
            by = visitor_of(request)
            rotations.set_host(found, host=host, topic_de=said["topic_de"], topic_en=said["topic_en"], by=by)
        except StateDoesNotAllow:
            form.add_error("host", _("She is host of another table already, or does not come."))
        else:
            return _home(slug, "mix")
    page = {"event": event, "table": found, "form": form}
    return render(request, "events/groups/table.html", page, status=422 if form.is_bound else 200)


@access("events.run", methods=("POST",))
def add_note(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    form = NoteForm(request.POST, tables=list(event.tables.in_force()))
    if not form.is_valid():
        return _page(request, event, status=422, note_form=form)
    notes.write_note(event, form.chosen_table, text=form.cleaned_data["text"], by=visitor_of(request))
    return _home(slug, "notes")


@access("events.run", methods=("POST",))
def remove_note(request: HttpRequest, slug: str, note: int) -> HttpResponse:
    event = event_run_by(request, slug)
    notes.remove_note(get_object_or_404(event.table_notes, pk=note), by=visitor_of(request))
    return _home(slug, "notes")


@access("events.run")
def protocol(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    page = {"event": event, "protocol": queries.protocol_of(event)}
    return render(request, "events/groups/protocol.html", page)


@access("events.run")
def protocol_file(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    headers = {"Content-Disposition": f'attachment; filename="{slug}-protocol.txt"'}
    text = protocol_text(event, queries.protocol_of(event))
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


@access("events.act-for", methods=("GET", "POST"))
def own(request: HttpRequest, token: str = "", guest: int = 0) -> HttpResponse:
    """A guest's tables, the pitches she wants to talk about, and notes of her table."""
    door = door_of(request, token, guest)
    tables = queries.tables_written_at(door.guest)
    is_note = request.method == "POST" and "text" in request.POST
    form = NoteForm(request.POST if is_note else None, tables=tables)
    if is_note and form.is_valid():
        try:
            text = form.cleaned_data["text"]
            notes.write_note(door.guest.event, form.chosen_table, text=text, author=door.guest, by=door.by)
            messages.success(request, _("The note is kept."))
            return private(redirect(door.url("groups-own")))
        except NotAtThisTable:
            form.add_error("table", _("You do not sit at this table."))
    elif request.method == "POST" and not is_note:
        _tap(request, door)
        return private(redirect(f"{door.url('groups-own')}#pitches"))
    columns, rows = mine_table(queries.rounds_for(door.guest))
    page = {
        "door": door,
        "guest": door.guest,
        "event": door.guest.event,
        "columns": columns,
        "rows": rows,
        "pitches": queries.pitches_for(door.guest),
        "form": form if tables else None,
        "home": door.url("guest"),
    }
    return private(render(request, "events/groups/own.html", page, status=422 if is_note else 200))


def _tap(request: HttpRequest, door: Door) -> None:
    key = request.POST.get("pitch", "")
    if not key.isdecimal():
        raise Http404
    pitch = get_object_or_404(door.guest.event.pitches, pk=int(key[:18]))
    try:
        if request.POST.get("wants") == "yes":
            pitches.show_interest(pitch, door.guest, note=request.POST.get("note", "")[:500], by=door.by)
        else:
            pitches.drop_interest(pitch, door.guest, by=door.by)
    except CannotPrefer as error:
        raise Http404 from error
