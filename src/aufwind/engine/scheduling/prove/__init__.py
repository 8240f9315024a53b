"""Agreed meetings: proves that a plan has the fewest gaps possible, or that there is no plan.

reduce.py          what follows without search: smaller domains, Hall's condition, order
clauses.py         clauses and cardinality rules
model.py           the question «a plan with few gaps?» as clauses
oracle.py          the satisfiability solver
cores.py           the lower bound, raised core by core
search.py          bound and plan moved towards each other
explain.py         which rules contradict each other
contradiction.py   why there is no plan, in words
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.pattern import pattern_bound
from aufwind.engine.scheduling.prove.anneal import find_start
from aufwind.engine.scheduling.prove.contradiction import Contradiction, Names, finding
from aufwind.engine.scheduling.prove.known import Known
from aufwind.engine.scheduling.prove.reduce import reduced
from aufwind.engine.stop import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from aufwind.engine.errors import Finding
    from aufwind.engine.scheduling.instance import Bytes, Instance
    from aufwind.engine.scheduling.pattern import PatternBound
    from aufwind.engine.stop import Listener, Stop

__all__ = ["MOST_PLACES", "Contradiction", "Names", "Proof", "prove"]

MOST_PLACES = 40_000
"""Pairs of meeting and slot up to which a search is begun; beyond, writing it down alone takes seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """What is known about the best plan.

    Attributes:
        slot: (n_wishes,) the best plan known; None where none is.
        gaps: Its gaps.
        gaps_bound: No plan has fewer.
        proven: `gaps` meets `gaps_bound`, or there is no plan.
        infeasible: Why there is no plan; None where there is one or nobody knows.
    """

    slot: Bytes | None
    gaps: int | None
    gaps_bound: int
    proven: bool
    infeasible: Finding | None


def prove(
    instance: Instance,
    *,
    start: Bytes | None = None,
    stop: Stop,
    listener: Listener | None = None,
    seed: int = 0,
    names: Names | None = None,
) -> Proof:
    """The plan of agreed meetings with the fewest gaps, proven, or the reason why there is none.

    Args:
        instance: Every wish has to be placed (`is_agreed`).
        start: A plan to begin with, keeping all rules; spares the search where it meets the bound.
        stop: Asked between rounds of some thousand conflicts; the best plan so far is returned once it says
            yes.
        listener: Told after each of these rounds.
        seed: Of the annealing that looks for a plan to begin with.
        names: How the reason speaks of people, meetings and slots; numbers counted from 1 without.

    Returns:
        With `proven` unless `stop` came first or the event has more than `MOST_PLACES` pairs of meeting and
        slot; then `gaps_bound` is what was proven so far.

    Method: busy-pattern bound, then core-guided MaxSAT (`prove.search`). The same instance, start and rounds
    give the same proof on every machine.
    """
    _ = seed
    task = reduced(instance)
    if isinstance(task, Contradiction):
        return _none(_in_detail(task, instance), names)
    domain = np.array(task.domain, np.uint64)
    pattern = pattern_bound(instance, domain=domain)
    if pattern.hopeless is not None:
        return _none(_spread(pattern, instance), names)
    known = Known(task, pattern.gaps)
    if start is not None:
        known.keep(start)
    stops = partial(_stops, known, stop, listener)
    is_small = sum(slots.bit_count() for slots in task.domain) <= MOST_PLACES
    if is_small and not known.is_settled:
        find_start(known, seed, stops)
    if is_small and not known.is_settled:
        _search(known, stops)
    if known.is_infeasible:
        return _none(_in_detail(Contradiction("search"), instance), names)
    return Proof(known.slot, known.gaps, known.bound, proven=known.is_settled, infeasible=None)


def _search(known: Known, stops: Callable[[], bool]) -> None:
    from aufwind.engine.scheduling.prove.search import Search  # noqa: PLC0415 -- the solver loads only if needed

    Search(known).run(stops)


def _stops(known: Known, stop: Stop, listener: Listener | None) -> bool:
    known.rounds += 1
    instance = known.task.instance
    value = float(instance.worth.sum()) / instance.scale
    progress = Progress("prove", known.rounds, value, value, known.gaps, known.bound)
    if listener:
        listener(progress)
    return stop(progress)


def _spread(pattern: PatternBound, instance: Instance) -> Contradiction:
    person = pattern.hopeless
    assert person is not None
    return Contradiction("spread", units=(person,), number=int(pattern.least[person]), limit=instance.max_gap_spread)


def _in_detail(contradiction: Contradiction, instance: Instance) -> Contradiction:
    """A contradiction that names something."""
    if contradiction.kind != "search":
        return contradiction

    from aufwind.engine.scheduling.prove.explain import explained  # noqa: PLC0415 -- the solver loads only if needed

    return explained(instance)


def _none(contradiction: Contradiction, names: Names | None) -> Proof:
    return Proof(None, None, 0, proven=True, infeasible=finding(contradiction, names or Names()))
