"""A good plan of agreed meetings in milliseconds: the prover's start (`native/agreed.c`)."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.native import kernel, pointer
from aufwind.engine.scheduling.board import Board
from aufwind.engine.scheduling.instance import UNPLACED

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from aufwind.engine.scheduling.instance import Bytes, Instance, Ints, Masks
    from aufwind.engine.scheduling.prove.known import Known

PLACING_STEPS = 20_000
"""Steps of placing before giving up; feasible published events need a few hundred to a few thousand."""

HEATS = tuple(int(share * 2**32) for share in (0.2, 0.17, 0.15, 0.14, 0.13, 0.12, 0.11, 0.1, 0.09, 0.05))
"""Odds of accepting one gap more, from hot to cold; of several series tried, gaps fall soonest around one in nine."""

SHORTEST = 2_000
"""Chains tried per heat in the first cooling; each cooling is twice as long as the one before."""

COOLINGS, IF_NEAR = 4, 6
"""A few, about 30 ms for 300 meetings; more where the plan comes near the bound."""

NEAR = 4
"""Gaps above the bound up to which a plan is near. Of plans farther away the search makes more than longer cooling."""


class _State(ctypes.Structure):
    """`Agreed` of native/agreed.c, field by field."""

    _fields_ = (
        ("board", ctypes.c_void_p),
        ("day_starts", ctypes.c_uint64),
        ("spread", ctypes.c_int32),
        ("n_waiting", ctypes.c_int32),
        ("waiting", ctypes.c_void_p),
        ("tabu", ctypes.c_void_p),
        ("step", ctypes.c_int64),
        ("hot", ctypes.c_void_p),
        ("place", ctypes.c_void_p),
        ("n_hot", ctypes.c_int32),
        ("cost", ctypes.c_int64),
        ("best", ctypes.c_int64),
        ("best_slot", ctypes.c_void_p),
    )


class Annealer:
    """A plan of agreed meetings that grows better from call to call.

    Attributes:
        cost: Gaps of the best plan, each beyond a spread limit of at least one twice; None before `place`.
    """

    def __init__(self, instance: Instance, domain: list[int], library: ctypes.CDLL, seed: int) -> None:
        """Begin with nothing placed.

        Args:
            domain: Slots of each meeting, possibly fewer than the instance says.
        """
        masks = np.array(domain, np.uint64)
        n_wishes = instance.n_wishes
        self._library = library
        self._seed = ctypes.c_uint64(seed)
        self._board = Board(instance, np.full(n_wishes, UNPLACED, np.int8), domain=masks)
        self._best = np.zeros(n_wishes, np.int8)
        self._kept: list[npt.NDArray[np.generic]] = [
            np.zeros(n_wishes, np.int32),
            np.zeros((n_wishes, instance.n_slots), np.int64),
            np.zeros(instance.n_people, np.int32),
            np.zeros(instance.n_people, np.int32),
        ]
        waiting, tabu, hot, place = (array.ctypes.data for array in self._kept)
        self._state = _State(
            self._board.pointer.value,
            instance.day_starts,
            instance.max_gap_spread,
            0,
            waiting,
            tabu,
            0,
            hot,
            place,
            0,
            0,
            0,
            self._best.ctypes.data,
        )
        order = _hardest_last(instance, masks)
        library.agreed_load(ctypes.byref(self._state), pointer(order))
        self.cost: int | None = None

    def place(self) -> bool:
        """Place everything; False where that did not work within `PLACING_STEPS`."""
        waiting: int = self._library.agreed_place(
            ctypes.byref(self._state), ctypes.c_int64(PLACING_STEPS), ctypes.byref(self._seed)
        )
        if waiting == 0:
            self._library.agreed_count(ctypes.byref(self._state))
            self.cost = int(self._state.best)
        return waiting == 0

    def cool(self, steps: int, enough: int) -> None:
        """Cut gaps once from hot to cold, with `steps` chains per heat, or until the cost is `enough`."""
        for heat in HEATS:
            self._library.agreed_cool(
                ctypes.byref(self._state),
                ctypes.c_int64(steps),
                ctypes.c_uint64(heat),
                ctypes.c_int64(enough),
                ctypes.byref(self._seed),
            )
        self.cost = int(self._state.best)

    def slots(self) -> Bytes:
        """The best plan."""
        return self._best.copy()


def find_start(known: Known, seed: int, stops: Callable[[], bool]) -> None:
    """Look for a plan in some hundredths of a second; leaves `known` as it is where none is found."""
    library, instance = kernel("agreed"), known.task.instance
    if library is None or not instance.n_wishes:
        return
    annealer = Annealer(instance, known.task.domain, library, seed)
    if not annealer.place():
        return
    for cooling in range(IF_NEAR):
        annealer.cool(SHORTEST << cooling, known.bound)
        known.keep(annealer.slots())
        if known.is_settled or stops():
            return
        if cooling + 1 >= COOLINGS and not known.is_within(NEAR):
            return


def _hardest_last(instance: Instance, masks: Masks) -> Ints:
    """Meetings by fewest slots and busiest people last: the stack is served from its end."""
    load = np.bincount(instance.members[instance.members >= 0], minlength=instance.n_units)
    busy = np.where(instance.members >= 0, load[instance.members], 0).sum(axis=1)
    return np.lexsort((busy, -np.bitwise_count(masks).astype(np.int64))).astype(np.int32)
