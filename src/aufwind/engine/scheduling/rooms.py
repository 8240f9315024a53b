"""What a growing choice of wishes has taken, and what room is left for more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.certificate import places_of, tables_of

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Bytes, Instance, Longs


@dataclass(slots=True, eq=False)
class Rooms:
    """What is taken so far and what room is left; `take` and `give` keep both in step."""

    instance: Instance
    taken: Bytes
    unit: Longs
    row: Longs

    @classmethod
    def empty(cls, instance: Instance) -> Rooms:
        """Nothing taken."""
        return cls(instance, np.zeros(instance.n_wishes, np.int8), places_of(instance), tables_of(instance))

    def take_all(self, wishes: Longs) -> None:
        """Take many wishes at once, whether they fit or not."""
        self.taken[wishes] = 1
        for column in self.instance.members[wishes].T:
            self.unit -= np.bincount(column + 1, minlength=len(self.unit) + 1)[1:]
        kind = self.instance.kind[wishes]
        self.row -= np.bincount(kind[kind > 0], minlength=len(self.row))
        self.row[0] -= len(wishes)

    def fits(self, wish: int) -> bool:
        """Whether one more wish has room."""
        kind = self.instance.kind[wish]
        units = self.instance.members[wish]
        return bool(self.row[0] > 0 and (kind == 0 or self.row[kind] > 0) and (self.unit[units[units >= 0]] > 0).all())

    def change(self, wish: int, by: int) -> None:
        """Take (+1) or give back (-1) one wish."""
        kind = self.instance.kind[wish]
        self.taken[wish] += by
        self.row[0] -= by
        if kind > 0:
            self.row[kind] -= by
        units = self.instance.members[wish]
        self.unit[units[units >= 0]] -= by
