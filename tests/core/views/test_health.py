from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from aufwind.core import vitals
from aufwind.core.models import PeriodicRun
from aufwind.core.views.health import healthz

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def migrated(monkeypatch):
    """Tables come without migrations in tests; say they are all there."""
    monkeypatch.setattr(vitals, "_none_pending", lambda: 0)


def task(**values):
    return DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="x", backend_name="default", **values
    )


def test_a_well_site_says_so(rf):
    response = healthz(rf.get("/healthz"))

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert b'"ok": true, "database": true, "pending_migrations": 0, "queue_age_seconds": 0' in response.content


def test_a_waiting_queue_is_an_illness(rf):
    DBTaskResult.objects.filter(pk=task().pk).update(enqueued_at=timezone.now() - timedelta(seconds=700))

    response = healthz(rf.get("/healthz"))

    assert response.status_code == 503
    assert vitals.queue_age_seconds() in {700, 701}


def test_a_full_disk_is_an_illness(rf, monkeypatch):
    monkeypatch.setattr(vitals, "DISK_MUST_HAVE_BYTES", 2**63)

    assert healthz(rf.get("/healthz")).status_code == 503


def test_a_silent_database_is_an_illness_not_an_error(rf, monkeypatch):
    def silent():
        raise DatabaseError

    monkeypatch.setattr(vitals, "queue_age_seconds", silent)

    response = healthz(rf.get("/healthz"))

    assert response.status_code == 503
    assert b'"database": false, "pending_migrations": null' in response.content


def test_missing_migrations_are_counted(monkeypatch):
    def pending():
        raise vitals._Pending(3)

    monkeypatch.setattr(vitals, "_none_pending", pending)

    assert vitals.pending_migrations() == 3
    assert not vitals.vitals().are_good


def test_the_worker_was_last_seen_at_its_newest_periodic_run():
    assert vitals.worker_seen_at() is None
    now = timezone.now()
    PeriodicRun.objects.create(name="a", started_at=now)
    PeriodicRun.objects.create(name="b", started_at=now - timedelta(hours=1))
    PeriodicRun.objects.create(name="c")

    assert vitals.worker_seen_at() == now
