"""Kinds of job only tests have, and a subject to start them for."""

from __future__ import annotations

import pytest

from aufwind.core.jobs import kinds
from aufwind.core.models import PeriodicRun


@pytest.fixture(autouse=True)
def _own_kinds(monkeypatch):
    """What a test registers is gone after it."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))


@pytest.fixture
def subject(db):
    """Something to work for; any row does."""
    return PeriodicRun.objects.create(name="the thing worked on")


@pytest.fixture
def ran():
    """Collects what handlers did."""
    return []


@pytest.fixture
def note(ran):
    """Register the kind «test.note»: appends its argument to `ran`."""

    @kinds.job("test.note", title="Note something", stages={"noting": "Noting"})
    def note(job, *, what):
        job.report("noting", done=1, total=1)
        ran.append(what)

    return note
