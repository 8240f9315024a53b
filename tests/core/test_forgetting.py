"""What finished long ago is cleared away; what did not is kept."""

import logging

import pytest
from django_tasks_db.models import DBTaskResult

from aufwind.core.jobs import forgetting, job, kinds, run_until_idle, start_job
from aufwind.core.models import Job, PeriodicRun
from aufwind.core.policy import SYSTEM

pytestmark = pytest.mark.django_db


def test_tasks_go_after_a_week_and_jobs_after_three_months(monkeypatch, time_machine, caplog):
    caplog.set_level(logging.CRITICAL)
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    job("test.done")(lambda _handle: None)
    time_machine.move_to("2027-01-11 10:00 +0000", tick=False)
    start_job("test.done", PeriodicRun.objects.create(name="a"), by=SYSTEM)
    run_until_idle()
    start_job("test.done", PeriodicRun.objects.create(name="b"), by=SYSTEM)

    for days, tasks, jobs in [(7, 2, 2), (1, 1, 2), (82, 1, 2), (1, 1, 1)]:
        time_machine.shift(days * 24 * 3600)
        forgetting.forget_old_jobs()
        assert (DBTaskResult.objects.count(), Job.objects.count()) == (tasks, jobs)
