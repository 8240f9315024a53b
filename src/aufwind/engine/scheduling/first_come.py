"""What self-booking gives: the yardstick every plan is shown beside (as a plan: `plan.self_booked`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.instance import UNPLACED

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Instance, Ints


def registration_order(instance: Instance) -> Ints:
    """The order of booking: people as they registered, each with her wishes as she listed them.

    A wish belongs to the person it names first.
    """
    return np.argsort(instance.members[:, 0], kind="stable").astype(np.int32)


def first_come(instance: Instance, order: Ints | None = None) -> Ints:
    """The slot of each wish (`UNPLACED` where it got none) when everybody books for herself.

    One booking after the other takes the first slot in which all are free and a table is left; nobody looks
    ahead, at values, at musts or at gaps. Fewest meetings, gap spread and precedences are not what
    self-booking knows, but a booking that would break a precedence is refused.

    Args:
        order: Wishes in the order of booking; by default `registration_order`.

    Cost: O(wishes · members), about 3 µs a wish.
    """
    bookings = _Bookings(instance)
    slot = np.full(instance.n_wishes, UNPLACED, np.int32)
    for wish in (registration_order(instance) if order is None else order).tolist():
        slot[wish] = bookings.book(wish)
    return slot


class _Bookings:
    """Who is busy when, and which tables are left. Plain lists: a NumPy scalar costs ten times an int."""

    def __init__(self, instance: Instance) -> None:
        self._members: list[list[int]] = instance.members.tolist()
        self._domain: list[int] = instance.domain.tolist()
        self._kind: list[int] = instance.kind.tolist()
        self._free = [(1 << instance.n_slots) - 1] * instance.n_units
        self._places: list[int] = instance.max_meetings.tolist()
        self._places += [instance.n_slots] * (instance.n_units - instance.n_people)
        self._left: list[list[int]] = instance.capacity.tolist()
        self._open = [sum(1 << t for t, left in enumerate(row) if left > 0) for row in self._left]
        self._slot: dict[int, int] = {}
        self._around = around(instance)

    def book(self, wish: int) -> int:
        units = [unit for unit in self._members[wish] if unit >= 0]
        free = self._domain[wish] & self._open[0] & self._open[self._kind[wish]] & self._allowed(wish)
        for unit in units:
            free &= self._free[unit] if self._places[unit] > 0 else 0
        if not free:
            return UNPLACED
        first = free & -free
        self._take(wish, units, first)
        return first.bit_length() - 1

    def _take(self, wish: int, units: list[int], bit: int) -> None:
        for unit in units:
            self._free[unit] &= ~bit
            self._places[unit] -= 1
        slot = bit.bit_length() - 1
        for row in {0, self._kind[wish]}:
            self._left[row][slot] -= 1
            if not self._left[row][slot]:
                self._open[row] &= ~bit
        if wish in self._around:
            self._slot[wish] = slot

    def _allowed(self, wish: int) -> int:
        """The slots that keep every precedence with what is booked."""
        allowed = -1
        for other, is_earlier in self._around.get(wish, ()):
            if (slot := self._slot.get(other)) is not None:
                allowed &= -(1 << slot + 1) if is_earlier else (1 << slot) - 1
        return allowed


def around(instance: Instance) -> dict[int, list[tuple[int, bool]]]:
    """The wishes each wish has a precedence with, and whether the other one is the earlier."""
    around: dict[int, list[tuple[int, bool]]] = {}
    for earlier, later in instance.after.tolist():
        around.setdefault(later, []).append((earlier, True))
        around.setdefault(earlier, []).append((later, False))
    return around
