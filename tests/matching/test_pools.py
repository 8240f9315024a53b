from __future__ import annotations

import pytest

from aufwind.accounts.models import User
from aufwind.core.audit import record
from aufwind.core.policy import ANONYMOUS
from aufwind.matching import pools
from aufwind.matching.actions import answer_suggestion
from aufwind.matching.enums import Verdict
from aufwind.matching.pools import pool_for
from tests.cast import AGENCY, HERR_VOGEL
from tests.matching.makers import offer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _words_alone(settings):
    settings.AUFWIND_ENCODER = "none"


def test_readers_of_one_sort_share_a_pool(register):
    assert pool_for(AGENCY) is pool_for(HERR_VOGEL)
    assert pool_for(AGENCY) is not pool_for(ANONYMOUS)


def test_a_pool_stays_while_nothing_concerns_it(register, django_assert_num_queries):
    first = pool_for(AGENCY)
    with django_assert_num_queries(1):
        assert pool_for(AGENCY) is first

    record("user.logged-in", User.objects.create(email="a@example.org"), by=AGENCY)

    with django_assert_num_queries(3):
        assert pool_for(AGENCY) is first
    with django_assert_num_queries(1):
        assert pool_for(AGENCY) is first


def test_a_pool_is_made_anew_when_the_register_or_an_answer_changes(register):
    kunsthaus, weberei, bakery = register
    first = pool_for(AGENCY)

    offer(bakery, "Kuchen")
    second = pool_for(AGENCY)
    answer_suggestion(kunsthaus, weberei, Verdict.ACCEPTED, by=AGENCY)
    third = pool_for(AGENCY)

    assert [len(pool.offers.board) for pool in (first, second)] == [3, 4]
    assert third.profiles[third.row_of[str(kunsthaus.pk)]].settled == {str(weberei.pk)}


def test_a_pool_is_made_anew_for_another_encoder(register, settings):
    first = pool_for(AGENCY)

    settings.AUFWIND_ENCODER = "use"

    assert pool_for(AGENCY) is not first


def test_a_large_pool_may_lag_behind(register, monkeypatch):
    monkeypatch.setattr(pools, "SMALL", 0)
    first = pool_for(AGENCY)
    offer(register[0], "Noch ein Raum")
    assert pool_for(AGENCY) is first

    monkeypatch.setattr(pools, "LAG_SECONDS", 0.0)

    assert pool_for(AGENCY) is not first
