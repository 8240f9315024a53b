"""Clauses of a formula, and the cardinality rules they are made of."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TRUE = 1
FALSE = -1
"""Variable 1 is held true, so constants are literals like any other: the rules need no special cases."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold back the garbage collector: it finds nothing among new clauses, and looking takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Clauses:
    """A formula in conjunctive normal form while it is being written.

    Attributes:
        rows: The clauses, as lists of literals.
        top: The greatest variable used.
    """

    def __init__(self) -> None:
        self.rows: list[list[int]] = [[TRUE]]
        self.top = TRUE
        self._but: list[int] = []

    def new(self) -> int:
        """A variable that did not exist before."""
        self.top += 1
        return self.top

    @contextmanager
    def only_if(self, guard: int) -> Iterator[None]:
        """Within this block, clauses say something only where `guard` holds."""
        self._but = [] if guard == TRUE else [-guard]
        yield
        self._but = []

    def add(self, *literals: int) -> None:
        """At least one of `literals` holds; with none left the formula has no solution."""
        if TRUE not in literals:
            self.rows.append([*self._but, *(literal for literal in literals if literal != FALSE)])

    def at_most_one(self, literals: Sequence[int]) -> None:
        """No two of `literals` hold. n·(n-1)/2 clauses: for the few meetings of one person that is best."""
        self.rows.extend([*self._but, -a, -b] for a, b in combinations(literals, 2))

    def any_of(self, literals: Sequence[int]) -> int:
        """A literal that holds exactly where one of `literals` does; `FALSE` for none. Not guarded."""
        if len(literals) <= 1:
            return literals[0] if literals else FALSE
        some = self.new()
        self.rows.extend([-literal, some] for literal in literals)
        self.rows.append([-some, *literals])
        return some

    def sorted_up_to(self, literals: Sequence[int], most: int, *, both_ways: bool = False) -> list[int]:
        """Literals o with: where at least i+1 of `literals` hold, o[i] holds; for i < `most`.

        Args:
            both_ways: o[i] also holds nowhere else; only with `most` ≥ the number of literals.

        Method: totalizer (Bailleux and Boufkhad 2003), cut off at `most`. O(n · most) clauses, not guarded.
        """
        if len(literals) <= 1:
            return list(literals[:most])
        half = len(literals) // 2
        left = self.sorted_up_to(literals[:half], most, both_ways=both_ways)
        right = self.sorted_up_to(literals[half:], most, both_ways=both_ways)
        out = [self.new() for _ in range(min(most, len(left) + len(right)))]
        self._merge(left, right, out)
        if both_ways:
            self._merge([-x for x in reversed(left)], [-x for x in reversed(right)], [-x for x in reversed(out)])
        self.rows.extend([-later, earlier] for earlier, later in pairwise(out))
        return out

    def _merge(self, left: list[int], right: list[int], out: list[int]) -> None:
        for i in range(len(left) + 1):
            for j in range(max(0, 1 - i), min(len(right), len(out) - i) + 1):
                need = ([-left[i - 1]] if i else []) + ([-right[j - 1]] if j else [])
                self.rows.append([*need, out[i + j - 1]])

    def at_most(self, literals: Sequence[int], most: int) -> None:
        """No more than `most` of `literals` hold."""
        if len(literals) > most:
            self.add(-self.sorted_up_to(literals, most + 1)[most])
