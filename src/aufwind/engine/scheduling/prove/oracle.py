"""CaDiCaL, asked in rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysat.solvers import Cadical195

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Oracle:
    """A satisfiability solver that can be interrupted between rounds of a fixed number of conflicts.

    The same questions with the same budgets get the same answers on every machine.

    Source: CaDiCaL 1.9.5 (Biere and others, MIT licence) through PySAT.
    """

    def __init__(self, clauses: Iterable[list[int]], *, finds: bool = False, seed: int = 0) -> None:
        """Load a formula.

        Args:
            finds: Search for a solution rather than for a proof: stay in the phases that follow the best
                assignment so far, which found schedules of the hardest published events several times sooner.
            seed: Of the solver's random choices; it changes little.
        """
        self._solver = Cadical195()
        if finds:
            self._solver.configure({"stabilizeonly": 1, "seed": seed})
        self._solver.append_formula(clauses)

    def add(self, clauses: Iterable[list[int]]) -> None:
        """Load more clauses."""
        self._solver.append_formula(clauses)

    def prefer(self, literals: Sequence[int]) -> None:
        """Try these literals first: the neighbourhood of a plan that is known."""
        self._solver.configure({"lucky": 0})
        self._solver.set_phases(list(literals))

    def ask(self, assumptions: Sequence[int] = (), *, conflicts: int) -> bool | None:
        """Whether a solution exists under the assumptions; None where that many conflicts did not tell."""
        self._solver.conf_budget(conflicts)
        answer: bool | None = self._solver.solve_limited(list(assumptions))
        return answer

    def solution(self) -> list[int]:
        """The literals that hold, after the answer True."""
        return list(self._solver.get_model())

    def core(self) -> list[int]:
        """Assumptions that cannot hold together, after the answer False; empty where nothing helps."""
        return list(self._solver.get_core() or ())
