"""The search on columns: musts first, fairness before value, bounds that hold."""

from __future__ import annotations

import numpy as np
import pytest

from aufwind.engine import (
    Participant,
    ProblemIsInfeasible,
    Table,
    after_rounds,
    after_seconds,
    first_of,
    plan_meetings,
    solve,
    when_proven,
)
from aufwind.engine.scheduling import solve as stages
from aufwind.engine.scheduling.first_come import first_come
from aufwind.engine.scheduling.translate import translate
from aufwind.engine.scheduling.verify import verify
from aufwind.engine.testing import a_wish, an_event

STOP = after_rounds(30)


def test_columns_are_solved_without_a_stop():
    solution = solve(translate(an_event(wishes=["anna ben", "anna cleo"])).instance)

    assert (solution.value, solution.value_bound, solution.gaps, solution.is_proven) == (2, 2, 0, True)


def test_the_listener_hears_the_bound_and_the_value_in_the_wishes_own_units():
    heard = []
    problem = an_event(wishes=[a_wish("anna ben", value=0.5), a_wish("anna cleo", value=0.25)])

    plan_meetings(problem, stop=STOP, listener=heard.append)

    assert heard
    assert {progress.value_bound for progress in heard} <= {None, 0.75}
    assert max(progress.value for progress in heard) <= 0.75


def test_a_must_goes_before_any_value():
    people = [Participant("anna", max_meetings=1), Participant("ben"), Participant("cleo")]
    problem = an_event(people=people, wishes=[a_wish("anna ben", value=100), a_wish("anna cleo", value=0, must=True)])

    plan = plan_meetings(problem, stop=STOP)

    assert [meeting.wish for meeting in plan.meetings] == ["anna-cleo"]


def test_fairness_goes_before_value():
    people = [Participant("anna", max_meetings=2), *(Participant(name) for name in ("ben", "cleo", "dora"))]
    wishes = [a_wish("anna ben", value=9), a_wish("anna ben", id="again", value=8), a_wish("anna cleo", value=1)]
    plain, fair = (an_event(people=people, wishes=wishes, fair_to=level) for level in (0, 1))

    assert {m.wish for m in plan_meetings(plain, stop=STOP).meetings} == {"anna-ben", "again"}
    assert {m.wish for m in plan_meetings(fair, stop=STOP).meetings} == {"anna-ben", "anna-cleo"}


def test_a_minimum_goes_before_value():
    people = [Participant("anna", max_meetings=1), Participant("ben"), Participant("cleo", min_meetings=1)]
    problem = an_event(people=people, wishes=[a_wish("anna ben", value=9), a_wish("anna cleo", value=1)])

    plan = plan_meetings(problem, stop=STOP)

    assert [meeting.wish for meeting in plan.meetings] == ["anna-cleo"]
    assert verify(problem, plan) == []


def test_musts_that_no_counting_refutes_are_refuted_by_search():
    # Each person has two musts and two slots, which is enough for each alone; but three cannot take turns in two.
    wishes = [a_wish(pair, must=True) for pair in ("anna ben", "ben cleo", "anna cleo")]
    problem = an_event(slots=2, tables=3, wishes=[*wishes, "anna ben cleo"])

    with pytest.raises(ProblemIsInfeasible) as refusal:
        plan_meetings(problem, stop=STOP)

    assert all(text for finding in refusal.value.findings for text in (*finding.what, *finding.repair))


def test_musts_that_do_not_fit_at_once_are_placed_by_search(monkeypatch):
    monkeypatch.setattr(stages, "place", _places_nothing_at_first(stages.place))
    problem = an_event(wishes=[a_wish("anna ben", must=True), "anna cleo"])

    plan = plan_meetings(problem, stop=STOP)

    assert {meeting.wish for meeting in plan.meetings} == {"anna-ben", "anna-cleo"}


def _places_nothing_at_first(place):
    calls = []

    def once(instance, chosen, **options):
        calls.append(chosen)
        return np.full(instance.n_wishes, -1, np.int8) if len(calls) == 1 else place(instance, chosen, **options)

    return once


def test_agreed_meetings_that_do_not_fit_in_time_are_told_apart_from_those_that_cannot(monkeypatch):
    monkeypatch.setattr(stages, "place", _places_nothing_at_first(stages.place))
    problem = an_event(wishes=[a_wish("anna ben", must=True), a_wish("anna cleo", must=True)])

    plan = plan_meetings(problem, stop=STOP)

    assert len(plan.meetings) == 2


def test_time_is_kept():
    problem = an_event(slots=12, people=" ".join(f"p{n}" for n in range(30)), tables=8,
                       wishes=[f"p{a} p{b}" for a in range(30) for b in range(a)])  # fmt: skip

    plan = plan_meetings(problem, stop=after_seconds(0.3))

    assert plan.value_bound == 96
    assert plan.seconds < 5


def test_self_booking_takes_wishes_in_the_order_of_registration():
    problem = an_event(slots=1, wishes=["ben cleo", "anna ben"])

    assert first_come(translate(problem).instance).tolist() == [-1, 0]


def test_self_booking_keeps_tables_kinds_limits_and_order():
    tables = [Table("t0", kind="quiet"), Table("t1")]
    wishes = [
        a_wish("anna ben", kind="quiet"),
        a_wish("cleo dora", kind="quiet"),
        a_wish("anna cleo", after=("cleo-dora",)),
        a_wish("anna dora"),
    ]
    people = [Participant("anna", max_meetings=2), *(Participant(name) for name in ("ben", "cleo", "dora"))]
    problem = an_event(slots=3, tables=tables, people=people, wishes=wishes)

    assert first_come(translate(problem).instance).tolist() == [0, -1, 1, -1]


@pytest.mark.parametrize("limit", [lambda: after_rounds(100), lambda: after_seconds(60)])
def test_a_larger_event_of_agreed_meetings_loses_its_gaps_before_any_proof(limit):
    pairs = [(a, (a + step) % 40) for step in range(1, 5) for a in range(40)]
    people = " ".join(f"p{n}" for n in range(40))
    wishes = [a_wish(f"p{a} p{b}", must=True) for a, b in pairs]
    problem = an_event(slots=33, tables=12, people=people, wishes=wishes)

    plan = plan_meetings(problem, stop=first_of(when_proven(), limit()))

    assert (len(plan.meetings), plan.gaps, plan.proven) == (160, 0, True)
    assert verify(problem, plan) == []
