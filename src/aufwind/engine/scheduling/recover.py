"""Wins back worth that placing lost: inserts what waits, replaces what is cheaper, never loses a must."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Protocol

import numpy as np

from aufwind.engine.native import kernel, pointer
from aufwind.engine.scheduling.board import Board
from aufwind.engine.stop import Progress

if TYPE_CHECKING:
    import numpy.typing as npt

    from aufwind.engine.scheduling.instance import Bytes, Instance, Ints, Longs
    from aufwind.engine.stop import Listener, Stop

_DEPTHS = (0, 0, 1, 1, 2, 2, 3)
"""How deep ejection chains go, pass after pass; most of what can be won is won by the first three."""

_AT_ONCE = {0: 65_536, 1: 8_192, 2: 2_048, 3: 1_024}
"""Wishes tried between two looks at the clock, by depth: at most about 0.1 s."""

_WORTH_WHILE = 1e-6
"""Of the value; two passes in a row that won less end the search in a large event."""

_SMALL = 6_000
"""Up to so many wishes (about 500 people) there is time to shake the plan and climb again."""

_SHAKES = 60
_JOURNAL = 200_000


class RecoveryLike(Protocol):
    """What placing and recovering do to a schedule; native and plain."""

    slowness: int
    """How many times longer an attempt takes than compiled; rounds are made so much smaller."""

    @property
    def slot(self) -> Bytes:
        """(n_wishes,) where the wishes are now."""

    @property
    def held(self) -> Ints:
        """(n_units,) meetings of each."""

    def set_price(self, price: Longs, min_price: int) -> None:
        """Say what counts: the price of each wish, and of each meeting below somebody's minimum."""

    def reset(self, slot: Bytes) -> None:
        """Start anew from `slot`."""

    def colour(self, order: Ints) -> int:
        """Place wishes one after the other where they fit; how many are held."""

    def insert(self, order: Ints, depth: int) -> int:
        """Try waiting wishes, ejecting cheaper ones `depth` steps deep; the value, which never falls."""

    def wander(self, order: Ints, tries: int, depth: int, loss: int) -> int:
        """Force in waiting wishes by chance, losing at most `loss` of value each time; the value."""


class _Struct(ctypes.Structure):
    """`Recovery` of native/recover.c."""

    _fields_ = [
        ("board", ctypes.c_void_p),
        ("price", ctypes.c_void_p),
        ("min_meetings", ctypes.c_void_p),
        ("min_price", ctypes.c_int64),
        *((name, ctypes.c_void_p) for name in ("first", "mine", "changed", "stamp")),
        *((name, ctypes.c_int64) for name in ("value", "most_changes", "n_changes")),
        ("epoch", ctypes.c_int32),
    ]


class Recovery:
    """A schedule that can be coloured, filled and shaken by the compiled kernels."""

    slowness = 1

    def __init__(self, instance: Instance, slot: Bytes, seed: int) -> None:
        library, place = kernel("recover"), kernel("place")
        if library is None or place is None:
            raise RuntimeError("this platform has no compiled kernels: use PlainRecovery")
        self._library, self._place = library, place
        library.recover_wishes.restype = ctypes.c_int64
        library.recover_wander.restype = ctypes.c_int64
        library.recover_value.restype = ctypes.c_int64
        self._instance = instance
        self._board = Board(instance, slot)
        self.slot, self.held = self._board.slot, self._board.held
        self._seed = np.array([seed], np.uint64)
        self._price: Longs | None = None
        self._struct: _Struct | None = None
        self._kept: list[npt.NDArray[np.generic]] = []
        place.place_load(self._board.pointer)

    def set_price(self, price: Longs, min_price: int) -> None:
        instance = self._instance
        order = np.argsort(-price, kind="stable")
        first, mine = wishes_of_units(instance, order.astype(np.int32))
        self._kept = [
            np.ascontiguousarray(price, np.int64),
            np.ascontiguousarray(instance.min_meetings, np.int32),
            first,
            mine,
            np.zeros((_JOURNAL, 2), np.int32),
            np.zeros(instance.n_wishes, np.int32),
        ]
        at = [array.ctypes.data for array in self._kept]
        self._struct = _Struct(self._board.pointer, at[0], at[1], min_price, *at[2:], 0, _JOURNAL, 0, 0)
        self._library.recover_value(ctypes.byref(self._struct))

    def reset(self, slot: Bytes) -> None:
        self.slot[:] = slot
        self._place.place_load(self._board.pointer)
        if self._struct is not None:
            self._library.recover_value(ctypes.byref(self._struct))

    def colour(self, order: Ints) -> int:
        wishes = np.ascontiguousarray(order, np.int32)
        return int(
            self._place.place_wishes(
                self._board.pointer, pointer(wishes), ctypes.c_int32(len(wishes)), pointer(self._seed)
            )
        )

    def insert(self, order: Ints, depth: int) -> int:
        wishes = np.ascontiguousarray(order, np.int32)
        size, deep = ctypes.c_int32(len(wishes)), ctypes.c_int32(depth)
        return int(self._library.recover_wishes(self._pointer(), pointer(wishes), size, deep, pointer(self._seed)))

    def wander(self, order: Ints, tries: int, depth: int, loss: int) -> int:
        wishes = np.ascontiguousarray(order, np.int32)
        sizes = (ctypes.c_int32(len(wishes)), ctypes.c_int32(tries), ctypes.c_int32(depth))
        return int(
            self._library.recover_wander(
                self._pointer(), pointer(wishes), *sizes, ctypes.c_int64(loss), pointer(self._seed)
            )
        )

    def _pointer(self) -> object:
        assert self._struct is not None, "set_price comes first"
        return ctypes.byref(self._struct)


def plain_or_native(instance: Instance, slot: Bytes, seed: int) -> RecoveryLike:
    """The schedule in compiled form, or in plain Python where there are no kernels."""
    if kernel("recover") is not None and kernel("place") is not None:
        return Recovery(instance, slot, seed)
    from aufwind.engine.scheduling.plain_place import PlainRecovery  # noqa: PLC0415 -- seldom needed

    return PlainRecovery(instance, slot, seed)


def wishes_of_units(instance: Instance, order: Ints) -> tuple[Ints, Ints]:
    """Wishes by unit, in the given order: those of unit u are `mine[first[u]:first[u + 1]]`.

    Cost: one stable sort of all members.
    """
    members = instance.members[order]
    there = members >= 0
    unit = members[there]
    wish = np.broadcast_to(order[:, None], members.shape)[there]
    by_unit = np.argsort(unit, kind="stable")
    first = np.searchsorted(unit[by_unit], np.arange(instance.n_units + 1)).astype(np.int32)
    return first, np.ascontiguousarray(wish[by_unit], np.int32)


def prices(instance: Instance) -> tuple[Longs, int]:
    """Price of each wish and of each meeting below a minimum: any minimum outweighs worth, any must outweighs both."""
    dearest = int(instance.worth.max(initial=0)) + 1
    min_price = 16 * dearest
    must_price = 64 * 16 * min_price
    return instance.worth + must_price * instance.must.astype(np.int64), min_price


def recover(
    instance: Instance,
    slot: Bytes,
    *,
    seed: int = 0,
    stop: Stop,
    listener: Listener | None = None,
    value_bound: float | None = None,
) -> Bytes:
    """The schedule after inserting and exchanging wishes as long as that makes it worth more.

    First all musts, then minimum numbers of meetings, then worth; none of the three ever falls in favour of
    a later one. All rules that `slot` keeps are kept.

    Args:
        instance: What is planned; every wish with an open slot may come in, chosen or not.
        slot: (n_wishes,) a valid schedule.
        seed: The same seed and number of rounds give the same schedule on every machine.
        stop: Asked between rounds of at most about 0.1 s.
        listener: Told after each round.
        value_bound: Known bound; the search ends when it is reached.

    Returns:
        (n_wishes,) slots; worth at least as much as `slot`.

    Method: ejection chains (Glover 1996), up to three deep; small events are shaken and climbed again
    (iterated local search). Cost: 1.5 s for 1.2 million wishes to depth 0, 4 s to depth 1.
    """
    board = plain_or_native(instance, slot, seed)
    price, min_price = prices(instance)
    board.set_price(price, min_price)
    search = _Search(instance, board, stop=stop, listener=listener, value_bound=value_bound)
    open_wishes = np.flatnonzero(instance.domain != 0).astype(np.int32)
    order = open_wishes[np.argsort(-price[open_wishes], kind="stable")]
    idle = 0
    for depth in _DEPTHS:
        before = search.value
        if search.tries(order, depth):
            return board.slot.copy()
        idle = 0 if search.value > before * (1 + _WORTH_WHILE) else idle + 1
        if idle == 2 and len(order) > _SMALL:
            return board.slot.copy()
    if len(order) <= _SMALL:
        search.shakes(order)
    return board.slot.copy()


class _Search:
    """The rounds of `recover`: counts them, tells the listener, asks to stop."""

    def __init__(
        self,
        instance: Instance,
        board: RecoveryLike,
        *,
        stop: Stop,
        listener: Listener | None,
        value_bound: float | None,
    ) -> None:
        self._instance, self._board = instance, board
        self._stop, self._listener, self._bound = stop, listener, value_bound
        self._rounds = 0

    @property
    def value(self) -> float:
        """What is held now."""
        return float(self._instance.worth[self._board.slot >= 0].sum() / self._instance.scale)

    def _is_over(self) -> bool:
        self._rounds += 1
        value = self.value
        progress = Progress("place", self._rounds, value, self._bound, None, None)
        if self._listener is not None:
            self._listener(progress)
        return self._stop(progress) or (self._bound is not None and value >= self._bound - 1e-9)

    def tries(self, order: Ints, depth: int) -> bool:
        """One pass over the waiting wishes; whether the search is over."""
        waiting = self._waiting(order, depth)
        size = max(1, _AT_ONCE[depth] // self._board.slowness)
        for first in range(0, len(waiting), size):
            self._board.insert(waiting[first : first + size], depth)
            if self._is_over():
                return True
        return not len(waiting)

    def _waiting(self, order: Ints, depth: int) -> Ints:
        waiting = order[self._board.slot[order] < 0]
        if depth == 0 or len(order) <= _SMALL:
            return waiting
        room = np.ones(self._instance.n_units + 1, bool)  # the last one stands for «no member»
        people = self._instance.n_people
        room[:people] = self._board.held[:people] < self._instance.max_meetings
        room[-1] = False
        return waiting[room[self._instance.members[waiting]].any(axis=1)]

    def shakes(self, order: Ints) -> None:
        """Force in a few wishes at a loss, climb again, and keep what is not worse."""
        best, best_value = self._board.slot.copy(), self._held_price()
        dearest = int(self._instance.worth.max(initial=0))
        for shake in range(_SHAKES):
            waiting = order[self._board.slot[order] < 0]
            if not len(waiting):
                return
            self._board.wander(waiting, 4, depth=1, loss=dearest)
            for depth in (0, 1, 1 + shake % 2):
                self._board.insert(order[self._board.slot[order] < 0], depth)
            value = self._held_price()
            if value >= best_value:
                best, best_value = self._board.slot.copy(), value
            else:
                self._board.reset(best)
            if self._is_over():
                return

    def _held_price(self) -> int:
        """What is held, with musts and minimums: the value the kernel climbs."""
        return self._board.insert(np.empty(0, np.int32), 0)
