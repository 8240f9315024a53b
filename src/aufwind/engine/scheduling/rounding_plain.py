"""From halves of wishes to whole ones without the kernel: the same steps as `native/rounding.c`, for small events."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aufwind.engine.scheduling.bound import hubs_of
from aufwind.engine.scheduling.certificate import margins_of

if TYPE_CHECKING:
    from aufwind.engine.scheduling.bound import Relaxed
    from aufwind.engine.scheduling.instance import Instance, Longs
    from aufwind.engine.scheduling.rooms import Rooms


def taken_in_turn(instance: Instance, halves: Longs) -> list[int]:
    """Every second wish along trails of half-taken wishes; trails from odd ends come first, circles last."""
    around: dict[int, list[int]] = {}
    ends = instance.members[halves, :2].tolist()
    for wish, (a, b) in zip(halves.tolist(), ends, strict=True):
        around.setdefault(a, []).append(wish)
        around.setdefault(b, []).append(wish)
    odd = [unit for unit, wishes in around.items() if len(wishes) % 2]
    used: set[int] = set()
    order: list[int] = []
    owed = 0
    for start in [*odd, *around]:
        while trail := _trail(instance, around, used, start):
            # An odd circle leaves a gap where it starts; odd trails take one more or one less in turn.
            begin = len(trail) % 2 and (start not in odd or owed > 0)
            owed += len(trail) % 2 * (-1 if begin else 1)
            order += trail[begin::2]
    return order


def _trail(instance: Instance, around: dict[int, list[int]], used: set[int], start: int) -> list[int]:
    """The wishes of one trail from `start` until it can go no further; they are used up."""
    trail: list[int] = []
    unit = start
    while True:
        wishes = around[unit]
        while wishes and wishes[-1] in used:
            wishes.pop()
        if not wishes:
            return trail
        wish = wishes.pop()
        used.add(wish)
        trail.append(wish)
        a, b = instance.members[wish, :2]
        unit = int(b if a == unit else a)


class _Step(NamedTuple):
    """A step of an alternating path: it leads to `unit`, or ends (-1), and changes `wishes`."""

    unit: int
    wishes: tuple[int, ...]


class Mender:
    """Closes gaps along alternating paths on which less is lost than the gap is worth."""

    def __init__(self, rooms: Rooms, relaxed: Relaxed) -> None:
        instance, certificate = rooms.instance, relaxed.certificate
        self.rooms = rooms
        self.price = certificate.unit_price.tolist()
        margin = margins_of(instance, certificate) + certificate.must_bonus * instance.must.astype(np.int64)
        self.margin = margin.tolist()
        first, room, bonus = hubs_of(instance, certificate.floors)
        self.bonus = [(2 * np.repeat(bonus[a:b], room[a:b])).tolist() for a, b in pairwise(first)]
        simple = (instance.kind == 0) & (instance.domain != 0) & (instance.members[:, 2:] < 0).all(axis=1)
        self.around: list[list[tuple[int, int]]] = [[] for _ in range(instance.n_units)]
        for wish in np.flatnonzero(simple).tolist():
            a, b = instance.members[wish, :2].tolist()
            self.around[a].append((wish, b))
            self.around[b].append((wish, a))

    def mend(self) -> None:
        """Close every gap there is a way for."""
        for unit in range(len(self.around)):
            while self.rooms.unit[unit] > 0 and (gap := self._worth(unit, 0)) > 0 and self._close(unit, gap):
                pass

    def _worth(self, unit: int, last: int) -> int:
        """What the unit's next place filled is worth, or its last one (`last` = 1)."""
        held = len(self.bonus[unit]) - int(self.rooms.unit[unit]) - last
        return int(self.price[unit] + (self.bonus[unit][held] if held < len(self.bonus[unit]) else 0))

    def _close(self, start: int, limit: int) -> bool:
        """Fill one place of `start`, losing less than `limit` on the way; whether that was possible."""
        heap: list[tuple[int, int, _Step]] = [(0, 0, _Step(start, ()))]
        done: set[int] = set()
        steps = 0
        while heap:
            cost, _, step = heappop(heap)
            if step.unit < 0:
                if len(set(step.wishes)) == len(step.wishes):
                    for wish in step.wishes:
                        self.rooms.change(wish, -1 if self.rooms.taken[wish] else 1)
                    return True
                continue
            if step.unit in done:
                continue
            done.add(step.unit)
            for more, onward in self._onward(step, start):
                if cost + more < limit:
                    steps += 1
                    heappush(heap, (cost + more, steps, onward))
        return False

    def _onward(self, step: _Step, start: int) -> list[tuple[int, _Step]]:
        """Steps after this one and what each loses: a wish more for its unit, and one less for the next."""
        found: list[tuple[int, _Step]] = []
        for wish, other in self.around[step.unit]:
            if self.rooms.taken[wish]:
                continue
            loss = max(0, -self.margin[wish])
            if self.rooms.unit[other] > (other == start) and self.rooms.row[0] > 0 and self._worth(other, 0) >= 0:
                found.append((loss, _Step(-1, (*step.wishes, wish))))
                continue
            for given, third in self.around[other]:
                if self.rooms.taken[given]:
                    onward = _Step(third, (*step.wishes, wish, given))
                    more = loss + max(0, self.margin[given])
                    found.append((more, onward))
                    found.append((more + max(0, self._worth(third, 1)), _Step(-1, onward.wishes)))
        return found
