"""The planner's problem as columns: what every solver reads, and the way in for very large events.

Units (`n_units`) are whatever can do one thing at a time: people first (0 … n_people-1), then tables that a
meeting asks for by name. Only people have gaps and limits. So a fixed table, a room or an interpreter
needs no rule of its own: it is one more member of the meeting.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Masks = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.int8]

UNPLACED = -1


def _no_pairs() -> Ints:
    return np.empty((0, 2), np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """What is to be planned, as columns. Never changed by a solver.

    Attributes:
        n_slots: 1 … 64; bit t of a mask is slot t.
        n_people: How many units are people.
        members: (n_wishes, k) unit of each member, k ≥ 2; people first, -1 where there is none.
        worth: (n_wishes,) integer value ≥ 0; a wish's value times one common scale.
        domain: (n_wishes,) slots in which all members are available and every wish of its own is kept. 0: nowhere.
        max_meetings: (n_people,) most meetings of each person.
        min_meetings: (n_people,) fewest; kept where it can be, before any value.
        capacity: (n_kinds, n_slots) tables. Row 0 counts all tables of a slot; row k ≥ 1 those of kind k.
        kind: (n_wishes,) row of `capacity` the wish also counts against; 0: any table will do.
        must: (n_wishes,) 1: has to be placed. (Wishes that must not be placed have an empty domain.)
        after: (n, 2) pairs (earlier, later) of wishes; where both are placed the first has a smaller slot.
        day_starts: Bit t is set where slot t begins a new day (never bit 0); gaps are counted within days.
        max_gap_spread: See `Problem`. -1: no limit.
        zone: (n_people,) where a person prefers to sit, -1: no matter.
        scale: value of a wish = worth / scale.
    """

    n_slots: int
    n_people: int
    n_units: int
    members: Ints
    worth: Longs
    domain: Masks
    max_meetings: Ints
    capacity: Ints
    min_meetings: Ints
    kind: Ints
    must: Bytes
    after: Ints = field(default_factory=_no_pairs)
    day_starts: int = 0
    max_gap_spread: int = -1
    zone: Ints | None = None
    scale: float = 1.0

    @property
    def n_wishes(self) -> int:
        return len(self.worth)

    @property
    def is_agreed(self) -> bool:
        """Whether every wish has to be placed: the published meeting scheduling problem."""
        return bool(self.must.all())


def gaps_of(busy: Masks, day_starts: int) -> Ints:
    """Gaps of each busy mask: runs of meetings minus one, within each day.

    Cost: a few passes over the array.
    """
    day = np.uint64(day_starts)
    one = np.uint64(1)
    starts = busy & (~(busy << one) | day)
    runs = np.bitwise_count(starts).astype(np.int32)
    days = np.zeros(len(busy), np.int32)
    cuts = [0, *(t for t in range(1, 64) if day_starts >> t & 1), 64]
    for first, last in itertools.pairwise(cuts):
        within = np.uint64(((1 << last) - 1) ^ ((1 << first) - 1))
        days += (busy & within) != 0
    return runs - days
