"""When: gives chosen wishes slots by colouring with Kempe chains, so that (nearly) all of them fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.recover import plain_or_native
from aufwind.engine.stop import Progress

if TYPE_CHECKING:
    import numpy.typing as npt

    from aufwind.engine.scheduling.instance import Bytes, Instance, Ints
    from aufwind.engine.scheduling.recover import RecoveryLike
    from aufwind.engine.stop import Listener, Stop


_COLOUR_AT_ONCE = 65_536
"""Wishes coloured between two looks at the clock: about 50 ms."""

_MOST_FITTING = 60
"""Rounds of random exchange for what the colouring left over; what fits has fitted long before."""


def place(
    instance: Instance,
    chosen: npt.NDArray[np.integer],
    *,
    seed: int = 0,
    stop: Stop,
    listener: Listener | None = None,
) -> Bytes:
    """Slots for the chosen wishes: as many of them as the method can fit, and no other wish.

    Every result keeps domains, tables of all kinds, limits and precedences; nobody meets twice in a slot.

    Args:
        instance: What is planned.
        chosen: Ids of wishes, all different; the first ones win where not all fit.
        seed: The same seed and number of rounds give the same slots on every machine.
        stop: Asked between rounds; colouring 65,536 wishes is one, each attempt at what is left another.
        listener: Told after each round; `Progress.value` is the worth placed.

    Returns:
        (n_wishes,) slot of each wish, -1 where it is not placed.

    Method: greedy colouring, tightest people first, one Kempe chain where no slot is free; then ejection with
    one-for-one exchanges until nothing is left over. Cost: about 1 s for 650,000 meetings.
    """
    board = plain_or_native(instance, np.full(instance.n_wishes, -1, np.int8), seed)
    order = by_tightness(instance, np.asarray(chosen, np.int32))
    rounds = 0

    def told() -> bool:
        held = board.slot >= 0
        progress = Progress("place", rounds, float(instance.worth[held].sum() / instance.scale), None, None, None)
        if listener is not None:
            listener(progress)
        return stop(progress)

    for first in range(0, len(order), _COLOUR_AT_ONCE):
        board.colour(order[first : first + _COLOUR_AT_ONCE])
        rounds += 1
        if told():
            return board.slot.copy()
    price = np.zeros(instance.n_wishes, np.int64)
    price[order] = 1 + 1000 * instance.must[order].astype(np.int64)
    board.set_price(price, 0)
    for attempt in range(_MOST_FITTING):
        if not _fit(board, order, attempt):
            break
        rounds += 1
        if told():
            break
    return board.slot.copy()


def _fit(board: RecoveryLike, order: Ints, attempt: int) -> bool:
    """One attempt to place what is left of `order`; False when nothing is."""
    left = order[board.slot[order] < 0]
    if not len(left):
        return False
    board.insert(left, depth=1)
    left = order[board.slot[order] < 0]
    if len(left):
        board.wander(left, 3 * len(left), depth=0, loss=int(attempt % 4 == 3))
    return bool(len(left))


def by_tightness(instance: Instance, chosen: Ints) -> Ints:
    """Musts first, then by the member with fewest open slots to spare; equals keep their order.

    Cost: a few passes over the wishes and one stable sort.
    """
    if not len(chosen):
        return chosen
    spare = spare_slots(instance, chosen)
    members = instance.members[chosen]
    tightest = np.where(members >= 0, spare[members], 64).min(axis=1)
    tightest -= 1000 * instance.must[chosen].astype(tightest.dtype)
    return np.ascontiguousarray(chosen[np.argsort(tightest, kind="stable")], np.int32)


def spare_slots(instance: Instance, chosen: Ints) -> Ints:
    """(n_units,) open slots of each unit minus its chosen meetings; open is what any of them may take."""
    open_slots = np.zeros(instance.n_units, np.uint64)
    degree = np.zeros(instance.n_units, np.int32)
    for column in instance.members[chosen].T:
        there = column >= 0
        np.bitwise_or.at(open_slots, column[there], instance.domain[chosen][there])
        degree += np.bincount(column[there], minlength=instance.n_units).astype(np.int32)
    return np.bitwise_count(open_slots).astype(np.int32) - degree
