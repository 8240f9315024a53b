"""A plan carried over to an event that is not as it was: other times or tables, or a meeting put somewhere by hand.

What still works stays. What does not is given another place, first among what is free; only then do meetings of the
people concerned move, and others only as far as the organiser allows it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.errors import Finding, ProblemError, Text
from aufwind.engine.result import Meeting
from aufwind.engine.scheduling.changes import Changes
from aufwind.engine.scheduling.check import findings_in
from aufwind.engine.scheduling.day import (
    RepairedPlan,
    plan_around,
    refuse_strangers,
    slots_by,
    with_delegates,
    with_musts_relaxed,
)
from aufwind.engine.scheduling.moves import moves_between
from aufwind.engine.scheduling.repair import repair
from aufwind.engine.scheduling.translate import translate
from aufwind.engine.scheduling.words import listed, name_of, time_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from aufwind.engine.problem import Problem, Slot, Table, Wish
    from aufwind.engine.result import Plan
    from aufwind.engine.scheduling.instance import Bytes
    from aufwind.engine.scheduling.repair import Bools
    from aufwind.engine.scheduling.translate import Translation
    from aufwind.engine.stop import Stop

Spot = tuple[str, str]
"""Ids of a slot and a table."""


@dataclass(frozen=True, slots=True)
class Hand:
    """What the organiser decides about single meetings.

    Attributes:
        put: Wishes with the spot they get; whoever is in the way there gives way.
        out: Wishes that do not take place any more, and are not to come back.
        locked: Wishes whose meetings stay where they are, whatever else happens.
    """

    put: tuple[tuple[str, Spot], ...] = ()
    out: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()


def replan(
    problem: Problem,
    plan: Plan,
    now: Problem,
    *,
    hand: Hand | None = None,
    past: str | None = None,
    fills: bool = True,
    most_moved: float = 0.0,
    stop: Stop | None = None,
    seed: int = 0,
) -> RepairedPlan:
    """The best plan for `now` that is as much as possible like `plan`.

    Args:
        problem: The event the plan was made for.
        plan: Its plan.
        now: The event as it is now. A slot or table with the id of an earlier one is that one, at another time or not.
        hand: What the organiser decides about single meetings.
        past: Id of the slot that comes next; nothing before it changes. None: nothing has begun.
        fills: Whether wishes that were not met may take what has become free.
        most_moved: How many meetings that are not concerned may move, as a share (0: none does).
        stop: Asked between passes.
        seed: The same input and seed give the same plan on every machine.

    Raises:
        ProblemError: The event contradicts itself, a meeting was put where it cannot be, or the plan is of another
            event; says where and how to repair it.

    Cost: as `repair_plan`, about a tenth of a second for 300 people.
    """
    began = monotonic()
    hand = hand or Hand()
    refuse_strangers(problem, plan)
    now = _decided(_possible(now), hand)
    held = _held(plan, now, hand)
    reasons = _reasons(problem, plan, now, held, hand)
    kept = {wish: m for wish, m in held.items() if wish not in reasons or wish in dict(hand.put)}
    now = replace(now, wishes=tuple(with_delegates(wish, kept, now) for wish in now.wishes))
    bound = _bound(now, held, hand, fills=fills)
    if findings := findings_in(bound):
        raise ProblemError(findings)
    translation = translate(bound)
    touched = {who for wish in reasons if wish in held for who in held[wish].people}
    done = repair(
        translation.instance,
        slots_by(translation, kept),
        frozen=next((t for t, slot in enumerate(now.slots) if slot.id == past), 0),
        affected=np.array([person.id in touched for person in now.participants], np.bool_),
        first_out=_without_table(bound, kept),
        most_moved=most_moved,
        stop=stop,
        seed=seed,
    )
    _refuse_where_it_cannot_be(now, hand, translation, done.slot)
    now = with_musts_relaxed(now, done.slot)
    free = translate(now)
    fresh = plan_around(free, done.slot.astype(np.int32), kept, seed, monotonic() - began, seating=translation)
    moves = moves_between(now, plan, fresh, Changes(), reasons=reasons, then=problem)
    return RepairedPlan(fresh, now, moves, len(done.moved), (problem, plan))


def on_grid(problem: Problem, slots: Sequence[Slot], tables: Sequence[Table]) -> Problem:
    """The event at other times and tables: whoever cannot come at a time cannot come to any slot that touches it.

    What was bound to a slot, block or table that is gone is free from now on.
    """
    slot_ids, table_ids, blocks = {s.id for s in slots}, {t.id for t in tables}, {s.block for s in slots}
    shut = {slot.id: _touching(slot, slots) for slot in problem.slots}

    def carried(away: frozenset[str]) -> frozenset[str]:
        return frozenset(slot for was in away for slot in shut.get(was, ()))

    def wish_now(wish: Wish) -> Wish:
        return replace(
            wish,
            slot=wish.slot if wish.slot in slot_ids else None,
            block=wish.block if wish.block in blocks else None,
            table=wish.table if wish.table in table_ids else None,
        )

    known = {table.id: table for table in problem.tables}
    return replace(
        problem,
        slots=tuple(slots),
        tables=tuple(
            replace(t, unavailable=carried(known[t.id].unavailable) if t.id in known else frozenset()) for t in tables
        ),
        participants=tuple(
            replace(p, unavailable=carried(p.unavailable), table=p.table if p.table in table_ids else None)
            for p in problem.participants
        ),
        wishes=tuple(wish_now(wish) for wish in problem.wishes),
    )


def _touching(was: Slot, slots: Sequence[Slot]) -> list[str]:
    """Ids of the slots that overlap an earlier one in time; where times are not known the one with its id."""
    if was.starts_at is None or any(slot.starts_at is None for slot in slots):
        return [slot.id for slot in slots if slot.id == was.id]
    return [slot.id for slot in slots if _begin(slot) < _end(was) and _begin(was) < _end(slot)]


def _begin(slot: Slot) -> datetime:
    assert slot.starts_at is not None
    return slot.starts_at


def _end(slot: Slot) -> datetime:
    return _begin(slot) + timedelta(minutes=slot.minutes or 1)


def _possible(now: Problem) -> Problem:
    """Minimums that can still be reached."""
    n_slots = len(now.slots)
    people = tuple(
        replace(p, min_meetings=max(0, min(p.min_meetings, n_slots - len(p.unavailable)))) for p in now.participants
    )
    return replace(now, participants=people)


def _decided(now: Problem, hand: Hand) -> Problem:
    """The wishes with the organiser's own decisions in them; what was wished for elsewhere gives way to them."""
    put = dict(hand.put)
    blocks = {slot.id: slot.block for slot in now.slots}

    def decided(wish: Wish) -> Wish:
        if wish.id in hand.out:
            return replace(wish, never=True, must=False)
        if wish.id not in put:
            return wish
        slot, table = put[wish.id]
        return replace(
            wish,
            never=False,
            met_before=False,
            slot=wish.slot and slot,
            table=wish.table and table,
            block=wish.block if wish.block == blocks.get(slot) else None,
        )

    return replace(now, wishes=tuple(decided(wish) for wish in now.wishes))


def _held(plan: Plan, now: Problem, hand: Hand) -> dict[str, Meeting]:
    """The meetings of the old plan that are still wished for, with those that were put somewhere."""
    wishes = {wish.id: wish for wish in now.wishes}
    held = {m.wish: m for m in plan.meetings if m.wish in wishes and m.wish not in hand.out}
    slots, tables = {slot.id for slot in now.slots}, {table.id for table in now.tables}
    for wish, (slot, table) in hand.put:
        if wish not in wishes or slot not in slots or table not in tables:
            raise ProblemError([_nowhere(wish)])
        people = held[wish].people if wish in held else wishes[wish].people
        held[wish] = Meeting(wish, slot, table, people)
        if blocking := [other for other in _in_the_way(held, wish, (slot, table)) if other in hand.locked]:
            raise ProblemError([_is_locked(now, held[other]) for other in blocking])
    return held


def _nowhere(wish: str) -> Finding:
    return Finding(
        Text(f"Termin «{wish}»", f"Meeting “{wish}”"),
        Text("Den Wunsch, das Zeitfenster oder den Tisch gibt es nicht.", "There is no such wish, slot or table."),
        Text("Wählen Sie aus dem Plan.", "Choose from the plan."),
    )


def _is_locked(now: Problem, meeting: Meeting) -> Finding:
    return Finding(
        _people(now, meeting),
        Text("Dieser Termin ist festgehalten.", "This meeting is locked."),
        Text("Lösen Sie ihn zuerst oder wählen Sie eine andere Zeit.", "Unlock it first, or choose another time."),
    )


def _refuse_where_it_cannot_be(now: Problem, hand: Hand, translation: Translation, slot: Bytes) -> None:
    """A meeting put somewhere takes place there, or nothing is changed."""
    index = {wish.id: i for i, wish in enumerate(now.wishes)}
    order = translation.grid.slots
    findings = [
        Finding(
            _people(now, Meeting(wish, where, table, now.wishes[index[wish]].people)),
            Text("Hier kann der Termin nicht liegen.", "The meeting cannot be there."),
            Text(
                "Wählen Sie eine Zeit, zu der beide da sind, und einen Tisch, der dann frei und geeignet ist.",
                "Choose a time when both are there, and a table that is free and suitable then.",
            ),
        )
        for wish, (where, table) in hand.put
        if slot[index[wish]] != order[where]
    ]
    if findings:
        raise ProblemError(findings)


def _reasons(problem: Problem, plan: Plan, now: Problem, held: dict[str, Meeting], hand: Hand) -> dict[str, Text]:
    """Why meetings cannot stay as they are, as far as the change itself says so."""
    slots, tables = {slot.id for slot in now.slots}, {table.id for table in now.tables}
    were = {slot.id: slot for slot in problem.slots}
    reasons: dict[str, Text] = {}
    for wish, meeting in held.items():
        if meeting.slot not in slots:
            at = time_of(were[meeting.slot]) if meeting.slot in were else meeting.slot
            reasons[wish] = Text(f"Das Zeitfenster um {at} entfällt", f"The slot at {at} is dropped")
        elif meeting.table not in tables:
            table = meeting.table
            reasons[wish] = Text(f"Tisch {table} entfällt", f"Table {table} is dropped")
    by_hand = Text("Von Hand geändert", "Changed by hand")
    for wish, spot in hand.put:
        reasons[wish] = by_hand
        for other in _in_the_way(held, wish, spot):
            reasons[other] = _gives_way(now, held[wish])
    return reasons | dict.fromkeys(hand.out & {meeting.wish for meeting in plan.meetings}, by_hand)


def _in_the_way(held: dict[str, Meeting], wish: str, spot: Spot) -> list[str]:
    """Meetings at the same time that share a person or the table."""
    slot, table = spot
    people = {*held[wish].people}
    return [
        other
        for other, meeting in held.items()
        if other != wish and meeting.slot == slot and (meeting.table == table or people & {*meeting.people})
    ]


def _people(now: Problem, meeting: Meeting) -> Text:
    names = {person.id: name_of(person) for person in now.participants}
    return listed(names.get(who, who) for who in meeting.people)


def _gives_way(now: Problem, meeting: Meeting) -> Text:
    people = _people(now, meeting)
    return Text(f"Macht Platz für {people.de}", f"Makes room for {people.en}")


def _bound(now: Problem, held: dict[str, Meeting], hand: Hand, *, fills: bool) -> Problem:
    """The problem for the search: what was put or locked has its one place, what is not to come stays out."""
    spots = dict(hand.put) | {wish: (held[wish].slot, held[wish].table) for wish in hand.locked & {*held}}
    slots, tables = {slot.id for slot in now.slots}, {table.id for table in now.tables}

    def bound(wish: Wish) -> Wish:
        if wish.id in spots:
            slot, table = spots[wish.id]
            if slot in slots and table in tables:
                return replace(wish, slot=slot, table=table, block=None)
        return wish if fills or wish.id in held else replace(wish, never=True, must=False)

    return replace(now, wishes=tuple(bound(wish) for wish in now.wishes), max_gap_spread=None)


def _without_table(bound: Problem, kept: dict[str, Meeting]) -> Bools:
    """(n_wishes,) whose table is gone or cannot be used at that time: they go first where tables are short."""
    unusable = {table.id: table.unavailable for table in bound.tables}
    lost = {m.wish for m in kept.values() if m.slot in unusable.get(m.table, (m.slot,))}
    return np.array([wish.id in lost for wish in bound.wishes], np.bool_)


def renamed(problem: Problem, plan: Plan, ids: Mapping[str, str]) -> tuple[Problem, Plan]:
    """The same event and plan with other ids of slots; what `ids` does not name keeps its own."""

    def name(slot: str) -> str:
        return ids.get(slot, slot)

    now = replace(
        problem,
        slots=tuple(replace(slot, id=name(slot.id)) for slot in problem.slots),
        tables=tuple(replace(t, unavailable=frozenset(map(name, t.unavailable))) for t in problem.tables),
        participants=tuple(replace(p, unavailable=frozenset(map(name, p.unavailable))) for p in problem.participants),
        wishes=tuple(replace(wish, slot=name(wish.slot)) if wish.slot else wish for wish in problem.wishes),
    )
    return now, replace(plan, meetings=tuple(replace(m, slot=name(m.slot)) for m in plan.meetings))
