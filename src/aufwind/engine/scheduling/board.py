"""The schedule while it is being built, as the compiled kernels see it (`native/board.h`)."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from aufwind.engine.scheduling.instance import Bytes, Instance, Ints

_SIZES = ("n_slots", "n_people", "n_units", "n_wishes", "width", "n_kinds")
_ARRAYS = (
    "members",
    "domain",
    "kind",
    "max_meetings",
    "capacity",
    "link_start",
    "link",
    "slot",
    "at",
    "busy",
    "held",
    "count",
    "chain",
    "mark",
    "tally",
)


class BoardStruct(ctypes.Structure):
    """`Board` of native/board.h, field by field."""

    _fields_ = [
        *((name, ctypes.c_int32) for name in _SIZES),
        *((name, ctypes.c_void_p) for name in _ARRAYS),
        ("epoch", ctypes.c_int32),
    ]


def links(after: Ints, n_wishes: int) -> tuple[Ints, Ints]:
    """Precedences by wish: `link[start[w]:start[w + 1]]` has q for each earlier wish, ~q for each later.

    Cost: one sort of the pairs.
    """
    earlier, later = after[:, 0], after[:, 1]
    owner = np.concatenate([later, earlier])
    other = np.concatenate([earlier, ~later])
    order = np.argsort(owner, kind="stable")
    start = np.searchsorted(owner[order], np.arange(n_wishes + 1)).astype(np.int32)
    return start, np.ascontiguousarray(other[order], np.int32)


class Board:
    """Arrays of one schedule and the struct that points at them; the arrays live as long as this object.

    A kernel call that gets `board.pointer` reads and changes `slot`, `at`, `busy`, `held` and `count`;
    `slot` has to be loaded (`board_load`) before anything else.

    Attributes:
        slot: (n_wishes,) slot of each wish, -1 where it is not held.
        at: (n_units, n_slots) wish held there, -1 none.
        busy: (n_units,) slots in which the unit meets.
        held: (n_units,) its number of meetings.
        count: (n_kinds, n_slots) tables in use, by kind as in `Instance.capacity`.
    """

    def __init__(self, instance: Instance, slot: Bytes, *, domain: npt.NDArray[np.uint64] | None = None) -> None:
        """Make the arrays.

        Args:
            instance: What is planned; its columns are shared, not copied.
            slot: (n_wishes,) where to begin; copied.
            domain: Slots each wish may take, where it differs from `instance.domain` (frozen meetings).
        """
        n_units, n_slots, width = instance.n_units, instance.n_slots, instance.members.shape[1]
        self.slot = np.array(slot, np.int8)
        self.at = np.full((n_units, n_slots), -1, np.int32)
        self.busy = np.zeros(n_units, np.uint64)
        self.held = np.zeros(n_units, np.int32)
        self.count = np.zeros(instance.capacity.shape, np.int32)
        self._kept: dict[str, npt.NDArray[np.generic] | None] = {
            "members": np.ascontiguousarray(instance.members, np.int32),
            "domain": np.ascontiguousarray(instance.domain if domain is None else domain, np.uint64),
            "kind": np.ascontiguousarray(instance.kind, np.int32),
            "max_meetings": np.ascontiguousarray(instance.max_meetings, np.int32),
            "capacity": np.ascontiguousarray(instance.capacity, np.int32),
            "link_start": None,
            "link": None,
            "slot": self.slot,
            "at": self.at,
            "busy": self.busy,
            "held": self.held,
            "count": self.count,
            "chain": np.zeros(n_units + 2, np.int32),
            "mark": np.zeros(instance.n_wishes if width > 2 else 0, np.int32),
            "tally": np.zeros(len(instance.capacity), np.int32),
        }
        if len(instance.after):
            self._kept["link_start"], self._kept["link"] = links(instance.after, instance.n_wishes)
        sizes = (n_slots, instance.n_people, n_units, instance.n_wishes, width, len(instance.capacity))
        self._struct = BoardStruct(
            *sizes,
            *(None if (array := self._kept[name]) is None else array.ctypes.data for name in _ARRAYS),
            0,
        )

    @property
    def pointer(self) -> ctypes.c_void_p:
        """Address of the struct, to hand to a kernel."""
        return ctypes.cast(ctypes.pointer(self._struct), ctypes.c_void_p)
