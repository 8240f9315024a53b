"""How the installation is doing, in four cheap questions: what `/healthz` answers."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from aufwind.core.models.jobs import PeriodicRun

if TYPE_CHECKING:
    from datetime import datetime

QUEUE_MAY_WAIT_SECONDS = 600
DISK_MUST_HAVE_BYTES = 200 * 1024 * 1024
"""Below this the site calls itself ill: SQLite needs room for its journal, uploads for themselves."""


@dataclass(frozen=True, slots=True)
class Vitals:
    """Measured now.

    Attributes:
        database_answers: A statement came back.
        pending_migrations: How many steps the database is behind the code; None where it did not answer.
        queue_age_seconds: How long the oldest due task has waited; 0 where none does, None where unknown.
        disk_free_bytes: Room left where the installation writes.
    """

    database_answers: bool
    pending_migrations: int | None
    queue_age_seconds: int | None
    disk_free_bytes: int

    @property
    def are_good(self) -> bool:
        """Whether the site can serve and do its background work."""
        return (
            self.database_answers
            and self.pending_migrations == 0
            and self.queue_age_seconds is not None
            and self.queue_age_seconds <= QUEUE_MAY_WAIT_SECONDS
            and self.disk_free_bytes >= DISK_MUST_HAVE_BYTES
        )


def vitals() -> Vitals:
    """Ask database, queue and disk: two small statements, never an exception."""
    free = shutil.disk_usage(settings.HOME).free
    try:
        return Vitals(
            database_answers=True,
            pending_migrations=pending_migrations(),
            queue_age_seconds=queue_age_seconds(),
            disk_free_bytes=free,
        )
    except DatabaseError:
        return Vitals(database_answers=False, pending_migrations=None, queue_age_seconds=None, disk_free_bytes=free)


def queue_age_seconds() -> int:
    """Seconds the oldest due task has waited; 0 where none does."""
    oldest = DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    return int((timezone.now() - oldest).total_seconds()) if oldest else 0


def worker_seen_at() -> datetime | None:
    """When a worker last started a periodic job; None where none ever did."""
    runs = PeriodicRun.objects.exclude(started_at=None).order_by("-started_at")
    return runs.values_list("started_at", flat=True).first()


def pending_migrations() -> int:
    """How many migration steps the database is behind; asked anew only until there are none.

    New steps come with new code, and new code with a new process.
    """
    try:
        return _none_pending()
    except _Pending as pending:
        return pending.steps


class _Pending(Exception):
    def __init__(self, steps: int) -> None:
        self.steps = steps


@cache  # exceptions are not kept, so only the good answer is
def _none_pending() -> int:
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _Pending(len(plan))
    return 0
