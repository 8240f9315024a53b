"""What changes on the day: each change, what it leaves alone, and what it refuses."""

from __future__ import annotations

from datetime import datetime

import pytest

from aufwind.engine.errors import ProblemError
from aufwind.engine.problem import Participant, Slot
from aufwind.engine.scheduling.changes import (
    Changes,
    Late,
    Leaves,
    NoShow,
    SlotMoved,
    Substitute,
    TableLost,
    WalkIn,
    apply_changes,
)
from aufwind.engine.testing import a_wish, an_event


def unavailable(problem, who) -> set[str]:
    return next(set(person.unavailable) for person in problem.participants if person.id == who)


@pytest.mark.parametrize(
    ("change", "lost"),
    [(NoShow("anna"), {"s1", "s2"}), (Late("anna", "s2"), {"s1"}), (Leaves("anna", "s2"), {"s2"})],
)
def test_absences_close_slots_from_now_on(change, lost):
    now = apply_changes(an_event(), Changes((change,), now="s1"))

    assert unavailable(now, "anna") == lost
    assert unavailable(now, "ben") == set()


def test_a_table_is_lost_in_some_slots_or_from_now_on():
    event = an_event(tables=2)

    now = apply_changes(event, Changes((TableLost("t0", frozenset({"s0", "s2"})), TableLost("t1")), now="s1"))

    assert [set(table.unavailable) for table in now.tables] == [{"s2"}, {"s1", "s2"}]


def test_a_walk_in_misses_what_has_passed():
    guest = WalkIn(Participant("gerd"), (a_wish("gerd anna"),))

    now = apply_changes(an_event(), Changes((guest,), now="s2"))

    assert unavailable(now, "gerd") == {"s0", "s1"}
    assert [wish.id for wish in now.wishes] == ["gerd-anna"]


def test_a_substitute_takes_over_all_wishes():
    event = an_event(wishes=["anna ben", "ben cleo"])

    now = apply_changes(event, Changes((Substitute("anna", Participant("alma")),)))

    assert [person.id for person in now.participants] == ["alma", "ben", "cleo"]
    assert [wish.people for wish in now.wishes] == [("alma", "ben"), ("ben", "cleo")]


def test_a_substitute_may_keep_the_id():
    event = an_event(wishes=["anna ben"])

    now = apply_changes(event, Changes((Substitute("anna", Participant("anna", name="Alma Neu")),)))

    assert [person.name for person in now.participants] == ["Alma Neu", None, None]


def at(hour: int) -> datetime:
    return datetime(2026, 5, 7, hour)  # noqa: DTZ001 -- the event's own wall clock


def test_a_slot_at_another_moment_takes_its_place_in_time():
    event = an_event(slots=[Slot(f"s{hour}", at(hour)) for hour in (9, 10, 11)])

    now = apply_changes(event, Changes((SlotMoved("s9", at(12)),)))

    assert [(slot.id, slot.starts_at) for slot in now.slots] == [("s10", at(10)), ("s11", at(11)), ("s9", at(12))]


def test_a_moment_for_one_of_the_slots_leaves_the_order():
    event = an_event(slots=2)

    now = apply_changes(event, Changes((SlotMoved("s0", at(12)),)))

    assert [slot.id for slot in now.slots] == ["s0", "s1"]


def test_two_slots_change_times():
    event = an_event(slots=[Slot("a", at(9), block="early"), Slot("b", at(10), block="late")])

    now = apply_changes(event, Changes((SlotMoved("a", "b"),)))

    assert now.slots == (Slot("b", at(9), block="early"), Slot("a", at(10), block="late"))


def test_a_minimum_nobody_can_reach_is_lowered():
    event = an_event(people=[Participant("anna", min_meetings=2), Participant("ben", min_meetings=1)])

    now = apply_changes(event, Changes((Late("anna", "s2"), Late("ben", "s1"))))

    assert [person.min_meetings for person in now.participants] == [1, 1]


def test_affected_are_those_who_are_gone_late_or_leaving():
    changes = Changes(
        (NoShow("a"), Late("b", "s1"), Leaves("c", "s1"), TableLost("t0"), Substitute("d", Participant("e")))
    )

    assert changes.affected == {"a", "b", "c"}


GUEST = Participant("gerd")


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        (Changes((NoShow("otto"),)), "Changes, no-show: There is no participant “otto”."),
        (Changes((Late("anna", "s9"),)), "Changes, late: There is no slot “s9”."),
        (Changes((Leaves("anna", "s9"),)), "Changes, leaving early: There is no slot “s9”."),
        (Changes((TableLost("t9"),)), "Changes, table lost: There is no table “t9”."),
        (Changes((TableLost("t0", frozenset({"s9"})),)), "Changes, table lost: There is no slot “s9”."),
        (Changes((SlotMoved("s9", at(9)),)), "Changes, slot moved: There is no slot “s9”."),
        (Changes((SlotMoved("s0", "s9"),)), "Changes, slot moved: There is no slot “s9”."),
        (Changes((), "s9"), "Changes, now: There is no slot “s9”."),
        (Changes((WalkIn(Participant("anna")),)), "Changes, walk-in: The id “anna” is taken."),
        (Changes((WalkIn(GUEST), WalkIn(GUEST))), "Changes, walk-in: The id “gerd” is taken."),
        (Changes((Substitute("anna", Participant("ben")),)), "Changes, substitute: The id “ben” is taken."),
        (Changes((WalkIn(GUEST, (a_wish("anna ben"),)),)), "Changes, walk-in: The id “anna-ben” is taken."),
        (Changes((SlotMoved("s0", "s2"),), "s1"), "Changes, slot moved: A slot moves into the past."),
        (
            Changes((WalkIn(GUEST, (a_wish("gerd otto"),)),)),
            "Changes, walk-in: There is no participant “otto”.",
        ),
    ],
)
def test_what_does_not_exist_or_is_taken_is_named(changes, what):
    with pytest.raises(ProblemError) as caught:
        apply_changes(an_event(wishes=["anna ben"]), changes)

    assert what in str(caught.value)


def test_a_walk_in_can_be_late_and_the_problem_given_is_not_changed():
    event = an_event()

    now = apply_changes(event, Changes((WalkIn(GUEST), Late("gerd", "s1"))))

    assert unavailable(now, "gerd") == {"s0"}
    assert event == an_event()
