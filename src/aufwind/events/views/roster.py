"""Who comes and whom they wish to meet: from a spreadsheet, read first, taken over after a yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aufwind.core.policy import access, visitor_of
from aufwind.events.actions import keep_draft, replace_roster
from aufwind.events.errors import RosterIsRefused
from aufwind.events.exports.plans import TEMPLATE_NAME, XLSX, roster_template
from aufwind.events.forms.roster import RosterForm
from aufwind.events.imports import example_roster, read_roster, summary_of
from aufwind.events.models import RosterDraft
from aufwind.events.profiles import document_of, problem_in
from aufwind.events.queries.events import standing_of
from aufwind.events.views.running import event_run_by

if TYPE_CHECKING:
    from django.http import HttpRequest


@access("events.run", methods=("GET", "POST"))
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    event, findings, status = event_run_by(request, slug), [], 200
    form = RosterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            problem = read_roster(file.read(), file.name)
        except RosterIsRefused as refused:
            findings = [finding.text(get_language() or "de") for finding in refused.findings]
        else:
            draft = keep_draft(event, document_of(problem), file_name=file.name, by=visitor_of(request))
            return redirect("events:roster-draft", event.slug, draft.pk)
    if request.method == "POST":
        status = 422
    page = {"event": event, "form": form, "findings": findings[:100], "findings_in_all": len(findings),
            "standing": standing_of(event)}  # fmt: skip
    return render(request, "events/roster.html", page, status=status)


@access("events.run", methods=("GET", "POST"))
def confirm(request: HttpRequest, slug: str, draft: int) -> HttpResponse:
    event, visitor = event_run_by(request, slug), visitor_of(request)
    kept = get_object_or_404(RosterDraft, pk=draft, event=event, uploaded_by_id=visitor.user_id)
    problem = problem_in(kept.document)
    if request.method == "POST":
        replace_roster(event, problem, by=visitor)
        messages.success(request, _("The spreadsheet has been taken over."))
        return redirect(event)
    page = {"event": event, "draft": kept, "summary": summary_of(problem), "standing": standing_of(event)}
    return render(request, "events/roster_draft.html", page)


@access("events.run", methods=("POST",))
def use_example(request: HttpRequest, slug: str) -> HttpResponse:
    event, visitor = event_run_by(request, slug), visitor_of(request)
    if not event.is_invented:
        raise Http404  # invented guests never enter a real event
    replace_roster(event, example_roster(), by=visitor)
    return redirect(event)


@access("events.run")
def template(request: HttpRequest, slug: str) -> HttpResponse:
    event_run_by(request, slug)
    content = roster_template(get_language() or "de")
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{TEMPLATE_NAME}"'},
    )
