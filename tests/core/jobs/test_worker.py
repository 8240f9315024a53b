"""A lane must never die, whatever its step does. The whole process is tested in tests/faults."""

import logging

import pytest
from django.db import OperationalError

from aufwind.core.jobs.worker import Lane, Worker


@pytest.mark.django_db(transaction=True)
def test_a_lane_survives_its_errors_and_ends_when_told(caplog):
    caplog.set_level(logging.WARNING)
    worker, seen = Worker(), []

    def step(_worker):
        seen.append(len(seen))
        match seen[-1]:
            case 0:
                raise OperationalError("database is locked")
            case 1:
                raise ValueError("a mistake")
            case 2:
                return False
            case 3:
                return True
        worker.stop()
        return True

    worker._run_lane(Lane("mail", step, pause_seconds=0.001))

    assert seen == [0, 1, 2, 3, 4]
    assert [record.levelname for record in caplog.records] == ["WARNING", "ERROR"]


def test_stopping_twice_keeps_the_first_moment(time_machine):
    worker = Worker(grace_seconds=20)
    worker.stop()
    first = worker.stop_at

    worker.stop()

    assert worker.stop_at == first
    assert not worker.must_stop()


def test_every_worker_has_a_name_of_its_own():
    assert Worker().name != Worker().name
    assert len(Worker().name) <= 64
