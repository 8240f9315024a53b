"""Every reason is looked up again in the plan, without the code that gave it."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings

from aufwind.engine import Participant, ProblemIsInfeasible, Slot, Table, after_rounds, plan_meetings
from aufwind.engine.scheduling.plan import self_booked
from aufwind.engine.scheduling.reasons import reasons_for
from aufwind.engine.scheduling.translate import translate
from aufwind.engine.testing import a_wish, an_event, ways_to_hold
from tests.engine.scheduling.tiny import tiny_problems


def slots_of(problem, plan):
    order = {slot.id: t for t, slot in enumerate(problem.slots)}
    at = {meeting.wish: order[meeting.slot] for meeting in plan.meetings}
    return [at.get(wish.id, -1) for wish in problem.wishes]


def reasons_of(problem, plan):
    return reasons_for(translate(problem), np.array(slots_of(problem, plan), np.int32))


def is_busy(plan, who, slot):
    return any(who in meeting.people and meeting.slot == slot for meeting in plan.meetings)


def places(problem, person):
    there = len([slot for slot in problem.slots if slot.id not in person.unavailable])
    return there if person.max_meetings is None else min(there, person.max_meetings)


def stands_in_the_way(problem, plan, wish, slot):
    """Whether somebody is busy, tables are out, or the order would break."""
    wishes = {w.id: w for w in problem.wishes}
    people = {p.id: p for p in problem.participants}

    def bound(w):
        return {w.table, *(people[who].table for who in w.people)} - {None}

    def kind(w):
        table = next((t for t in problem.tables if t.id in bound(w)), None)
        asked = {w.kind} if w.kind else {people[who].needs for who in w.people} - {None}
        return table.kind if table else next(iter(asked), None)

    here = [wishes[m.wish] for m in plan.meetings if m.slot == slot]
    usable = [t for t in problem.tables if slot not in t.unavailable]
    order = {s.id: t for t, s in enumerate(problem.slots)}
    at = {m.wish: order[m.slot] for m in plan.meetings}
    return (
        any(is_busy(plan, who, slot) for who in wish.people)
        or any(bound(wish) & bound(other) for other in here)
        or len(here) >= len(usable)
        or (
            kind(wish) is not None
            and sum(kind(o) == kind(wish) for o in here) >= sum(t.kind == kind(wish) for t in usable)
        )
        or any(at.get(first, -1) >= order[slot] for first in wish.after)
        or any(wish.id in w.after and at.get(w.id, 99) <= order[slot] for w in problem.wishes)
    )


def assert_true(problem, plan, reason):
    wish = problem.wishes[reason.wish]
    possible = {option.slot for option in ways_to_hold(problem, wish)}
    if reason.kind == "rule":
        assert possible == set()
    elif reason.kind == "places":
        (person,) = (p for p in problem.participants if p.id == reason.subject)
        held = [m for m in plan.meetings if person.id in m.people]
        wished = [w for w in problem.wishes if person.id in w.people and (w.must or not w.met_before)]
        assert person.id in wish.people
        assert len(held) == places(problem, person)
        assert re.findall(r"\d+", reason.text.en) == [str(len(wished)), str(len(held))]
        if "at least as much" in reason.text.en:
            others = [w for w in problem.wishes if w.id in {m.wish for m in held}]
            assert all(w.must or w.value >= wish.value for w in others)
    elif reason.kind == "slots":
        assert possible
        for t in possible:
            assert stands_in_the_way(problem, plan, wish, problem.slots[t].id)
    else:
        assert reason.kind == "free"
        assert not stands_in_the_way(problem, plan, wish, reason.subject)


@settings(max_examples=60, deadline=None)
@given(tiny_problems())
def test_what_a_reason_says_is_so(problem):
    try:
        plans = [self_booked(problem), plan_meetings(problem, stop=after_rounds(20))]
    except ProblemIsInfeasible:
        return

    for plan in plans:
        for reason in reasons_of(problem, plan):
            assert_true(problem, plan, reason)


def said(problem, **options):
    plan = plan_meetings(problem, stop=after_rounds(20), **options)
    return {unplaced.wish: unplaced.reason for unplaced in plan.unplaced}


def test_a_person_with_more_wishes_than_places_is_named_with_both_numbers():
    star = Participant("anna", name="Anna Berg", max_meetings=1)
    problem = an_event(
        people=[star, Participant("ben"), Participant("cleo")], wishes=["anna ben", a_wish("anna cleo", value=2)]
    )

    reasons = said(problem)

    assert reasons["anna-ben"].en == (
        "Anna Berg is wished by 2 and has 1 place; all hold meetings worth at least as much."
    )
    assert reasons["anna-ben"].de == (
        "Anna Berg ist 2-mal gewünscht und hat 1 Platz; alle haben mindestens so wertvolle Termine."
    )


def test_people_who_are_never_there_together_are_named_with_their_times():
    people = [
        Participant("anna", unavailable=frozenset({"s1", "s2"})),
        Participant("ben", unavailable=frozenset({"s0"})),
    ]

    reasons = said(an_event(people=people, wishes=["anna ben"]))

    assert reasons["anna-ben"].en == "Anna is there only at s0, ben is there only at s1 and s2."


def test_tables_that_are_all_taken_are_named():
    problem = an_event(
        slots=1, tables=1, people="anna ben cleo dora", wishes=[a_wish("anna ben", value=2), "cleo dora"]
    )

    assert said(problem)["cleo-dora"].en == "In every slot they share, all tables that fit are taken."


def test_each_rule_of_the_wish_itself_has_its_words():
    tables = [Table("t0", kind="quiet"), Table("t1", unavailable=frozenset({"s0", "s1"}))]
    people = [Participant("anna", table="t0"), Participant("ben", table="t1"), Participant("cleo"), Participant("dora")]
    problem = an_event(
        slots=[Slot("s0", minutes=20), Slot("s1", minutes=20)],
        tables=tables,
        people=people,
        wishes=[
            a_wish("anna ben"),
            a_wish("anna cleo", never=True),
            a_wish("anna cleo dora"),
            a_wish("anna dora", met_before=True),
            a_wish("ben cleo"),
            a_wish("cleo dora", minutes=30),
            a_wish("ben dora", kind="quiet"),
        ],
    )

    reasons = said(problem)

    assert {name: text.en for name, text in reasons.items()} == {
        "anna-ben": "Different tables are asked for (t0, t1).",
        "anna-cleo": "The wish is marked “never”.",
        "anna-cleo-dora": "Another wish rules this encounter out.",
        "anna-dora": "They have met before.",
        "ben-cleo": "Table “t1” can never be used.",
        "cleo-dora": "No slot lasts 30 minutes.",
        "ben-dora": "Table “t1” can never be used.",
    }


def test_what_binds_names_the_person_most_value_waits_for():
    people = [Participant("anna", max_meetings=1), *(Participant(name) for name in ("ben", "cleo", "dora"))]
    problem = an_event(people=people, wishes=["anna ben", "anna cleo", "anna dora"])

    plan = plan_meetings(problem, stop=after_rounds(20))

    assert [text.en for text in plan.binding] == ["anna is wished by 3 and has 1 place."]


def test_who_wants_no_meetings_is_not_counted():
    people = [Participant("anna", name="Anna Berg", max_meetings=0), Participant("ben")]

    assert said(an_event(people=people, wishes=["anna ben"]))["anna-ben"].en == "Anna Berg takes no meetings."


@pytest.mark.parametrize(
    ("wishes", "slots", "subject", "text"),
    [
        (
            ["anna ben", a_wish("ben dora", after=("anna-ben",))],
            [1, -1],
            "order",
            "No slot they share is free: s0 the order with anna-ben would be wrong and s1 ben has a meeting.",
        ),
        (
            [a_wish("ben dora", after=("anna-ben",)), "anna ben"],
            [0, -1],
            "people",
            "No slot they share is free: s0 ben has a meeting and s1 the order with ben-dora would be wrong.",
        ),
        (
            [a_wish("cleo dora", table="t0"), a_wish("anna ben", table="t0", slot="s0")],
            [0, -1],
            "table",
            "No slot they share is free: s0 table t0 is taken.",
        ),
        (
            ["anna cleo", a_wish("anna ben", slot="s0")],
            [0, -1],
            "people",
            "No slot they share is free: s0 anna has a meeting.",
        ),
        (
            ["anna cleo", "ben dora", a_wish("anna ben", slot="s0")],
            [0, 0, -1],
            "people",
            "No slot they share is free: s0 anna and ben have a meeting.",
        ),
        (["anna ben"], [-1], "s0", "At s0 there is still room; the search ended before, or it is not worth it."),
    ],
)
def test_each_obstacle_is_named_with_its_time(wishes, slots, subject, text):
    problem = an_event(slots=2, people="anna ben cleo dora", wishes=wishes)

    reason = reasons_for(translate(problem), np.array(slots, np.int32))[-1]

    assert (reason.subject, reason.text.en) == (subject, text)


def test_a_full_kind_of_table_binds_without_all_tables_being_taken():
    tables = [Table("t0", kind="quiet"), Table("t1")]
    wishes = [a_wish("anna ben", kind="quiet", value=2), a_wish("cleo dora", kind="quiet")]
    problem = an_event(slots=1, tables=tables, people="anna ben cleo dora", wishes=wishes)

    plan = plan_meetings(problem, stop=after_rounds(20))

    assert [unplaced.wish for unplaced in plan.unplaced] == ["cleo-dora"]
    assert plan.binding == ()
