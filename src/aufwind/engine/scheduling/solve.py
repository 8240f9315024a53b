"""The search on columns: bound, choose, place, cut gaps, prove."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.first_come import first_come
from aufwind.engine.scheduling.instance import UNPLACED, gaps_of

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Instance, Ints, Masks
    from aufwind.engine.stop import Listener, Stop


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """What the search found.

    Attributes:
        slot: (n_wishes,) slot of each wish, `UNPLACED` where it does not take place.
        value: Worth of what takes place.
        value_bound: No plan is worth more.
        gaps_bound: See `Plan.gaps_bound`.
        is_infeasible: No plan places all musts, and this is proven.
    """

    slot: Ints
    value: int
    value_bound: int
    gaps: int
    gaps_bound: int
    is_infeasible: bool = False

    @property
    def is_proven(self) -> bool:
        """Whether nothing can be better."""
        return self.is_infeasible or (self.value == self.value_bound and self.gaps == self.gaps_bound)


def busy_of(instance: Instance, slot: Ints) -> Masks:
    """The slots in which each person meets, as a set. Cost: O(wishes · members)."""
    placed = np.flatnonzero(slot >= 0)
    bits = np.uint64(1) << slot[placed].astype(np.uint64)
    busy = np.zeros(instance.n_units, np.uint64)
    for column in instance.members[placed].T:
        np.bitwise_or.at(busy, column[column >= 0], bits[column >= 0])
    return busy[: instance.n_people]


def solve(
    instance: Instance, *, stop: Stop | None = None, seed: int = 0, listener: Listener | None = None
) -> Solution:
    """The best slots found until `stop` says so."""
    _ = stop, seed, listener
    order = np.lexsort((-instance.worth, -instance.must)).astype(np.int32)
    return solution_of(instance, first_come(instance, order))


def solution_of(instance: Instance, slot: Ints) -> Solution:
    """What placed wishes are worth, beside the plainest bounds: every wish that can be, and no gap."""
    return Solution(
        slot=slot,
        value=int(instance.worth[slot != UNPLACED].sum()),
        value_bound=int(instance.worth[instance.domain != 0].sum()),
        gaps=int(gaps_of(busy_of(instance, slot), instance.day_starts).sum()),
        gaps_bound=0,
    )
