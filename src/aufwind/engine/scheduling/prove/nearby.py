"""Better plans near the best one: free a stretch of slots, keep the rest."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from pysat.solvers import Glucose4

from aufwind.engine.scheduling.instance import gaps_of

if TYPE_CHECKING:
    from aufwind.engine.scheduling.prove.known import Known
    from aufwind.engine.scheduling.prove.model import Model

CONFLICTS = 6_000
"""Of one attempt; with fewer, events with precedences stay stuck a few gaps above the best."""

SMALLEST, WIDER, NARROWER = 0.4, 1.03, 0.97
"""Share of slots freed at first, and how it changes where nothing was there and where it took too long."""


class Nearby:
    """Large neighbourhood search (Shaw 1998) with a satisfiability solver that keeps what it learnt.

    Plans get better a gap or two at a time, also where meetings have an order; the run time stays heavy-tailed
    there. Source of the solver: Glucose 4 (Audemard and Simon), through PySAT;
    it answers many small questions on one formula several times sooner than CaDiCaL.
    """

    def __init__(self, model: Model, counted: list[int], known: Known) -> None:
        """Load the model, with a counter up to the gaps of the plan that is known."""
        assert known.gaps is not None
        clauses = model.clauses
        own = len(clauses.rows)
        self._total = clauses.sorted_up_to(counted, known.gaps)
        self._solver = Glucose4(bootstrap_with=clauses.rows)
        del clauses.rows[own:]
        self._model = model
        self._known = known
        self._chance = Random(1)  # noqa: S311 -- not for secrets
        self._share = SMALLEST
        if known.slot is not None:
            self._solver.set_phases(model.literals(known.slot))

    def improve(self, attempts: int) -> None:
        """Try that many stretches; each better plan is kept and searched from at once."""
        for _ in range(attempts):
            if self._known.is_settled:
                return
            self._attempt()

    def _attempt(self) -> None:
        known, place = self._known, self._model.place
        assert known.slot is not None
        assert known.gaps is not None
        free = self._stretch()
        kept = [place[m][t] for m, t in enumerate(known.slot.tolist()) if m not in free]
        self._solver.conf_budget(CONFLICTS)
        answer = self._solver.solve_limited([*kept, -self._total[known.gaps - 1]])
        if answer:
            known.keep(self._model.slots(self._solver.get_model()))
        elif answer is False:
            self._share = min(1.0, self._share * WIDER)
        else:
            self._share *= NARROWER

    def _stretch(self) -> set[int]:
        """Meetings in some slots, half of the time neighbouring ones, and all of somebody who has gaps."""
        known, task = self._known, self._known.task
        assert known.slot is not None
        width = max(2, round(self._share * task.n_slots))
        first = self._chance.randrange(max(1, task.n_slots - width + 1))
        slots = set(range(first, first + width))
        if self._chance.random() < 0.5:
            slots = set(self._chance.sample(range(task.n_slots), min(width, task.n_slots)))
        gaps = gaps_of(known.busy(known.slot), task.instance.day_starts)
        person = self._chance.choice([p for p, n in enumerate(gaps.tolist()) if n])
        return {m for m, t in enumerate(known.slot.tolist()) if t in slots} | set(task.of_unit[person])
