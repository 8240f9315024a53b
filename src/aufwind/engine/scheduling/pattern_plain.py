"""The busy-pattern bound without compiled code: one pass over all classes at once, in NumPy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Instance, Ints, Longs
    from aufwind.engine.scheduling.pattern_classes import Classes

GAP = 1 << 20
NEVER = 1 << 60
FRESH, IDLE, BUSY = range(3)


class PlainMarket:
    """What native/pattern.c does, step by step with the same numbers; for small events and as the reference.

    Attributes:
        least_gaps: Fewest gaps of one person of each class.
        best_price: Prices of the best bound found.
    """

    def __init__(self, instance: Instance, classes: Classes, places: Longs) -> None:
        self._classes = classes
        self._places = places
        self._day_starts = instance.day_starts
        self._n_slots = instance.n_slots
        self._price = np.zeros(instance.n_slots, np.int64)
        self.best_price = self._price.copy()
        self.least_gaps: Ints = np.zeros(len(classes.many), np.int32)

    def least(self) -> int:
        """Fill `least_gaps`. The first class without any pattern, or -1."""
        cost, _ = self._shop()
        self.least_gaps = np.minimum(cost // GAP, 64).astype(np.int32)
        without = np.flatnonzero(cost >= NEVER)
        return int(without[0]) if len(without) else -1

    def raise_bound(self, rounds: int, aim: int) -> int:
        """The best bound of some rounds of prices, in parts of `GAP`."""
        best, pace, idle = -NEVER, 1.0, 0
        for _ in range(rounds):
            cost, busy = self._shop()
            many = self._classes.many.astype(np.int64)
            bound = int(cost @ many - self._price @ self._places)
            if bound > best:
                best, idle = bound, 0
                self.best_price = self._price.copy()
            else:
                idle += 1
                if idle == 12:
                    pace, idle = pace * 0.7, 0
                    self._price = self.best_price.copy()
            pull = pace * float(min(best + 2 * GAP, aim) - bound)
            if best > aim - GAP or not self._move(many @ busy - self._places, pull):
                break
        return best

    def _move(self, excess: Longs, pull: float) -> bool:
        counts = excess[(excess > 0) | (self._price > 0)].astype(np.float64)
        length = 0.0
        for value in counts.tolist():  # in this order, as the kernel adds
            length += value * value
        if not length:
            return False
        move = np.trunc(pull / length * excess.astype(np.float64)).astype(np.int64)
        self._price = np.maximum(0, self._price + move)
        return True

    def _shop(self) -> tuple[Longs, Longs]:
        """The cost of each class's cheapest pattern, and the patterns themselves (classes, slots)."""
        number = self._classes.meetings
        cost = np.full((len(number), int(number.max(initial=0)) + 1, 3), NEVER, np.int64)
        cost[:, 0, FRESH] = 0
        origins = []
        for t in range(self._n_slots):
            cost, origin = self._step(cost, t)
            origins.append(origin)
        row = np.arange(len(number))
        last = cost[row, number]
        state = last.argmin(axis=1)
        busy = np.zeros((len(number), self._n_slots), np.int64)
        held = number.copy()
        for t in reversed(range(self._n_slots)):
            busy[:, t] = state == BUSY
            state = origins[t][row, held, state]
            held = held - busy[:, t]
        return last.min(axis=1), busy

    def _step(self, cost: Longs, t: int) -> tuple[Longs, Longs]:
        bit = np.uint64(1 << t)
        origin = np.broadcast_to(np.arange(3), cost.shape).copy()
        if self._day_starts >> t & 1:
            cost, origin = _new_day(cost, origin)
        closed = (self._classes.open & bit) == 0
        forced = (self._classes.must & bit) != 0
        out, came = np.full_like(cost, NEVER), np.zeros_like(origin)
        last = np.where(cost[..., IDLE] < cost[..., BUSY], IDLE, BUSY)[..., None]
        out[..., FRESH], came[..., FRESH] = cost[..., FRESH], origin[..., FRESH]
        out[..., IDLE] = np.take_along_axis(cost, last, -1)[..., 0]
        came[..., IDLE] = np.take_along_axis(origin, last, -1)[..., 0]
        out[forced] = NEVER
        options = np.stack([cost[..., BUSY], cost[..., FRESH], cost[..., IDLE] + GAP], axis=-1)
        best = options.argmin(axis=-1)
        meet = options.min(axis=-1)
        meet = np.where((meet < NEVER) & ~closed[:, None], meet + self._price[t], NEVER)
        out[:, 1:, BUSY] = meet[:, :-1]
        state = np.array([BUSY, FRESH, IDLE])[best][..., None]
        came[:, 1:, BUSY] = np.take_along_axis(origin, state, -1)[:, :-1, 0]
        return out, came


def _new_day(cost: Longs, origin: Longs) -> tuple[Longs, Longs]:
    """Gaps begin anew, so it does not matter how the day before ended."""
    cost, origin = cost.copy(), origin.copy()
    last = np.where(cost[..., IDLE] < cost[..., BUSY], IDLE, BUSY)
    cheapest = np.take_along_axis(cost, last[..., None], -1)[..., 0]
    better = cheapest < cost[..., FRESH]
    origin[..., FRESH] = np.where(better, last, FRESH)
    cost[..., FRESH] = np.where(better, cheapest, cost[..., FRESH])
    cost[..., IDLE] = cost[..., BUSY] = NEVER
    return cost, origin
