"""Each rule has a plan that keeps it and one that breaks it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from aufwind.engine import Meeting, Participant, Slot, Table, Text, Unplaced, WorstOff
from aufwind.engine.scheduling import rules
from aufwind.engine.scheduling import verify as figures
from aufwind.engine.scheduling.verify import RULES, verify
from aufwind.engine.testing import a_plan, a_wish, an_event


def broken_rules(problem, plan):
    case = rules.Case(problem, plan)
    return {rule.__name__ for rule in RULES if list(rule(case))}


PAIR = an_event(wishes=["anna ben"])
TRIO = an_event(wishes=["anna ben", "anna cleo"])
ROOMS = [Table("t0", kind="quiet"), Table("t1")]

EXAMPLES = [
    # rule, problem, a plan that keeps it, a plan that breaks it
    (
        rules.nobody_is_in_two_places,
        TRIO,
        ["anna-ben s0 t0", "anna-cleo s1 t0"],
        ["anna-ben s0 t0", "anna-cleo s0 t1"],
    ),
    (
        rules.no_table_is_taken_twice,
        an_event(people="anna ben cleo dora", wishes=["anna ben", "cleo dora"]),
        ["anna-ben s0 t0", "cleo-dora s0 t1"],
        ["anna-ben s0 t0", "cleo-dora s0 t0"],
    ),
    (
        rules.people_are_there,
        an_event(
            people=[Participant("anna", unavailable=frozenset({"s0"})), Participant("ben")],
            wishes=["anna ben"],
        ),
        ["anna-ben s1 t0"],
        ["anna-ben s0 t0"],
    ),
    (
        rules.tables_can_be_used,
        an_event(tables=[Table("t0", unavailable=frozenset({"s0"}))], wishes=["anna ben"]),
        ["anna-ben s1 t0"],
        ["anna-ben s0 t0"],
    ),
    (
        rules.nobody_meets_too_often,
        an_event(
            people=[Participant("anna", max_meetings=1), Participant("ben"), Participant("cleo")],
            wishes=["anna ben", "anna cleo"],
        ),
        ["anna-ben s0 t0"],
        ["anna-ben s0 t0", "anna-cleo s1 t0"],
    ),
    (rules.musts_take_place, an_event(wishes=[a_wish("anna ben", must=True)]), ["anna-ben s0 t0"], []),
    (
        rules.those_who_must_not_meet_do_not,
        an_event(wishes=["anna cleo", a_wish("anna ben", never=True)]),
        ["anna-cleo s0 t0"],
        ["anna-ben s0 t0"],
    ),
    (
        rules.those_who_must_not_meet_do_not,
        an_event(wishes=["anna ben cleo", a_wish("ben anna", never=True), "ben cleo"]),
        ["ben-cleo s0 t0"],
        ["anna-ben-cleo s0 t0"],
    ),
    (
        rules.those_who_must_not_meet_do_not,
        an_event(
            people=[Participant("anna"), Participant("ben", organisation="haus"), Participant("cleo")],
            wishes=["anna ben", "anna cleo", a_wish("haus anna", never=True)],
        ),
        ["anna-cleo s0 t0"],
        ["anna-ben s0 t0"],
    ),
    (
        rules.those_who_met_before_meet_only_by_must,
        an_event(wishes=[a_wish("anna cleo", met_before=True, must=True), a_wish("anna ben", met_before=True)]),
        ["anna-cleo s0 t0"],
        ["anna-cleo s0 t0", "anna-ben s1 t0"],
    ),
    (
        rules.a_wish_keeps_its_slot,
        an_event(wishes=[a_wish("anna ben", slot="s1")]),
        ["anna-ben s1 t0"],
        ["anna-ben s0 t0"],
    ),
    (
        rules.a_wish_keeps_its_block,
        an_event(slots=[Slot("s0", block="am"), Slot("s1", block="pm")], wishes=[a_wish("anna ben", block="pm")]),
        ["anna-ben s1 t0"],
        ["anna-ben s0 t0"],
    ),
    (
        rules.a_slot_is_long_enough,
        an_event(slots=[Slot("s0", minutes=20), Slot("s1", minutes=30)], wishes=[a_wish("anna ben", minutes=30)]),
        ["anna-ben s1 t0"],
        ["anna-ben s0 t0"],
    ),
    (
        rules.a_wish_keeps_its_table,
        an_event(wishes=[a_wish("anna ben", table="t1")]),
        ["anna-ben s0 t1"],
        ["anna-ben s0 t0"],
    ),
    (
        rules.a_person_keeps_her_table,
        an_event(people=[Participant("anna"), Participant("ben", table="t1")], wishes=["anna ben"]),
        ["anna-ben s0 t1"],
        ["anna-ben s0 t0"],
    ),
    (
        rules.a_table_is_of_the_right_kind,
        an_event(tables=ROOMS, wishes=[a_wish("anna ben", kind="quiet")]),
        ["anna-ben s0 t0"],
        ["anna-ben s0 t1"],
    ),
    (
        rules.a_table_is_of_the_right_kind,
        an_event(tables=ROOMS, people=[Participant("anna", needs="quiet"), Participant("ben")], wishes=["anna ben"]),
        ["anna-ben s0 t0"],
        ["anna-ben s0 t1"],
    ),
    (
        rules.what_comes_first_comes_first,
        an_event(wishes=["anna ben", a_wish("anna cleo", after=("anna-ben",))]),
        ["anna-ben s0 t0", "anna-cleo s1 t0"],
        ["anna-cleo s0 t0", "anna-ben s1 t0"],
    ),
    (
        rules.those_meet_who_were_wished,
        an_event(
            people=[Participant("anna"), Participant("ben", organisation="haus"), Participant("cleo")],
            wishes=["anna haus"],
        ),
        ["anna-haus s0 t0 anna ben"],
        ["anna-haus s0 t0 anna cleo"],
    ),
    (rules.those_meet_who_were_wished, PAIR, ["anna-ben s0 t0"], ["anna-ben s0 t0 anna"]),
    (
        rules.meetings_stand_in_order,
        TRIO,
        ["anna-ben s0 t0", "anna-cleo s1 t0"],
        ["anna-ben s1 t0", "anna-cleo s0 t0"],
    ),
    (rules.a_wish_is_placed_once_or_explained, PAIR, [], ["anna-ben s0 t0", "anna-ben s1 t0"]),
    (rules.every_id_is_known, PAIR, ["anna-ben s0 t0"], ["anna-ben s9 t0"]),
    (rules.every_id_is_known, PAIR, ["anna-ben s0 t0"], ["anna-ben s0 t9"]),
    (rules.every_id_is_known, PAIR, ["anna-ben s0 t0"], ["anna-ben s0 t0 anna eve"]),
    (rules.every_id_is_known, PAIR, ["anna-ben s0 t0"], ["anna-eve s0 t0 anna ben"]),
    (
        figures.agreed_gaps_are_shared_fairly,
        an_event(wishes=[a_wish("anna ben", must=True), a_wish("anna cleo", must=True)], max_gap_spread=0),
        ["anna-ben s0 t0", "anna-cleo s1 t0"],
        ["anna-ben s0 t0", "anna-cleo s2 t0"],
    ),
]


@pytest.mark.parametrize(("rule", "problem", "kept", "_broken"), EXAMPLES)
def test_a_plan_that_keeps_the_rules_meets_no_objection(rule, problem, kept, _broken):
    assert verify(problem, a_plan(problem, kept)) == []


@pytest.mark.parametrize(("rule", "problem", "_kept", "broken"), EXAMPLES)
def test_a_plan_that_breaks_a_rule_meets_its_objection(rule, problem, _kept, broken):
    assert rule.__name__ in broken_rules(problem, a_plan(problem, broken))


SO = Unplaced("ben-cleo", Text("so", "so"))
FIGURE_FAULTS = [
    (figures.the_value_is_true, {"value": 1.5}),
    (figures.the_value_is_true, {"value_bound": 1.5}),
    (figures.the_gaps_are_true, {"gaps": 0}),
    (figures.the_gaps_are_true, {"gap_spread": 0}),
    (figures.the_gaps_are_true, {"gaps_bound": 2}),
    (figures.the_worst_off_is_true, {"worst_off": None}),
    (figures.the_worst_off_is_true, {"worst_off": WorstOff("anna", 2)}),
    (figures.the_worst_off_is_true, {"worst_off": WorstOff("cleo", 0)}),
    (figures.proven_means_proven, {"proven": True, "value_bound": 3.0}),
    (figures.proven_means_proven, {"proven": True, "gaps_bound": 0}),
    (rules.a_wish_is_placed_once_or_explained, {"unplaced": (Unplaced("ben-cleo", Text("", "")),)}),
    (rules.a_wish_is_placed_once_or_explained, {"unplaced": ()}),
    (rules.every_id_is_known, {"unplaced": (SO, Unplaced("ben-eve", Text("so", "so")))}),
]


@pytest.mark.parametrize(("rule", "fault"), FIGURE_FAULTS)
def test_a_plan_that_lies_about_itself_meets_an_objection(rule, fault):
    problem = an_event(wishes=["anna ben", "anna cleo", a_wish("ben cleo", never=True)])
    plan = a_plan(problem, ["anna-ben s0 t0", "anna-cleo s2 t0"])

    assert verify(problem, plan) == []
    assert broken_rules(problem, replace(plan, **fault)) == {rule.__name__}


def test_every_rule_has_a_broken_example():
    shown = {rule for rule, *_ in EXAMPLES} | {rule for rule, _ in FIGURE_FAULTS}

    assert shown == set(RULES)


def test_gaps_are_counted_within_days():
    slots = [Slot(f"s{t}", starts_at=datetime(2026, 5, 7 + t // 2, 10 + t, tzinfo=UTC)) for t in range(4)]
    problem = an_event(slots=slots, wishes=["anna ben", "anna cleo"])

    plan = a_plan(problem, ["anna-ben s0 t0", "anna-cleo s3 t0"])

    assert plan.gaps == 0


def test_an_objection_says_where_what_and_what_to_do_in_both_languages():
    plan = a_plan(PAIR, ["anna-ben s0 t0"])
    plan = replace(plan, meetings=(Meeting("anna-ben", "s0", "t7", ("anna", "ben")),))

    (finding,) = verify(PAIR, plan)

    assert finding.text("de") == "Termin anna-ben (s0, t7): «t7» gibt es nicht. Berechnen Sie den Plan neu."
    assert finding.text("en") == "Meeting anna-ben (s0, t7): There is no “t7”. Compute the plan again."
