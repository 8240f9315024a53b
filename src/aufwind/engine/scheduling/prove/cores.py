"""The lower bound on gaps, raised core by core."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aufwind.engine.scheduling.prove.clauses import Clauses
    from aufwind.engine.scheduling.prove.oracle import Oracle


class Cores:
    """What is hoped for (nobody has a gap), relaxed one gap at a time as far as proofs demand.

    Attributes:
        bound: No plan has fewer gaps.
        hopes: Literals that hold in a plan with `bound` gaps, if there is one.

    Method: core-guided MaxSAT with counters that grow by one («OLL», Andres and others 2012; Morgado,
    Dodaro and Marques-Silva 2014). Each literal of a set that cannot hold together moves into a counter
    that allows one exception, then two.
    """

    def __init__(self, clauses: Clauses, wanted_false: list[int]) -> None:
        self._clauses = clauses
        self._next: dict[int, int] = {}
        self.hopes: dict[int, None] = dict.fromkeys(-literal for literal in wanted_false)
        self.bound = 0

    def relax(self, core: list[int], oracle: Oracle) -> None:
        """Allow one exception among `core`, whose literals cannot all hold."""
        self.bound += 1
        for literal in core:
            del self.hopes[literal]
            if literal in self._next:
                self.hopes[self._next.pop(literal)] = None
        if len(core) == 1:
            oracle.add([[-core[0]]])
            return
        known = len(self._clauses.rows)
        counted = self._clauses.sorted_up_to([-literal for literal in core], len(core))
        oracle.add([*self._clauses.rows[known:], [counted[0]]])
        for fewer, more in pairwise(counted[1:]):
            self._next[-fewer] = -more
        self.hopes[-counted[1]] = None


def trimmed(core: list[int], oracle: Oracle, *, conflicts: int) -> list[int]:
    """A core with as few literals as cheap questions show; each dropped literal saves a counter's width."""
    while True:
        if oracle.ask(core, conflicts=conflicts) is not False:
            return core
        smaller = oracle.core()
        if len(smaller) >= len(core):
            break
        core = smaller
    for literal in list(core):
        if literal in core and len(core) > 1:
            rest = [other for other in core if other != literal]
            if oracle.ask(rest, conflicts=conflicts) is False:
                core = oracle.core() or rest
    return core
