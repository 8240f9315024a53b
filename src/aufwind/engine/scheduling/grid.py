"""Ids to positions, and what each rule leaves of the slots: read by translate, check and reasons.

A set of slots is an int whose bit t stands for the slot at position t.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import product
from math import prod
from operator import and_
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from aufwind.engine.problem import Participant, Problem, Slot, Table, Wish

NOWHERE = 0
MOST_GROUPS = 10_000
"""One wish between several large organisations could mean millions of groups."""


class Limit(NamedTuple):
    """One rule and the slots it leaves to a wish.

    Attributes:
        rule: What limits: "never", "veto", "met before", "person", "block", "slot", "minutes", "table", "two
            tables", "two kinds", "other kind", "kind" or "tables".
        subject: Whose rule it is: a participant, table, block, kind … («» where the wish itself says it).
        slots: The slots left.
    """

    rule: str
    subject: str
    slots: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Lookup tables over a problem.

    Attributes:
        slots: Position of each slot.
        every: All slots.
        people: Participants by id.
        tables: Tables by id.
        person_free: Slots in which a participant is available.
        table_free: Slots in which a table can be used.
        kind_free: Slots with at least one table of a kind; under None, with any table.
        block_slots: Slots of each block.
        members: Participants of each organisation, in the order of the problem.
        vetoes: For each participant the sets of people who must not meet with her in it.
    """

    problem: Problem
    slots: Mapping[str, int]
    every: int
    people: Mapping[str, Participant]
    tables: Mapping[str, Table]
    person_free: Mapping[str, int]
    table_free: Mapping[str, int]
    kind_free: Mapping[str | None, int]
    block_slots: Mapping[str, int]
    members: Mapping[str, tuple[str, ...]]
    vetoes: Mapping[str, tuple[frozenset[str], ...]]

    def mask(self, slots: Iterable[str]) -> int:
        """The slots with these ids as a set; unknown ids are left out."""
        return sum(1 << self.slots[slot] for slot in set(slots) if slot in self.slots)

    def slots_in(self, mask: int) -> list[Slot]:
        """The slots of a set, in time."""
        return [slot for t, slot in enumerate(self.problem.slots) if mask >> t & 1]


def grid_of(problem: Problem) -> Grid:
    """Lookup tables of a problem; ids that stand for nothing are ignored (`check` reports them)."""
    slots = {slot.id: t for t, slot in enumerate(problem.slots)}
    every = (1 << len(problem.slots)) - 1

    def free(unavailable: Iterable[str]) -> int:
        return every & ~sum(1 << slots[slot] for slot in set(unavailable) if slot in slots)

    table_free = {table.id: free(table.unavailable) for table in problem.tables}
    members = _members(problem)
    return Grid(
        problem=problem,
        slots=slots,
        every=every,
        people={person.id: person for person in problem.participants},
        tables={table.id: table for table in problem.tables},
        person_free={person.id: free(person.unavailable) for person in problem.participants},
        table_free=table_free,
        kind_free=_kind_free(problem, table_free),
        block_slots=_block_slots(problem),
        members=members,
        vetoes=_vetoes(problem, members),
    )


def needed_kind(wish: Wish, attendees: Iterable[Participant]) -> set[str]:
    """The kinds of table a meeting asks for: the wish's own, else what its people need."""
    return {wish.kind} if wish.kind else {person.needs for person in attendees if person.needs}


def fixed_tables(wish: Wish, attendees: Iterable[Participant]) -> set[str]:
    """The tables a meeting is bound to: the wish's own and those its people keep."""
    own = {wish.table} if wish.table else set()
    return own | {person.table for person in attendees if person.table}


def limits_of(wish: Wish, people: Iterable[str], grid: Grid) -> list[Limit]:
    """Every rule of a wish for these participants, with the slots it leaves, as reasons name them."""
    ids = tuple(people)
    attendees = [grid.people[person] for person in ids]
    limits = [*_own_limits(wish, ids, grid)]
    limits += [Limit("person", person, grid.person_free[person]) for person in ids]
    limits += _table_limits(wish, attendees, grid)
    return limits


def domain_of(limits: Iterable[Limit], grid: Grid) -> int:
    """The slots that all `limits` leave."""
    return reduce(and_, (limit.slots for limit in limits), grid.every)


def is_vetoed(people: Iterable[str], grid: Grid) -> bool:
    """Whether some of these people must not meet."""
    together = set(people)
    return any(veto <= together for person in together for veto in grid.vetoes.get(person, ()))


def _own_limits(wish: Wish, ids: tuple[str, ...], grid: Grid) -> Iterable[Limit]:
    if wish.never:
        yield Limit("never", "", NOWHERE)
    elif is_vetoed(ids, grid):
        yield Limit("veto", "", NOWHERE)
    if wish.met_before and not wish.must:
        yield Limit("met before", "", NOWHERE)
    if wish.slot is not None:
        yield Limit("slot", wish.slot, grid.mask([wish.slot]))
    if wish.block is not None:
        yield Limit("block", wish.block, grid.block_slots.get(wish.block, NOWHERE))
    if wish.minutes is not None:
        yield Limit("minutes", str(wish.minutes), _long_enough(wish.minutes, grid))


def _long_enough(minutes: int, grid: Grid) -> int:
    return grid.mask(slot.id for slot in grid.problem.slots if slot.minutes is None or slot.minutes >= minutes)


def _table_limits(wish: Wish, attendees: list[Participant], grid: Grid) -> Iterable[Limit]:
    tables = sorted(fixed_tables(wish, attendees))
    kinds = sorted(needed_kind(wish, attendees))
    if len(tables) > 1:
        yield Limit("two tables", ", ".join(tables), NOWHERE)
    if len(kinds) > 1:
        yield Limit("two kinds", ", ".join(kinds), NOWHERE)
    for table in tables:
        yield Limit("table", table, grid.table_free.get(table, NOWHERE))
        if kinds and table in grid.tables and grid.tables[table].kind not in kinds:
            yield Limit("other kind", table, NOWHERE)
    for kind in kinds:
        yield Limit("kind", kind, grid.kind_free.get(kind, NOWHERE))
    yield Limit("tables", "", grid.kind_free[None])


def _kind_free(problem: Problem, table_free: Mapping[str, int]) -> dict[str | None, int]:
    free: dict[str | None, int] = {None: NOWHERE}
    for table in problem.tables:
        free[None] |= table_free[table.id]
        if table.kind is not None:
            free[table.kind] = free.get(table.kind, NOWHERE) | table_free[table.id]
    return free


def _block_slots(problem: Problem) -> dict[str, int]:
    blocks: dict[str, int] = {}
    for t, slot in enumerate(problem.slots):
        if slot.block is not None:
            blocks[slot.block] = blocks.get(slot.block, NOWHERE) | 1 << t
    return blocks


def _members(problem: Problem) -> dict[str, tuple[str, ...]]:
    members: dict[str, list[str]] = {}
    for person in problem.participants:
        if person.organisation is not None:
            members.setdefault(person.organisation, []).append(person.id)
    return {organisation: tuple(people) for organisation, people in members.items()}


def _vetoes(problem: Problem, members: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[frozenset[str], ...]]:
    """A «never» against an organisation holds for each of its people."""
    known = {person.id for person in problem.participants}
    vetoes: dict[str, list[frozenset[str]]] = {}
    for wish in problem.wishes:
        if wish.never:
            for together in everyone_meant(wish.people, known, members):
                for person in together:
                    vetoes.setdefault(person, []).append(together)
    return {person: tuple(sets) for person, sets in vetoes.items()}


def everyone_meant(
    named: Iterable[str], known: Container[str], members: Mapping[str, tuple[str, ...]]
) -> list[frozenset[str]]:
    """All sets of different people a wish can stand for, organisations replaced by each of their people.

    Empty where that would be more than `MOST_GROUPS` sets (`check` reports it).
    """
    meant = [(who,) if who in known else members.get(who, ()) for who in named]
    if prod(len(choice) for choice in meant) > MOST_GROUPS:
        return []
    sets = (frozenset(choice) for choice in product(*meant))
    return [people for people in sets if len(people) == len(meant)]
