"""Starting and cancelling background work."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from aufwind.core.jobs import rules  # noqa: F401 -- declares the permission asked for below
from aufwind.core.jobs.kinds import kind_named
from aufwind.core.jobs.outcome import OPEN_KEY, tell_subject
from aufwind.core.jobs.task import run_job
from aufwind.core.models.jobs import Job, JobState, TaskLease, type_of
from aufwind.core.policy import require

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model

    from aufwind.core.policy import Visitor

    Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None


@transaction.atomic
def start_job(
    kind: str,
    subject: Model,
    *,
    by: Visitor,
    args: Mapping[str, Json] | None = None,
    once: str | None = None,
) -> Job:
    """Have work done in the background, once the caller's transaction commits.

    Starting twice is harmless: as long as a job of this kind is open for `subject`, it is the answer.

    Args:
        kind: Name under which a context registered the handler.
        subject: What the work is about; saved already.
        by: Who wants it; the caller has asked the rules.
        args: Keyword arguments of the handler.
        once: A value (a form's own key) that gives the same job for ever, also after it is finished.

    Returns:
        The job, waiting; or the one started before.

    Raises:
        LookupError: Nobody registered this kind.
    """
    known = kind_named(kind)
    job, is_new = Job.objects.get_or_create(
        once=once or f"{OPEN_KEY}{kind}:{type_of(subject)}:{subject.pk}",
        defaults={
            "kind": kind,
            "subject_type": type_of(subject),
            "subject_id": str(subject.pk),
            "args": dict(args or {}),
            "started_by": _row_of(by),
        },
    )
    if is_new:  # the queue's row stands in the same transaction: both exist or none
        queued = run_job.using(queue_name=known.queue, priority=known.priority).enqueue(str(job.pk))
        job.task_id = uuid.UUID(queued.id)
        job.save(update_fields=["task_id"])
    return job


def _row_of(visitor: Visitor) -> dict[str, Json]:
    return {
        "key": visitor.key,
        "roles": [str(role) for role in sorted(visitor.roles)],
        "user_id": visitor.user_id,
        "link_id": visitor.link_id,
    }


@transaction.atomic
def cancel_job(job: Job, *, by: Visitor) -> Job:
    """Ask for the end of a job: at once where it waits, at its next look where it runs. Finished jobs stay.

    Raises:
        NotAllowed: `by` may not watch this job.
    """
    require(by, "jobs.watch", job)
    now = timezone.now()
    waiting = DBTaskResult.objects.filter(pk__in=[job.task_id], status=TaskResultStatus.READY)
    if waiting.delete()[0]:
        TaskLease.objects.filter(task_id__in=[job.task_id]).delete()
        Job.objects.filter(pk=job.pk).update(
            state=JobState.CANCELLED, cancel_requested_at=now, finished_at=now, once=None
        )
        job.refresh_from_db()
        tell_subject(job)
    else:
        Job.objects.filter(pk=job.pk, finished_at=None, cancel_requested_at=None).update(cancel_requested_at=now)
    job.refresh_from_db()
    return job
