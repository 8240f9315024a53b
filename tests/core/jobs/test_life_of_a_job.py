import pytest

from aufwind.core.jobs import JobHandle, job, jobs_of, run_until_idle, start_job
from aufwind.core.models import Job, JobState, PeriodicRun
from aufwind.core.policy import SYSTEM

pytestmark = pytest.mark.django_db


@job("test.count")
def count(handle: JobHandle, *, to: int) -> None:
    handle.report("counting", done=to, total=to)


def test_a_started_job_is_done_once_and_shows_its_facts():
    subject = PeriodicRun.objects.create(name="thing")
    job = start_job("test.count", subject, by=SYSTEM, args={"to": 3})
    assert start_job("test.count", subject, by=SYSTEM, args={"to": 3}) == job

    assert run_until_idle() == 1

    row = jobs_of(subject).get()
    assert (row.state, row.stage, row.facts) == (JobState.DONE, "counting", {"done": 3, "total": 3})
