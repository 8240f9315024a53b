"""How a task ends: done, failed, cancelled, put back, taken back from a dead worker. One transaction each."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from aufwind.core.jobs.findings import findings_from, rows_of, worker_died
from aufwind.core.jobs.handle import JobCancelled
from aufwind.core.jobs.kinds import kind_named
from aufwind.core.jobs.leases import abandoned_tasks, put_back, record_result, take_back
from aufwind.core.jobs.task import running_handle
from aufwind.core.models.jobs import Job, JobState

if TYPE_CHECKING:
    import uuid

    from aufwind.core.jobs.leases import Claim
    from aufwind.engine.errors import Finding

MAX_ATTEMPTS = 5
"""For tasks that are no jobs; a kind of job says its own."""

OPEN_KEY = "open:"
"""Begins the `once` of jobs that may be started again when they are finished."""

log = logging.getLogger(__name__)


def record_success(claim: Claim) -> None:
    """The task did what it should.

    Raises:
        LeaseLost: Another worker has it; nothing was written.
    """
    with transaction.atomic():
        record_result(claim)
        _close_job(claim, JobState.DONE)


def record_error(claim: Claim, error: Exception) -> None:
    """The task ended with an error: a wish to cancel, a finding for people, or something for the log.

    Raises:
        LeaseLost: Another worker has it; nothing was written.
    """
    with transaction.atomic():
        if isinstance(error, JobCancelled):
            record_result(claim)
            _close_job(claim, JobState.CANCELLED)
        else:
            record_result(claim, error)
            _close_job(claim, JobState.FAILED, error)


def let_others(claim: Claim, *, delay: timedelta = timedelta()) -> None:
    """Give an unfinished task back, because this worker ends or lost its database for a moment."""
    if put_back(claim, delay=delay):
        Job.objects.filter(task_id=claim.task_id, attempt=claim.attempt).update(state=JobState.WAITING)


def _close_job(claim: Claim, state: JobState, error: Exception | None = None) -> None:
    job = Job.objects.filter(task_id=claim.task_id).first()
    if job is None:  # a task of its own
        return
    if handle := running_handle.get(claim.task_id):
        job.stage, job.facts = handle.stage or job.stage, handle.facts or job.facts
    _end(job, state, findings_from(error, job) if error else [])


def _end(job: Job, state: JobState, findings: list[Finding]) -> None:
    job.state, job.finished_at, job.findings = state, timezone.now(), rows_of(findings)
    if job.once and job.once.startswith(OPEN_KEY):
        job.once = None
    job.save(update_fields=["state", "finished_at", "findings", "once", "stage", "facts"])
    if state != JobState.DONE:
        tell_subject(job)


def tell_subject(job: Job) -> None:
    """Let the job's context free what waits for it; its own mistakes must not keep the job open."""
    try:
        tell = kind_named(job.kind).when_given_up
        if tell is not None:
            with transaction.atomic():
                tell(job)
    except Exception:
        log.exception("job %s: its context could not note that it was given up", job.pk)


def reap(*, lease: timedelta) -> int:
    """Take the tasks of dead workers back, so that others can do them.

    A task waits again unless it used up its attempts; then it fails with a reason people can read.

    Returns:
        How many were taken back or given up. Costs one SELECT where there is nothing to do.
    """
    return sum(_try_to_reap(task_id) for task_id in abandoned_tasks(lease=lease))


def _try_to_reap(task_id: uuid.UUID) -> bool:
    """One task that cannot be taken back must not keep the others."""
    try:
        return _reap_one(task_id)
    except Exception:
        log.exception("task %s lost its worker and cannot be taken back", task_id)
        return False


def _reap_one(task_id: uuid.UUID) -> bool:
    with transaction.atomic():
        job = Job.objects.filter(task_id=task_id).first()
        max_attempts = _attempts_of(job)
        waits = take_back(task_id, max_attempts=max_attempts)
        if waits is None:
            return False
        if not waits:
            _fail_abandoned(task_id, job, max_attempts)
        elif job:
            Job.objects.filter(pk=job.pk).update(state=JobState.WAITING)
    log.warning("task %s lost its worker; %s", task_id, "waits again" if waits else "given up")
    return True


def _attempts_of(job: Job | None) -> int:
    """How often a task may be begun; jobs of a kind nobody knows any more fail when they run."""
    try:
        return kind_named(job.kind).attempts if job else MAX_ATTEMPTS
    except LookupError:
        return MAX_ATTEMPTS


def _fail_abandoned(task_id: uuid.UUID, job: Job | None, attempts: int) -> None:
    DBTaskResult.objects.filter(pk=task_id).update(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        traceback=f"The worker was killed in each of {attempts} attempts.",
    )
    if job:
        _end(job, JobState.FAILED, [worker_died(job, attempts)])
