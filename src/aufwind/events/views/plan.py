"""Computing a plan, looking at it, publishing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aufwind.core.jobs import latest_job
from aufwind.core.policy import access, visitor_of
from aufwind.events.actions import publish_plan, start_plan
from aufwind.events.enums import PlanState
from aufwind.events.errors import PlanIsNotReady, RosterIsMissing
from aufwind.events.forms import PlanForm
from aufwind.events.links import guest_links
from aufwind.events.models import Plan
from aufwind.events.queries import (
    events_visible_to,
    people_grid,
    plans_visible_to,
    quality_of,
    table_grid,
    unmet_wishes,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def _plan(request: HttpRequest, slug: str, number: int) -> Plan:
    return get_object_or_404(plans_visible_to(visitor_of(request)), event__slug=slug, number=number)


@require_POST
@access("events.run", methods=("POST",))
def start(request: HttpRequest, slug: str) -> HttpResponse:
    visitor = visitor_of(request)
    event = get_object_or_404(events_visible_to(visitor), slug=slug)
    form = PlanForm(request.POST)
    seconds = form.cleaned_data["seconds"] if form.is_valid() else 15
    try:
        plan = start_plan(event, by=visitor, seconds=seconds)
    except RosterIsMissing:
        messages.error(request, _("There is nobody to plan for yet: upload guests and wishes first."))
        return redirect("events:roster", slug)
    return redirect(plan)


@access("events.run")
def plan(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = _plan(request, slug, number)
    if found.state in {PlanState.COMPUTING, PlanState.FAILED}:
        return render(request, "events/plan_progress.html", {"plan": found, "job": latest_job(found, kind="events.plan")})
    page = {"plan": found, "quality": quality_of(found), "grid": people_grid(found), "view": "people"}
    return render(request, "events/plan.html", page)


@access("events.run")
def progress(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = _plan(request, slug, number)
    page = {"plan": found, "job": latest_job(found, kind="events.plan")}
    response = render(request, "events/plan_progress.html#progress", page)
    if found.state != PlanState.COMPUTING:
        response.headers["HX-Redirect"] = found.get_absolute_url()
    return response


@access("events.run")
def tables(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = _plan(request, slug, number)
    page = {"plan": found, "quality": quality_of(found), "grid": table_grid(found), "view": "tables"}
    return render(request, "events/plan.html", page)


@access("events.run")
def unmet(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = _plan(request, slug, number)
    rows = unmet_wishes(found, language=get_language() or "de")
    page = {"plan": found, "quality": quality_of(found), "unmet": rows, "view": "unmet"}
    return render(request, "events/plan.html", page)


@access("events.run")
def guests(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = _plan(request, slug, number)
    page = {"plan": found, "quality": quality_of(found), "guests": guest_links(found), "view": "guests"}
    return render(request, "events/plan.html", page)


@require_POST
@access("events.run", methods=("POST",))
def publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = _plan(request, slug, number)
    try:
        publish_plan(found, by=visitor_of(request))
    except PlanIsNotReady:
        messages.error(request, _("This plan cannot be published: compute a new one or choose the newest."))
    return redirect(found)
