"""A job's progress, for people and for the pages that embed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language

from aufwind.core.jobs import cancel_job, findings_of
from aufwind.core.jobs.kinds import kind_named
from aufwind.core.models import Job, JobState
from aufwind.core.policy import access, may, visitor_of

if TYPE_CHECKING:
    import uuid


@access("jobs.watch")
def job(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Show the whole page; the part that changes where htmx asks for it."""
    row = _visible_job(request, job_id)
    is_part = request.headers.get("HX-Request") == "true"
    template = "core/job.html#progress" if is_part else "core/job.html"
    response = render(request, template, progress_of(row))
    response.headers["Cache-Control"] = "no-store"
    return response


@access("jobs.watch", methods=["POST"])
def cancel(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Ask for the job's end and show it."""
    return redirect(cancel_job(_visible_job(request, job_id), by=visitor_of(request)))


def progress_of(job: Job) -> dict[str, object]:
    """What `core/job.html#progress` shows of a job; for pages that embed it."""
    kind = kind_named(job.kind)
    result_url = kind.result_url(job) if kind.result_url and job.state == JobState.DONE else None
    return {
        "job": job,
        "title": kind.title,
        "stage": kind.stages.get(job.stage, ""),
        "shown_state": "stopped" if job.state == JobState.CANCELLED else job.state,
        "done": job.facts.get("done", 0),
        "total": job.facts.get("total"),
        "findings": [found.text(get_language() or "de") for found in findings_of(job)],
        "result_url": result_url,
    }


def _visible_job(request: HttpRequest, job_id: uuid.UUID) -> Job:
    row = get_object_or_404(Job, pk=job_id)
    if not may(visitor_of(request), "jobs.watch", row):
        raise Http404  # that a job exists is nobody else's business either
    return row
