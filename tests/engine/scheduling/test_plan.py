"""Whole plans: tiny problems against trying everything, all problems against `verify`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aufwind.engine import (
    Participant,
    Problem,
    ProblemIsInfeasible,
    after_rounds,
    first_of,
    plan_meetings,
    when_proven,
)
from aufwind.engine.scheduling.plan import self_booked
from aufwind.engine.scheduling.verify import verify
from aufwind.engine.testing import a_wish, an_event, best_by_trying_all
from tests.engine.scheduling.tiny import tiny_problems

STOP = first_of(when_proven(), after_rounds(200))


def plan_or_none(problem, **options):
    try:
        return plan_meetings(problem, **options)
    except ProblemIsInfeasible:
        return None


@settings(max_examples=60, deadline=None)
@given(tiny_problems())
def test_plans_of_wishes_keep_every_rule_and_stay_below_a_bound_that_holds(problem):
    plan = plan_or_none(problem, stop=STOP)
    best = best_by_trying_all(problem)

    if plan is None:
        assert best is None
        return
    assert verify(problem, plan) == []
    assert best is not None
    assert plan.value <= best.value + 1e-9
    assert plan.value_bound >= best.value - 1e-9
    if plan.proven:
        assert (plan.value, plan.gaps) == (pytest.approx(best.value), best.gaps)


@settings(max_examples=60, deadline=None)
@given(tiny_problems(agreed=True))
def test_plans_of_agreed_meetings_are_the_best_there_is(problem):
    plan = plan_or_none(problem, stop=STOP)
    best = best_by_trying_all(problem)

    if plan is None or best is None:
        assert plan is best
        return
    assert verify(problem, plan) == []
    assert (plan.value, plan.gaps) == (pytest.approx(best.value), best.gaps)
    assert plan.proven


@settings(max_examples=30, deadline=None)
@given(tiny_problems(), st.integers(0, 3))
def test_the_same_seed_and_rounds_give_the_same_plan(problem, seed):
    def plan():
        made = plan_or_none(problem, stop=after_rounds(20), seed=seed)
        return made and (made.meetings, made.unplaced, made.value_bound, made.gaps_bound)

    assert plan() == plan()


@settings(max_examples=30, deadline=None)
@given(tiny_problems())
def test_self_booking_keeps_the_rules_of_place_and_time(problem):
    try:
        plan = self_booked(problem)
    except ProblemIsInfeasible:
        return

    broken = {finding.what.en for finding in verify(problem, plan)}
    assert broken <= {"It has to take place."} | {what for what in broken if what.startswith("Gap spread")}


def test_an_empty_problem_gives_an_empty_plan():
    plan = plan_meetings(Problem((), (), (), ()))

    assert (plan.meetings, plan.unplaced, plan.value, plan.value_bound, plan.proven) == ((), (), 0, 0, True)


def test_people_without_slots_or_tables_have_no_meetings():
    for event in (an_event(slots=0, wishes=["anna ben"]), an_event(tables=0, wishes=["anna ben"])):
        plan = plan_meetings(event)

        assert (plan.meetings, len(plan.unplaced)) == ((), 1)


def test_an_organisation_sends_whoever_has_time():
    people = [
        Participant("anna"),
        Participant("ben", organisation="haus", unavailable=frozenset({"s0", "s1", "s2"})),
        Participant("cleo", organisation="haus"),
    ]
    problem = an_event(people=people, wishes=["anna haus"])

    plan = plan_meetings(problem, stop=STOP)

    assert [meeting.people for meeting in plan.meetings] == [("anna", "cleo")]
    assert verify(problem, plan) == []


def test_the_bound_holds_whoever_an_organisation_sends():
    people = [
        Participant("anna"),
        Participant("ben", organisation="haus", max_meetings=1),
        Participant("cleo", organisation="haus", max_meetings=1),
        Participant("dora"),
    ]
    problem = an_event(
        people=people, wishes=[a_wish("anna haus", value=2), a_wish("dora haus"), a_wish("anna ben", value=3)]
    )

    plan = plan_meetings(problem, stop=STOP)

    assert plan.value_bound >= best_by_trying_all(problem).value
    assert verify(problem, plan) == []


def test_a_problem_that_contradicts_itself_is_refused_with_a_reason():
    problem = an_event(slots=1, wishes=[a_wish("anna ben", must=True), a_wish("anna cleo", must=True)])

    with pytest.raises(ProblemIsInfeasible) as refusal:
        plan_meetings(problem)

    assert [finding.text("en") for finding in refusal.value.findings] == [
        "Participant “anna”: anna must have 2 meetings but can only have 1. Relax a “must” or free some time."
    ]
