"""What a handler holds while it works: progress to report, a cancel flag to respect, a fence for results."""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from aufwind.core.jobs.leases import LeaseLost
from aufwind.core.models.jobs import Job, JobState
from aufwind.core.policy import Role, Visitor

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable, Iterator

    from aufwind.core.jobs.leases import Claim

    Fact = str | int | float | bool | None

SECONDS_BETWEEN_WRITES = 0.3
"""A progress page asks once a second; more writes would only keep others from writing."""


class JobCancelled(Exception):
    """Somebody asked for the job to end; raised by `JobHandle.check`, caught by the worker."""


class WorkerStops(Exception):
    """The worker was told to stop and the job took too long; another worker will start it again."""


@dataclass(slots=True)
class Hold:
    """A claim being renewed by the worker's heartbeat.

    Attributes:
        claim: What is held.
        is_lost: The heartbeat found the task in other hands.
        must_stop: Whether the worker has to end now.
    """

    claim: Claim
    must_stop: Callable[[], bool] = lambda: False
    is_lost: bool = False

    def check(self) -> None:
        """Go on only while the work is ours and wanted.

        Raises:
            LeaseLost: Another worker has it.
            WorkerStops: This process ends.
        """
        if self.is_lost:
            raise LeaseLost(str(self.claim.task_id))
        if self.must_stop():
            raise WorkerStops(str(self.claim.task_id))


current_hold: ContextVar[Hold] = ContextVar("current_hold")
"""What the worker holds while a task runs in this thread."""


@dataclass(slots=True)
class JobHandle:
    """A running job, as its handler sees it."""

    row: Job
    hold: Hold
    stage: str = ""
    facts: dict[str, Fact] = field(default_factory=dict)
    _written_at: float = float("-inf")
    _was_cancelled: bool = False

    @property
    def id(self) -> uuid.UUID:
        """The job's number, the same in every attempt: a good idempotency key."""
        return self.row.pk

    @property
    def subject_id(self) -> str:
        """Primary key of what the job is about."""
        return self.row.subject_id

    @property
    def by(self) -> Visitor:
        """Who started it, with the roles she had then."""
        started_by = self.row.started_by
        return Visitor(
            key=started_by["key"],
            roles=frozenset(Role(role) for role in started_by["roles"]),
            user_id=started_by["user_id"],
            link_id=started_by["link_id"],
        )

    def report(self, stage: str = "", **facts: Fact) -> None:
        """Say how far the work is; call it as often as you like, outside of transactions.

        Args:
            stage: Key of the stage; empty means the same as before.
            facts: Figures for the page; they are added to those reported before.

        Raises:
            LeaseLost, WorkerStops: Let them pass; the worker handles them.
        """
        self.stage = stage or self.stage
        self.facts |= facts
        self._refresh()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked for the job to end; cheap, known within 0.3 s.

        Raises:
            LeaseLost, WorkerStops: Let them pass; the worker handles them.
        """
        self._refresh()
        return self._was_cancelled

    def check(self) -> None:
        """Go on only while the job is wanted.

        Raises:
            JobCancelled: Somebody asked for its end.
            LeaseLost, WorkerStops: Let them pass; the worker handles them.
        """
        if self.is_cancelled:
            raise JobCancelled(str(self.id))

    @contextmanager
    def recording(self) -> Iterator[None]:
        """A transaction that only commits while the job is ours: write results inside it.

        Raises:
            LeaseLost: Another worker has the job; nothing was written.
        """
        with transaction.atomic():
            self.hold.claim.hold()
            yield

    def _refresh(self) -> None:
        self.hold.check()
        now = time.monotonic()
        if now - self._written_at < SECONDS_BETWEEN_WRITES:
            return
        self._written_at = now
        ours = Job.objects.filter(pk=self.id, attempt=self.hold.claim.attempt, state=JobState.RUNNING)
        if (self.stage, self.facts) != (self.row.stage, self.row.facts):
            ours.update(stage=self.stage, facts=self.facts)
            self.row.stage, self.row.facts = self.stage, dict(self.facts)
        flags = ours.values_list("cancel_requested_at", flat=True).first()
        self._was_cancelled = flags is not None
