"""Rounds of groups in which no two people meet twice, by algebra instead of search.

People stand in `size` columns of `n_groups` each; in every round group j takes one person from each column:
row j + shift[column] of a finite abelian group. Two people of different columns meet in two rounds exactly
when those rounds have the same difference of shifts, so what is needed is a table of shifts in which the
differences of any two columns are all distinct: a difference matrix (Colbourn and Dinitz, Handbook of
Combinatorial Designs, VI.17). Over a product of finite fields, shift = round times column is one; elsewhere a
small search finds one.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Ints

SEARCH_NODES = 20_000
"""Steps the search for a difference matrix may take; 10 rounds of 18 groups of 5 need a few hundred."""

LARGEST_FIELD = 1024
"""Larger fields are not worth their tables: the search finds a few rounds at once."""


def rounds_without_repeats(n_groups: int, size: int, rounds: int, seed: int) -> Ints:
    """As many of `rounds` as algebra gives: (found, size * n_groups) group of each person, found ≤ rounds.

    Person c * n_groups + i is row i of column c. No two people share a group twice.
    Cost: O(rounds * size * n_groups); the search for a difference matrix is limited to `SEARCH_NODES` steps.
    """
    if n_groups < 2:
        return np.zeros((min(rounds, 1), size * n_groups), np.int32)
    across = _across(n_groups, size, rounds, seed)
    within = _within(n_groups, size, rounds - len(across), seed)
    return np.concatenate([across, within])


def _across(n_groups: int, size: int, rounds: int, seed: int) -> Ints:
    """Rounds whose groups take one person from each column."""
    parts = _prime_powers(n_groups)
    if size <= min(parts) and n_groups <= LARGEST_FIELD:
        shifts = _multiples(parts, size, min(rounds, n_groups))
        minus = _subtraction(parts)
    else:
        shifts = _searched(n_groups, size, rounds, random.Random(seed))  # noqa: S311 -- a design, no secret
        minus = (np.arange(n_groups)[:, None] - np.arange(n_groups)) % n_groups
    return minus[:, shifts].transpose(1, 2, 0).reshape(len(shifts), size * n_groups).astype(np.int32)


def _within(n_groups: int, size: int, rounds: int, seed: int) -> Ints:
    """Further rounds in which every column is a mixer of its own: its people have not met yet."""
    if rounds <= 0 or n_groups % size:
        return np.empty((0, size * n_groups), np.int32)
    per_column = n_groups // size
    inner = rounds_without_repeats(per_column, size, rounds, seed)
    return np.concatenate([inner + column * per_column for column in range(size)], axis=1)


def _prime_powers(n: int) -> list[int]:
    parts, prime = [], 2
    while n > 1:
        part = 1
        while n % prime == 0:
            n, part = n // prime, part * prime
        if part > 1:
            parts.append(part)
        prime += 1
    return parts


def _multiples(parts: list[int], size: int, rounds: int) -> Ints:
    """(rounds, size) shifts: round times column, component by component in the product of fields."""
    elements = list(product(*(range(part) for part in parts)))[:rounds]
    shifts = np.zeros((len(elements), size), np.int32)
    for part, component in zip(parts, np.array(elements).T, strict=True):
        shifts = shifts * part + _field(part)[1][component][:, :size]
    return shifts


def _subtraction(parts: list[int]) -> Ints:
    """(n, n) table of a - b in the product of fields."""
    table = np.zeros((1, 1), np.int32)
    for part in parts:
        minus = _field(part)[0]
        table = np.kron(table * part, np.ones_like(minus)) + np.kron(np.ones_like(table), minus)
    return table.astype(np.int32)


@cache
def _field(q: int) -> tuple[Ints, Ints]:
    """Tables of a - b and a * b in the field of q = p^d elements; an element is a polynomial in base p."""
    p = next(d for d in range(2, q + 1) if q % d == 0)
    degree = round(np.log(q) / np.log(p))
    digits = np.array(list(product(range(p), repeat=degree)), np.int64)[:, ::-1]
    places = p ** np.arange(degree)
    minus = ((digits[:, None] - digits) % p) @ places
    modulus = _irreducible(p, degree)
    times_x = np.empty((degree, q, degree), np.int64)  # element times x^k, for k < degree
    current = digits.copy()
    for k in range(degree):
        times_x[k] = current
        carried = current[:, -1:]
        current = (np.roll(current, 1, axis=1) * (np.arange(degree) > 0) - carried * modulus) % p
    times = (np.einsum("ak,kbd->abd", digits, times_x) % p) @ places
    return minus.astype(np.int32), times.astype(np.int32)


def _irreducible(p: int, degree: int) -> Ints:
    """Low coefficients of a monic polynomial of `degree` mod p whose root x generates the field."""
    for low in product(range(p), repeat=degree):
        if degree == 1 or (low[0] and _order_of_x(p, low) == p**degree - 1):
            return np.array(low, np.int32)
    raise AssertionError("a primitive polynomial exists for every prime and degree")


def _order_of_x(p: int, low: tuple[int, ...]) -> int:
    one = (1,) + (0,) * (len(low) - 1)
    power, order = one, 0
    while order < p ** len(low):
        power = tuple((before - power[-1] * c) % p for before, c in zip((0, *power[:-1]), low, strict=True))
        order += 1
        if power == one:
            break
    return order


def _searched(n: int, size: int, rounds: int, rng: random.Random) -> Ints:
    """(found, size) shifts mod n with distinct differences; depth-first, restarted when stuck."""
    best: list[list[int]] = []
    nodes = SEARCH_NODES
    while nodes > 0 and len(best) < min(rounds, n):
        found, used = _one_dive(n, size, min(rounds, n), rng)
        nodes -= used
        best = max(best, found, key=len)
    return np.array(best, np.int32).reshape(-1, size)


def _one_dive(n: int, size: int, rounds: int, rng: random.Random) -> tuple[list[list[int]], int]:
    taken = [[set[int]() for _ in range(size)] for _ in range(size)]
    found: list[list[int]] = []
    nodes = 0
    while len(found) < rounds:
        shifts, looked = _next_round(n, size, taken, rng)
        nodes += looked
        if not shifts:
            break
        found.append(shifts)
        for i in range(size):
            for j in range(i):
                taken[i][j].add((shifts[i] - shifts[j]) % n)
    return found, nodes + 1


def _next_round(n: int, size: int, taken: list[list[set[int]]], rng: random.Random) -> tuple[list[int], int]:
    """One more row of shifts that repeats no difference, or []; and how many values were looked at."""
    order = [rng.sample(range(n), n) for _ in range(size)]
    shifts, nodes = [0], 0
    tried = [0] * size
    while 0 < len(shifts) < size and nodes < n * size * 8:
        i = len(shifts)
        nodes += 1
        value = next(
            (k for k in range(tried[i], n) if all((order[i][k] - shifts[j]) % n not in taken[i][j] for j in range(i))),
            None,
        )
        if value is None:
            tried[i] = 0
            shifts.pop()
        else:
            tried[i] = value + 1
            shifts.append(order[i][value])
    return (shifts if len(shifts) == size else []), nodes
