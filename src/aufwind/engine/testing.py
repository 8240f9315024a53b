"""Makers for tiny problems, and the best plan found by trying everything. Used by everybody's tests.

    problem = an_event(slots=3, tables=1, people="anna ben cleo", wishes=["anna ben", "anna cleo"])
    assert plan_meetings(problem).value == best_by_trying_all(problem).value

Slots are called s0, s1 …, tables t0, t1 …, a wish is called after its people: «anna-ben».
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from aufwind.engine.errors import Text
from aufwind.engine.problem import Participant, Problem, Slot, Table, Wish
from aufwind.engine.result import Meeting, Plan, Unplaced, WorstOff
from aufwind.engine.scheduling.rules import PLACES, Case
from aufwind.engine.scheduling.verify import agreed_gaps_are_shared_fairly, gaps_by_person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def a_wish(people: str, **fields: Any) -> Wish:
    """A wish of the people named in one text. Any: whatever fields a wish has."""
    names = tuple(people.split())
    return Wish(**{"id": "-".join(names), "people": names, **fields})


def an_event(
    *,
    slots: int | Sequence[Slot] = 3,
    tables: int | Sequence[Table] = 2,
    people: str | Sequence[Participant] = "anna ben cleo",
    wishes: Iterable[str | Wish] = (),
    **fields: Any,
) -> Problem:
    """A problem; numbers and names stand for plain slots, tables, participants and wishes.

    Any: whatever other fields a problem has.
    """
    return Problem(
        slots=tuple(Slot(f"s{t}") for t in range(slots)) if isinstance(slots, int) else tuple(slots),
        tables=tuple(Table(f"t{j}") for j in range(tables)) if isinstance(tables, int) else tuple(tables),
        participants=tuple(Participant(name) for name in people.split()) if isinstance(people, str) else tuple(people),
        wishes=tuple(a_wish(wish) if isinstance(wish, str) else wish for wish in wishes),
        **fields,
    )


def a_plan(problem: Problem, meetings: Iterable[str], **fields: Any) -> Plan:
    """The plan with these meetings, each «wish slot table» or «wish slot table person person …».

    Its figures are those of the meetings, its bounds are met, and all other wishes are unplaced «so». Any:
    whatever fields shall differ.
    """
    wishes = {wish.id: wish for wish in problem.wishes}
    held = [_meeting(line.split(), wishes) for line in meetings]
    placed = {meeting.wish for meeting in held}
    value = sum(wishes[name].value for name in placed if name in wishes)
    empty = _empty(held, tuple(Unplaced(name, Text("so", "so")) for name in wishes if name not in placed))
    gaps = gaps_by_person(Case(problem, empty)).values()
    figures: dict[str, Any] = {
        "value": value,
        "value_bound": value,
        "gaps": sum(gaps),
        "gaps_bound": sum(gaps),
        "gap_spread": max(gaps, default=0) - min(gaps, default=0),
        "worst_off": _worst_off(problem, held),
    }
    return replace(empty, **{**figures, **fields})


@dataclass(frozen=True, slots=True)
class Best:
    """What the best plan of a tiny problem is worth."""

    value: float
    gaps: int


@dataclass(frozen=True, slots=True)
class Option:
    """One way to hold a wish; `slot` is the position of the slot."""

    wish: Wish
    slot: int
    table: str
    people: tuple[str, ...]


def best_by_trying_all(problem: Problem) -> Best | None:
    """The greatest value and, with it, the fewest gaps; None where not all musts can take place.

    Tries every way to place every wish, so at most about six wishes in four slots. Knows the rules from
    `rules.py` only. For agreed meetings only plans that keep `max_gap_spread` count. `min_meetings` and
    `fair_to` are not looked at.
    """
    options = [[*ways_to_hold(problem, wish)] for wish in problem.wishes]
    best: tuple[float, int] | None = None
    for held in _selections(problem, options, []):
        if any(wish.must and all(o.wish is not wish for o in held) for wish in problem.wishes):
            continue
        plan = _empty([Meeting(o.wish.id, problem.slots[o.slot].id, o.table, o.people) for o in held])
        case = Case(problem, plan)
        if any(True for _ in agreed_gaps_are_shared_fairly(case)):
            continue
        key = (sum(option.wish.value for option in held), -sum(gaps_by_person(case).values()))
        best = key if best is None else max(best, key)
    return None if best is None else Best(best[0], -best[1])


def _selections(problem: Problem, options: list[list[Option]], held: list[Option]) -> Iterator[list[Option]]:
    """Every way to hold some of the wishes without a clash."""
    if not options:
        yield held
        return
    yield from _selections(problem, options[1:], held)
    for option in options[0]:
        if all(_agree(option, other) for other in held) and _leaves_room(problem, [*held, option]):
            yield from _selections(problem, options[1:], [*held, option])


def _agree(one: Option, other: Option) -> bool:
    if one.slot == other.slot and (one.table == other.table or set(one.people) & set(other.people)):
        return False
    if one.wish.id in other.wish.after and one.slot >= other.slot:
        return False
    return not (other.wish.id in one.wish.after and other.slot >= one.slot)


def _leaves_room(problem: Problem, held: list[Option]) -> bool:
    return all(
        person.max_meetings is None or sum(person.id in o.people for o in held) <= person.max_meetings
        for person in problem.participants
    )


def ways_to_hold(problem: Problem, wish: Wish) -> Iterator[Option]:
    """Ways to hold a wish to which no rule objects when nothing else takes place."""
    lone = replace(problem, wishes=tuple(w for w in problem.wishes if w.never or w is wish))
    members = [_standing_for(problem, who) for who in wish.people]
    for (t, slot), table, people in product(enumerate(problem.slots), problem.tables, product(*members)):
        meeting = Meeting(wish.id, slot.id, table.id, people)
        others = tuple(Unplaced(w.id, Text("so", "so")) for w in lone.wishes if w is not wish)
        case = Case(lone, _empty([meeting], others))
        if not any(True for rule in PLACES for _ in rule(case)):
            yield Option(wish, t, table.id, people)


def _standing_for(problem: Problem, who: str) -> list[str]:
    own = [person.id for person in problem.participants if person.id == who]
    return own or [person.id for person in problem.participants if person.organisation == who]


def _meeting(words: list[str], wishes: dict[str, Wish]) -> Meeting:
    wish, slot, table, *people = words
    return Meeting(wish, slot, table, tuple(people) or wishes[wish].people)


def _empty(held: Iterable[Meeting], unplaced: tuple[Unplaced, ...] = ()) -> Plan:
    """A plan of these meetings whose figures nobody has filled in."""
    return Plan(
        meetings=tuple(held),
        unplaced=unplaced,
        value=0.0,
        value_bound=0.0,
        gaps=0,
        gaps_bound=0,
        gap_spread=0,
        worst_off=None,
        binding=(),
        proven=False,
        seconds=0.0,
        seed=0,
        version="0",
    )


def _worst_off(problem: Problem, held: list[Meeting]) -> WorstOff | None:
    possible = [w for w in problem.wishes if not w.never and (w.must or not w.met_before)]
    named = {who for wish in possible for who in wish.people}
    count = {
        person.id: sum(person.id in meeting.people for meeting in held)
        for person in problem.participants
        if person.id in named
    }
    least = min(count, key=lambda who: count[who], default=None)
    return None if least is None else WorstOff(least, count[least])
