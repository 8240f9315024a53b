"""Input errors of wishes."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from aufwind.engine.errors import Text
from aufwind.engine.scheduling.grid import MOST_GROUPS
from aufwind.engine.scheduling.spot import (
    BLOCK,
    KIND,
    PERSON,
    SLOT,
    TABLE,
    WISH,
    Spot,
    found_at,
    too_small,
    unknown,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aufwind.engine.errors import Finding
    from aufwind.engine.problem import Wish
    from aufwind.engine.scheduling.grid import Grid

LARGEST_VALUE = 1e9
MOST_IN_A_MEETING = 50


def wish_findings(grid: Grid) -> Iterator[Finding]:
    """What is wrong with each wish: unknown names, impossible numbers, wishes that contradict themselves."""
    known = {wish.id for wish in grid.problem.wishes}
    named = {*grid.people, *grid.members}
    vetoed = {frozenset(wish.people): wish.id for wish in grid.problem.wishes if wish.never}
    for wish in grid.problem.wishes:
        where = Spot("wishes", wish.id)
        yield from unknown(where.at("people"), wish.people, named, PERSON)
        yield from _people(wish, where.at("people"), grid)
        yield from unknown(where.at("slot"), [wish.slot], grid.slots, SLOT)
        yield from unknown(where.at("block"), [wish.block], grid.block_slots, BLOCK)
        yield from unknown(where.at("table"), [wish.table], grid.tables, TABLE)
        yield from unknown(where.at("kind"), [wish.kind], grid.kind_free, KIND)
        yield from unknown(where.at("after"), wish.after, known, WISH)
        yield from _numbers(wish, where)
        yield from _block(wish, where, grid)
        if wish.must and frozenset(wish.people) in vetoed:
            yield _must_and_never(where, vetoed[frozenset(wish.people)], wish)


def _people(wish: Wish, where: Spot, grid: Grid) -> Iterator[Finding]:
    if not 2 <= len(wish.people) <= MOST_IN_A_MEETING:
        yield found_at(
            where,
            Text(f"{len(wish.people)} Personen.", f"{len(wish.people)} people."),
            Text(
                f"Ein Termin hat 2 bis {MOST_IN_A_MEETING} Personen.",
                f"A meeting has 2 to {MOST_IN_A_MEETING} people.",
            ),
        )
    for who, times in Counter(wish.people).items():
        if times > 1:
            yield found_at(
                where,
                Text(f"«{who}» steht {times}-mal darin.", f"“{who}” stands in it {times} times."),
                Text("Nennen Sie jede Person einmal.", "Name each person once."),
            )
    sizes = [len(grid.members.get(who, ())) for who in wish.people if who not in grid.people]
    if math.prod(sizes) > MOST_GROUPS:
        yield found_at(
            where,
            Text("Die Organisationen ergeben zu viele Gruppen.", "The organisations make too many groups."),
            Text("Nennen Sie Personen statt Organisationen.", "Name people instead of organisations."),
        )


def _numbers(wish: Wish, where: Spot) -> Iterator[Finding]:
    if not math.isfinite(wish.value) or not 0 <= wish.value <= LARGEST_VALUE:
        yield found_at(
            where.at("value"),
            Text(f"Der Wert {wish.value:g} geht nicht.", f"The value {wish.value:g} is not possible."),
            Text(f"Schreiben Sie 0 bis {LARGEST_VALUE:.0f}.", f"Write 0 to {LARGEST_VALUE:.0f}."),
        )
    if wish.minutes is not None and wish.minutes <= 0:
        yield too_small(where.at("minutes"), wish.minutes)


def _block(wish: Wish, where: Spot, grid: Grid) -> Iterator[Finding]:
    """A slot that is asked for has to lie in the block that is asked for."""
    if wish.block is None or wish.slot is None or wish.slot not in grid.slots:
        return
    if not grid.block_slots.get(wish.block, grid.every) & grid.mask([wish.slot]):
        yield found_at(
            where.at("block"),
            Text(
                f"Zeitfenster «{wish.slot}» liegt nicht im Block «{wish.block}».",
                f"Slot “{wish.slot}” is not in block “{wish.block}”.",
            ),
            Text("Streichen Sie eines von beiden.", "Take out one of the two."),
        )


def _must_and_never(where: Spot, veto: str, wish: Wish) -> Finding:
    own = veto == wish.id
    return found_at(
        where.at("must"),
        Text("Zugleich «muss» und «nie».", "Both “must” and “never”.")
        if own
        else Text(f"«Muss», aber Wunsch «{veto}» sagt «nie».", f"“Must”, but wish “{veto}” says “never”."),
        Text("Streichen Sie eines von beiden.", "Take out one of the two."),
    )


def order_findings(grid: Grid) -> Iterator[Finding]:
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
        yield found_at(
            Spot("wishes", circle[0], "after"),
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
