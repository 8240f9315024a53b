"""Groups get tables so that people come round: a World Café's topics stay where they are, and guests move on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.engine.scheduling.instance import Ints

Groups = tuple[tuple[int, ...], ...]


def tours(rounds: Sequence[Groups], tables: int) -> tuple[Groups, ...]:
    """The same groups at tables where as few of their people as possible have been before.

    Args:
        rounds: rounds[r][t] are the people of group t in round r.
        tables: How many there are, at least as many as groups.

    Returns:
        For each round a tuple of `tables` groups by table, empty where nobody sits.

    Raises:
        ValueError: There are fewer tables than groups in a round.

    Method: round after round, groups take tables cheapest first, then exchange them in pairs as long as that helps.
    Cost: O(rounds · tables³) at worst, milliseconds for 40 tables.
    """
    been: dict[int, set[int]] = {}
    seated = []
    for groups in rounds:
        if len(groups) > tables:
            raise ValueError("there are fewer tables than groups")
        padded = (*groups, *((),) * (tables - len(groups)))
        cost = np.array(
            [[sum(t in been.get(person, ()) for person in group) for t in range(tables)] for group in padded], np.int32
        )
        table = _exchanged(_cheapest_first(cost), cost)
        at: list[tuple[int, ...]] = [()] * tables
        for group, t in enumerate(table.tolist()):
            at[t] = padded[group]
            for person in padded[group]:
                been.setdefault(person, set()).add(t)
        seated.append(tuple(at))
    return tuple(seated)


def _cheapest_first(cost: Ints) -> Ints:
    n = len(cost)
    table, free = np.full(n, -1, np.int32), np.ones(n, bool)
    for cell in np.argsort(cost, axis=None, kind="stable"):
        group, t = divmod(int(cell), n)
        if table[group] < 0 and free[t]:
            table[group], free[t] = t, False
    return table


def _exchanged(table: Ints, cost: Ints) -> Ints:
    """Pairs of groups change tables as long as that brings somebody to a new one."""
    groups = np.arange(len(table))
    while True:
        here = cost[groups, table]
        there = cost[groups[:, None], table[None, :]]
        gain = here[:, None] + here[None, :] - there - there.T
        best = int(gain.argmax())
        if gain.flat[best] <= 0:
            return table
        a, b = divmod(best, len(table))
        table[a], table[b] = table[b], table[a]
