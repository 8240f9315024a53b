"""The desk of imports: hand a list in, assign its columns, look at the trial, say yes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from aufwind.actors.actions.imports import approve_import, assign_columns, keep_import, samples_of
from aufwind.actors.enums import ImportState
from aufwind.actors.errors import ImportIsRefused
from aufwind.actors.forms.imports import ImportForm
from aufwind.actors.import_report import GROUPS, is_remembered, recent_imports, report_of, report_rows
from aufwind.actors.import_tables import (
    field_choices,
    language,
    outcome_word,
    reasons_told,
    report_counts,
    report_lines,
    run_table,
    source_columns,
)
from aufwind.actors.models import ImportRun
from aufwind.core.jobs import latest_job
from aufwind.core.policy import access, visitor_of
from aufwind.core.views.jobs import progress_of
from aufwind.engine.errors import Finding, Text
from aufwind.engine.files.write_records import write_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

JOBS = {ImportState.CHECKING: "actors.check-import", ImportState.WRITING: "actors.write-import"}


@access("actors.import", methods=("GET", "POST"))
def imports(request: HttpRequest) -> HttpResponse:
    is_sent, findings = request.method == "POST", []
    form = ImportForm(request.POST, request.FILES) if is_sent else ImportForm()
    if is_sent and form.is_valid():
        try:
            run = keep_import(form.cleaned_data["file"], by=visitor_of(request), name=form.cleaned_data["name"])
        except ImportIsRefused as refusal:
            findings = told(refusal.findings)
        else:
            return redirect("actors:import", run.pk)
    columns, rows = run_table(recent_imports())
    page = {"form": form, "findings": findings, "columns": columns, "rows": rows}
    return render(request, "actors/imports.html", page, status=422 if is_sent else 200)


def told(findings: Sequence[Finding]) -> list[str]:
    """Findings in the reader's language."""
    return [finding.text(language()) for finding in findings]


@access("actors.import", methods=("GET", "POST"))
def importing(request: HttpRequest, run: int) -> HttpResponse:
    found = get_object_or_404(ImportRun.objects.select_related("source"), pk=run)
    findings: list[str] = []
    if request.method == "POST":
        try:
            assign_columns(found, _mapping(request, found), by=visitor_of(request))
        except ImportIsRefused as refusal:
            findings = told(refusal.findings)
        else:
            return redirect("actors:import", found.pk)
    is_mapping = found.state == ImportState.MAPPING or findings or ("columns" in request.GET and found.file)
    if is_mapping and found.state not in JOBS:
        return _mapping_page(request, found, findings)
    if found.state in JOBS:
        return render(request, "actors/import_progress.html", _progress(found))
    if found.state == ImportState.FAILED:
        return _failed_page(request, found)
    return _report_page(request, found)


def _mapping(request: HttpRequest, run: ImportRun) -> dict[str, str]:
    """The fields chosen, by heading."""
    columns, _rows = samples_of(run, 0)
    return {column: request.POST.get(f"column-{at}", "") for at, column in enumerate(columns)}


def _mapping_page(request: HttpRequest, run: ImportRun, findings: list[str]) -> HttpResponse:
    try:
        columns, rows = samples_of(run)
    except ImportIsRefused as refusal:
        return render(
            request, "actors/import_failed.html", {"run": run, "findings": told(refusal.findings)}, status=422
        )
    if findings:
        run.mapping = _mapping(request, run)
    page = {
        "run": run,
        "findings": findings,
        "columns": source_columns(run, columns, rows),
        "fields": field_choices(),
        "note": _("Assigned as the last time.") if is_remembered(run) else "",
    }
    return render(request, "actors/import_columns.html", page, status=422 if findings else 200)


def _progress(run: ImportRun) -> dict[str, object]:
    job = latest_job(run, kind=JOBS[ImportState(run.state)])
    return {"run": run, **(progress_of(job) if job else {})}


def _failed_page(request: HttpRequest, run: ImportRun) -> HttpResponse:
    rows = [Finding(Text(*one["where"]), Text(*one["what"]), Text(*one["repair"])) for one in run.findings]
    return render(request, "actors/import_failed.html", {"run": run, "findings": told(rows)}, status=422)


def _report_page(request: HttpRequest, run: ImportRun) -> HttpResponse:
    group, after = request.GET.get("outcome", ""), request.GET.get("after", "")
    report = report_of(run, group=group, after=int(after) if after.isdecimal() and len(after) < 9 else 0)
    part = f"outcome={group}&" if group in GROUPS else ""
    page = {
        "run": run,
        "counts": report_counts(report),
        "rows": report_lines(report.rows),
        "hrefs": {"read": "?", **{name: f"?outcome={name}" for name in GROUPS}},
        "later": f"?{part}after={report.next_after}" if report.next_after else "",
        "is_dry_run": run.state == ImportState.CHECKED,
        "writes": report.counts["accepted"] + report.counts["merged"],
    }
    return render(request, "actors/import_report.html", page)


@access("actors.import")
def progress(request: HttpRequest, run: int) -> HttpResponse:
    found = get_object_or_404(ImportRun, pk=run)
    if found.state in JOBS:
        return render(request, "actors/import_progress.html#progress", _progress(found))
    response = HttpResponse()
    response.headers["HX-Redirect"] = redirect("actors:import", found.pk).url
    return response


@access("actors.import", methods=("POST",))
def approve(request: HttpRequest, run: int) -> HttpResponse:
    found = get_object_or_404(ImportRun, pk=run)
    return redirect("actors:import", approve_import(found, by=visitor_of(request)).pk)


@access("actors.import")
def report(_request: HttpRequest, run: int) -> HttpResponse:
    found = get_object_or_404(ImportRun, pk=run)
    if found.state not in {ImportState.CHECKED, ImportState.DONE, ImportState.FAILED}:
        raise Http404
    headings = [_("Row"), _("Name"), _("Outcome"), _("Reason"), _("Column")]
    content = io.BytesIO()
    rows = (
        dict(zip(headings, (str(line.number), line.name, outcome_word(row.outcome), reasons_told(row), line.column),
                 strict=True))
        for row in report_rows(found)
        for line in report_lines([row])
    )  # fmt: skip
    write_records(content, "csv", headings, rows)
    return HttpResponse(
        content.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="import-{found.pk}.csv"'},
    )
