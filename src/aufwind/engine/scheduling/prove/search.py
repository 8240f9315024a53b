"""Bound and plan moved towards each other until they meet."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from aufwind.engine.scheduling.prove.clauses import uncollected
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
"""Conflicts of the first two attempts to find a plan; after every third attempt twice as many. Run times are
heavy-tailed where meetings have an order; the solver's seed changes little."""

LONGEST = 64_000
"""So that `stop` is asked every few seconds even on the hardest events."""

HOPED, HOPED_IF_ORDERED = 1, 4
"""Gaps above the bound up to which a plan at the bound is looked for before anything is proven …"""

HOPING = 3_000
"""… for so many conflicts. Small events with precedences need a few hundred to two thousand."""

BESIDE, BESIDE_IF_ORDERED = 12, 40
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
        with uncollected():
            self._model = Model(known.task)
        self._counted = [more for gaps in self._model.gaps.values() for more in gaps.counted]
        self._cores = Cores(self._model.clauses, self._counted)
        self._proving = PROVING
        self._attempts = 0
        self._nearby: Nearby | None = None

    @cached_property
    def _prover(self) -> Oracle:
        """Loaded only if a plan is not found before anything has to be proven."""
        prover = Oracle(self._model.clauses.rows)
        if self._known.slot is not None:
            prover.prefer(self._model.literals(self._known.slot))
        return prover

    def run(self, stops: Callable[[], bool]) -> None:
        """Search until `known` is settled or `stops` says so; it is asked after every round."""
        if self._is_hopeful():
            self._find_anew(HOPING)
        stopped = stops()
        while not self._known.is_settled and not stopped:
            self._prove()
            if not self._known.is_settled and self._proving > PROVING:
                self._find()
            stopped = stops()

    def _is_hopeful(self) -> bool:
        is_ordered = bool(self._known.task.after)
        if self._known.gaps is None:
            return is_ordered
        return self._known.is_within(HOPED_IF_ORDERED if is_ordered else HOPED)

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
            self._find_anew(min(FINDING << (self._attempts // 3), LONGEST))
        if not self._known.is_settled:
            self._find_beside()

    def _find_anew(self, conflicts: int) -> None:
        finder = Oracle(self._goal(), finds=True, seed=self._attempts)
        if finder.ask(conflicts=conflicts):
            self._known.keep(self._model.slots(finder.solution()))

    def _find_beside(self) -> None:
        if self._known.gaps is not None:
            self._nearby = self._nearby or Nearby(self._model, self._counted, self._known)
            self._nearby.improve(BESIDE_IF_ORDERED if self._known.task.after else BESIDE)

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
