"""What is known about the best plan at any moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.instance import gaps_of

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Bytes
    from aufwind.engine.scheduling.prove.reduce import Task


class Known:
    """The best plan and the bound.

    Attributes:
        task: What is planned.
        slot: Best plan known, or None.
        gaps: Its gaps.
        bound: No plan has fewer gaps.
        is_infeasible: It is proven that there is no plan.
        rounds: Rounds of search so far.
    """

    def __init__(self, task: Task, bound: int) -> None:
        self.task = task
        self.slot: Bytes | None = None
        self.gaps: int | None = None
        self.bound = bound
        self.is_infeasible = False
        self.rounds = 0

    @property
    def is_settled(self) -> bool:
        """Whether the best plan is proven best, or that there is none."""
        return self.is_infeasible or (self.gaps is not None and self.gaps <= self.bound)

    def is_within(self, gaps: int) -> bool:
        """Whether a plan is known that has at most so many gaps more than the bound."""
        return self.gaps is not None and self.gaps <= self.bound + gaps

    def keep(self, slot: Bytes) -> None:
        """Take over a plan if it has fewer gaps and keeps the spread."""
        gaps = gaps_of(self.busy(slot), self.task.instance.day_starts)
        spread = self.task.instance.max_gap_spread
        if spread >= 0 and np.ptp(gaps) > spread:
            return
        if self.gaps is None or gaps.sum() < self.gaps:
            self.slot, self.gaps = slot, int(gaps.sum())

    def raise_bound(self, bound: int) -> None:
        """Take over a bound if it is better."""
        self.bound = max(self.bound, bound)

    def busy(self, slot: Bytes) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
        """The slots in which each person meets, as sets."""
        busy = [sum(1 << int(slot[m]) for m in self.task.of_unit[p]) for p in range(self.task.n_people)]
        return np.array(busy, np.uint64)
