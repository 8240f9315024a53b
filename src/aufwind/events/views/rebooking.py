"""A plan is changed after booking: times and tables, and single meetings by hand. Each shows first what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aufwind.core.policy import access, visitor_of
from aufwind.engine.errors import ProblemError
from aufwind.events.actions.plans import stop_search
from aufwind.events.actions.rebooking import (
    add_meeting,
    change_grid,
    grid_to_change,
    preview_of,
    put_meeting,
    set_lock,
    take_out,
)
from aufwind.events.errors import CannotPrefer, GridHasNoTimes, PlanHasFaults, PlanIsNotReady
from aufwind.events.forms import setup as setup_forms
from aufwind.events.forms.rebooking import PairForm, SpotForm, TableListForm, said_of
from aufwind.events.models import Meeting
from aufwind.events.queries.plans import slots_of
from aufwind.events.queries.rebooking import seats_by_meeting, times_for
from aufwind.events.tables.rebooking import effect_tiles, effect_words, kept_moves, slot_labels
from aufwind.events.views.plan import plan_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from aufwind.events.actions.grid import Grid
    from aufwind.events.models import Plan

SHARE_MOVED = 0.05
REFUSED = (ProblemError, PlanHasFaults)


def _findings(error: ProblemError | PlanHasFaults) -> list[str]:
    return [finding.text(get_language() or "de") for finding in error.findings]


def _seen(plan: Plan, change: Callable[[], Plan]) -> dict[str, Any]:
    """What a change would do, for the page."""
    preview = preview_of(plan, change)
    columns, rows = kept_moves(preview.moves, plan.event, slots_of(preview.plan))
    return {
        "has_preview": True,
        "tiles": effect_tiles(preview.effect),
        "sentence": effect_words(preview.effect),
        "columns": columns,
        "rows": rows,
    }


@access("events.run", methods=("GET", "POST"))
def grid(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Times and tables; «show» says what would happen, «keep» makes it a plan to publish."""
    plan = plan_of(request, slug, number)
    page: dict[str, Any] = {"plan": plan, "event": plan.event}
    try:
        present = grid_to_change(plan)
    except GridHasNoTimes:
        messages.error(request, _("This event's slots have no times; upload the spreadsheet with times first."))
        return redirect(plan)
    forms = _grid_forms(present, request.POST if request.method == "POST" else None)
    page |= forms
    if request.method == "GET":
        return render(request, "events/rebooking/grid.html", page)
    if not all([form.is_valid() for form in forms.values()]):  # noqa: C419 -- each says what is wrong with it
        return render(request, "events/rebooking/grid.html", page, status=422)
    wanted, share = _wanted(forms), SHARE_MOVED if forms["tables"].cleaned_data["may_move"] else 0.0

    def change() -> Plan:
        return change_grid(plan, wanted, most_moved=share, by=visitor_of(request))

    try:
        if request.POST.get("step") == "keep":
            return redirect(change())
        page |= _seen(plan, change)
    except PlanIsNotReady:
        return _replaced(request, plan)
    except REFUSED as error:
        page["findings"] = _findings(error)
        return render(request, "events/rebooking/grid.html", page, status=422)
    return render(request, "events/rebooking/grid.html", page)


def _grid_forms(present: Grid, posted: Any) -> dict[str, Any]:  # Any: forms and formsets
    lengths = {"minutes": present["minutes"], "change": present["change"]}
    return {
        "lengths": setup_forms.LengthsForm(posted, initial=lengths),
        "blocks": setup_forms.PieceFormSet(posted, prefix="blocks", initial=_initial(present["blocks"])),
        "items": setup_forms.PieceFormSet(posted, prefix="items", initial=_initial(present["programme"])),
        "tables": TableListForm(posted, kinds=dict(present["tables"]), seats=present["seats"]),
    }


def _initial(pieces: Any) -> list[dict[str, Any]]:
    moments = ("starts_at", "ends_at")
    return [{**piece, **{name: timezone.localtime(piece[name]) for name in moments}} for piece in pieces]


def _wanted(forms: dict[str, Any]) -> Grid:
    return {
        "blocks": setup_forms.pieces_of(forms["blocks"]),
        "programme": setup_forms.pieces_of(forms["items"]),
        "minutes": forms["lengths"].cleaned_data["minutes"],
        "change": forms["lengths"].cleaned_data["change"],
        "tables": forms["tables"].tables,
        "seats": forms["tables"].cleaned_data["seats"],
    }


def _replaced(request: HttpRequest, plan: Plan) -> HttpResponse:
    messages.error(request, _("This plan was replaced; make the change in the newest one."))
    return redirect("events:plans", plan.event.slug)


def _meeting(plan: Plan, pk: int) -> Meeting:
    return get_object_or_404(Meeting.objects.select_related("wish", "slot", "table"), plan=plan, pk=pk)


@access("events.run", methods=("GET", "POST"))
def meeting(request: HttpRequest, slug: str, number: int, meeting: int) -> HttpResponse:
    """One meeting: where it lies, where it could lie, what would happen; posted, it is moved there."""
    plan = plan_of(request, slug, number)
    found = _meeting(plan, meeting)
    people = seats_by_meeting(plan)[found.pk]
    times = times_for(plan, people, wish=found.wish.key)
    labels = slot_labels(slots_of(plan))
    asked = request.POST if request.method == "POST" else request.GET
    form = SpotForm(asked if "slot" in asked else None, times=times, labels=labels, present=found.slot.key)
    page: dict[str, Any] = {
        "plan": plan,
        "event": plan.event,
        "meeting": found,
        "form": form,
        "who": " – ".join(seat.participation.name for seat in found.seats.select_related("participation")),
        "when": labels.get(found.slot.key, found.slot.key),
    }
    return _put(request, plan, page, lambda: put_meeting(plan, found.wish, form.spot, by=visitor_of(request)))


def _put(request: HttpRequest, plan: Plan, page: dict[str, Any], change: Callable[[], Plan]) -> HttpResponse:
    """The page of a change by hand: empty, refused, previewed, or made."""
    template = page.pop("template", "events/rebooking/meeting.html")
    form = page["form"]
    if not form.is_bound:
        return render(request, template, page)
    if not form.is_valid():
        return render(request, template, page, status=422)
    try:
        if request.method == "POST":
            return redirect(change())
        page |= _seen(plan, change)
    except PlanIsNotReady:
        return _replaced(request, plan)
    except CannotPrefer:
        page["findings"] = [_("These two are not to meet: their sides do not, or one of them said «never».")]
        return render(request, template, page, status=422)
    except REFUSED as error:
        page["findings"] = _findings(error)
        return render(request, template, page, status=422)
    slot, table = form.spot
    page |= {"slot": slot, "table": table, "target": slot_labels(slots_of(plan)).get(slot, slot)}
    return render(request, template, page)


@access("events.run")
def spots(request: HttpRequest, slug: str, number: int, meeting: int) -> HttpResponse:
    """What speaks against each place, for moving a meeting on the grid: «slot|table» with words, or nothing."""
    plan = plan_of(request, slug, number)
    found = _meeting(plan, meeting)
    rows = {}
    for one in times_for(plan, seats_by_meeting(plan)[found.pk], wish=found.wish.key):
        against = said_of(one) if one.away or one.busy else ""
        for table in one.free:
            rows[f"{one.slot}|{table}"] = {"against": against, "never": bool(one.away)}
        for table, who in one.taken.items():
            said = "; ".join(filter(None, (against, _("%(who)s sit there") % {"who": who})))
            rows[f"{one.slot}|{table}"] = {"against": said, "never": bool(one.away)}
    return JsonResponse({"spots": rows})


@access("events.run", methods=("GET", "POST"))
def add(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Two people whom nobody thought of: who, then when, then what would happen."""
    plan = plan_of(request, slug, number)
    asked = request.POST if request.method == "POST" else request.GET
    guests = list(plan.event.participations.attending().order_by("name_folded", "pk"))
    pair = PairForm(asked if "one" in asked else None, guests=[(guest.key, guest.name) for guest in guests])
    page: dict[str, Any] = {"plan": plan, "event": plan.event, "pair": pair}
    if not pair.is_valid():
        return render(request, "events/rebooking/add.html", page, status=422 if pair.is_bound else 200)
    by_key = {guest.key: guest for guest in guests}
    one, other = by_key[pair.cleaned_data["one"]], by_key[pair.cleaned_data["other"]]
    labels = slot_labels(slots_of(plan))
    times = times_for(plan, [one.key, other.key])
    form = SpotForm(asked if "slot" in asked else None, times=times, labels=labels)
    page |= {"form": form, "who": f"{one.name} – {other.name}", "one": one, "other": other}
    page["template"] = "events/rebooking/add.html"
    return _put(request, plan, page, lambda: add_meeting(plan, one, other, form.spot, by=visitor_of(request)))


@access("events.run", methods=("POST",))
def lock(request: HttpRequest, slug: str, number: int, meeting: int) -> HttpResponse:
    plan = plan_of(request, slug, number)
    found = _meeting(plan, meeting)
    try:
        set_lock(found, is_locked=request.POST.get("locked") == "yes", by=visitor_of(request))
    except PlanIsNotReady:
        return _replaced(request, plan)
    return redirect("events:plan-meeting", slug, number, found.pk)


@access("events.run", methods=("POST",))
def out(request: HttpRequest, slug: str, number: int, meeting: int) -> HttpResponse:
    plan = plan_of(request, slug, number)
    try:
        return redirect(take_out(plan, _meeting(plan, meeting).wish, by=visitor_of(request)))
    except PlanIsNotReady:
        return _replaced(request, plan)
    except REFUSED as error:
        messages.error(request, " ".join(_findings(error)))
        return redirect("events:plan-meeting", slug, number, meeting)


@access("events.run", methods=("POST",))
def stop(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    plan = plan_of(request, slug, number)
    stop_search(plan, by=visitor_of(request))
    return redirect(plan)
