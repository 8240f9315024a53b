"""What native/place.c and native/recover.c do, in plain Python: their reference, and the way without kernels."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.plain_board import PlainSchedule, slots_in

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Bytes, Instance, Ints, Longs

_MOST_TRIED = 6


class _PricedSchedule(PlainSchedule):
    """A schedule that knows what it is worth: the prices of what is held, and of minimums that are kept."""

    def __init__(self, instance: Instance, slot: Bytes) -> None:
        self.price = [0] * instance.n_wishes
        self.least: list[int] = instance.min_meetings.tolist() + [0] * (instance.n_units - instance.n_people)
        self.min_price = 0
        self.value = 0
        super().__init__(instance, slot)

    def set_price(self, price: list[int], min_price: int) -> None:
        self.price, self.min_price = price, min_price
        held = sum(price for price, t in zip(self.price, self.slot, strict=True) if t >= 0)
        kept = sum(min(len(at), least) for at, least in zip(self.at, self.least, strict=True))
        self.value = held + min_price * kept

    def put(self, wish: int, slot: int) -> None:
        short = sum(len(self.at[unit]) < self.least[unit] for unit in self.members[wish])
        self.value += self.price[wish] + self.min_price * short
        super().put(wish, slot)

    def take(self, wish: int) -> None:
        super().take(wish)
        short = sum(len(self.at[unit]) < self.least[unit] for unit in self.members[wish])
        self.value -= self.price[wish] + self.min_price * short


class PlainRecovery:
    """A schedule that can be coloured, filled and shaken; see `RecoveryLike`."""

    slowness = 256

    def __init__(self, instance: Instance, slot: Bytes, seed: int) -> None:
        self._board = _PricedSchedule(instance, slot)
        self._chance = random.Random(seed)  # noqa: S311 -- a search, not a secret
        self._price: list[int] = self._board.price
        self._wishes: list[list[int]] = [[] for _ in range(instance.n_units)]
        self._trail: list[tuple[int, int]] = []

    @property
    def slot(self) -> Bytes:
        """(n_wishes,) where the wishes are now."""
        return np.array(self._board.slot, np.int8)

    @property
    def held(self) -> Ints:
        """(n_units,) meetings of each."""
        return np.array([len(at) for at in self._board.at], np.int32)

    def set_price(self, price: Longs, min_price: int) -> None:
        self._price = price.tolist()
        self._board.set_price(self._price, min_price)
        self._wishes = [[] for _ in self._wishes]
        for wish in np.argsort(-price, kind="stable").tolist():
            for unit in self._board.members[wish]:
                self._wishes[unit].append(wish)

    def reset(self, slot: Bytes) -> None:
        self._board.load(slot)

    def colour(self, order: Ints) -> int:
        placed = 0
        for wish in order.tolist():
            if self._board.slot[wish] < 0 and self._board.domain[wish] and self._board.is_wanted(wish):
                placed += self._place(wish)
        return placed

    def insert(self, order: Ints, depth: int) -> int:
        for wish in order.tolist():
            self._trail.clear()
            if self._board.slot[wish] < 0 and self._board.domain[wish]:
                self._insert(wish, depth)
        return self._board.value

    def wander(self, order: Ints, tries: int, depth: int, loss: int) -> int:
        for wish in self._chance.choices(order.tolist(), k=tries):
            slot = self._chance.randrange(self._board.n_slots)
            if self._board.slot[wish] >= 0 or not self._board.domain[wish] >> slot & 1:
                continue
            self._trail.clear()
            before = self._board.value
            if not self._push_in(wish, slot, depth) or self._board.value < before - loss:
                self._undo(0)
        return self._board.value

    # The journal: what was where, so that an attempt can be undone.

    def _put(self, wish: int, slot: int) -> None:
        self._trail.append((wish, -1))
        self._board.put(wish, slot)

    def _take(self, wish: int) -> None:
        self._trail.append((wish, self._board.slot[wish]))
        self._board.take(wish)

    def _undo(self, mark: int) -> None:
        undone = self._trail[mark:]
        del self._trail[mark:]
        for wish, _ in undone:
            if self._board.slot[wish] >= 0:
                self._board.take(wish)
        first = dict(reversed(undone))  # the earliest entry of a wish says where it was
        for wish, slot in first.items():
            if slot >= 0:
                self._board.put(wish, slot)

    # Placing.

    def _place(self, wish: int) -> bool:
        """Hold the wish in a free slot, or in one that a single chain clears."""
        slot = self._board.free_slot(wish)
        if slot >= 0:
            self._put(wish, slot)
            return True
        order = self._chance.sample(range(self._board.n_slots), self._board.n_slots)
        return any(self._clear(wish, t) for t in order if self._board.domain[wish] >> t & 1)

    def _clear(self, wish: int, slot: int) -> bool:
        """Move the only wish that stands in the way out of the slot by a chain, and hold `wish` there."""
        here = {self._board.at[unit][slot] for unit in self._board.members[wish] if slot in self._board.at[unit]}
        blockers = here or set(self._chance.sample(self._held_in(slot), min(6, len(self._held_in(slot)))))
        if len(here) > 1:
            return False
        for blocker in sorted(blockers):
            for to in slots_in(self._board.domain[blocker] & ~(1 << slot)):
                chain = self._board.chain(blocker, to, guest=wish)
                if chain is None:
                    continue
                mark = len(self._trail)
                self._trail.extend((each, self._board.slot[each]) for each in chain.wishes)
                self._board.flip(chain)
                if self._fits(wish, slot):
                    self._put(wish, slot)
                    return True
                self._undo(mark)
        return False

    def _held_in(self, slot: int) -> list[int]:
        return sorted({at[slot] for at in self._board.at if slot in at})

    def _fits(self, wish: int, slot: int) -> bool:
        board = self._board
        return bool(board.common(wish) >> slot & 1) and board.has_table(wish, slot) and board.in_order(wish, slot)

    # Ejecting.

    def _insert(self, wish: int, depth: int) -> bool:
        """Hold the wish and whatever follows, where the value rises; else nothing has changed."""
        mark, before = len(self._trail), self._board.value
        out = self._make_room(wish)
        if out is not None and self._place(wish):
            self._settle(out, wish, depth)
            if self._board.value > before:
                return True
        self._undo(mark)
        for slot in slots_in(self._board.domain[wish]) if depth > 0 else ():
            if self._push_in(wish, slot, depth - 1) and self._board.value > before:
                return True
            self._undo(mark)
        return False

    def _make_room(self, wish: int) -> list[int] | None:
        """Eject the cheapest meeting of everybody at her limit; None where that costs more than the wish."""
        out: list[int] = []
        left = self._price[wish]
        for unit in self._board.members[wish]:
            at = self._board.at[unit]
            if len(at) < self._board.most[unit]:
                continue
            cheapest = min(at.values(), key=lambda e: (self._price[e], e), default=-1)
            if cheapest < 0 or self._price[cheapest] > left:
                return None
            left -= self._price[cheapest]
            self._take(cheapest)
            out.append(cheapest)
        return out

    def _push_in(self, wish: int, slot: int, depth: int) -> bool:
        """Put the wish where its members do something else, which then looks for another place."""
        held = [self._board.at[unit].get(slot, -1) for unit in self._board.members[wish]]
        out = sorted({each for each in held if each >= 0})
        for each in out:
            self._take(each)
        if not self._board.is_wanted(wish) or not self._fits(wish, slot):
            return False
        self._put(wish, slot)
        self._settle(out, wish, depth)
        return True

    def _settle(self, out: list[int], guest: int, depth: int) -> None:
        """New places for what went out, and the best waiting wishes for those who lost it."""
        for each in out:
            if self._board.slot[each] < 0 and self._board.is_wanted(each) and self._place(each):
                continue
            for unit in self._board.members[each] if depth > 0 else ():
                self._refill(unit, guest, depth - 1)

    def _refill(self, unit: int, guest: int, depth: int) -> None:
        if len(self._board.at[unit]) >= self._board.most[unit]:
            return
        waiting = (e for e in self._wishes[unit] if self._board.slot[e] < 0 and e != guest and self._board.domain[e])
        for wish in [e for e, _ in zip(waiting, range(_MOST_TRIED), strict=False)]:
            if self._insert(wish, depth):
                return
