"""What native/board.h does, in plain Python: who is busy when, and the moves that keep it valid."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aufwind.engine.scheduling.board import links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aufwind.engine.scheduling.instance import Bytes, Instance


class Chain(NamedTuple):
    """Wishes that change sides between two slots, and the units whose busy pattern changes."""

    wishes: list[int]
    slots: tuple[int, int]
    ends: list[int]


def slots_in(mask: int) -> Iterator[int]:
    """The slots of a mask, earliest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class PlainSchedule:
    """A schedule while it is being built. Wishes of `slot` that clash with an earlier one are left out.

    Attributes:
        slot: Slot of each wish, -1 where it is not held.
        at: For each unit the wish held in each of its busy slots.
        busy: Each unit's busy slots as a mask.
        count: Tables in use by kind and slot, as in `Instance.capacity`.
    """

    def __init__(self, instance: Instance, slot: Bytes) -> None:
        rows: list[list[int]] = instance.members.tolist()
        self.members = [tuple(unit for unit in row if unit >= 0) for row in rows]
        self.domain: list[int] = instance.domain.tolist()
        self.kind: list[int] = instance.kind.tolist()
        self.capacity: list[list[int]] = instance.capacity.tolist()
        most = [instance.n_slots] * (instance.n_units - instance.n_people)
        self.most: list[int] = instance.max_meetings.tolist() + most
        self.n_people, self.n_slots = instance.n_people, instance.n_slots
        self._first, self._link = (array.tolist() for array in links(instance.after, instance.n_wishes))
        self.slot = [-1] * instance.n_wishes
        self.at: list[dict[int, int]] = [{} for _ in range(instance.n_units)]
        self.busy = [0] * instance.n_units
        self.count = [[0] * instance.n_slots for _ in self.capacity]
        self.load(slot)

    def load(self, slot: Bytes) -> None:
        """Begin anew from `slot`."""
        for wish in [wish for wish, t in enumerate(self.slot) if t >= 0]:
            self.take(wish)
        for wish, t in enumerate(slot.tolist()):
            if t >= 0 and self.common(wish) >> t & 1:
                self.put(wish, t)

    def put(self, wish: int, slot: int) -> None:
        """Hold the wish there; no questions asked."""
        self.slot[wish] = slot
        for unit in self.members[wish]:
            self.at[unit][slot] = wish
            self.busy[unit] |= 1 << slot
        self._count(wish, slot, 1)

    def take(self, wish: int) -> None:
        """Hold the wish no longer."""
        slot, self.slot[wish] = self.slot[wish], -1
        for unit in self.members[wish]:
            del self.at[unit][slot]
            self.busy[unit] &= ~(1 << slot)
        self._count(wish, slot, -1)

    def _count(self, wish: int, slot: int, change: int) -> None:
        self.count[0][slot] += change
        if self.kind[wish]:
            self.count[self.kind[wish]][slot] += change

    def common(self, wish: int) -> int:
        """Slots of its domain in which all its members are free."""
        open_slots = self.domain[wish]
        for unit in self.members[wish]:
            open_slots &= ~self.busy[unit]
        return open_slots

    def is_wanted(self, wish: int) -> bool:
        """Whether every member takes one more meeting."""
        return all(len(self.at[unit]) < self.most[unit] for unit in self.members[wish])

    def has_table(self, wish: int, slot: int) -> bool:
        """Whether a table is left for the wish."""
        return all(self.count[row][slot] < self.capacity[row][slot] for row in {0, self.kind[wish]})

    def in_order(self, wish: int, slot: int) -> bool:
        """Whether it would come after what must be earlier and before what must be later."""
        for other in self._link[self._first[wish] : self._first[wish + 1]]:
            there = self.slot[~other if other < 0 else other]
            if there >= 0 and (there <= slot if other < 0 else there >= slot):
                return False
        return True

    def free_slot(self, wish: int) -> int:
        """The least crowded slot that is free, with a table and in order; -1 where there is none."""
        fitting = [t for t in slots_in(self.common(wish)) if self.has_table(wish, t) and self.in_order(wish, t)]
        return min(fitting, key=lambda t: self.count[0][t] / self.capacity[0][t], default=-1)

    def chain(self, wish: int, to: int, guest: int = -1) -> Chain | None:
        """The chain of a held wish with slot `to`, if it may be flipped and leaves a table for `guest`."""
        own = self.slot[wish]
        wishes, seen, ends = [wish], {wish}, []
        for each in wishes:
            other = own + to - self.slot[each]
            if not self.domain[each] >> other & 1:
                return None
            for unit in self.members[each]:
                follower = self.at[unit].get(other)
                if follower is None:
                    ends.append(unit)
                elif follower not in seen:
                    seen.add(follower)
                    wishes.append(follower)
        chain = Chain(wishes, (own, to), ends)
        return chain if self._seats(chain, guest) and self._is_in_order(chain) else None

    def _seats(self, chain: Chain, guest: int) -> bool:
        own, to = chain.slots
        rows = {0, *(self.kind[wish] for wish in chain.wishes)}
        for row in rows:
            moved = [self.slot[wish] for wish in chain.wishes if row in {0, self.kind[wish]}]
            shift = 2 * moved.count(own) - len(moved)
            here = guest >= 0 and row in {0, self.kind[guest]}
            if self.count[row][to] + shift > self.capacity[row][to]:
                return False
            if self.count[row][own] - shift + here > self.capacity[row][own]:
                return False
        return True

    def _is_in_order(self, chain: Chain) -> bool:
        """Links inside a chain break whatever it does, so slots before the flip tell."""
        own, to = chain.slots
        return all(self.in_order(wish, own + to - self.slot[wish]) for wish in chain.wishes)

    def flip(self, chain: Chain) -> None:
        """Swap the two slots along the chain."""
        own, to = chain.slots
        places = [own + to - self.slot[wish] for wish in chain.wishes]
        for wish in chain.wishes:
            self.take(wish)
        for wish, place in zip(chain.wishes, places, strict=True):
            self.put(wish, place)
