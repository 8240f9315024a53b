"""Problem to columns and back: the only place that knows both faces of the planner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.delegates import places_of, send_delegates
from aufwind.engine.scheduling.grid import (
    domain_of,
    fixed_tables,
    grid_of,
    limits_of,
    needed_kind,
)
from aufwind.engine.scheduling.instance import Instance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.engine.problem import Problem, Wish
    from aufwind.engine.scheduling.grid import Grid
    from aufwind.engine.scheduling.instance import Bytes, Ints, Longs

MOST_DIGITS = 6
"""Values are told apart to the millionth."""

EXACT = 1 << 53
"""Sums of worth stay below: a float holds every whole number up to here."""


@dataclass(frozen=True, slots=True, eq=False)
class Translation:
    """A problem as columns, with what is needed to speak of the result in its own words.

    Attributes:
        attendees: The participants of each wish; a delegate where it named an organisation.
        fixed: Id of the table each wish is bound to, None: any.
        kinds: The kind of table each wish has to have, None: any.
        slack: The most by which the value of all wishes and their `worth / scale` can differ.
    """

    problem: Problem
    grid: Grid
    instance: Instance
    attendees: tuple[tuple[str, ...], ...]
    fixed: tuple[str | None, ...]
    kinds: tuple[str | None, ...]
    slack: float

    @property
    def position(self) -> dict[str, int]:
        """Unit of each participant."""
        return {person.id: u for u, person in enumerate(self.problem.participants)}

    @property
    def relaxed(self) -> Instance | None:
        """The instance whose bound holds whoever the organisations send; None where no choice was made.

        A place that several colleagues could take is left empty, and so is what came with the delegate: her
        table, her kind of table, her times. A plan with other delegates is a plan of this instance too.
        """
        return _relaxed(self)


def translate(problem: Problem) -> Translation:
    """The problem as columns.

    People are units in the order of the problem; then come the tables that a wish or a participant is bound
    to, so that a fixed table is one more member of the meeting. Organisations send a delegate
    (`send_delegates`). Values become whole numbers with one common scale: exact up to six decimals, rounded
    beyond (see `slack`). Wishes that must not take place, or have nowhere to, get an empty domain.

    Args:
        problem: Checked before (`check.findings_in`); ids that stand for nothing are skipped.

    Cost: O(wishes + slots · tables), about 20 µs a wish.
    """
    grid = grid_of(problem)
    attendees = send_delegates(problem.wishes, grid)
    fixed = [_only(_tables(wish, ids, grid)) for wish, ids in zip(problem.wishes, attendees, strict=True)]
    kinds = [_kind(wish, ids, table, grid) for wish, ids, table in zip(problem.wishes, attendees, fixed, strict=True)]
    worth, scale, slack = _whole_numbers(problem.wishes)
    units = _units(problem, fixed)
    rows = _kind_rows(problem)
    instance = Instance(
        n_slots=max(1, len(problem.slots)),
        n_people=len(problem.participants),
        n_units=len(units),
        members=_members(attendees, fixed, units),
        worth=worth,
        domain=_domains(problem.wishes, attendees, grid),
        max_meetings=np.array([places_of(person, grid) for person in problem.participants], np.int32),
        min_meetings=np.array([person.min_meetings for person in problem.participants], np.int32),
        capacity=_capacity(problem, rows, grid),
        kind=np.array([0 if kind is None else rows.get(kind, 0) for kind in kinds], np.int32),
        must=_musts(problem.wishes),
        after=_pairs(problem.wishes),
        day_starts=day_starts_of(problem),
        max_gap_spread=-1 if problem.max_gap_spread is None else problem.max_gap_spread,
        zone=_zones(problem),
        scale=scale,
    )
    return Translation(problem, grid, instance, tuple(attendees), tuple(fixed), tuple(kinds), slack)


def _relaxed(translation: Translation) -> Instance | None:
    instance, grid, wishes = translation.instance, translation.grid, translation.problem.wishes
    members, domain, kind = instance.members.copy(), instance.domain.copy(), instance.kind.copy()
    position, n_units = translation.position, instance.n_units
    choices = [i for i, wish in enumerate(wishes) if any(_is_choice(who, grid) for who in wish.people)]
    for i in choices:
        pairs = zip(wishes[i].people, translation.attendees[i], strict=False)
        named = [person for who, person in pairs if not _is_choice(who, grid)]
        units = [position[person] for person in named]
        # A meeting has two members; whoever is sent stands in as a unit of her own that nobody else needs.
        missing = max(0, 2 - len(units))
        row = [*units, *range(n_units, n_units + missing)]
        n_units += missing
        members[i] = row + [-1] * (members.shape[1] - len(row))
        domain[i] = domain_of(limits_of(wishes[i], named, grid), grid)
        kind[i] = 0
    return replace(instance, n_units=n_units, members=members, domain=domain, kind=kind) if choices else None


def _is_choice(who: str, grid: Grid) -> bool:
    """Whether a name stands for an organisation with several people."""
    return who not in grid.people and len(grid.members.get(who, ())) > 1


def day_starts_of(problem: Problem) -> int:
    """The slots that begin a new day, as a set; never the first."""
    days = [slot.starts_at.date().isoformat() if slot.starts_at else slot.day for slot in problem.slots]
    return sum(1 << t for t in range(1, len(days)) if days[t] != days[t - 1])


def _only(items: set[str]) -> str | None:
    return min(items, default=None)


def _tables(wish: Wish, ids: Sequence[str], grid: Grid) -> set[str]:
    return fixed_tables(wish, (grid.people[person] for person in ids)) & grid.tables.keys()


def _kind(wish: Wish, ids: Sequence[str], table: str | None, grid: Grid) -> str | None:
    """A fixed table counts against its own kind, whatever was asked for."""
    if table is not None:
        return grid.tables[table].kind
    return _only(needed_kind(wish, (grid.people[person] for person in ids)))


def _units(problem: Problem, fixed: Sequence[str | None]) -> dict[tuple[str, str], int]:
    people = [("person", person.id) for person in problem.participants]
    used = {table for table in fixed if table is not None}
    tables = [("table", table.id) for table in problem.tables if table.id in used]
    return {unit: u for u, unit in enumerate(people + tables)}


def _members(
    attendees: Sequence[tuple[str, ...]], fixed: Sequence[str | None], units: dict[tuple[str, str], int]
) -> Ints:
    width = max([2, *(len(ids) + (table is not None) for ids, table in zip(attendees, fixed, strict=True))])
    members = np.full((len(attendees), width), -1, np.int32)
    for i, (ids, table) in enumerate(zip(attendees, fixed, strict=True)):
        row = [units["person", person] for person in ids]
        if table is not None:
            row.append(units["table", table])
        members[i, : len(row)] = row
    return members


def _domains(
    wishes: Sequence[Wish], attendees: Sequence[tuple[str, ...]], grid: Grid
) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """A wish for which an organisation has nobody to send can take place nowhere."""
    return np.array(
        [
            domain_of(limits_of(wish, ids, grid), grid) if len(ids) == len(wish.people) else 0
            for wish, ids in zip(wishes, attendees, strict=True)
        ],
        np.uint64,
    )


def _musts(wishes: Sequence[Wish]) -> Bytes:
    return np.array([wish.must for wish in wishes], np.int8)


def _pairs(wishes: Sequence[Wish]) -> Ints:
    index = {wish.id: i for i, wish in enumerate(wishes)}
    pairs = [
        (index[earlier], i)
        for i, wish in enumerate(wishes)
        for earlier in dict.fromkeys(wish.after)
        if earlier in index
    ]
    return np.array(pairs, np.int32).reshape(-1, 2)


def _kind_rows(problem: Problem) -> dict[str, int]:
    kinds = dict.fromkeys(table.kind for table in problem.tables if table.kind is not None)
    return {kind: row for row, kind in enumerate(kinds, start=1)}


def _capacity(problem: Problem, rows: dict[str, int], grid: Grid) -> Ints:
    capacity = np.zeros((len(rows) + 1, max(1, len(problem.slots))), np.int32)
    for table in problem.tables:
        free = [grid.table_free[table.id] >> t & 1 for t in range(capacity.shape[1])]
        capacity[0] += free
        if table.kind is not None:
            capacity[rows[table.kind]] += free
    return capacity


def _zones(problem: Problem) -> Ints | None:
    zones = {table.id: table.zone for table in problem.tables}
    rows = {zone: z for z, zone in enumerate(dict.fromkeys(zone for zone in zones.values() if zone))}
    kept = [rows.get(zones.get(person.table or "") or "", -1) for person in problem.participants]
    return np.array(kept, np.int32) if any(zone >= 0 for zone in kept) else None


def _whole_numbers(wishes: Sequence[Wish]) -> tuple[Longs, float, float]:
    """Values as whole numbers, their scale, and the most by which rounding changed their sum."""
    digits = max((_decimals(wish.value) for wish in wishes), default=0)
    largest = sum(wish.value for wish in wishes)
    kept = min(digits, MOST_DIGITS)
    while kept > 0 and largest * 10**kept >= EXACT:
        kept -= 1
    scale = 10**kept
    worth = np.array([round(wish.value * scale) for wish in wishes], np.int64)
    return worth, float(scale), 0.0 if kept == digits else len(wishes) * 0.5 / scale


def _decimals(value: float) -> int:
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
