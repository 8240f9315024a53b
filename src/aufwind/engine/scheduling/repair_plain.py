"""What native/repair.c does, in plain Python: the repair's reference, and its only way where no kernel is.

Same chains, same prices, at most two meetings deep: quick enough for 300 people.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.board import links
from aufwind.engine.scheduling.repair_pass import INSERTED, KEPT, RepairBoard

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Bytes, Instance, Longs, Masks
    from aufwind.engine.scheduling.repair_pass import Pass

DEEPEST = 2


class PlainBoard(RepairBoard):
    """The plan under repair, in Python."""

    def __init__(self, instance: Instance, slot: Bytes, domain: Masks, class_of: Bytes, worth: Longs) -> None:
        super().__init__(instance, slot, domain, class_of, worth)
        n, n_people = instance.n_slots, instance.n_people
        rows: list[list[int]] = instance.members.tolist()
        self._members = [tuple(unit for unit in row if unit >= 0) for row in rows]
        self._domains: list[int] = domain.tolist()
        self._worth: list[int] = self.worth.tolist()
        self._kind: list[int] = instance.kind.tolist()
        self._most = [*instance.max_meetings.tolist(), *[n] * (instance.n_units - n_people)]
        self._least = [*instance.min_meetings.tolist(), *[0] * (instance.n_units - n_people)]
        self._left: list[list[int]] = instance.capacity.tolist()
        self._at: list[dict[int, int]] = [{} for _ in range(instance.n_units)]
        self._busy = [0] * instance.n_units
        self._slot = [-1] * instance.n_wishes
        self._links = links(instance.after, instance.n_wishes)
        self._price, self._stays = [0, 0, 0], [False, True, True]
        self._wishes: list[list[int]] = [[] for _ in range(instance.n_units)]
        self._value = self._away = 0
        self._trail: list[tuple[int, int]] = []
        self._load()

    def _load(self) -> None:
        for wish, at in enumerate(self.home.tolist()):
            if at >= 0 and not any(at in self._at[unit] for unit in self._members[wish]):
                self._move(wish, at)
            elif at >= 0:
                self.home[wish], self.class_of[wish] = -1, INSERTED
                self.order = np.append(self.order, np.int32(wish))
        for wish in self.order.tolist():
            for unit in self._members[wish]:
                self._wishes[unit].append(wish)

    def run(self, one: Pass, seed: int) -> int:
        for which, price in ((1, one.kept), (2, one.touched)):
            self._stays[which] = price is None
            self._price[which] = self._price[which] if price is None else price
        rng = random.Random(seed)  # noqa: S311 -- a search, no secret
        began, most = self._value, max(one.most_moved, self._away)
        for wish in self.order.tolist():
            if self._slot[wish] < 0:
                self._try(wish, min(one.depth, DEEPEST), most, rng)
        self.slot = np.array(self._slot, np.int8)
        return self._value - began

    def _try(self, wish: int, depth: int, most: int, rng: random.Random) -> None:
        self._trail.clear()
        free = self._best_free(wish)
        if free >= 0:
            self._move(wish, free)
            return
        if not depth or not self._has_hope(wish):
            return
        slots = [t for t in range(self.instance.n_slots) if self._domains[wish] >> t & 1]
        for t in rng.sample(slots, len(slots)):
            floor = self._value + 1
            if self._place(wish, t, depth - 1, floor) and self._value >= floor and self._away <= most:
                return
            self._undo(0)

    # -- moves that can be taken back

    def _move(self, wish: int, to: int) -> None:
        """Put a wish into a slot, or take it out (-1)."""
        self._trail.append((wish, self._slot[wish]))
        if self._slot[wish] >= 0:
            self._account(wish, self._slot[wish], -1)
        if to >= 0:
            self._account(wish, to, 1)

    def _account(self, wish: int, slot: int, sign: int) -> None:
        whose = int(self.class_of[wish])
        away = int(whose != INSERTED and slot != self.home[wish])
        self._value += sign * (self._worth[wish] - away * self._price[whose])
        self._away += sign * away * (whose == KEPT)
        for unit in self._members[wish]:
            held = len(self._at[unit]) + (sign > 0)
            self._value += sign * self.bonus * (held <= self._least[unit])
            if sign > 0:
                self._at[unit][slot] = wish
            else:
                del self._at[unit][slot]
            self._busy[unit] ^= 1 << slot
        for row in {0, self._kind[wish]}:
            self._left[row][slot] -= sign
        self._slot[wish] = slot if sign > 0 else -1

    def _undo(self, mark: int) -> None:
        while len(self._trail) > mark:
            wish, before = self._trail.pop()
            self._move(wish, before)
            self._trail.pop()

    # -- where

    def _in_order(self, wish: int, slot: int) -> bool:
        start, link = self._links
        for other in link[start[wish] : start[wish + 1]].tolist():
            there = self._slot[other if other >= 0 else ~other]
            if there >= 0 and (there >= slot if other >= 0 else there <= slot):
                return False
        return True

    def _has_table(self, wish: int, slot: int) -> bool:
        return all(self._left[row][slot] > 0 for row in (0, self._kind[wish]))

    def _best_free(self, wish: int) -> int:
        """Home, else the free slot with the fewest new gaps; -1 where there is none."""
        members = self._members[wish]
        if any(len(self._at[unit]) >= self._most[unit] for unit in members):
            return -1
        common = self._common(wish)
        free = [
            t
            for t in range(common.bit_length())
            if common >> t & 1 and self._has_table(wish, t) and self._in_order(wish, t)
        ]
        if self.home[wish] in free:
            return int(self.home[wish])
        return min(free, key=lambda t: (self._new_gaps(wish, t), -self._left[0][t]), default=-1)

    def _common(self, wish: int) -> int:
        """Slots of a wish in which all its members are free, as a set."""
        common = self._domains[wish]
        for unit in self._members[wish]:
            common &= ~self._busy[unit]
        return common

    def _new_gaps(self, wish: int, slot: int) -> int:
        day, gaps = int(self.day[slot]), 0
        for unit in self._members[wish]:
            busy = [t for t in self._at[unit] if day >> t & 1]
            gaps += bool(busy) and 1 - (slot - 1 in busy) - (slot + 1 in busy)
        return gaps

    # -- making room

    def _may_leave(self, wish: int) -> bool:
        whose = int(self.class_of[wish])
        return whose == INSERTED or self._slot[wish] != self.home[wish] or not self._stays[whose]

    def _spare(self, unit: int) -> list[int]:
        """Meetings of a unit that may fall out again, the cheapest first."""
        spare = [wish for wish in self._at[unit].values() if self.class_of[wish] == INSERTED]
        return sorted(spare, key=lambda wish: (self._worth[wish], wish))

    def _has_hope(self, wish: int) -> bool:
        return all(len(self._at[unit]) < self._most[unit] or self._spare(unit) for unit in self._members[wish])

    def _clear(self, wish: int, slot: int) -> list[int] | None:
        """Take out what keeps a wish from a slot, to be placed again; None where something has to stay."""
        out: list[int] = []
        for unit in self._members[wish]:
            other = self._at[unit].get(slot)
            if other is not None:
                if not self._may_leave(other):
                    return None
                out.append(other)
                self._move(other, -1)
        for unit in self._members[wish]:
            if len(self._at[unit]) >= self._most[unit]:
                if not (spare := self._spare(unit)):
                    return None
                out.append(spare[0])
                self._move(spare[0], -1)
        return out if self._has_table(wish, slot) or self._win_table(wish, slot, out) else None

    def _win_table(self, wish: int, slot: int, out: list[int]) -> bool:
        there = [
            other
            for other in self.order.tolist()
            if self._slot[other] == slot and self._kind[wish] in (0, self._kind[other])
        ]
        if not there:
            return False
        out.append(min(there, key=lambda other: self._worth[other]))
        self._move(out[-1], -1)
        return self._has_table(wish, slot)

    def _is_hopeless(self, wish: int, slot: int, depth: int, floor: int) -> bool:
        """Quick look, nothing moved yet: who stands in the way may go, has somewhere to go, and it pays."""
        best = self._value + self._worth[wish]
        for other in {self._at[unit][slot] for unit in self._members[wish] if slot in self._at[unit]}:
            whose = int(self.class_of[other])
            if not self._may_leave(other) or (whose != INSERTED and depth <= 0 and not self._common(other)):
                return True
            best -= self._price[whose] * (whose != INSERTED and slot == self.home[other])
        return best < floor and not self.bonus

    def _place(self, wish: int, slot: int, depth: int, floor: int) -> bool:
        if self._is_hopeless(wish, slot, depth, floor):
            return False
        out = self._clear(wish, slot)
        if out is None or not self._in_order(wish, slot):
            return False
        self._move(wish, slot)
        return all(self._settle(other, depth, floor) for other in out)

    def _settle(self, wish: int, depth: int, floor: int) -> bool:
        """Find a new slot for what was taken out; only what the repair put there may stay out."""
        if self._slot[wish] >= 0:
            return True
        free = self._best_free(wish)
        if free >= 0:
            self._move(wish, free)
            return True
        for t in range(self.instance.n_slots if depth else 0):
            mark = len(self._trail)
            if not self._domains[wish] >> t & 1:
                continue
            if self._place(wish, t, depth - 1, floor) and self._value >= floor:
                return True
            self._undo(mark)
        if self.class_of[wish] != INSERTED:
            return False
        self._refill(wish)
        return True

    def _refill(self, wish: int) -> None:
        """Whoever a meeting left behind takes the dearest other wish that now fits."""
        for unit in self._members[wish]:
            has_room = len(self._at[unit]) < self._most[unit]
            for other in self._wishes[unit] if has_room else ():
                if self._slot[other] < 0 and other != wish and (free := self._best_free(other)) >= 0:
                    self._move(other, free)
                    break
