"""Bound and plan moved towards each other until they meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.instance import gaps_of
from aufwind.engine.scheduling.prove.cores import Cores, trimmed
from aufwind.engine.scheduling.prove.explain import explained
from aufwind.engine.scheduling.prove.model import Model
from aufwind.engine.scheduling.prove.oracle import Oracle

if TYPE_CHECKING:
    from collections.abc import Callable

    from aufwind.engine.scheduling.instance import Bytes, Masks
    from aufwind.engine.scheduling.prove.contradiction import Contradiction
    from aufwind.engine.scheduling.prove.reduce import Task

FIRST_ROUND = 4_000
"""Conflicts of the first question; most proofs need fewer, most schedules are found by the finder."""

LONGEST_ROUND = 64_000
"""So that `stop` is asked every few seconds even on the hardest events."""

TRIMMING = 200
"""Conflicts spent on each attempt to make a core smaller."""


class Search:
    """A task, the best plan known and the bound.

    Attributes:
        slot: Best plan known, or None.
        gaps: Its gaps.
        bound: No plan has fewer gaps.
        contradiction: Set once it is proven that there is no plan.
    """

    def __init__(self, task: Task, slot: Bytes | None, bound: int) -> None:
        self._task = task
        self._known_bound = bound
        self.slot: Bytes | None = None
        self.gaps: int | None = None
        self.contradiction: Contradiction | None = None
        self.rounds = 0
        self._cores: Cores | None = None
        if slot is not None:
            self._keep(slot)

    @property
    def bound(self) -> int:
        """No plan has fewer gaps."""
        return max(self._known_bound, self._cores.bound if self._cores else 0)

    @property
    def is_done(self) -> bool:
        """Whether the best plan is proven best, or that there is none."""
        return self.contradiction is not None or (self.gaps is not None and self.gaps <= self.bound)

    def run(self, stops: Callable[[], bool]) -> None:
        """Search until done or `stops` says so; it is asked after every round.

        A prover raises the bound core by core. Where a question takes it too long, a finder with a fresh
        memory looks for a plan at the bound reached, and both get more time in turn.
        """
        if self.is_done:
            return
        model = Model(self._task)
        prover = Oracle(model.clauses.rows)
        cores = self._cores = Cores(
            model.clauses, [literal for gaps in model.gaps.values() for literal in gaps.counted]
        )
        finder: Oracle | None = None
        budget = FIRST_ROUND
        while not self.is_done:
            answer = prover.ask(list(cores.hopes), conflicts=budget)
            if answer:
                self._keep(model.slots(prover.solution()))
            elif answer is False:
                finder = None
                self._raise_bound(cores, prover)
            else:
                finder = finder or self._finder(model, cores)
                if finder.ask(conflicts=8 * budget):
                    self._keep(model.slots(finder.solution()))
                budget = min(2 * budget, LONGEST_ROUND)
            self.rounds += 1
            if stops():
                break

    def _raise_bound(self, cores: Cores, prover: Oracle) -> None:
        core = prover.core()
        if core:
            cores.relax(trimmed(core, prover, conflicts=TRIMMING), prover)
        else:
            self.contradiction = explained(self._task.instance)

    def _finder(self, model: Model, cores: Cores) -> Oracle:
        finder = Oracle([*model.clauses.rows, *([hope] for hope in cores.hopes)], finds=True)
        if self.slot is not None:
            finder.prefer(
                [place[t] for place, t in zip(model.place, self.slot.tolist(), strict=True) if t in place]
            )
        return finder

    def _keep(self, slot: Bytes) -> None:
        gaps = int(gaps_of(_busy(self._task, slot), self._task.instance.day_starts).sum())
        if self.gaps is None or gaps < self.gaps:
            self.slot, self.gaps = slot, gaps


def _busy(task: Task, slot: Bytes) -> Masks:
    """The slots in which each person meets, as sets."""
    busy = np.zeros(task.n_people, np.uint64)
    for person in range(task.n_people):
        for meeting in task.of_unit[person]:
            busy[person] |= np.uint64(1) << np.uint64(slot[meeting])
    return busy
