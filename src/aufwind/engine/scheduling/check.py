"""Input errors, with place and repair: all that can be seen, not only the first."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from aufwind.engine.errors import Finding, ProblemError, ProblemIsInfeasible, Text
from aufwind.engine.problem import MOST_SLOTS
from aufwind.engine.scheduling.contradictions import contradictions_in
from aufwind.engine.scheduling.grid import MOST_GROUPS, grid_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aufwind.engine.problem import Participant, Problem, Slot, Wish
    from aufwind.engine.scheduling.grid import Grid

LARGEST_VALUE = 1e9
MOST_IN_A_MEETING = 50


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


def findings_in(problem: Problem) -> list[Finding]:
    """What is wrong with the input itself; empty where every id stands for something and numbers make sense.

    Cost: O(everything in the problem).
    """
    grid = grid_of(problem)
    checks: tuple[Callable[[Grid], Iterable[Finding]], ...] = (
        _settings, _twice, _slots, _tables, _participants, _wishes, _cycles,
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
            yield _number(Text(name, name), value)


def _twice(grid: Grid) -> Iterator[Finding]:
    problem = grid.problem
    for noun, rows in (
        (_SLOT, problem.slots),
        (_TABLE, problem.tables),
        (_PERSON, problem.participants),
        (_WISH, problem.wishes),
    ):
        for name, times in Counter(row.id for row in rows).items():
            if times > 1:
                yield Finding(
                    _at(noun, name),
                    Text(f"Die Kennung kommt {times}-mal vor.", f"The id is used {times} times."),
                    Text("Geben Sie jeder Zeile eine eigene.", "Give each row its own."),
                )
    for person in problem.participants:
        if len(grid.members.get(person.id, ())) - (person.organisation == person.id) > 0:
            yield Finding(
                _at(_PERSON, person.id),
                Text("Auch eine Organisation heißt so.", "An organisation has the same id."),
                Text("Benennen Sie eine von beiden um.", "Rename one of the two."),
            )


def _slots(grid: Grid) -> Iterator[Finding]:
    slots = grid.problem.slots
    for slot in slots:
        if slot.minutes is not None and slot.minutes <= 0:
            yield _number(_at(_SLOT, slot.id), slot.minutes)
    timed = [slot for slot in slots if slot.starts_at]
    if timed and len(timed) < len(slots):
        missing = next(slot for slot in slots if not slot.starts_at)
        yield Finding(
            _at(_SLOT, missing.id),
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
            yield Finding(
                _at(_SLOT, after.id),
                Text(f"Es beginnt nicht nach «{before.id}».", f"It does not begin after “{before.id}”."),
                Text("Ordnen Sie die Zeitfenster nach der Zeit.", "Put the slots in the order of time."),
            )


def _tables(grid: Grid) -> Iterator[Finding]:
    for table in grid.problem.tables:
        yield from _unknown(_at(_TABLE, table.id), table.unavailable, grid.slots, _SLOT)


def _participants(grid: Grid) -> Iterator[Finding]:
    for person in grid.problem.participants:
        where = _at(_PERSON, person.id)
        yield from _unknown(where, person.unavailable, grid.slots, _SLOT)
        yield from _unknown(where, [person.table], grid.tables, _TABLE)
        yield from _unknown(where, [person.needs], grid.kind_free, _KIND)
        yield from _places(person, where)


def _places(person: Participant, where: Text) -> Iterator[Finding]:
    for number in (person.min_meetings, person.max_meetings):
        if number is not None and number < 0:
            yield _number(where, number)
    if person.max_meetings is not None and 0 <= person.max_meetings < person.min_meetings:
        yield Finding(
            where,
            Text(
                f"Mindestens {person.min_meetings} Termine, aber höchstens {person.max_meetings}.",
                f"At least {person.min_meetings} meetings, but {person.max_meetings} at most.",
            ),
            Text("Senken Sie das eine oder heben Sie das andere.", "Lower the one or raise the other."),
        )


def _wishes(grid: Grid) -> Iterator[Finding]:
    known = {wish.id for wish in grid.problem.wishes}
    vetoed = {frozenset(wish.people): wish.id for wish in grid.problem.wishes if wish.never}
    for wish in grid.problem.wishes:
        where = _at(_WISH, wish.id)
        yield from _people(wish, where, grid)
        yield from _unknown(where, [wish.slot], grid.slots, _SLOT)
        yield from _unknown(where, [wish.block], grid.block_slots, _BLOCK)
        yield from _unknown(where, [wish.table], grid.tables, _TABLE)
        yield from _unknown(where, [wish.kind], grid.kind_free, _KIND)
        yield from _unknown(where, wish.after, known, _WISH)
        yield from _numbers(wish, where)
        yield from _block(wish, where, grid)
        if wish.must and frozenset(wish.people) in vetoed:
            yield _must_and_never(where, vetoed[frozenset(wish.people)], wish)


def _people(wish: Wish, where: Text, grid: Grid) -> Iterator[Finding]:
    yield from _unknown(where, wish.people, {*grid.people, *grid.members}, _PERSON)
    if not 2 <= len(wish.people) <= MOST_IN_A_MEETING:
        yield Finding(
            where,
            Text(f"{len(wish.people)} Personen.", f"{len(wish.people)} people."),
            Text(
                f"Ein Termin hat 2 bis {MOST_IN_A_MEETING} Personen.",
                f"A meeting has 2 to {MOST_IN_A_MEETING} people.",
            ),
        )
    for who, times in Counter(wish.people).items():
        if times > 1:
            yield Finding(
                where,
                Text(f"«{who}» steht {times}-mal darin.", f"“{who}” stands in it {times} times."),
                Text("Nennen Sie jede Person einmal.", "Name each person once."),
            )
    sizes = [len(grid.members.get(who, ())) for who in wish.people if who not in grid.people]
    if math.prod(sizes) > MOST_GROUPS:
        yield Finding(
            where,
            Text("Die Organisationen ergeben zu viele Gruppen.", "The organisations make too many groups."),
            Text("Nennen Sie Personen statt Organisationen.", "Name people instead of organisations."),
        )


def _numbers(wish: Wish, where: Text) -> Iterator[Finding]:
    if not math.isfinite(wish.value) or not 0 <= wish.value <= LARGEST_VALUE:
        yield Finding(
            where,
            Text(f"Der Wert {wish.value:g} geht nicht.", f"The value {wish.value:g} is not possible."),
            Text(f"Schreiben Sie 0 bis {LARGEST_VALUE:.0f}.", f"Write 0 to {LARGEST_VALUE:.0f}."),
        )
    if wish.minutes is not None and wish.minutes <= 0:
        yield _number(where, wish.minutes)


def _block(wish: Wish, where: Text, grid: Grid) -> Iterator[Finding]:
    """A slot that is asked for has to lie in the block that is asked for."""
    if wish.block is None or wish.slot is None or wish.slot not in grid.slots:
        return
    if not grid.block_slots.get(wish.block, grid.every) & grid.mask([wish.slot]):
        yield Finding(
            where,
            Text(
                f"Zeitfenster «{wish.slot}» liegt nicht im Block «{wish.block}».",
                f"Slot “{wish.slot}” is not in block “{wish.block}”.",
            ),
            Text("Streichen Sie eines von beiden.", "Take out one of the two."),
        )


def _must_and_never(where: Text, veto: str, wish: Wish) -> Finding:
    own = veto == wish.id
    return Finding(
        where,
        Text("Zugleich «muss» und «nie».", "Both “must” and “never”.")
        if own
        else Text(f"«Muss», aber Wunsch «{veto}» sagt «nie».", f"“Must”, but wish “{veto}” says “never”."),
        Text("Streichen Sie eines von beiden.", "Take out one of the two."),
    )


def _cycles(grid: Grid) -> Iterator[Finding]:
    """Wishes of which each has to come after another of them. Peels off what has nothing before it."""
    wishes = {wish.id: wish for wish in grid.problem.wishes}
    before = {wish.id: {w for w in wish.after if w in wishes} for wish in grid.problem.wishes if wish.after}
    later: dict[str, list[str]] = {}
    for name, firsts in before.items():
        for first in firsts:
            later.setdefault(first, []).append(name)
    ready = [name for name in later if not before.get(name)]
    while ready:
        done = ready.pop()
        for name in later.get(done, ()):
            before[name].discard(done)
            if not before[name]:
                ready.append(name)
    circle = _circle({name: firsts for name, firsts in before.items() if firsts})
    if circle:
        names = " → ".join(circle)
        yield Finding(
            _at(_WISH, circle[0]),
            Text(f"Die Reihenfolge läuft im Kreis: {names}.", f"The order runs in a circle: {names}."),
            Text("Streichen Sie ein «nach».", "Take out one “after”."),
        )


def _circle(before: dict[str, set[str]]) -> list[str]:
    """One circle, first to last, among wishes each of which comes after another of them."""
    if not before:
        return []
    path = [min(before)]
    while True:
        step = min(first for first in before[path[-1]] if first in before)
        if step in path:
            return [step, *reversed(path[path.index(step) :])]
        path.append(step)


def _unknown(
    where: Text, given: Iterable[str | None], known: Iterable[object], noun: Text
) -> Iterator[Finding]:
    known = known if isinstance(known, (dict, set)) else set(known)
    for name in given:
        if name is not None and name not in known:
            yield Finding(
                where,
                Text(f"{noun.de} «{name}» gibt es nicht.", f"There is no {noun.en.lower()} “{name}”."),
                Text(
                    "Berichtigen Sie den Namen oder ergänzen Sie die Zeile.",
                    "Correct the name or add the row.",
                ),
            )


def _number(where: Text, number: int) -> Finding:
    return Finding(
        where,
        Text(f"{number} ist zu klein.", f"{number} is too small."),
        Text("Schreiben Sie eine größere Zahl.", "Write a larger number."),
    )


_SLOT = Text("Zeitfenster", "Slot")
_TABLE = Text("Tisch", "Table")
_PERSON = Text("Person", "Participant")
_WISH = Text("Wunsch", "Wish")
_BLOCK = Text("Block", "Block")
_KIND = Text("Tischart", "Kind of table")


def _at(noun: Text, name: str) -> Text:
    return Text(f"{noun.de} «{name}»", f"{noun.en} “{name}”")
