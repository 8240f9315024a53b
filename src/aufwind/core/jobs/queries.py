"""What pages read of background work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.core.models.jobs import Job, JobQuerySet

if TYPE_CHECKING:
    from django.db.models import Model


def jobs_of(subject: Model, *, kind: str | None = None) -> JobQuerySet:
    """Jobs about `subject`, the newest first; one statement when read."""
    jobs = JobQuerySet(Job).about(subject)
    return jobs.filter(kind=kind) if kind else jobs


def latest_job(subject: Model, *, kind: str) -> Job | None:
    """The newest job of this kind about `subject`, or None."""
    return jobs_of(subject, kind=kind).first()
