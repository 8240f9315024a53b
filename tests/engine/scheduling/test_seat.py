"""Tables: everybody gets one that fits, and people stay where they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from aufwind.engine import Participant, ProblemIsInfeasible, Table
from aufwind.engine.scheduling.plan import self_booked
from aufwind.engine.scheduling.seat import numbered_tables, seat, tables_of
from aufwind.engine.scheduling.translate import translate
from aufwind.engine.scheduling.verify import verify
from aufwind.engine.testing import a_wish, an_event
from tests.engine.scheduling.tiny import tiny_problems


def seated(problem, slots):
    """Table of each wish when the wishes lie in these slots."""
    translation = translate(problem)
    position = {table.id: j for j, table in enumerate(problem.tables)}
    fixed = np.array([-1 if table is None else position[table] for table in translation.fixed], np.int32)
    table = seat(translation.instance, np.array(slots, np.int32), tables_of(translation.grid), fixed)
    return [problem.tables[j].id if j >= 0 else None for j in table]


def test_a_person_stays_at_her_table_in_meetings_after_one_another():
    problem = an_event(tables=3, people="anna ben cleo dora", wishes=["cleo dora", "anna ben", "anna dora", "ben cleo"])

    assert seated(problem, [0, 0, 1, 1]) == ["t0", "t1", "t1", "t0"]


def test_a_bound_meeting_has_its_table_and_the_others_make_room():
    problem = an_event(people="anna ben cleo dora", wishes=["anna ben", a_wish("cleo dora", table="t0")])

    assert seated(problem, [0, 0]) == ["t1", "t0"]


def test_a_special_table_is_left_to_those_who_need_it():
    tables = [Table("t0", kind="quiet"), Table("t1"), Table("t2")]
    problem = an_event(
        tables=tables,
        people="anna ben cleo dora emil frida",
        wishes=["anna ben", "cleo dora", a_wish("emil frida", kind="quiet")],
    )

    assert seated(problem, [0, 0, 0]) == ["t1", "t2", "t0"]


def test_a_kept_table_is_given_away_last():
    people = [Participant("anna", table="t0"), *(Participant(name) for name in ("ben", "cleo", "dora"))]
    problem = an_event(people=people, wishes=["ben cleo", "anna ben"])

    assert seated(problem, [0, 1]) == ["t1", "t0"]


def test_people_stay_in_their_zone_when_their_table_is_taken():
    tables = [Table("t0", zone="hall"), Table("t1", zone="foyer"), Table("t2", zone="foyer"), Table("t3", zone="hall")]
    wishes = ["anna ben", "cleo dora", a_wish("anna cleo", table="t0"), "ben dora"]
    problem = an_event(tables=tables, people="anna ben cleo dora", wishes=wishes)

    assert seated(problem, [0, 0, 1, 1])[2:] == ["t0", "t1"]  # dora was at t1


def test_somebody_who_keeps_a_table_draws_others_to_its_zone():
    tables = [Table("t0", zone="hall"), Table("t1", zone="foyer"), Table("t2", zone="foyer")]
    people = [Participant("anna", table="t2"), Participant("ben"), Participant("cleo")]
    problem = an_event(tables=tables, people=people, wishes=["anna ben", "ben cleo"])

    assert seated(problem, [0, 1]) == ["t2", "t2"]


def test_who_is_not_placed_has_no_table():
    assert seated(an_event(wishes=["anna ben", "anna cleo"]), [1, -1]) == ["t0", None]


def test_tables_that_are_only_counted_are_numbered():
    instance = translate(
        an_event(tables=[Table("t0", kind="quiet"), Table("t1", unavailable=frozenset({"s0"}))])
    ).instance

    tables = numbered_tables(instance)

    assert tables.kind.tolist() == [0, 1]
    assert tables.free.tolist() == [0b110, 0b111]


def test_a_zone_without_tables_is_no_wish():
    problem = an_event(wishes=["anna ben"])
    instance = replace(translate(problem).instance, zone=np.array([5, -1, 5], np.int32))

    table = seat(instance, np.array([0], np.int32), numbered_tables(instance))

    assert table.tolist() == [0]


@settings(max_examples=60, deadline=None)
@given(tiny_problems())
def test_whatever_fits_by_numbers_can_be_seated(problem):
    try:
        plan = self_booked(problem)
    except ProblemIsInfeasible:
        return

    assert [finding for finding in verify(problem, plan) if finding.where.en.startswith("Meeting")] == []
