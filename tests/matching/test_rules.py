from __future__ import annotations

from types import SimpleNamespace

import pytest

from aufwind.core.policy import ANONYMOUS, Role, Visitor, may
from tests.cast import AGENCY, EVE, HERR_VOGEL

KUNSTHAUS, WEBEREI = SimpleNamespace(pk=1), SimpleNamespace(pk=2)
MEMBER = Visitor(key="entry:1", roles=frozenset({Role.MEMBER}), entry_id=1)


@pytest.mark.parametrize("visitor", [AGENCY, HERR_VOGEL])
def test_staff_run_the_engine_answer_for_everybody_and_ask_for_partners(visitor):
    assert may(visitor, "matching.run")
    assert may(visitor, "matching.answer", WEBEREI)
    assert may(visitor, "matching.partners")


def test_a_member_answers_for_her_own_entry_and_asks_for_partners():
    assert may(MEMBER, "matching.answer", KUNSTHAUS)
    assert may(MEMBER, "matching.partners")


def test_a_member_neither_runs_the_engine_nor_answers_for_others():
    assert not may(MEMBER, "matching.run")
    assert not may(MEMBER, "matching.answer", WEBEREI)


@pytest.mark.parametrize("visitor", [ANONYMOUS, EVE])
def test_strangers_do_none_of_it(visitor):
    assert not may(visitor, "matching.run")
    assert not may(visitor, "matching.answer", KUNSTHAUS)
    assert not may(visitor, "matching.partners")
