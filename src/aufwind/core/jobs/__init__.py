"""Background work that survives: whatever happens to a worker, a job is finished once or fails with a reason.

    @job("events.plan", title=_("Compute the plan"))          in a context's jobs.py
    def compute_plan(job: JobHandle, *, seconds: float) -> None: ...

    start_job("events.plan", event, by=visitor, args={"seconds": 20})    in an action

A job waits in django-tasks' queue, is claimed by lease (`leases`), run by the worker (`worker`), tells its
progress (`handle`), and ends in one transaction (`outcome`). Pages read `Job` rows (`queries`).
"""

from aufwind.core.jobs.actions import cancel_job, start_job
from aufwind.core.jobs.findings import findings_of
from aufwind.core.jobs.handle import JobCancelled, JobHandle
from aufwind.core.jobs.kinds import job, starter_or_agency
from aufwind.core.jobs.leases import LeaseLost
from aufwind.core.jobs.queries import jobs_of, latest_job
from aufwind.core.jobs.worker import run_until_idle

__all__ = [
    "JobCancelled",
    "JobHandle",
    "LeaseLost",
    "cancel_job",
    "findings_of",
    "job",
    "jobs_of",
    "latest_job",
    "run_until_idle",
    "start_job",
    "starter_or_agency",
]
