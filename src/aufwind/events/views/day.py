"""The desk on the day: who is here, who is missing, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aufwind.core.policy import access, visitor_of
from aufwind.engine.errors import ProblemError
from aufwind.events.actions.desk import apply_operation, preview_operation, settle_conflict, take_back_operation
from aufwind.events.actions.screen import open_screen
from aufwind.events.enums import DeskKind, OperationState
from aufwind.events.errors import DeskSaysTooLittle, NothingToSettle, NothingToTakeBack, PlanHasFaults
from aufwind.events.forms.day import FIELDS, MISSING, DayChangeForm, WalkInForm, fresh_key
from aufwind.events.queries import day as queries
from aufwind.events.queries.plans import meetings_of, moves_in
from aufwind.events.tables import day as tables
from aufwind.events.tables.events import event_tabs
from aufwind.events.tables.plans import meeting_table, move_table
from aufwind.events.views.running import event_run_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aufwind.events.models import DeskOperation, Event

MOST_DESK = 60


def desk_of(request: HttpRequest) -> str:
    """What this desk is called; kept in the session."""
    return str(request.session.get("desk", ""))


@access("events.run")
def day(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    words = request.GET.get("q", "")[:200]
    found = queries.found_at_desk(event, words) if words else queries.just_here(event, request.GET.get("here", ""))
    page = {
        "event": event,
        "tabs": event_tabs(event, "day"),
        "presence": queries.presence_of(event),
        "words": words,
        "hits": tables.hits(event, found, queries.next_meetings(found) if found else {}),
        "conflicts": tables.entries(queries.open_conflicts(event)),
        "last": tables.entries(queries.last_operations(event)),
        "key": fresh_key(),
        "desk": desk_of(request),
    }
    return render(request, "events/day/day.html", page)


@access("events.run", methods=("POST",))
def find(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter in the search: a single hit that is expected is checked in, several are shown."""
    event = event_run_by(request, slug)
    words = request.POST.get("q", "")[:200]
    found = queries.found_at_desk(event, words)
    if len(found) != 1 or found[0].is_present:
        return redirect(f"{reverse('events:day', args=[slug])}?{urlencode({'q': words})}")
    return _checked_in(request, event, found[0].pk, request.POST.get("key") or fresh_key())


@access("events.run", methods=("POST",))
def check_in(request: HttpRequest, slug: str, guest: int) -> HttpResponse:
    event = event_run_by(request, slug)
    return _checked_in(request, event, guest, request.POST.get("key") or fresh_key())


def _checked_in(request: HttpRequest, event: Event, guest: int, key: str) -> HttpResponse:
    try:
        _applied(request, event, key=f"{key[:32]}:{guest}", kind=DeskKind.CHECK_IN, payload={"guest": guest})
    except DeskSaysTooLittle:
        raise Http404 from None
    return redirect(f"{reverse('events:day', args=[event.slug])}?here={guest}")


def _applied(request: HttpRequest, event: Event, *, key: str, kind: str, payload: dict[str, object]) -> DeskOperation:
    operation = apply_operation(
        event, key=key[:64], kind=kind, payload=payload, desk=desk_of(request), by=visitor_of(request)
    )
    told = messages.success if operation.state == OperationState.APPLIED else messages.warning
    told(request, operation.said[get_language() or "de"])
    return operation


@access("events.run")
def people(request: HttpRequest, slug: str, state: str) -> HttpResponse:
    """The list behind one of the day's figures."""
    if state not in tables.LISTS:
        raise Http404
    event = event_run_by(request, slug)
    guests = queries.people_in(event, state)
    columns, rows = tables.people_table(event, guests, queries.next_meetings(guests))
    page = {"event": event, "title": tables.LISTS[state], "columns": columns, "rows": rows}
    return render(request, "events/day/people.html", page)


@access("events.run")
def guest(request: HttpRequest, slug: str, guest: int) -> HttpResponse:
    event = event_run_by(request, slug)
    person = get_object_or_404(event.participations, pk=guest)
    meetings = meetings_of(person)
    columns, rows = meeting_table(meetings, person)
    first = queries.next_meetings([person]).get(person.pk)
    page = {
        "event": event,
        "guest": person,
        "standing": tables.standing(person),
        "facts": tables.guest_facts(person, first),
        "columns": columns,
        "rows": rows,
        "changes": tables.changes_of_guest(event, person),
        "badge_address": f"{reverse('events:paper-file', args=[slug, 'badges'])}?guest={person.pk}",
        "key": fresh_key(),
    }
    return render(request, "events/day/guest.html", page)


@access("events.run", methods=("GET", "POST"))
def change(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The form; with an answer in the address what would change; posted, it is done."""
    if kind not in FIELDS:
        raise Http404
    event = event_run_by(request, slug)
    asked = request.POST if request.method == "POST" else request.GET
    initial: dict[str, object] = {"guest": request.GET.get("guest")}
    missing = queries.people_in(event, MISSING) if kind == MISSING else []
    initial["guests"] = [person.pk for person in missing]
    form = DayChangeForm(asked if "key" in asked else None, event=event, kind=kind, initial=initial)
    page: dict[str, object] = {
        "event": event,
        "form": form,
        "kind": kind,
        "title": tables.CHANGES[kind],
        "missing": missing,
    }
    if not form.is_valid():
        return render(request, "events/day/change.html", page, status=422 if form.is_bound else 200)
    try:
        if request.method == "POST":
            key = form.cleaned_data["key"] or fresh_key()
            _applied(request, event, key=key, kind=form.operation, payload=form.payload)
            return redirect("events:day", slug)
        page |= _preview(request, event, form)
    except (ProblemError, PlanHasFaults) as error:
        page["findings"] = [finding.text(get_language() or "de") for finding in error.findings]
        return render(request, "events/day/change.html", page, status=422)
    return render(request, "events/day/change.html", page)


def _preview(request: HttpRequest, event: Event, form: DayChangeForm) -> dict[str, object]:
    would = preview_operation(event, kind=form.operation, payload=form.payload, by=visitor_of(request))
    moves = moves_in(would.plan.moves) if would.plan else []
    columns, rows = move_table(moves, event)
    told = sorted({key for move in moves for key in move.people})
    names = event.participations.filter(key__in=told).order_by("name").values_list("name", flat=True)
    return {
        "has_preview": True,
        "said": would.said[get_language() or "de"],
        "columns": columns,
        "rows": rows,
        "told": list(names),
    }


@access("events.run", methods=("GET", "POST"))
def walk_in(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    form = WalkInForm(request.POST if request.method == "POST" else None, guests=event.participations.attending())
    page = {"event": event, "form": form, "terms": event.terms.first()}
    if not form.is_valid():
        return render(request, "events/day/walk_in.html", page, status=422 if form.is_bound else 200)
    operation = _applied(request, event, key=form.cleaned_data["key"], kind=DeskKind.WALK_IN, payload=form.payload)
    if operation.participation_id is None:
        return render(request, "events/day/walk_in.html", page, status=409)
    return redirect("events:day-guest", slug, operation.participation_id)


@access("events.run", methods=("POST",))
def take_back(request: HttpRequest, slug: str, operation: int) -> HttpResponse:
    event = event_run_by(request, slug)
    try:
        take_back_operation(get_object_or_404(event.operations, pk=operation), by=visitor_of(request))
        messages.success(request, _("Taken back: everything is as it was."))
    except NothingToTakeBack:
        messages.error(request, _("This cannot be taken back any more: something newer builds on it."))
    return redirect("events:day", slug)


@access("events.run", methods=("POST",))
def settle(request: HttpRequest, slug: str, operation: int) -> HttpResponse:
    event = event_run_by(request, slug)
    try:
        settle_conflict(get_object_or_404(event.operations, pk=operation), by=visitor_of(request))
    except NothingToSettle:
        messages.info(request, _("Somebody settled this before."))
    return redirect("events:day", slug)


@access("events.run", methods=("POST",))
def name_desk(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    request.session["desk"] = request.POST.get("desk", "").strip()[:MOST_DESK]
    return redirect("events:day", event.slug)


@access("events.run", methods=("POST",))
def screen_link(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    return redirect("events:screen", open_screen(event, by=visitor_of(request)))
