"""An event that is not as it was keeps what it can of its plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from aufwind.engine.errors import ProblemError
from aufwind.engine.problem import Participant, Problem, Slot, Table, Wish
from aufwind.engine.scheduling.plan import plan_meetings
from aufwind.engine.scheduling.replan import Hand, on_grid, replan
from aufwind.engine.scheduling.verify import verify
from aufwind.engine.stop import after_rounds

NINE = datetime(2027, 2, 11, 9, tzinfo=UTC)


def slots(number: int, *, minutes: int = 20, first: datetime = NINE) -> tuple[Slot, ...]:
    return tuple(
        Slot(f"b1-{t + 1}", starts_at=first + timedelta(minutes=(minutes + 5) * t), minutes=minutes, block="b1")
        for t in range(number)
    )


def tables(number: int) -> tuple[Table, ...]:
    return tuple(Table(str(j + 1)) for j in range(number))


@pytest.fixture(scope="module")
def problem() -> Problem:
    people = tuple(Participant(f"p{i}", name=f"Gast {i}") for i in range(12))
    pairs = [(a, b) for a in range(12) for b in range(a + 1, 12) if (a * 7 + b * 3) % 4 == 0]
    wishes = tuple(Wish(f"w{a}-{b}", (f"p{a}", f"p{b}"), value=1 + (a + b) % 3) for a, b in pairs)
    return Problem(slots(5), tables(4), people, wishes, max_gap_spread=None)


@pytest.fixture(scope="module")
def plan(problem):
    return plan_meetings(problem, stop=after_rounds(20))


def test_other_times_alone_move_nobody(problem, plan):
    later = on_grid(problem, slots(5, minutes=15, first=NINE + timedelta(hours=2)), problem.tables)

    done = replan(problem, plan, later)

    assert done.plan.meetings == plan.meetings
    assert done.moves == ()


def test_meetings_of_a_dropped_slot_find_another_place_and_say_why(problem, plan):
    now = on_grid(problem, slots(4), tables(5))

    done = replan(problem, plan, now)

    assert verify(done.problem, done.plan) == []
    fell_out = [meeting for meeting in plan.meetings if meeting.slot == "b1-5"]
    moves = {move.wish: move for move in done.moves}
    kept = {m.wish for m in done.plan.meetings}
    assert fell_out
    for meeting in fell_out:
        assert moves[meeting.wish].why.en.startswith("The slot at")
        assert (meeting.wish in kept) == (moves[meeting.wish].after is not None)
    touched = {who for meeting in fell_out for who in meeting.people}
    stayed = {m for m in plan.meetings if m.slot != "b1-5" and not touched & {*m.people}}
    assert stayed <= {*done.plan.meetings}
    assert {m.wish for m in plan.meetings} - kept <= {*moves}


def test_a_dropped_table_moves_only_those_who_sat_there(problem, plan):
    now = on_grid(problem, problem.slots, tables(3))

    done = replan(problem, plan, now)

    assert verify(done.problem, done.plan) == []
    assert all(meeting.table != "4" for meeting in done.plan.meetings)
    sat_there = {who for m in plan.meetings if m.table == "4" for who in m.people}
    stayed = {m for m in plan.meetings if not sat_there & {*m.people}}
    assert stayed <= {*done.plan.meetings}


def test_whoever_cannot_come_at_a_time_cannot_come_to_what_touches_it(problem):
    guest = replace(problem.participants[0], unavailable=frozenset({"b1-2"}))
    problem = replace(problem, participants=(guest, *problem.participants[1:]))

    now = on_grid(problem, slots(8, minutes=10), problem.tables)

    # 9:25–9:45 meets 9:30–9:40 only: 9:15–9:25 ends where it begins, 9:45–9:55 begins where it ends.
    assert now.participants[0].unavailable == {"b1-3"}


def test_a_meeting_put_by_hand_is_there_and_the_others_give_way(problem, plan):
    meeting = plan.meetings[0]
    blocker = next(m for m in plan.meetings if m.slot != meeting.slot and not {*m.people} & {*meeting.people})

    done = replan(problem, plan, problem, hand=Hand(put=((meeting.wish, (blocker.slot, blocker.table)),)), fills=False)

    assert verify(done.problem, done.plan) == []
    there = next(m for m in done.plan.meetings if m.wish == meeting.wish)
    assert (there.slot, there.table) == (blocker.slot, blocker.table)
    assert {m.wish for m in done.plan.meetings} <= {m.wish for m in plan.meetings}
    move = next(move for move in done.moves if move.wish == blocker.wish)
    assert "Makes room for" in move.why.en


def test_a_meeting_taken_out_by_hand_does_not_come_back(problem, plan):
    gone = plan.meetings[0].wish

    once = replan(problem, plan, problem, hand=Hand(out=frozenset({gone})))
    again = replan(once.problem, once.plan, on_grid(once.problem, slots(6), problem.tables))

    assert gone not in {m.wish for m in once.plan.meetings} | {m.wish for m in again.plan.meetings}


def test_a_locked_meeting_stays_and_is_not_pushed_away(problem, plan):
    meeting = next(m for m in plan.meetings if m.slot == "b1-2")
    other = next(m for m in plan.meetings if m.slot != "b1-2" and not {*m.people} & {*meeting.people})
    hand = Hand(put=((other.wish, (meeting.slot, meeting.table)),), locked=frozenset({meeting.wish}))

    with pytest.raises(ProblemError) as refused:
        replan(problem, plan, problem, hand=hand)
    assert "locked" in refused.value.findings[0].text("en")

    done = replan(
        problem, plan, on_grid(problem, slots(3), problem.tables), hand=Hand(locked=frozenset({meeting.wish}))
    )
    assert meeting in done.plan.meetings


def test_nobody_is_put_where_she_cannot_be(problem, plan):
    meeting = plan.meetings[0]
    guest = replace(problem.participants[0], unavailable=frozenset({"b1-5"}))
    wish = next(w for w in problem.wishes if "p0" in w.people)
    away = replace(problem, participants=(guest, *problem.participants[1:]))
    fresh = plan_meetings(away, stop=after_rounds(5))

    with pytest.raises(ProblemError):
        replan(away, fresh, away, hand=Hand(put=((wish.id, ("b1-5", "1")),)))
    with pytest.raises(ProblemError):
        replan(problem, plan, problem, hand=Hand(put=((meeting.wish, ("nowhere", "1")),)))
