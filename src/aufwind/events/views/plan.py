"""Computing a plan, looking at it, publishing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aufwind.core.jobs import latest_job
from aufwind.core.policy import access, visitor_of
from aufwind.events.actions import publish_plan, start_plan
from aufwind.events.actions.rebooking import CHANGEABLE
from aufwind.events.enums import PlanState
from aufwind.events.errors import PlanIsNotReady, PlanIsOutdated, RosterIsMissing
from aufwind.events.exports.plans import FORMS
from aufwind.events.forms.plans import PlanForm
from aufwind.events.links import guest_links
from aufwind.events.queries.events import events_visible_to, plans_visible_to, variants_of
from aufwind.events.queries.plans import moves_in, people_grid, quality_of, table_grid, unmet_wishes
from aufwind.events.queries.rebooking import changes_waiting
from aufwind.events.tables.events import event_tabs
from aufwind.events.tables.plans import (
    gap_bars,
    gaps_note,
    grid_columns,
    grid_rows,
    guest_table,
    has_proven_value,
    movable_rows,
    move_table,
    plan_tabs,
    quality_sentence,
    stage_words,
    unmet_table,
    value_bars,
)
from aufwind.events.tables.variants import variant_table
from aufwind.events.views.running import event_run_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aufwind.core.components.tables import GridRow
    from aufwind.events.models import Plan
    from aufwind.events.queries.plans import Grid

MOST_SHOWN = 12
"""Plans in the comparison, the newest ones; on the day each repair is one more."""


def plan_of(request: HttpRequest, slug: str, number: int) -> Plan:
    return get_object_or_404(plans_visible_to(visitor_of(request)), event__slug=slug, number=number)


def _search(plan: Plan) -> dict[str, object]:
    job = latest_job(plan, kind="events.plan")
    return {"plan": plan, "job": job, "stage": stage_words(job.stage if job else "")}


def _page(plan: Plan, view: str) -> dict[str, object]:
    return {
        "plan": plan,
        "event": plan.event,
        "quality": quality_of(plan),
        "sentence": quality_sentence(plan),
        "badge_kind": "ok" if plan.state == PlanState.PUBLISHED else "closed",
        "gaps_note": gaps_note(plan),
        "value_is_proven": has_proven_value(plan),
        "first_come_value": (plan.first_come or {}).get("value", 0.0),
        "binding": [text[get_language() or "de"] for text in plan.binding],
        "tabs": plan_tabs(plan, view),
        "value_bars": value_bars(plan),
        "gap_bars": gap_bars(plan),
        "forms": FORMS,
        "view": view,
        **_repair(plan),
    }


def _repair(plan: Plan) -> dict[str, object]:
    if plan.repairs is None:
        return {}
    columns, rows = move_table(moves_in(plan.moves), plan.event)
    said = (plan.changed or {}).get(get_language() or "de", "")
    return {"waiting": changes_waiting(plan), "repair_said": said, "move_columns": columns, "move_rows": rows}


def _show_grid(request: HttpRequest, plan: Plan, grid: Grid, view: str) -> HttpResponse:
    page = _page(plan, view) | {
        "caption": f"{plan.event}, {plan}",
        "corner": _("Person") if view == "people" else _("Table"),
        "columns": grid_columns(grid.slots),
        "grid_rows": _rows(plan, grid, view),
        "is_movable": view == "tables" and plan.state in CHANGEABLE,
    }
    return render(request, "events/plan.html", page)


def _rows(plan: Plan, grid: Grid, view: str) -> list[GridRow]:
    is_changeable = plan.state in CHANGEABLE
    return movable_rows(grid, plan, by_table=view == "tables") if is_changeable else grid_rows(grid)


@access("events.run")
def plans(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    columns, rows = variant_table([(plan, quality_of(plan)) for plan in variants_of(event)[:MOST_SHOWN]])
    page = {"event": event, "tabs": event_tabs(event, "plans"), "columns": columns, "rows": rows, "form": PlanForm()}
    return render(request, "events/plans/plans.html", page)


@access("events.run", methods=("POST",))
def start(request: HttpRequest, slug: str) -> HttpResponse:
    visitor = visitor_of(request)
    event = get_object_or_404(events_visible_to(visitor), slug=slug)
    form = PlanForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was started: %(what)s") % {"what": form.first_error})
        return redirect("events:plans", slug)
    try:
        plan = start_plan(event, by=visitor, **form.settings)
    except RosterIsMissing:
        messages.error(request, _("There is nobody to plan for yet: upload guests and wishes first."))
        return redirect("events:roster", slug)
    return redirect(plan)


@access("events.run")
def plan(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = plan_of(request, slug, number)
    if found.state in {PlanState.COMPUTING, PlanState.FAILED}:
        return render(request, "events/plan_progress.html", _search(found))
    return _show_grid(request, found, people_grid(found), "people")


@access("events.run")
def progress(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = plan_of(request, slug, number)
    response = render(request, "events/plan_progress.html#progress", _search(found))
    if found.state != PlanState.COMPUTING:
        response.headers["HX-Redirect"] = found.get_absolute_url()
    return response


@access("events.run")
def tables(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = plan_of(request, slug, number)
    return _show_grid(request, found, table_grid(found), "tables")


@access("events.run")
def unmet(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = plan_of(request, slug, number)
    rows = unmet_wishes(found, language=get_language() or "de")
    columns, cells = unmet_table(rows)
    page = _page(found, "unmet") | {"columns": columns, "rows": cells, "caption": _("Wishes not met")}
    return render(request, "events/plan.html", page)


@access("events.run")
def guests(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = plan_of(request, slug, number)
    columns, cells = guest_table(guest_links(found))
    page = _page(found, "guests") | {"columns": columns, "rows": cells, "caption": _("Guests and links")}
    return render(request, "events/plan.html", page)


@access("events.run", methods=("POST",))
def publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = plan_of(request, slug, number)
    try:
        publish_plan(found, by=visitor_of(request))
    except PlanIsOutdated:
        messages.error(request, _("Another plan was published meanwhile; make this change again in that one."))
    except PlanIsNotReady:
        messages.error(request, _("This plan cannot be published: compute a new one or choose the newest."))
    return redirect(found)
