"""Ties of an entry, for the agency: entered, and ended on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from aufwind.actors import actions
from aufwind.actors.forms import TieForm
from aufwind.actors.models import Affiliation, Tie
from aufwind.actors.queries import affiliations_of, ties_of
from aufwind.actors.tables import tie_lines
from aufwind.actors.views.editor import staff
from aufwind.core.policy import access
from aufwind.core.private_pages import private

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aufwind.actors.views.editor import Editor


@access("actors.change", methods=("GET", "POST"))
def ties(request: HttpRequest, slug: str) -> HttpResponse:
    editor = staff(request, slug)
    form = TieForm(request.POST or None, actor=editor.actor, visitor=editor.visitor)
    if form.is_valid():
        _enter(form, editor)
        messages.success(request, _("The tie is entered."))
        return redirect("actors:ties", slug)
    lines = tie_lines(editor.actor, ties_of(editor.actor), affiliations_of(editor.actor))
    page = {"form": form, "editor": editor, "lines": lines}
    return private(render(request, "actors/ties.html", page, status=422 if form.is_bound else 200))


def _enter(form: TieForm, editor: Editor) -> None:
    typed, (left, right) = form.cleaned_data, form.ends
    known = {name: typed[name] for name in ("starts_on", "ends_on", "audience")}
    if form.is_affiliation:
        actions.affiliate(left, right, by=editor.visitor, role=typed["role"], **known)
    else:
        actions.tie_actors(left, right, form.kind, by=editor.visitor, evidence=typed["evidence"], **known)


@access("actors.change", methods=("POST",))
def end(request: HttpRequest, slug: str, tie: int) -> HttpResponse:
    editor = staff(request, slug)
    found = get_object_or_404(Tie, Q(left=editor.actor) | Q(right=editor.actor), pk=tie)
    actions.end_tie(found, timezone.localdate(), by=editor.visitor)
    messages.success(request, _("The tie ends today; it stays in the network of the days before."))
    return redirect("actors:ties", slug)


@access("actors.change", methods=("POST",))
def end_affiliation(request: HttpRequest, slug: str, affiliation: int) -> HttpResponse:
    editor = staff(request, slug)
    rows = Affiliation.objects.select_related("person", "organisation")
    found = get_object_or_404(rows, Q(person=editor.actor) | Q(organisation=editor.actor), pk=affiliation)
    actions.affiliate(found.person, found.organisation, by=editor.visitor, role=found.role, starts_on=found.starts_on,
                      ends_on=timezone.localdate(), audience=found.audience)  # fmt: skip
    messages.success(request, _("The tie ends today; it stays in the network of the days before."))
    return redirect("actors:ties", slug)
