"""What native/gaps.c does, in plain Python: its reference, and its only way where no kernel is."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.plain_board import Chain, PlainSchedule

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Bytes, Instance


class PlainCutter:
    """A schedule whose gaps can be cut; see `CutterLike`."""

    def __init__(self, instance: Instance, slot: Bytes, spread: int, seed: int) -> None:
        self._board = PlainSchedule(instance, slot)
        self._chance = random.Random(seed)  # noqa: S311 -- a search, not a secret
        self._spread = spread
        self._days = _days(instance.n_slots, instance.day_starts)
        n = instance.n_people
        self._open = [0] * instance.n_units
        for wish, held in enumerate(self._board.slot):
            for unit in self._board.members[wish] if held >= 0 else ():
                self._open[unit] |= self._board.domain[wish]
        self._least = [self._fewest(p) for p in range(n)]
        self.floor = sum(self._price(least) for least in self._least)
        self.cost = sum(self._cost(busy) for busy in self._board.busy[:n])

    def _price(self, gaps: int) -> int:
        return gaps + 10 * max(0, gaps - self._spread) if self._spread >= 0 else gaps

    def _cost(self, busy: int) -> int:
        return self._price(sum(max(0, len(_runs(busy & day)) - 1) for day in self._days))

    def _fewest(self, person: int) -> int:
        """Gaps she cannot avoid: the longest run of each day is free, each more costs one."""
        runs = [sorted(_runs(self._open[person] & day), reverse=True) for day in self._days]
        meetings = len(self._board.at[person]) - sum(day[0] for day in runs if day)
        more = sorted((run for day in runs for run in day[1:]), reverse=True)
        gaps = 0
        while meetings > 0 and gaps < len(more):
            meetings -= more[gaps]
            gaps += 1
        return gaps

    def cut(self, tries: int, goal: int, heat: int) -> int:
        done = 0
        while done < tries and self.cost > max(goal, self.floor):
            done += self._sweep(heat / 2**32)
        return self.cost

    def _sweep(self, heat: float) -> int:
        """A random pairing of the slots; everybody with gaps and a few others. How often somebody was asked."""
        slots = self._chance.sample(range(self._board.n_slots), self._board.n_slots)
        n = self._board.n_people
        looked = 1
        for one, two in zip(slots[::2], slots[1::2], strict=False):
            hot = [p for p in range(n) if self._cost(self._board.busy[p]) > self._price(self._least[p])]
            others = [self._chance.randrange(n) for _ in range(1 + len(hot) // 16)]
            for person in hot + others:
                self._try_person(person, one, two, heat)
            looked += len(hot) + len(others)
        return looked

    def _try_person(self, person: int, one: int, two: int, heat: float) -> None:
        """Try the chain that leaves her through these slots, if there is one."""
        swap = 1 << one | 1 << two
        has = self._board.busy[person] & swap
        if has in {0, swap} or self._open[person] & swap != swap:
            return
        allowed = self._allowance(heat)
        if self._change([person], swap) > allowed:
            return
        own, to = (one, two) if has == 1 << one else (two, one)
        chain = self._board.chain(self._board.at[person][own], to)
        if chain is not None:
            self._take(chain, swap, allowed)

    def _take(self, chain: Chain, swap: int, allowed: int) -> None:
        change = self._change(chain.ends, swap)
        if change <= allowed:
            self._board.flip(chain)
            self.cost += change

    def _allowance(self, heat: float) -> int:
        drawn = self._chance.random()
        return 0 if drawn >= heat else 1 if drawn >= heat * heat else 2

    def _change(self, units: list[int], swap: int) -> int:
        """What the people among `units` gain or lose in gaps when two slots of their pattern swap."""
        busy = [self._board.busy[unit] for unit in units if unit < self._board.n_people]
        return sum(self._cost(mask ^ swap) - self._cost(mask) for mask in busy)

    def slots(self) -> Bytes:
        return np.array(self._board.slot, np.int8)


def _days(n_slots: int, day_starts: int) -> list[int]:
    """Each day's slots as a mask."""
    cuts = [0, *(t for t in range(1, n_slots) if day_starts >> t & 1), n_slots]
    return [(1 << last) - (1 << first) for first, last in pairwise(cuts)]


def _runs(mask: int) -> list[int]:
    """Lengths of the runs of set bits, earliest first."""
    return [len(run) for run in f"{mask:b}"[::-1].split("0") if run]
