"""Clearing away what finished long ago."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from aufwind.core.clock import DAY, every
from aufwind.core.models.jobs import Job

KEEP_TASKS_DAYS = 7
KEEP_JOBS_DAYS = 90


@every(DAY, name="jobs.forget")
def forget_old_jobs() -> None:
    """Delete the queue's finished tasks after a week and finished jobs after three months."""
    now = timezone.now()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - timedelta(days=KEEP_TASKS_DAYS)).delete()
    Job.objects.filter(finished_at__lt=now - timedelta(days=KEEP_JOBS_DAYS)).delete()
