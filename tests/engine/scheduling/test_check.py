"""Input errors: each names its place and its repair, and all come at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from aufwind.engine import Participant, ProblemError, ProblemIsInfeasible, Slot, Table
from aufwind.engine.scheduling.check import check, findings_in, refuse_errors
from aufwind.engine.testing import a_wish, an_event

TEN = datetime(2026, 5, 7, 10)  # noqa: DTZ001
HOUSE = [Participant("anna"), Participant("ben", organisation="haus"), Participant("cleo", organisation="haus")]

FAULTS = [
    (an_event(slots=[Slot("s0"), Slot("s0")]), "Slot “s0”, id: The id is used 2 times."),
    (an_event(tables=[Table("t0"), Table("t0")]), "Table “t0”, id: The id is used 2 times."),
    (an_event(people="anna anna"), "Participant “anna”, id: The id is used 2 times."),
    (an_event(wishes=["anna ben", "anna ben"]), "Wish “anna-ben”, id: The id is used 2 times."),
    (
        an_event(people=[Participant("haus"), Participant("ben", organisation="haus")]),
        "Participant “haus”, id: An organisation has the same id.",
    ),
    (an_event(slots=65), "Slots: 65 are too many."),
    (an_event(max_gap_spread=-1), "max_gap_spread: -1 is too small."),
    (an_event(fair_to=-1), "fair_to: -1 is too small."),
    (an_event(slots=[Slot("s0", minutes=0)]), "Slot “s0”, minutes: 0 is too small."),
    (
        an_event(slots=[Slot("s0", TEN), Slot("s1")]),
        "Slot “s1”, starts_at: It has no starting time, others have one.",
    ),
    (
        an_event(slots=[Slot("s0", TEN), Slot("s1", TEN)]),
        "Slot “s1”, starts_at: It does not begin after “s0”.",
    ),
    (
        an_event(slots=[Slot("s0", TEN), Slot("s1", datetime(2026, 5, 7, 11, tzinfo=UTC))]),
        "Slots: Some have a time zone, others have none.",
    ),
    (
        an_event(tables=[Table("t0", unavailable=frozenset({"s9"}))]),
        "Table “t0”, unavailable: There is no slot “s9”.",
    ),
    (
        an_event(people=[Participant("anna", unavailable=frozenset({"s9"}))]),
        "Participant “anna”, unavailable: There is no slot “s9”.",
    ),
    (an_event(people=[Participant("anna", table="t9")]), "Participant “anna”, table: There is no table “t9”."),
    (
        an_event(people=[Participant("anna", needs="quiet")]),
        "Participant “anna”, needs: There is no kind of table “quiet”.",
    ),
    (
        an_event(people=[Participant("anna", max_meetings=-1)]),
        "Participant “anna”, max_meetings: -1 is too small.",
    ),
    (
        an_event(people=[Participant("anna", min_meetings=-1)]),
        "Participant “anna”, min_meetings: -1 is too small.",
    ),
    (
        an_event(people=[Participant("anna", min_meetings=3, max_meetings=2)]),
        "Participant “anna”, max_meetings: At least 3 meetings, but 2 at most.",
    ),
    (an_event(wishes=["anna eve"]), "Wish “anna-eve”, people: There is no participant “eve”."),
    (an_event(wishes=["anna"]), "Wish “anna”, people: 1 people."),
    (an_event(wishes=["anna anna"]), "Wish “anna-anna”, people: “anna” stands in it 2 times."),
    (an_event(wishes=[a_wish("anna ben", slot="s9")]), "Wish “anna-ben”, slot: There is no slot “s9”."),
    (an_event(wishes=[a_wish("anna ben", block="am")]), "Wish “anna-ben”, block: There is no block “am”."),
    (an_event(wishes=[a_wish("anna ben", table="t9")]), "Wish “anna-ben”, table: There is no table “t9”."),
    (an_event(wishes=[a_wish("anna ben", kind="quiet")]), "Wish “anna-ben”, kind: There is no kind of table “quiet”."),
    (an_event(wishes=[a_wish("anna ben", after=("w9",))]), "Wish “anna-ben”, after: There is no wish “w9”."),
    (an_event(wishes=[a_wish("anna ben", value=-1.0)]), "Wish “anna-ben”, value: The value -1 is not possible."),
    (
        an_event(wishes=[a_wish("anna ben", value=float("nan"))]),
        "Wish “anna-ben”, value: The value nan is not possible.",
    ),
    (an_event(wishes=[a_wish("anna ben", value=1e10)]), "Wish “anna-ben”, value: The value 1e+10 is not possible."),
    (an_event(wishes=[a_wish("anna ben", minutes=0)]), "Wish “anna-ben”, minutes: 0 is too small."),
    (
        an_event(
            slots=[Slot("s0", block="am"), Slot("s1", block="pm")],
            wishes=[a_wish("anna ben", slot="s0", block="pm")],
        ),
        "Wish “anna-ben”, block: Slot “s0” is not in block “pm”.",
    ),
    (an_event(wishes=[a_wish("anna ben", must=True, never=True)]), "Wish “anna-ben”, must: Both “must” and “never”."),
    (
        an_event(wishes=[a_wish("anna ben", must=True), a_wish("ben anna", never=True)]),
        "Wish “anna-ben”, must: “Must”, but wish “ben-anna” says “never”.",
    ),
    (
        an_event(wishes=[a_wish("anna ben", after=("anna-cleo",)), a_wish("anna cleo", after=("anna-ben",))]),
        "Wish “anna-ben”, after: The order runs in a circle: anna-ben → anna-cleo → anna-ben.",
    ),
    (
        an_event(wishes=[a_wish("anna ben", after=("anna-ben",)), a_wish("anna cleo", after=("anna-ben",))]),
        "Wish “anna-ben”, after: The order runs in a circle: anna-ben → anna-ben.",
    ),
    (
        an_event(
            people=[Participant(f"p{n}", organisation=f"o{n % 5}") for n in range(50)],
            wishes=[a_wish("o0 o1 o2 o3 o4", never=True)],
        ),
        "Wish “o0-o1-o2-o3-o4”, people: The organisations make too many groups.",
    ),
]


def lines(findings):
    return [f"{finding.where.en}: {finding.what.en}" for finding in findings]


@pytest.mark.parametrize(("problem", "line"), FAULTS)
def test_a_fault_is_named_with_its_place(problem, line):
    assert line in lines(findings_in(problem))


@pytest.mark.parametrize(("problem", "_line"), FAULTS)
def test_a_fault_is_refused_with_a_repair_in_both_languages(problem, _line):
    with pytest.raises(ProblemError) as refusal:
        refuse_errors(problem)

    assert all(text.de and text.en for finding in refusal.value.findings for text in (finding.what, finding.repair))


def test_all_faults_come_at_once():
    problem = an_event(people="anna anna", wishes=["anna eve", a_wish("anna ben", slot="s9")])

    assert len(findings_in(problem)) == 4


def test_a_sound_problem_has_no_findings():
    problem = an_event(
        people=HOUSE, wishes=["anna haus", a_wish("anna cleo", after=("anna-haus",)), a_wish("anna ben", never=True)]
    )

    assert check(problem) == []


MUST = {"must": True}
CONTRADICTIONS = [
    (
        an_event(
            people=[
                Participant("anna", unavailable=frozenset({"s0"})),
                Participant("ben", unavailable=frozenset({"s1", "s2"})),
            ],
            wishes=[a_wish("anna ben", **MUST)],
        ),
        (
            "Wish “anna-ben”: It has to take place but never can: "
            "anna is there only at s1 and s2, ben is there only at s0."
        ),
    ),
    (
        an_event(people=[Participant("anna", max_meetings=1), Participant("ben"), Participant("cleo")],
                 wishes=[a_wish("anna ben", **MUST), a_wish("anna cleo", **MUST)]),
        "Participant “anna”: anna must have 2 meetings but can only have 1.",
    ),
    (
        an_event(wishes=[a_wish("anna ben", slot="s0", **MUST), a_wish("anna cleo", slot="s0", **MUST)]),
        "Participant “anna”: 2 “must” (anna-ben and anna-cleo) can be only at s0.",
    ),
    (
        an_event(
            people="anna ben cleo dora",
            wishes=[
                a_wish("anna ben", slot="s0", table="t0", **MUST),
                a_wish("cleo dora", slot="s0", table="t0", **MUST),
            ],
        ),
        "Table “t0”: 2 “must” (anna-ben and cleo-dora) can be only at s0.",
    ),
    (
        an_event(tables=1, people="anna ben cleo dora",
                 wishes=[a_wish("anna ben", slot="s0", **MUST), a_wish("cleo dora", slot="s0", **MUST)]),
        "Tables: 2 “must” only at s0, room for 1.",
    ),
    (
        an_event(slots=1, tables=1, people="anna ben cleo dora",
                 wishes=[a_wish("anna ben", **MUST), a_wish("cleo dora", **MUST)]),
        "Tables: 2 “must” in all, room for 1.",
    ),
    (
        an_event(slots=1, tables=[Table("t0", kind="quiet"), Table("t1")], people="anna ben cleo dora",
                 wishes=[a_wish("anna ben", kind="quiet", **MUST), a_wish("cleo dora", kind="quiet", **MUST)]),
        "Tables “quiet”: 2 “must” in all, room for 1.",
    ),
    (
        an_event(slots=2, people="anna ben cleo dora", wishes=[
            a_wish("anna ben", **MUST),
            a_wish("cleo dora", after=("anna-ben",), **MUST),
            a_wish("anna cleo", after=("cleo-dora",), **MUST),
        ]),
        "Wish “anna-cleo”: It has to come after cleo-dora; no time is left then.",
    ),
    (
        an_event(people=HOUSE[:2], wishes=[a_wish("ben haus", **MUST)]),
        "Wish “ben-haus”: It has to take place but never can: The organisation has nobody for it.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "line"), CONTRADICTIONS)
def test_musts_that_contradict_each_other_are_named(problem, line):
    with pytest.raises(ProblemIsInfeasible) as refusal:
        refuse_errors(problem)

    assert line in lines(refusal.value.findings)


@pytest.mark.parametrize(("problem", "_line"), CONTRADICTIONS)
def test_without_must_nothing_contradicts(problem, _line):
    wishes = tuple(replace(wish, must=False) for wish in problem.wishes)

    assert check(replace(problem, wishes=wishes)) == []


def test_an_organisation_finds_somebody_for_a_must():
    ben = replace(HOUSE[1], unavailable=frozenset({"s0", "s1", "s2"}))

    assert check(an_event(people=[HOUSE[0], ben, HOUSE[2]], wishes=[a_wish("anna haus", must=True)])) == []


def test_musts_side_by_side_find_their_slots():
    problem = an_event(
        wishes=[
            a_wish("anna ben", slot="s0", **MUST),
            a_wish("anna cleo", **MUST),
            a_wish("ben cleo", slot="s1", **MUST),
        ]
    )

    assert check(problem) == []
