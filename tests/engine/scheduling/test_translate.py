"""A problem as columns."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from aufwind.engine import Participant, Slot, Table
from aufwind.engine.scheduling.delegates import send_delegates
from aufwind.engine.scheduling.grid import grid_of
from aufwind.engine.scheduling.translate import day_starts_of, translate
from aufwind.engine.testing import a_wish, an_event

TABLES = [Table("t0", kind="quiet", zone="hall"), Table("t1", unavailable=frozenset({"s0"})), Table("t2", kind="quiet")]


def test_tables_become_counts_of_all_and_of_each_kind():
    instance = translate(an_event(tables=TABLES)).instance

    assert instance.capacity.tolist() == [[2, 3, 3], [2, 2, 2]]


def test_a_table_somebody_is_bound_to_becomes_one_more_member():
    people = [Participant("anna", table="t0"), Participant("ben"), Participant("cleo")]
    problem = an_event(
        tables=TABLES, people=people, wishes=["anna ben", "ben cleo", a_wish("ben cleo", id="w", table="t1")]
    )

    translation = translate(problem)
    instance = translation.instance

    assert instance.n_units == 5
    assert instance.members.tolist() == [[0, 1, 3], [1, 2, -1], [1, 2, 4]]
    assert instance.kind.tolist() == [1, 0, 0]
    assert translation.fixed == ("t0", None, "t1")
    assert instance.zone.tolist() == [0, -1, -1]


@pytest.mark.parametrize(
    ("wish", "domain"),
    [
        (a_wish("anna ben"), 0b110),
        (a_wish("anna ben", slot="s1"), 0b010),
        (a_wish("anna ben", block="pm"), 0b100),
        (a_wish("anna ben", minutes=30), 0b100),
        (a_wish("ben cleo", table="t1"), 0b110),
        (a_wish("ben cleo", kind="quiet"), 0b111),
        (a_wish("anna ben", never=True), 0),
        (a_wish("anna ben", met_before=True), 0),
        (a_wish("anna ben", met_before=True, must=True), 0b110),
        (a_wish("cleo dora", kind="quiet"), 0b111),
        (a_wish("cleo dora", table="t1"), 0),
    ],
)
def test_a_wish_can_lie_where_all_its_rules_let_it(wish, domain):
    slots = [Slot("s0", minutes=20, block="am"), Slot("s1", minutes=20, block="am"), Slot("s2", minutes=30, block="pm")]
    people = [
        Participant("anna", unavailable=frozenset({"s0"})),
        Participant("ben"),
        Participant("cleo"),
        Participant("dora", needs="quiet"),
    ]

    instance = translate(an_event(slots=slots, tables=TABLES, people=people, wishes=[wish])).instance

    assert instance.domain.tolist() == [domain]


@pytest.mark.parametrize(
    ("values", "worth", "scale", "slack"),
    [
        ([1.0, 2.0], [1, 2], 1.0, 0.0),
        ([0.5, 0.25], [50, 25], 100.0, 0.0),
        ([1 / 3, 1.0], [333333, 1000000], 1e6, 1e-6),
        ([1e9, 0.0000005], [10**15, 0], 1e6, 1e-6),
        ([9e9, 9e9, 0.0000005], [9 * 10**14, 9 * 10**14, 0], 1e5, 1.5e-5),
        ([], [], 1.0, 0.0),
    ],
)
def test_values_become_whole_numbers_with_one_scale(values, worth, scale, slack):
    wishes = [a_wish("anna ben", id=f"w{i}", value=value) for i, value in enumerate(values)]

    translation = translate(an_event(wishes=wishes))

    assert translation.instance.worth.tolist() == worth
    assert translation.instance.scale == scale
    assert translation.slack == pytest.approx(slack)


def test_precedences_become_pairs_each_once():
    wishes = ["anna ben", a_wish("anna cleo", after=("anna-ben", "anna-ben"))]

    assert translate(an_event(wishes=wishes)).instance.after.tolist() == [[0, 1]]


def test_a_new_day_begins_where_the_date_or_the_name_changes():
    dates = [Slot(f"s{t}", datetime(2026, 5, 7 + t // 2, 10 + t, tzinfo=UTC)) for t in range(4)]
    names = [Slot("s0", day="1"), Slot("s1", day="2"), Slot("s2", day="2")]

    assert day_starts_of(an_event(slots=dates)) == 0b100
    assert day_starts_of(an_event(slots=names)) == 0b010


HOUSE = [
    Participant("anna"),
    Participant("ben", organisation="haus", max_meetings=1),
    Participant("cleo", organisation="haus"),
    Participant("dora"),
]


def test_an_organisation_shares_its_meetings_among_its_people():
    problem = an_event(people=HOUSE, wishes=[f"{who} haus" for who in ("anna", "dora")])

    assert send_delegates(problem.wishes, grid_of(problem)) == [("anna", "cleo"), ("dora", "cleo")]


def test_a_colleague_whom_a_never_excludes_is_not_sent():
    problem = an_event(people=HOUSE, wishes=["anna haus", a_wish("anna cleo", never=True)])

    assert send_delegates(problem.wishes, grid_of(problem))[0] == ("anna", "ben")


def test_somebody_and_her_own_house_sends_a_colleague():
    problem = an_event(people=HOUSE, wishes=["cleo haus"])

    assert send_delegates(problem.wishes, grid_of(problem)) == [("cleo", "ben")]


def test_an_organisation_with_nobody_left_can_take_no_meeting():
    translation = translate(an_event(people=HOUSE[:2], wishes=["ben haus"]))

    assert translation.attendees == (("ben",),)
    assert translation.instance.domain.tolist() == [0]


def test_the_bound_of_the_relaxed_instance_leaves_the_choice_of_people_open():
    problem = an_event(people=HOUSE, wishes=["anna haus", "anna dora"])

    relaxed = translate(problem).relaxed

    assert relaxed.members.tolist() == [[0, 4], [0, 3]]
    assert relaxed.n_units == 5
    assert translate(an_event(people=HOUSE, wishes=["anna dora"])).relaxed is None


def test_columns_have_the_promised_types():
    instance = translate(an_event(wishes=["anna ben"])).instance

    assert [column.dtype for column in (instance.members, instance.worth, instance.domain, instance.must)] == [
        np.int32, np.int64, np.uint64, np.int8,
    ]  # fmt: skip
