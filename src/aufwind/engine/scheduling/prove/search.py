"""Bound and plan moved towards each other until they meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.engine.scheduling.prove.cores import Cores, trimmed
from aufwind.engine.scheduling.prove.model import Model
from aufwind.engine.scheduling.prove.nearby import Nearby
from aufwind.engine.scheduling.prove.oracle import Oracle

if TYPE_CHECKING:
    from collections.abc import Callable

    from aufwind.engine.scheduling.prove.known import Known

PROVING = 4_000
"""Conflicts of the first question to the prover; doubled each time it does not answer."""

FINDING = 8_000
"""Conflicts of the first two attempts to find a plan, of two more with twice as many, and so on. How long an
attempt takes varies by an order of magnitude with its seed, so two short ones are worth more than a long one."""

LONGEST = 64_000
"""So that `stop` is asked every few seconds even on the hardest events."""

BESIDE = 40
"""Stretches of slots tried beside the best plan after each failed attempt from nothing."""

TRIMMING = 200
"""Conflicts spent on each attempt to make a core smaller."""


class Search:
    """A prover and finders on one model.

    A prover raises the bound core by core. Where a question takes it too long, a finder with a fresh memory looks
    for a plan at the bound reached, then beside the best plan, and all get more time in turn.
    """

    def __init__(self, known: Known) -> None:
        """Write the model; nothing is searched yet."""
        self._known = known
        self._model = Model(known.task)
        self._counted = [more for gaps in self._model.gaps.values() for more in gaps.counted]
        self._prover = Oracle(self._model.clauses.rows)
        self._cores = Cores(self._model.clauses, self._counted)
        self._proving = PROVING
        self._attempts = 0
        self._nearby: Nearby | None = None
        if known.slot is not None:
            self._prover.prefer(self._model.literals(known.slot))

    def run(self, stops: Callable[[], bool]) -> None:
        """Search until `known` is settled or `stops` says so; it is asked after every round."""
        stopped = False
        while not self._known.is_settled and not stopped:
            self._prove()
            if not self._known.is_settled and self._proving > PROVING:
                self._find()
            stopped = stops()

    def _prove(self) -> None:
        answer = self._prover.ask(list(self._cores.hopes), conflicts=self._proving)
        if answer:
            self._known.keep(self._model.slots(self._prover.solution()))
        elif answer is None:
            self._proving = min(2 * self._proving, LONGEST)
        elif core := self._prover.core():
            self._cores.relax(trimmed(core, self._prover, conflicts=TRIMMING), self._prover)
            self._known.raise_bound(self._cores.bound)
            self._proving, self._attempts = PROVING, 0
        else:
            self._known.is_infeasible = True

    def _find(self) -> None:
        """Beside the best plan first where meetings have an order; from nothing first where they have none."""
        self._attempts += 1
        if self._known.task.after and self._attempts == 1:
            self._find_beside()
        if not self._known.is_settled:
            self._find_anew()
        if not self._known.is_settled:
            self._find_beside()

    def _find_anew(self) -> None:
        budget = min(FINDING << (self._attempts // 3), LONGEST)
        finder = Oracle(self._goal(), finds=True, seed=self._attempts)
        if finder.ask(conflicts=budget):
            self._known.keep(self._model.slots(finder.solution()))

    def _find_beside(self) -> None:
        if self._known.gaps is not None:
            self._nearby = self._nearby or Nearby(self._model, self._counted, self._known)
            self._nearby.improve(BESIDE)

    def _goal(self) -> list[list[int]]:
        """A plan with as many gaps as the bound says.

        What the cores leave to hope for says more than a sum of all gaps; it says too much where the bound
        comes from elsewhere.
        """
        clauses = self._model.clauses
        if self._cores.bound >= self._known.bound:
            return [*clauses.rows, *([hope] for hope in self._cores.hopes)]
        own = len(clauses.rows)
        clauses.at_most(self._counted, self._known.bound)
        goal = list(clauses.rows)
        del clauses.rows[own:]
        return goal
