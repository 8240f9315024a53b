"""From a problem to its plan: check, translate, search, seat, explain."""

from __future__ import annotations

from collections import Counter
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from aufwind import __version__
from aufwind.engine.errors import ProblemIsInfeasible
from aufwind.engine.result import Meeting, Plan, Unplaced, WorstOff
from aufwind.engine.scheduling.binding import binding
from aufwind.engine.scheduling.check import refuse_errors
from aufwind.engine.scheduling.first_come import first_come
from aufwind.engine.scheduling.instance import gaps_of
from aufwind.engine.scheduling.prove import Names
from aufwind.engine.scheduling.reasons import reasons_for
from aufwind.engine.scheduling.seat import NO_TABLE, seat, tables_of
from aufwind.engine.scheduling.solve import busy_of, solution_of, solve
from aufwind.engine.scheduling.translate import translate
from aufwind.engine.scheduling.words import name_of, time_of

if TYPE_CHECKING:
    from aufwind.engine.problem import Problem
    from aufwind.engine.scheduling.instance import Ints
    from aufwind.engine.scheduling.solve import Solution
    from aufwind.engine.scheduling.translate import Translation
    from aufwind.engine.stop import Listener, Stop


def plan_meetings(
    problem: Problem, *, stop: Stop | None = None, seed: int = 0, listener: Listener | None = None
) -> Plan:
    """Choose who meets whom, at which table and when, for the most total value; then with the fewest gaps.

    Args:
        problem: Slots, tables, participants and wishes. Never changed.
        stop: Asked between rounds; the best plan so far is returned once it says yes. None: when proven,
            after ten seconds at the latest.
        seed: The same problem, seed and rounds give the same plan on every machine.
        listener: Told after every round.

    Returns:
        The plan with bounds no plan can beat, and a reason for each wish that does not take place, checked
        against the constraints. An empty problem gives an empty plan of worth 0.

    Raises:
        ProblemError: The input contradicts itself; names participant, slot or wish and the repair.
        ProblemIsInfeasible: It is proven that the musts cannot all take place.

    Method: see `scheduling/__init__.py`; the bound comes first, so that the search knows when to end.
    """
    began = monotonic()
    refuse_errors(problem)
    translation = translate(problem)
    solution = solve(
        translation.instance,
        stop=stop,
        seed=seed,
        listener=listener,
        names=_names(translation),
        fair_to=problem.fair_to,
        relaxed=translation.relaxed,
    )
    if solution.infeasible is not None:
        raise ProblemIsInfeasible([solution.infeasible])
    return plan_from(translation, solution, seed=seed, seconds=monotonic() - began)


def self_booked(problem: Problem) -> Plan:
    """The plan that comes about when people book for themselves, in the order of registration.

    Its bound is only what all wishes are worth together; see `first_come`.

    Raises:
        ProblemError: As `plan_meetings`.
    """
    refuse_errors(problem)
    translation = translate(problem)
    solution = solution_of(translation.instance, first_come(translation.instance))
    return plan_from(translation, solution, seed=0, seconds=0.0)


def plan_from(translation: Translation, solution: Solution, *, seed: int, seconds: float) -> Plan:
    """Slots with tables and words: the plan as people read it."""
    instance = translation.instance
    reasons = reasons_for(translation, solution.slot)
    gaps = gaps_of(busy_of(instance, solution.slot), instance.day_starts)
    return Plan(
        meetings=_meetings(translation, solution.slot),
        unplaced=tuple(Unplaced(translation.problem.wishes[reason.wish].id, reason.text) for reason in reasons),
        value=solution.value / instance.scale,
        value_bound=solution.value_bound / instance.scale + translation.slack,
        gaps=int(gaps.sum()),
        gaps_bound=solution.gaps_bound,
        gap_spread=int(np.ptp(gaps)) if len(gaps) else 0,
        worst_off=_worst_off(translation, solution.slot),
        binding=binding(translation, solution.slot, reasons),
        proven=solution.is_proven,
        seconds=round(seconds, 3),
        seed=seed,
        version=__version__,
    )


def _names(translation: Translation) -> Names:
    problem = translation.problem
    return Names(
        units=[name_of(person) for person in problem.participants],
        meetings=[wish.id for wish in problem.wishes],
        slots=[time_of(slot) for slot in problem.slots],
    )


def _meetings(translation: Translation, slot: Ints) -> tuple[Meeting, ...]:
    problem = translation.problem
    position = {table.id: j for j, table in enumerate(problem.tables)}
    fixed = np.array([NO_TABLE if t is None else position[t] for t in translation.fixed], np.int32)
    table = seat(translation.instance, slot, tables_of(translation.grid), fixed)
    placed = np.flatnonzero(slot >= 0)
    in_order = placed[np.lexsort((table[placed], slot[placed]))]
    return tuple(
        Meeting(
            wish=problem.wishes[i].id,
            slot=problem.slots[slot[i]].id,
            table=problem.tables[table[i]].id,
            people=translation.attendees[i],
        )
        for i in in_order.tolist()
    )


def _worst_off(translation: Translation, slot: Ints) -> WorstOff | None:
    """The first of those with the fewest meetings, among participants whom a possible wish names by id."""
    named: set[str] = set()
    held: Counter[str] = Counter()
    for wish, attendees, at in zip(translation.problem.wishes, translation.attendees, slot.tolist(), strict=True):
        if not wish.never and (wish.must or not wish.met_before):
            named.update(wish.people)
        if at >= 0:
            held.update(attendees)
    people = [person.id for person in translation.problem.participants if person.id in named]
    least = min(people, key=lambda person: held[person], default=None)
    return None if least is None else WorstOff(least, held[least])
