"""What native/groups.c does, in NumPy: the mixer's reference, and its only way where no kernel is."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Bytes, Ints, Longs

APART = 100
"""Mark of two people who must not share a group; 1 marks those who have met."""

APART_WEIGHT = 1000
"""Sharing a group all the same is as bad as so many pairs that meet again."""

NO_SWAP = np.iinfo(np.int64).max


def improve_plainly(seats: Ints, before: Bytes, steps: int, seed: int) -> tuple[Ints, int]:
    """What native/groups.c does, looking at every swap of a person: the better seating and its cost."""
    rng = random.Random(seed)  # noqa: S311 -- seating, no secret
    seats, best = seats.copy(), seats.copy()
    met = times_met(seats, before)
    cost = best_cost = cost_of(seats, before)
    tabu = np.zeros(seats.shape, np.int64)
    for step in range(1, steps + 1):
        trouble = _in_trouble(seats, met)
        if not len(trouble):
            break
        r, p = trouble[rng.randrange(len(trouble))]
        change = _changes(seats[r], met, p)
        held = (tabu[r] > step) | (tabu[r, p] > step)
        change[held & (cost + change >= best_cost)] = NO_SWAP
        if change.min() == NO_SWAP:
            continue
        q = rng.choice(np.flatnonzero(change == change.min()).tolist())
        cost += int(change[q])
        _swap(seats[r], met, p, q)
        tabu[r, [p, q]] = step + 4 + rng.randrange(12)
        if cost < best_cost:
            best_cost, best = cost, seats.copy()
    return best, best_cost


def _price(met: Ints) -> Ints:
    """Cost of one more meeting of pairs that have met so often."""
    return np.where(met >= APART, APART_WEIGHT, met >= 1).astype(np.int32)


def _in_trouble(seats: Ints, met: Ints) -> list[tuple[int, int]]:
    """(round, person) of everybody who meets somebody again."""
    again = _price(met - 1) > 0
    found: list[tuple[int, int]] = []
    for r, row in enumerate(seats):
        together = (row[:, None] == row) & (row >= 0)
        found += [(r, int(p)) for p in np.flatnonzero((together & again).any(axis=1))]
    return found


def _changes(row: Ints, met: Ints, p: int) -> Longs:
    """Change of cost when p swaps with each other person; the largest integer where that is no swap."""
    n = len(row)
    together = (row[:, None] == row) & (row >= 0) & ~np.eye(n, dtype=bool)
    joining, leaving = _price(met).astype(np.int64), _price(met - 1).astype(np.int64)
    p_joins = (together * joining[p]).sum(axis=1)  # q's group without q
    q_joins = joining[:, together[p]].sum(axis=1)
    q_leaves = (together * leaving).sum(axis=1)
    change: Longs = p_joins + q_joins - q_leaves - leaving[p, together[p]].sum()
    change[(row < 0) | (row == row[p])] = NO_SWAP
    return change


def _swap(row: Ints, met: Ints, p: int, q: int) -> None:
    for person, other in ((p, q), (q, p)):
        for x in np.flatnonzero(row == row[person]).tolist():
            if x != person:
                met[person, x] -= 1
                met[x, person] -= 1
        for x in np.flatnonzero(row == row[other]).tolist():
            if x != other:
                met[person, x] += 1
                met[x, person] += 1
    row[p], row[q] = row[q], row[p]


def times_met(seats: Ints, before: Bytes) -> Ints:
    """(people, people) how often each pair meets, plus what was before."""
    met = before.astype(np.int32)
    for row in seats:
        met += (row[:, None] == row) & (row >= 0)
    np.fill_diagonal(met, 0)
    return met


def cost_of(seats: Ints, before: Bytes) -> int:
    """Pairs meeting again, a pair that should stay apart counting `APART_WEIGHT`."""
    times = times_met(seats, np.zeros_like(before))
    again = np.where(before == 1, times, np.maximum(times - 1, 0))
    return int(np.where(before == APART, times * APART_WEIGHT, again).sum()) // 2
