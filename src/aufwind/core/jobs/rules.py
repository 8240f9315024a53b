"""Who may watch background work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.core.jobs.kinds import kind_named
from aufwind.core.policy import rule

if TYPE_CHECKING:
    from aufwind.core.models.jobs import Job
    from aufwind.core.policy import Visitor


@rule("jobs.watch", confidential=True)
def can_watch_job(visitor: Visitor, job: Job | None) -> bool:
    """Whoever the kind of job names; only visitors with a role have a reason to ask at all."""
    if not visitor.roles:
        return False
    return job is None or kind_named(job.kind).can_watch(visitor, job)
