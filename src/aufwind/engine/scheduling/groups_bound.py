"""How many contacts a mixer can give at most, whoever seats the people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Bytes


def contacts_bound(
    present: np.ndarray[tuple[int, int], np.dtype[np.bool_]], size: int, before: Bytes
) -> tuple[int, int]:
    """Contacts no seating can exceed, and contacts no single person can exceed.

    The least of three counts: places (per round, less what must repeat because fewer groups than places make
    some people of a group meet again), pairs that may meet, and half the sum of what each person can get.
    """
    people = present.shape[1]
    allowed = people - 1 - (before > 0).sum(axis=1)
    sizes = [sizes_of(int(count), size) for count in present.sum(axis=1)]
    largest = np.array([max(groups, default=1) - 1 for groups in sizes])
    each = np.minimum(allowed, largest @ present)
    by_places = _new_pairs(sizes, full=bool(present.all()))
    by_pairs = int(allowed.sum()) // 2
    return min(by_places, by_pairs, int(each.sum()) // 2), int(min(each.max(initial=0), max(people - 1, 0)))


def _new_pairs(sizes: list[list[int]], *, full: bool) -> int:
    """New pairs at most: a group of s people who sat in g < s groups before repeats some pairs."""
    total = 0
    for r, groups in enumerate(sizes):
        total += sum(s * (s - 1) // 2 for s in groups)
        if r and full and groups:
            earlier = len(groups)
            total -= sum(sum(c * (c - 1) // 2 for c in _even(s, earlier)) for s in groups)
    return total


def _even(count: int, parts: int) -> list[int]:
    """`count` split into `parts` numbers that differ by at most one, the larger first."""
    return [count // parts + (i < count % parts) for i in range(parts)]


def sizes_of(count: int, size: int) -> list[int]:
    """Sizes of as few groups as hold `count` people, none larger than `size`, differing by one at most."""
    return _even(count, -(-count // size)) if count else []
