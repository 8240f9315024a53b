"""The one task of the queue behind every job."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone
from django_tasks import task

from aufwind.core.jobs.handle import JobCancelled, JobHandle, current_hold
from aufwind.core.jobs.kinds import kind_named
from aufwind.core.jobs.leases import LeaseLost
from aufwind.core.models.jobs import Job, JobState

running_handle: dict[uuid.UUID, JobHandle] = {}
"""The handle of each task running in this process, so that its last report is not lost when it ends."""


@task
def run_job(job_id: str) -> None:
    """Call the handler of a job with what it was started with.

    Raises:
        LookupError: No context has a handler of this kind any more.
        LeaseLost: Another worker is already further.
        Exception: Whatever the handler raises.
    """
    hold = current_hold.get()
    row = _begin(uuid.UUID(job_id), hold.claim.attempt)
    if row.cancel_requested_at is not None:
        raise JobCancelled(job_id)
    handle = running_handle[hold.claim.task_id] = JobHandle(row=row, hold=hold)
    arguments: dict[str, Any] = row.args  # JSON; the handler's signature says what is in it
    kind_named(row.kind).handler(handle, **arguments)


def _begin(job_id: uuid.UUID, attempt: int) -> Job:
    mine = Job.objects.filter(pk=job_id, attempt__lt=attempt)
    if not mine.update(
        state=JobState.RUNNING, attempt=attempt, started_at=timezone.now(), stage="", facts={}, findings=[]
    ):
        raise LeaseLost(str(job_id))
    return Job.objects.get(pk=job_id)
