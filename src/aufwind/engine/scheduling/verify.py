"""Checks any plan against its problem, whoever made it; shares no code with the solvers."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from math import fsum, isclose
from typing import TYPE_CHECKING

from aufwind.engine.errors import Finding, Text
from aufwind.engine.scheduling.rules import AGAIN, PLACES, Case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aufwind.engine.problem import Problem
    from aufwind.engine.result import Plan

TOLERANCE = 1e-6
"""Values are told apart to the millionth."""


def verify(problem: Problem, plan: Plan) -> list[Finding]:
    """Everything that is wrong with a plan; empty for a plan that keeps every rule and tells the truth.

    Args:
        problem: What was to be planned.
        plan: Any plan: computed, edited by hand, read from a file.

    Returns:
        One finding per broken rule and place, in the order of `RULES`.

    Cost: O(meetings + wishes), about 30 µs a meeting.
    """
    case = Case(problem, plan)
    return [finding for rule in RULES for finding in rule(case)]


def the_value_is_true(case: Case) -> Iterator[Finding]:
    """The value is the sum over the meetings held, and not above its bound."""
    value = fsum(case.wishes[m.wish].value for m in case.plan.meetings if m.wish in case.wishes)
    if not isclose(value, case.plan.value, rel_tol=TOLERANCE, abs_tol=TOLERANCE):
        yield _figure(f"Wert {case.plan.value}, richtig ist {value}.", f"Value {case.plan.value}, true is {value}.")
    if value > case.plan.value_bound * (1 + TOLERANCE) + TOLERANCE:
        bound = case.plan.value_bound
        yield _figure(f"Wert {value} über der Schranke {bound}.", f"Value {value} above its bound {bound}.")


def the_gaps_are_true(case: Case) -> Iterator[Finding]:
    """Gaps and spread are those of the meetings, and gaps not below their bound."""
    gaps = gaps_by_person(case)
    total, spread = sum(gaps.values()), max(gaps.values(), default=0) - min(gaps.values(), default=0)
    plan = case.plan
    if total != plan.gaps:
        yield _figure(f"{plan.gaps} Pausen, richtig sind {total}.", f"{plan.gaps} gaps, true is {total}.")
    if spread != plan.gap_spread:
        yield _figure(
            f"Pausenunterschied {plan.gap_spread}, richtig ist {spread}.",
            f"Gap spread {plan.gap_spread}, true is {spread}.",
        )
    if total < plan.gaps_bound:
        bound = plan.gaps_bound
        yield _figure(f"{total} Pausen unter der Schranke {bound}.", f"{total} gaps below their bound {bound}.")


def agreed_gaps_are_shared_fairly(case: Case) -> Iterator[Finding]:
    """Where every wish is a must, no two people's gaps differ by more than `max_gap_spread`."""
    most = case.problem.max_gap_spread
    if most is None or not all(wish.must for wish in case.problem.wishes):
        return
    gaps = gaps_by_person(case).values()
    spread = max(gaps, default=0) - min(gaps, default=0)
    if spread > most:
        yield _figure(f"Pausenunterschied {spread}, erlaubt sind {most}.", f"Gap spread {spread}, allowed are {most}.")


def the_worst_off_is_true(case: Case) -> Iterator[Finding]:
    """Nobody whom a possible wish names has fewer meetings than the person called worst off."""
    count: dict[str, int] = defaultdict(int)
    for meeting in case.plan.meetings:
        for who in meeting.people:
            count[who] += 1
    named = {
        who
        for wish in case.problem.wishes
        if not wish.never and (wish.must or not wish.met_before)
        for who in wish.people
        if who in case.people
    }
    worst = case.plan.worst_off
    least = min((count[who] for who in named), default=None)
    given = None if worst is None else worst.meetings
    if given != least or (worst and (worst.participant not in named or count[worst.participant] != least)):
        yield _figure(
            f"Am wenigsten haben {least}, genannt sind {given}.", f"The fewest are {least}, {given} is given."
        )


def proven_means_proven(case: Case) -> Iterator[Finding]:
    """A plan called proven has met both bounds."""
    plan = case.plan
    is_met = isclose(plan.value, plan.value_bound, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    if plan.proven and not (is_met and plan.gaps == plan.gaps_bound):
        yield _figure("Als bewiesen bezeichnet, aber offen.", "Called proven, but open.")


def gaps_by_person(case: Case) -> dict[str, int]:
    """Breaks between first and last meeting of each day, for every participant."""
    days = _days(case)
    slots: dict[str, dict[object, set[int]]] = {who: defaultdict(set) for who in case.people}
    for meeting in case.plan.meetings:
        t = case.order.get(meeting.slot)
        for who in meeting.people if t is not None else ():
            if who in slots and t is not None:
                slots[who][days[t]].add(t)
    return {who: sum(_breaks(sorted(day)) for day in by_day.values()) for who, by_day in slots.items()}


def _breaks(times: list[int]) -> int:
    return sum(after - before > 1 for before, after in pairwise(times))


def _days(case: Case) -> list[int]:
    """The number of each slot's day: a new one begins where the date, else the day's name, changes."""
    marks = [slot.starts_at.strftime("%Y-%m-%d") if slot.starts_at else slot.day for slot in case.problem.slots]
    days = [0] * len(marks)
    for t in range(1, len(marks)):
        days[t] = days[t - 1] + (marks[t] != marks[t - 1])
    return days


def _figure(de: str, en: str) -> Finding:
    return Finding(Text("Kennzahlen", "Figures"), Text(de, en), AGAIN)


FIGURES: tuple[Callable[[Case], Iterable[Finding]], ...] = (
    the_value_is_true,
    the_gaps_are_true,
    agreed_gaps_are_shared_fairly,
    the_worst_off_is_true,
    proven_means_proven,
)
"""Every rule about what a plan says of itself."""

RULES = PLACES + FIGURES
"""All rules, in the order in which they object."""
