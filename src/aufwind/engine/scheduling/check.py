"""Input errors, with place and repair: all that can be seen, not only the first."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from aufwind.engine.errors import Finding, ProblemError, ProblemIsInfeasible, Text
from aufwind.engine.problem import MOST_SLOTS
from aufwind.engine.scheduling.check_wishes import order_findings, wish_findings
from aufwind.engine.scheduling.contradictions import contradictions_in
from aufwind.engine.scheduling.grid import grid_of
from aufwind.engine.scheduling.spot import KIND, SLOT, TABLE, Spot, found_at, too_small, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aufwind.engine.problem import Participant, Problem, Slot
    from aufwind.engine.scheduling.grid import Grid


def refuse_errors(problem: Problem) -> None:
    """Return where a problem can be planned as far as can be seen without a search.

    Raises:
        ProblemError: Its findings name participant, slot or wish, and the repair.
        ProblemIsInfeasible: Well-formed, but some musts contradict each other; this is proven.
    """
    if findings := findings_in(problem):
        raise ProblemError(findings)
    if findings := contradictions_in(grid_of(problem)):
        raise ProblemIsInfeasible(findings)


def check(problem: Problem) -> list[Finding]:
    """What is wrong with a problem, without raising: input errors, else musts that contradict each other."""
    return findings_in(problem) or contradictions_in(grid_of(problem))


def findings_in(problem: Problem) -> list[Finding]:
    """What is wrong with the input itself; empty where every id stands for something and numbers make sense.

    Cost: O(everything in the problem).
    """
    grid = grid_of(problem)
    checks: tuple[Callable[[Grid], Iterable[Finding]], ...] = (
        _settings, _twice, _slots, _tables, _participants, wish_findings, order_findings,
    )  # fmt: skip
    return [finding for check in checks for finding in check(grid)]


def _settings(grid: Grid) -> Iterator[Finding]:
    problem = grid.problem
    if len(problem.slots) > MOST_SLOTS:
        yield Finding(
            Text("Zeitfenster", "Slots"),
            Text(f"{len(problem.slots)} sind zu viele.", f"{len(problem.slots)} are too many."),
            Text(
                f"Planen Sie die Veranstaltung in Teilen von höchstens {MOST_SLOTS}.",
                f"Plan the event in parts of {MOST_SLOTS} at most.",
            ),
        )
    for name, value in (("max_gap_spread", problem.max_gap_spread), ("fair_to", problem.fair_to)):
        if value is not None and value < 0:
            yield Finding(
                Text(name, name),
                Text(f"{value} ist zu klein.", f"{value} is too small."),
                Text("Schreiben Sie 0 oder mehr.", "Write 0 or more."),
            )


def _twice(grid: Grid) -> Iterator[Finding]:
    problem = grid.problem
    lists = {
        "slots": [slot.id for slot in problem.slots],
        "tables": [table.id for table in problem.tables],
        "participants": [person.id for person in problem.participants],
        "wishes": [wish.id for wish in problem.wishes],
    }
    for rows, ids in lists.items():
        for name, times in Counter(ids).items():
            if times > 1:
                yield found_at(
                    Spot(rows, name, "id"),
                    Text(f"Die Kennung kommt {times}-mal vor.", f"The id is used {times} times."),
                    Text("Geben Sie jeder Zeile eine eigene.", "Give each row its own."),
                )
    for person in problem.participants:
        if len(grid.members.get(person.id, ())) - (person.organisation == person.id) > 0:
            yield found_at(
                Spot("participants", person.id, "id"),
                Text("Auch eine Organisation heißt so.", "An organisation has the same id."),
                Text("Benennen Sie eine von beiden um.", "Rename one of the two."),
            )


def _slots(grid: Grid) -> Iterator[Finding]:
    slots = grid.problem.slots
    for slot in slots:
        if slot.minutes is not None and slot.minutes <= 0:
            yield too_small(Spot("slots", slot.id, "minutes"), slot.minutes)
    timed = [slot for slot in slots if slot.starts_at]
    if timed and len(timed) < len(slots):
        missing = next(slot for slot in slots if not slot.starts_at)
        yield found_at(
            Spot("slots", missing.id, "starts_at"),
            Text("Der Beginn fehlt, andere haben einen.", "It has no starting time, others have one."),
            Text("Geben Sie allen einen oder keinem.", "Give one to all or to none."),
        )
    elif timed:
        yield from _order(timed)


def _order(timed: list[Slot]) -> Iterator[Finding]:
    if len({slot.starts_at.tzinfo is None for slot in timed if slot.starts_at}) > 1:
        yield Finding(
            Text("Zeitfenster", "Slots"),
            Text("Einige haben eine Zeitzone, andere nicht.", "Some have a time zone, others have none."),
            Text("Schreiben Sie alle mit oder alle ohne.", "Write all with it or all without."),
        )
        return
    for before, after in pairwise(timed):
        if before.starts_at and after.starts_at and before.starts_at >= after.starts_at:
            yield found_at(
                Spot("slots", after.id, "starts_at"),
                Text(f"Es beginnt nicht nach «{before.id}».", f"It does not begin after “{before.id}”."),
                Text("Ordnen Sie die Zeitfenster nach der Zeit.", "Put the slots in the order of time."),
            )


def _tables(grid: Grid) -> Iterator[Finding]:
    for table in grid.problem.tables:
        yield from unknown(Spot("tables", table.id, "unavailable"), table.unavailable, grid.slots, SLOT)


def _participants(grid: Grid) -> Iterator[Finding]:
    for person in grid.problem.participants:
        where = Spot("participants", person.id)
        yield from unknown(where.at("unavailable"), person.unavailable, grid.slots, SLOT)
        yield from unknown(where.at("table"), [person.table], grid.tables, TABLE)
        yield from unknown(where.at("needs"), [person.needs], grid.kind_free, KIND)
        yield from _places(person, where)


def _places(person: Participant, where: Spot) -> Iterator[Finding]:
    for field, number in (("min_meetings", person.min_meetings), ("max_meetings", person.max_meetings)):
        if number is not None and number < 0:
            yield too_small(where.at(field), number)
    if person.max_meetings is not None and 0 <= person.max_meetings < person.min_meetings:
        yield found_at(
            where.at("max_meetings"),
            Text(
                f"Mindestens {person.min_meetings} Termine, aber höchstens {person.max_meetings}.",
                f"At least {person.min_meetings} meetings, but {person.max_meetings} at most.",
            ),
            Text("Senken Sie das eine oder heben Sie das andere.", "Lower the one or raise the other."),
        )
