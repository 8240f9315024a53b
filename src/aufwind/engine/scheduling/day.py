"""The day itself, in the words of the problem: a plan and what changed in, the repaired plan and its moves out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.errors import Finding, ProblemError, Text
from aufwind.engine.scheduling.changes import Substitute, apply_changes, past_slots
from aufwind.engine.scheduling.check import findings_in
from aufwind.engine.scheduling.choose import choose
from aufwind.engine.scheduling.grid import grid_of
from aufwind.engine.scheduling.moves import moves_between
from aufwind.engine.scheduling.plan import plan_from
from aufwind.engine.scheduling.repair import repair
from aufwind.engine.scheduling.seat import NO_TABLE, seat, tables_of
from aufwind.engine.scheduling.solve import solution_of
from aufwind.engine.scheduling.translate import translate

if TYPE_CHECKING:
    import numpy.typing as npt

    from aufwind.engine.problem import Problem, Wish
    from aufwind.engine.result import Meeting, Plan
    from aufwind.engine.scheduling.changes import Changes
    from aufwind.engine.scheduling.instance import Bytes, Ints
    from aufwind.engine.scheduling.moves import Move
    from aufwind.engine.scheduling.repair import Repair
    from aufwind.engine.scheduling.seat import Tables
    from aufwind.engine.scheduling.translate import Translation
    from aufwind.engine.stop import Listener, Stop


@dataclass(frozen=True, slots=True)
class RepairedPlan:
    """A plan after the repair.

    Attributes:
        problem: The event as it is now; musts that cannot be kept any more are ordinary wishes in it.
        moves: Every meeting that is not as it was, with its reason.
        moved_unaffected: How many meetings moved of which nobody is gone, late or leaving early and whose
            table is not lost.
        before: The problem and the plan as they were given.
    """

    plan: Plan
    problem: Problem
    moves: tuple[Move, ...]
    moved_unaffected: int
    before: tuple[Problem, Plan]

    def undo(self) -> tuple[Problem, Plan]:
        """The old problem and the old plan, exactly."""
        return self.before

    @property
    def to_tell(self) -> dict[str, tuple[Move, ...]]:
        """For each participant whose meetings changed all her moves, so that she is told once."""
        people = dict.fromkeys(who for move in self.moves for who in move.people)
        return {who: tuple(move for move in self.moves if who in move.people) for who in people}


def repair_plan(
    problem: Problem,
    plan: Plan,
    changes: Changes,
    *,
    stop: Stop | None = None,
    seed: int = 0,
    most_moved: float = 0.0,
    listener: Listener | None = None,
) -> RepairedPlan:
    """The best plan after something changed that moves the least.

    Meetings that still work stay where they are, at their tables; a colleague takes over where an
    organisation's delegate is gone; what became free is filled with wishes.

    Args:
        problem: The event as it was planned. Never changed.
        plan: Its plan, from this or an earlier repair.
        changes: What happened since.
        stop: Asked between passes; the repair so far is returned once it says yes.
        seed: The same input, seed and passes give the same repair on every machine.
        most_moved: How many unaffected meetings may move to let others take place, as a share of all that
            still work; 0: none does.
        listener: Told after every pass.

    Raises:
        ProblemError: A change or a meeting of the plan names what does not exist, or what changed
            contradicts itself; says where and how to repair it.
    """
    began = monotonic()
    refuse_strangers(problem, plan)
    now = apply_changes(problem, changes)
    if findings := findings_in(now):
        raise ProblemError(findings)
    held = {meeting.wish: meeting for meeting in _taken_over(plan, changes)}
    translation = translate(replace(now, wishes=tuple(with_delegates(wish, held, now) for wish in now.wishes)))
    frozen = past_slots(problem, changes)
    done = _repaired(
        translation, held, changes, frozen=frozen, most_moved=most_moved, stop=stop, seed=seed, listener=listener
    )
    now = with_musts_relaxed(now, done.slot)
    translation = replace(translation, problem=now, grid=grid_of(now))
    fresh = plan_around(translation, done.slot.astype(np.int32), held, seed, monotonic() - began)
    old = replace(plan, meetings=tuple(held.values()))
    moves = moves_between(now, old, fresh, changes)
    return RepairedPlan(fresh, now, moves, len(done.moved), (problem, plan))


def refuse_strangers(problem: Problem, plan: Plan) -> None:
    """A plan of another event is no plan to repair."""
    wishes, slots = {wish.id for wish in problem.wishes}, {slot.id for slot in problem.slots}
    strange = [m for m in plan.meetings if m.wish not in wishes or m.slot not in slots]
    if strange:
        raise ProblemError([_strange(meeting) for meeting in strange])
    for wish, times in Counter(meeting.wish for meeting in plan.meetings).items():
        if times > 1:
            raise ProblemError([_strange(next(m for m in plan.meetings if m.wish == wish))])


def _strange(meeting: Meeting) -> Finding:
    return Finding(
        Text(f"Plan, Termin «{meeting.wish}»", f"Plan, meeting “{meeting.wish}”"),
        Text("Er gehört nicht zu dieser Veranstaltung.", "It does not belong to this event."),
        Text("Geben Sie den Plan dieser Veranstaltung an.", "Give the plan of this event."),
    )


def _taken_over(plan: Plan, changes: Changes) -> list[Meeting]:
    """The meetings with substitutes in their places."""
    by = {change.participant: change.by.id for change in changes.changes if isinstance(change, Substitute)}
    return [replace(meeting, people=tuple(by.get(who, who) for who in meeting.people)) for meeting in plan.meetings]


def with_delegates(wish: Wish, held: dict[str, Meeting], now: Problem) -> Wish:
    """The wish naming those who meet by the old plan, as long as all of them are there."""
    meeting = held.get(wish.id)
    if meeting is None or set(meeting.people) == set(wish.people):
        return wish
    away = {person.id for person in now.participants if meeting.slot in person.unavailable}
    return wish if away & set(meeting.people) else replace(wish, people=meeting.people)


def _repaired(
    translation: Translation,
    held: dict[str, Meeting],
    changes: Changes,
    *,
    frozen: int,
    most_moved: float,
    stop: Stop | None,
    seed: int,
    listener: Listener | None,
) -> Repair:
    problem = translation.problem
    unusable = {table.id: table.unavailable for table in problem.tables}
    without_table = {m.wish for m in held.values() if m.slot in unusable.get(m.table, (m.slot,))}
    return repair(
        translation.instance,
        slots_by(translation, held),
        frozen=frozen,
        affected=np.array([person.id in changes.affected for person in problem.participants], np.bool_),
        first_out=np.array([wish.id in without_table for wish in problem.wishes], np.bool_),
        most_moved=most_moved,
        stop=stop,
        seed=seed,
        listener=listener,
    )


def slots_by(translation: Translation, held: dict[str, Meeting]) -> Bytes:
    """(n_wishes,) slot of each wish by the old plan."""
    order = translation.grid.slots
    places = [order[held[w.id].slot] if w.id in held else -1 for w in translation.problem.wishes]
    return np.array(places, np.int8)


def with_musts_relaxed(problem: Problem, slot: Bytes) -> Problem:
    """Musts that are not kept any more as ordinary wishes; gaps are no reason to stop the day."""
    placed = slot >= 0
    wishes = tuple(
        replace(wish, must=False) if wish.must and not is_placed else wish
        for wish, is_placed in zip(problem.wishes, placed.tolist(), strict=True)
    )
    return replace(problem, wishes=wishes, max_gap_spread=None)


def plan_around(
    translation: Translation,
    slot: Ints,
    held: dict[str, Meeting],
    seed: int,
    seconds: float,
    *,
    seating: Translation | None = None,
) -> Plan:
    """Slots as a plan whose meetings keep their tables; `seating` binds more of them to a table than the problem."""
    solution = solution_of(translation.instance, slot)
    bound = choose(translation.instance).bound
    solution = replace(solution, value_bound=max(bound, solution.value))
    plan = plan_from(translation, solution, seed=seed, seconds=seconds)
    return replace(plan, meetings=_seated(seating or translation, slot, held, plan))


def _seated(translation: Translation, slot: Ints, held: dict[str, Meeting], plan: Plan) -> tuple[Meeting, ...]:
    """The meetings with tables, at their old one where they did not move and it can be used."""
    problem = translation.problem
    tables = tables_of(translation.grid)
    position = {table.id: j for j, table in enumerate(problem.tables)}
    bound = np.array([NO_TABLE if t is None else position[t] for t in translation.fixed], np.int32)
    kept = np.full(len(slot), NO_TABLE, np.int32)
    for i, wish in enumerate(problem.wishes):
        meeting = held.get(wish.id)
        if meeting and slot[i] == translation.grid.slots[meeting.slot] and meeting.table in position:
            kept[i] = position[meeting.table]
    table = seat(translation.instance, slot, tables, _claims(translation, slot, bound, kept, tables))
    index = {wish.id: i for i, wish in enumerate(problem.wishes)}
    seated = [replace(m, table=problem.tables[table[index[m.wish]]].id) for m in plan.meetings]
    order = translation.grid.slots
    return tuple(sorted(seated, key=lambda meeting: (order[meeting.slot], position[meeting.table])))


def _claims(translation: Translation, slot: Ints, bound: Ints, kept: Ints, tables: Tables) -> Ints:
    """Bound tables, and kept ones as far as nobody else has to have them."""
    claims, kinds = bound.copy(), translation.instance.kind
    for t in np.unique(slot[slot >= 0]):
        here = np.flatnonzero(slot == t)
        taken = set(bound[here][bound[here] >= 0].tolist())
        for i in here[(bound[here] < 0) & (kept[here] >= 0)].tolist():
            usable = int(tables.free[kept[i]]) >> int(t) & 1
            right_kind = kinds[i] == 0 or kinds[i] == tables.kind[kept[i]]
            if usable and right_kind and int(kept[i]) not in taken:
                claims[i] = kept[i]
                taken.add(int(kept[i]))
        _give_way(here, int(t), claims, bound=bound, kinds=kinds, tables=tables)
    return claims


def _give_way(here: npt.NDArray[np.intp], t: int, claims: Ints, *, bound: Ints, kinds: Ints, tables: Tables) -> None:
    """Whoever keeps a special table without need leaves it to those who need the kind."""
    for kind in np.unique(kinds[here][(kinds[here] > 0) & (claims[here] < 0)]).tolist():
        special = [j for j in np.flatnonzero(tables.kind == kind).tolist() if int(tables.free[j]) >> t & 1]
        left = len(set(special) - set(claims[here].tolist()))
        short = int(((kinds[here] == kind) & (claims[here] < 0)).sum()) - left
        guests = [i for i in here.tolist() if claims[i] in special and kinds[i] != kind and bound[i] < 0]
        claims[guests[: max(0, short)]] = NO_TABLE
