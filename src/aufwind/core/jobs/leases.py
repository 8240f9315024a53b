"""Who may work on a queued task, and until when.

The queue library marks a task RUNNING and forgets it if the worker dies. Here a claim is a lease: it ends
unless its worker renews it. Every claim has a number, and only the newest one can record a result, so a
worker that was asleep for too long cannot overwrite what its successor did.

Moments come from the worker's own clock; workers on several machines must agree within a third of a lease.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from traceback import format_exception
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from aufwind.core.models.jobs import TaskLease

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence

    from django.db.models import QuerySet

LEASE_SECONDS = 60.0


class LeaseLost(Exception):
    """Another worker has taken this work over; whatever was computed here must not be recorded."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on one task, until the lease ends.

    Attributes:
        task_id: The queue's row.
        worker: Who holds it.
        attempt: Counts the claims of this task from 1; the fencing token.
        lease: How long one renewal lasts.
    """

    task_id: uuid.UUID
    worker: str
    attempt: int
    lease: timedelta

    def row(self) -> QuerySet[TaskLease]:
        """The lease, as long as it is ours."""
        return TaskLease.objects.filter(task_id=self.task_id, worker=self.worker, attempt=self.attempt)

    def renew(self) -> bool:
        """Hold on for another lease; False where the task is somebody else's by now."""
        return bool(self.row().update(expires_at=timezone.now() + self.lease))

    def hold(self) -> None:
        """Make sure, inside a transaction, that nobody takes over before it ends.

        Raises:
            LeaseLost: Somebody has.
        """
        if self.row().select_for_update().first() is None:
            raise LeaseLost(str(self.task_id))

    def give_up(self) -> None:
        """End the claim; the task is finished.

        Raises:
            LeaseLost: It was not ours any more.
        """
        if not self.row().delete()[0]:
            raise LeaseLost(str(self.task_id))


def claim_next(worker: str, *, lease: timedelta, queues: Sequence[str] = ()) -> Claim | None:
    """Take the waiting task with the highest priority, the oldest among equals.

    Args:
        worker: Who asks; unique among all workers.
        lease: How long the claim lasts without renewal.
        queues: Only these; empty means all.

    Returns:
        The claim, or None where nothing waits. Costs one SELECT when idle, and takes no lock then.
    """
    waiting = DBTaskResult.objects.ready()
    if queues:
        waiting = waiting.filter(queue_name__in=queues)
    if not waiting.exists():
        return None
    with transaction.atomic():
        task = waiting.get_locked()
        return None if task is None else _claim(task, worker, lease)


def _claim(task: DBTaskResult, worker: str, lease: timedelta) -> Claim:  # type: ignore[type-arg]  # any result
    row, _ = TaskLease.objects.select_for_update().get_or_create(task_id=task.pk)
    row.worker, row.attempt, row.expires_at = worker, row.attempt + 1, timezone.now() + lease
    row.save()
    task.claim(worker)
    return Claim(task_id=task.pk, worker=worker, attempt=row.attempt, lease=lease)


def record_result(claim: Claim, error: BaseException | None = None) -> None:
    """Write how the task ended and end the claim; call it inside the transaction of the result.

    Raises:
        LeaseLost: Another worker has taken the task over.
    """
    claim.give_up()
    DBTaskResult.objects.filter(pk=claim.task_id).update(
        status=TaskResultStatus.FAILED if error else TaskResultStatus.SUCCESSFUL,
        finished_at=timezone.now(),
        exception_class_path=f"{type(error).__module__}.{type(error).__qualname__}" if error else "",
        traceback="".join(format_exception(error)) if error else "",
    )


def put_back(claim: Claim, *, delay: timedelta = timedelta()) -> bool:
    """Let another worker have the task after `delay`; False where one already has it."""
    with transaction.atomic():
        free = claim.row().update(worker="", expires_at=None)
        if free:
            _wait_again(claim.task_id)
            DBTaskResult.objects.filter(pk=claim.task_id).update(run_after=timezone.now() + delay)
    return bool(free)


def abandoned_tasks(*, lease: timedelta) -> list[uuid.UUID]:
    """Tasks that run according to the queue, though their worker has let the lease end or never had one.

    The second sort comes from backups and from the library's own worker; they get one lease of grace.
    """
    now = timezone.now()
    ended = TaskLease.objects.filter(expires_at__lt=now).values("task_id")
    leased = TaskLease.objects.filter(expires_at__isnull=False).values("task_id")
    running = DBTaskResult.objects.running()
    orphaned = Q(started_at__lt=now - lease) & ~Q(pk__in=leased)
    return list(running.filter(Q(pk__in=ended) | orphaned).values_list("pk", flat=True))


def take_back(task_id: uuid.UUID, *, max_attempts: int) -> bool | None:
    """End an abandoned claim: the task waits again, or fails after `max_attempts`.

    Returns:
        True: waits again. False: given up, to be recorded as failed by the caller in the same transaction.
        None: its worker was alive after all, or somebody else took it back first.
    """
    row, _ = TaskLease.objects.select_for_update().get_or_create(task_id=task_id)
    if row.expires_at is not None and row.expires_at >= timezone.now():
        return None
    if not DBTaskResult.objects.running().filter(pk=task_id).exists():
        return None
    if row.attempt >= max_attempts:
        row.delete()
        return False
    row.worker, row.expires_at = "", None
    row.save()
    _wait_again(task_id)
    return True


def _wait_again(task_id: uuid.UUID) -> None:
    DBTaskResult.objects.filter(pk=task_id, status=TaskResultStatus.RUNNING).update(status=TaskResultStatus.READY)
