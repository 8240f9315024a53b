"""One pass of the repair, compiled: columns for native/repair.c and what comes back."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.native import kernel
from aufwind.engine.scheduling.board import Board

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Bytes, Instance, Ints, Longs, Masks

INSERTED, KEPT, TOUCHED = range(3)
"""Whose meeting: one the repair put there, one of the old plan, one of the old plan with an affected person."""

BONUS = 100
"""Being one meeting below a person's minimum is as bad as losing so many of the dearest wishes."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass may do.

    Attributes:
        depth: How many meetings one after the other may make room; 0: only where all is free.
        kept: Price of moving an unaffected meeting; None: they stay.
        touched: Price of moving another meeting of an affected person; None: they stay.
        most_moved: Unaffected meetings away from their slot, at most.
    """

    depth: int
    kept: int | None = None
    touched: int | None = None
    most_moved: int = 0


class _Columns(ctypes.Structure):
    """`Pass` of native/repair.c, field by field."""

    _fields_ = [
        *((name, ctypes.c_void_p) for name in ("worth", "home", "class_of", "day", "min_meetings", "order")),
        ("n_order", ctypes.c_int64),
        ("price", ctypes.c_int64 * 3),
        ("bonus", ctypes.c_int64),
        ("most_moved", ctypes.c_int64),
        ("moved", ctypes.c_int64 * 3),
        ("homebound", ctypes.c_int32 * 3),
        ("depth", ctypes.c_int32),
        ("seed", ctypes.c_uint64),
    ]


class RepairBoard:
    """The plan under repair: what still works, and the wishes to fill it with.

    Attributes:
        slot: (n_wishes,) the plan as it is now.
        home: (n_wishes,) slot of each meeting that still works, -1 elsewhere.
        class_of: (n_wishes,) `INSERTED`, `KEPT` or `TOUCHED`.
        worth: (n_wishes,) what the search sums up, in finer units than `Instance.worth`.
        order: Wishes that could be put in, the dearest first.
        day: (n_slots,) the slots of the same day.
        bonus: For each meeting below a person's minimum.
    """

    def __init__(self, instance: Instance, slot: Bytes, domain: Masks, class_of: Bytes, worth: Longs) -> None:
        """Take the meetings that still work; all arrays are shared."""
        self.instance = instance
        self.slot = slot
        self.home = slot.copy()
        self.domain = domain
        self.class_of = class_of
        self.worth = np.ascontiguousarray(worth)
        open_ = np.flatnonzero((class_of == INSERTED) & (domain != 0))
        self.order: Ints = open_[np.argsort(-worth[open_], kind="stable")].astype(np.int32)
        self.day = days_of(instance)
        needs_minimum = bool(instance.min_meetings.any())
        dearest = int(worth[instance.must == 0].max(initial=1))
        self.bonus = BONUS * dearest if needs_minimum else 0

    @property
    def could_gain(self) -> bool:
        """Whether there is any wish left to put in."""
        return bool((self.slot[self.order] < 0).any())

    def run(self, one: Pass, seed: int) -> int:
        """Do a pass: the value it gained."""
        raise NotImplementedError


class CompiledBoard(RepairBoard):
    """The plan under repair, in native/repair.c."""

    def __init__(self, instance: Instance, slot: Bytes, domain: Masks, class_of: Bytes, worth: Longs) -> None:
        super().__init__(instance, slot, domain, class_of, worth)
        library = kernel("repair")
        assert library is not None, "PlainBoard is for machines without the kernel"
        self._library = library
        self._board = Board(instance, slot, domain=domain)
        self._library.repair_load.restype = ctypes.c_int64
        self._library.repair_pass.restype = ctypes.c_int64
        clashes = self._library.repair_load(self._board.pointer)
        self.slot = self._board.slot
        if clashes:
            self._let_go()
        self._kept = (
            self.worth,
            self.home,
            self.class_of,
            self.day,
            np.ascontiguousarray(instance.min_meetings, np.int32),
            self.order,
        )
        self._columns = _Columns(*(array.ctypes.data for array in self._kept), len(self.order))
        self._columns.bonus = self.bonus

    def _let_go(self) -> None:
        """Meetings that clashed were not loaded: they are wishes like others."""
        lost = (self.home >= 0) & (self.slot < 0)
        self.home[lost] = -1
        self.class_of[lost] = INSERTED
        self.order = np.append(self.order, np.flatnonzero(lost).astype(np.int32))

    def run(self, one: Pass, seed: int) -> int:
        columns = self._columns
        for which, price in ((KEPT, one.kept), (TOUCHED, one.touched)):
            columns.homebound[which] = price is None
            if price is not None:
                columns.price[which] = price
        columns.most_moved = max(one.most_moved, columns.moved[KEPT])
        columns.depth, columns.seed = one.depth, seed & (1 << 64) - 1
        gained = int(self._library.repair_pass(self._board.pointer, ctypes.byref(columns)))
        if gained < 0:
            raise MemoryError("the repair could not get the memory it needs")
        return gained


def days_of(instance: Instance) -> Masks:
    """(n_slots,) the slots of the same day as each slot, as a set."""
    day = np.cumsum([instance.day_starts >> t & 1 for t in range(instance.n_slots)])
    bits = np.uint64(1) << np.arange(instance.n_slots, dtype=np.uint64)
    return np.array([np.bitwise_or.reduce(bits[day == mine]) for mine in day], np.uint64)
