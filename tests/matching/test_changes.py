from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from aufwind.core.audit import record
from aufwind.core.policy import SYSTEM
from aufwind.matching.changes import concerns, log_mark, register_changed
from tests.matching.makers import enter, offer

pytestmark = pytest.mark.django_db


def test_what_touches_the_register_concerns_pools_and_logins_do_not():
    bakery = enter("baeckerei", "Bäckerei")
    mark = log_mark()

    record("user.logged-in", None, by=SYSTEM)
    assert not concerns(mark)

    offer(bakery, "Brot")
    assert concerns(mark)


def test_another_log_concerns_them_too():
    enter("baeckerei", "Bäckerei")

    assert concerns((log_mark()[0], "another hash"))


def test_an_empty_log_concerns_nobody():
    assert not concerns(log_mark())
    assert not register_changed(since=timezone.now())


def test_a_change_is_newer_than_a_moment_before_it():
    before = timezone.now() - timedelta(seconds=1)
    enter("baeckerei", "Bäckerei")

    assert register_changed(since=before)
    assert not register_changed(since=timezone.now() + timedelta(seconds=1))
