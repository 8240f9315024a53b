"""What self-booking gives: the yardstick every plan is shown beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.engine.scheduling.booking import book_in_turn
from aufwind.engine.scheduling.check import refuse_errors
from aufwind.engine.scheduling.plan import plan_from
from aufwind.engine.scheduling.solve import solution_of
from aufwind.engine.scheduling.translate import translate

if TYPE_CHECKING:
    from aufwind.engine.problem import Problem
    from aufwind.engine.result import Plan


def first_come(problem: Problem) -> Plan:
    """The plan that comes about when people book for themselves, in the order of registration.

    A wish belongs to the person it names first; each books her wishes as she listed them, each time the first
    slot in which all are free and a table is left. Musts, values and gaps play no part, and the bound is only
    what all wishes are worth together.

    Raises:
        ProblemError: As `plan_meetings`.

    Cost: O(wishes · members).
    """
    refuse_errors(problem)
    translation = translate(problem)
    solution = solution_of(translation.instance, book_in_turn(translation.instance))
    return plan_from(translation, solution, seed=0, seconds=0.0)
