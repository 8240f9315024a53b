"""Something changed on the day: see what would move, take it over, take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aufwind.core.policy import access, visitor_of
from aufwind.engine.errors import ProblemError
from aufwind.events.actions import repair, take_back
from aufwind.events.errors import NothingToTakeBack, PlanHasFaults, PlanIsNotReady
from aufwind.events.forms.changes import ChangeForm
from aufwind.events.repairs import preview_of_repair
from aufwind.events.tables.plans import move_table
from aufwind.events.views.plan import plan_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@access("events.run", methods=("GET", "POST"))
def changes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The form; with an answer in the address what would change; posted, it is taken over."""
    plan = plan_of(request, slug, number)
    asked = request.POST if request.method == "POST" else request.GET
    form = ChangeForm(asked if "kind" in asked else None, event=plan.event)
    page: dict[str, object] = {"plan": plan, "event": plan.event, "form": form}
    if not form.is_valid():
        return render(request, "events/changes.html", page, status=422 if form.is_bound else 200)
    try:
        if request.method == "POST":
            return redirect(repair(plan, form.change(), said=form.in_words(), by=visitor_of(request)))
        moves = preview_of_repair(plan, form.change())
    except PlanIsNotReady:
        messages.error(request, _("This plan was replaced; make the change in the newest one."))
        return redirect(plan.event)
    except (ProblemError, PlanHasFaults) as error:
        page["findings"] = [finding.text(get_language() or "de") for finding in error.findings]
        return render(request, "events/changes.html", page, status=422)
    columns, rows = move_table(moves, plan.event)
    page |= {"columns": columns, "rows": rows, "said": form.in_words()[get_language() or "de"], "has_preview": True}
    return render(request, "events/changes.html", page)


@access("events.run", methods=("POST",))
def undo(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    plan = plan_of(request, slug, number)
    try:
        return redirect(take_back(plan, by=visitor_of(request)))
    except NothingToTakeBack:
        messages.error(request, _("This cannot be taken back any more: a newer plan builds on it."))
        return redirect(plan)
