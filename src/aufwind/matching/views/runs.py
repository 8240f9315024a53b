"""Runs of the engine: begin one, watch it, look at what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language

from aufwind.core.jobs import latest_job
from aufwind.core.policy import access, visitor_of
from aufwind.matching.actions import start_run
from aufwind.matching.enums import RunState
from aufwind.matching.forms import RunForm
from aufwind.matching.models import REGISTER, Run
from aufwind.matching.queries import newest_encoding, pairs_of, runs_of_register
from aufwind.matching.tables import STAGES, moment, pair_table, run_facts, run_table

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aufwind.core.models import Job


@access("matching.run", methods=("GET", "POST"))
def runs(request: HttpRequest) -> HttpResponse:
    """The newest runs; posted, one more is begun."""
    form = RunForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect(start_run(by=visitor_of(request), **form.cleaned_data))
    columns, rows = run_table(runs_of_register())
    page = {"form": form, "columns": columns, "rows": rows, "reading": _reading()}
    return render(request, "matching/runs.html", page, status=422 if form.is_bound else 200)


def _reading() -> dict[str, object] | None:
    """How far the texts are read, while they are."""
    encoding = newest_encoding()
    if encoding is None or encoding.finished_at is not None:
        return None
    job = latest_job(encoding, kind="matching.encode")
    return None if job is None or job.is_finished else _progress(job)


def _run(key: int) -> Run:
    return get_object_or_404(Run.objects.filter(pool=REGISTER).defer("inputs", "proposals"), pk=key)


@access("matching.run")
def run(request: HttpRequest, run: int) -> HttpResponse:
    found = _run(run)
    if found.state != RunState.DONE:
        return render(request, "matching/run_progress.html", _search(found))
    after = request.GET.get("after", "")
    pairs, last = pairs_of(found, visitor_of(request), after=int(after) if after.isdecimal() else 0)
    columns, rows = pair_table(pairs)
    page = {
        "run": found,
        "moment": moment(found),
        "facts": run_facts(found, found.suggestions.count()),
        "columns": columns,
        "rows": rows,
        "later": f"?after={last}" if last else "",
    }
    return render(request, "matching/run.html", page)


@access("matching.run")
def progress(request: HttpRequest, run: int) -> HttpResponse:
    """The part of the page that changes while a run is computed."""
    found = _run(run)
    response = render(request, "matching/run_progress.html#progress", _search(found))
    if found.state != RunState.RUNNING:
        response.headers["HX-Redirect"] = found.get_absolute_url()
    return response


def _search(run: Run) -> dict[str, object]:
    return {
        "run": run,
        "moment": moment(run),
        **_progress(latest_job(run, kind="matching.run")),
        "findings": [found[get_language() or "de"] for found in run.findings],
    }


def _progress(job: Job | None) -> dict[str, object]:
    facts = job.facts if job else {}
    return {
        "state": "running" if job and job.stage else "waiting",
        "stage": STAGES.get(job.stage, "") if job else "",
        "done": facts.get("done", 0),
        "total": facts.get("total"),
    }
