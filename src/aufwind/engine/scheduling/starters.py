"""One round of groups that, turned step by step, gives all the others: for numbers no algebra is at hand for.

People stand on rings of `period` places, the few left over stay put. The next round turns every ring by one. Two
people meet twice only when two pairs of the base round have the same rings and the same distance, so a search
over a single round settles all of them (starters: Colbourn and Dinitz, Handbook of Combinatorial Designs, VI.2).
Kirkman's fifteen schoolgirls take a hundredth of a second.
"""

from __future__ import annotations

import ctypes
import random
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aufwind.engine.native import kernel, pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aufwind.engine.scheduling.instance import Ints

STEPS = 300_000
PLAIN_STEPS = 6_000
SEEDS = 4
LONGER_PERIODS = 3
MOST_PEOPLE = 400

Kind = tuple[int, int, int] | None
"""Two rings and a distance; None: two who both stay put, and would meet in every round."""


class Rings(NamedTuple):
    """How people stand: `orbits` rings of `period` places; whoever has a higher number stays put."""

    people: int
    period: int
    orbits: int


def starting_rounds(people: int, n_groups: int, rounds: int, seed: int) -> Iterator[Ints]:
    """Seatings, (rounds, people) group of everybody, each from another base round; groups differ by one at most.

    Cost: about 0.1 s each. None for more than `MOST_PEOPLE`, or where more people stay put than there are groups.
    """
    rng = random.Random(seed)  # noqa: S311 -- seating, no secret
    for period in range(rounds, rounds + LONGER_PERIODS) if people <= MOST_PEOPLE else ():
        rings = Rings(people, period, people // period)
        if period < 2 or people - rings.orbits * period > n_groups:
            continue
        for _ in range(SEEDS):
            base = np.array(rng.sample(range(people), people), np.int32) % n_groups
            yield turned(_annealed(base, rings, rng.getrandbits(63)), rings, rounds)


def turned(base: Ints, rings: Rings, rounds: int) -> Ints:
    """The base round and those that follow when the rings turn."""
    moving = rings.orbits * rings.period
    seats = np.tile(base, (rounds, 1))
    wheel = base[:moving].reshape(rings.orbits, rings.period)
    for r in range(rounds):
        seats[r, :moving] = np.roll(wheel, r, axis=1).ravel()
    return seats


def _annealed(base: Ints, rings: Rings, seed: int) -> Ints:
    library = kernel("groups")
    if library is None:
        return anneal_plainly(base, rings, PLAIN_STEPS, seed)
    base = base.copy()
    library.groups_starter.restype = ctypes.c_int64
    sizes = (*rings, int(np.bincount(base).max()))
    cost = library.groups_starter(
        *map(ctypes.c_int32, sizes), pointer(base), ctypes.c_int64(STEPS), ctypes.c_uint64(seed)
    )
    if cost < 0:
        raise MemoryError("the mixer could not get the memory it needs")
    return base


def anneal_plainly(base: Ints, rings: Rings, steps: int, seed: int) -> Ints:
    """What `groups_starter` of native/groups.c does: a base round that repeats less."""
    rng = random.Random(seed)  # noqa: S311 -- seating, no secret
    group = base.tolist()
    places: list[set[int]] = [set() for _ in range(max(group) + 1)]
    count: Counter[Kind] = Counter()
    cost = 0
    for person, g in enumerate(group):
        cost += sum(_count(count, rings, person, other, 1) for other in places[g])
        places[g].add(person)
    for step in range(steps):
        p, q = rng.randrange(rings.people), rng.randrange(rings.people)
        if cost == 0:
            break
        if group[p] == group[q]:
            continue
        change = _swap((p, q), places, group, count, rings)
        if change > 0 and rng.random() >= (8 + 56 * step / steps) ** -change:
            change += _swap((p, q), places, group, count, rings)
        cost += change
    return np.array(group, np.int32)


def _swap(two: tuple[int, int], places: list[set[int]], group: list[int], count: Counter[Kind], rings: Rings) -> int:
    """Swap two people; the change of cost."""
    p, q = two
    change = 0
    for person in (p, q):
        places[group[person]].discard(person)
        change += sum(_count(count, rings, person, other, -1) for other in places[group[person]])
    group[p], group[q] = group[q], group[p]
    for person in (p, q):
        change += sum(_count(count, rings, person, other, 1) for other in places[group[person]])
        places[group[person]].add(person)
    return change


def _count(count: Counter[Kind], rings: Rings, p: int, q: int, by: int) -> int:
    """Count a pair of the base round in or out; the change of cost."""
    kind = kind_of_pair(rings, p, q)
    if kind is None:
        return 2 * by
    before, after = count[kind], count[kind] + by
    count[kind] = after
    opposite = kind[0] == kind[1] and 2 * kind[2] == rings.period
    return max(after - 1, 0) - max(before - 1, 0) + by * opposite


def kind_of_pair(rings: Rings, p: int, q: int) -> Kind:
    """What two pairs of the base round have in common that meet again when the rings turn."""
    moving = rings.orbits * rings.period
    (ring_p, x), (ring_q, y) = sorted(divmod(who, rings.period) if who < moving else (who, 0) for who in (p, q))
    if p >= moving and q >= moving:
        return None
    if max(p, q) >= moving:
        return ring_p, ring_q, 0
    distance = (y - x) % rings.period
    return ring_p, ring_q, min(distance, rings.period - distance) if ring_p == ring_q else distance
