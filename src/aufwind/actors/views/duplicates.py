"""The desk of duplicates: pairs that look like one, the preview of a merge, merges and their undoing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aufwind.actors.actions.duplicates import search_duplicates
from aufwind.actors.actions.merging import TAKEABLE, keep_distinct, merge_actors, undo_merge
from aufwind.actors.duplicates import (
    case_with,
    latest_search,
    merge_fields,
    next_case,
    open_cases,
    recent_merges,
    rows_moved,
    what_moves,
)
from aufwind.actors.enums import Decision
from aufwind.actors.errors import CannotMerge, CannotUndo
from aufwind.actors.import_tables import case_table, language, merge_table, percent
from aufwind.actors.models import Merge
from aufwind.core.jobs import latest_job
from aufwind.core.policy import access, visitor_of
from aufwind.core.views.jobs import progress_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aufwind.actors.models import Actor, DuplicateCase


@access("actors.change", methods=("GET", "POST"))
def duplicates(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        search_duplicates(by=visitor_of(request))
        return redirect("actors:duplicates")
    found = open_cases(after=request.GET.get("after", ""))
    columns, rows = case_table(found.cases)
    page = {
        "columns": columns,
        "rows": rows,
        "total": found.total,
        "later": f"?after={found.next_after}" if found.next_after else "",
        **_search(),
    }
    return render(request, "actors/duplicates.html", page)


def _search() -> dict[str, object]:
    """The last look through the register, and how far it is."""
    search = latest_search()
    job = latest_job(search, kind="actors.find-duplicates") if search else None
    is_going_on = job is not None and not job.is_finished
    return {"search": search, "is_going_on": is_going_on, **(progress_of(job) if job and is_going_on else {})}


@access("actors.change")
def search_progress(request: HttpRequest) -> HttpResponse:
    found = _search()
    if found["is_going_on"]:
        return render(request, "actors/duplicates.html#progress", found)
    response = HttpResponse()
    response.headers["HX-Redirect"] = redirect("actors:duplicates").url
    return response


@access("actors.change", methods=("GET", "POST"))
def duplicate(request: HttpRequest, case: int) -> HttpResponse:
    found = case_with(case)
    if found is None:
        raise Http404
    is_swapped = "swapped" in request.GET
    kept, gone = (found.right, found.left) if is_swapped else (found.left, found.right)
    if request.method == "POST":
        return _decide(request, found, kept, gone)
    at = 1 if language() == "en" else 0
    page = {
        "case": found,
        "kept": kept,
        "gone": gone,
        "is_open": found.decision == Decision.OPEN and not (kept.merged_into_id or gone.merged_into_id),
        "is_swapped": is_swapped,
        "likely": percent(found.probability),
        "reasons": [reason[at] for reason in found.reasons],
        "fields": merge_fields(kept, gone),
        "moved": what_moves(gone),
    }
    return render(request, "actors/duplicate.html", page)


def _decide(request: HttpRequest, case: DuplicateCase, kept: Actor, gone: Actor) -> HttpResponse:
    """The answer of the desk; then the next pair."""
    visitor = visitor_of(request)
    if request.POST.get("answer") == "different":
        keep_distinct(case, by=visitor)
        messages.success(request, _("Both stay; they will not be proposed again."))
    elif request.POST.get("answer") == "merge":
        taken = [name for name in TAKEABLE if request.POST.get(name) == "right"]
        try:
            merge = merge_actors(kept, gone, taken=taken, by=visitor)
        except CannotMerge:
            messages.error(
                request, _("These two cannot become one: one of them was merged already, or one is a person.")
            )
            return redirect("actors:duplicates")
        messages.success(request, _("The two are one now. You can undo it."))
        return redirect("actors:merge", merge.pk)
    following = next_case(case)
    return redirect("actors:duplicate", following.pk) if following else redirect("actors:duplicates")


@access("actors.change")
def merges(request: HttpRequest) -> HttpResponse:
    columns, rows = merge_table(recent_merges())
    return render(request, "actors/merges.html", {"columns": columns, "rows": rows})


@access("actors.change", methods=("GET", "POST"))
def merge(request: HttpRequest, merge: int) -> HttpResponse:
    found = get_object_or_404(Merge.objects.select_related("kept", "gone"), pk=merge)
    if request.method == "POST":
        try:
            stayed = undo_merge(found, by=visitor_of(request))
        except CannotUndo:
            messages.error(request, _("This merge cannot be undone any more: it was already, or the entry that stayed "
                                      "was itself merged since. Undo the later merge first."))  # fmt: skip
        else:
            messages.success(request, _("The two are two again."))
            if stayed:
                told = ngettext("%(count)s thing was changed since and stays as it is.",
                                "%(count)s things were changed since and stay as they are.", stayed)  # fmt: skip
                messages.warning(request, told % {"count": stayed})
        return redirect("actors:merge", found.pk)
    return render(request, "actors/merge.html", {"merge": found, "moved": rows_moved(found)})
