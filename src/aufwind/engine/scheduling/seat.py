"""Where: a table for every placed meeting, so that people walk little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from aufwind.engine.scheduling.instance import UNPLACED, Masks

if TYPE_CHECKING:
    from aufwind.engine.scheduling.grid import Grid
    from aufwind.engine.scheduling.instance import Instance, Ints

Bools = npt.NDArray[np.bool_]
NO_TABLE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """The tables of an event as columns.

    Attributes:
        kind: (n_tables,) row of `Instance.capacity` the table belongs to; 0: just a table.
        zone: (n_tables,) where it stands; -1: no matter.
        free: (n_tables,) slots in which it can be used.
        is_spare: (n_tables,) given only when nothing else is left: somebody keeps it, or it is of a special
            kind.
    """

    kind: Ints
    zone: Ints
    free: Masks
    is_spare: Bools


def tables_of(grid: Grid) -> Tables:
    """The tables of a problem in their order."""
    tables = grid.problem.tables
    kinds = {kind: row for row, kind in enumerate(dict.fromkeys(t.kind for t in tables if t.kind), start=1)}
    zones = {zone: z for z, zone in enumerate(dict.fromkeys(t.zone for t in tables if t.zone))}
    kept = {person.table for person in grid.problem.participants}
    return Tables(
        kind=np.array([kinds.get(t.kind or "", 0) for t in tables], np.int32),
        zone=np.array([zones.get(t.zone or "", -1) for t in tables], np.int32),
        free=np.array([grid.table_free[t.id] for t in tables], np.uint64),
        is_spare=np.array([t.id in kept or t.kind is not None for t in tables], np.bool_),
    )


def numbered_tables(instance: Instance) -> Tables:
    """Tables for an instance that only counts them: as many of each kind as its fullest slot has."""
    counts = instance.capacity.copy()
    counts[0] -= counts[1:].sum(axis=0)
    kind = np.repeat(np.arange(len(counts), dtype=np.int32), counts.max(axis=1))
    rank = np.concatenate([np.arange(row.max()) for row in counts])
    is_free = rank[:, None] < counts[kind]
    bits = np.uint64(1) << np.arange(instance.n_slots, dtype=np.uint64)
    free = (is_free * bits).sum(axis=1, dtype=np.uint64)
    return Tables(kind, np.full(len(kind), -1, np.int32), free, kind > 0)


def seat(instance: Instance, slot: Ints, tables: Tables, fixed: Ints | None = None) -> Ints:
    """The table of each wish, `NO_TABLE` where it is not placed.

    Never fails when each slot has enough tables of each kind (`Instance.capacity`): bound meetings sit
    first, then those that need a kind, then all others. Within that, slot after slot: a meeting stays at the
    table where one of its people was last, else in that zone, else takes a plain table before one that is
    special or kept.

    Args:
        slot: (n_wishes,) slot of each wish, `UNPLACED` where it has none.
        fixed: (n_wishes,) the table a wish is bound to, `NO_TABLE`: any.

    Cost: O(meetings · members + slots · tables), vectorised by slot.
    """
    table = np.full(instance.n_wishes, NO_TABLE, np.int32)
    last = _first_tables(instance, tables)
    in_time = np.argsort(slot, kind="stable")
    cuts = np.searchsorted(slot[in_time], np.arange(UNPLACED, instance.n_slots) + 1)
    for t in range(instance.n_slots):
        here = in_time[cuts[t] : cuts[t + 1]]
        people = np.where(instance.members[here] < instance.n_people, instance.members[here], -1)
        bound = fixed[here] if fixed is not None else np.full(len(here), NO_TABLE, np.int32)
        is_open = (tables.free >> np.uint64(t) & np.uint64(1)).astype(np.bool_)
        table[here] = _seat_slot(instance.kind[here], bound, _wanted(people, last), tables, is_open)
        for column in people.T:
            last[column[column >= 0]] = table[here][column >= 0]
    return table


def _first_tables(instance: Instance, tables: Tables) -> Ints:
    """Where people are before the first slot: at the first table of the zone they prefer, if any."""
    last = np.full(instance.n_people, NO_TABLE, np.int32)
    if instance.zone is not None:
        for zone in np.unique(instance.zone[instance.zone >= 0]):
            if len(there := np.flatnonzero(tables.zone == zone)):
                last[instance.zone == zone] = there[0]
    return last


def _wanted(people: Ints, last: Ints) -> list[Ints]:
    """For each place in a meeting the table where whoever takes it was last."""
    return [np.where(column >= 0, last[column], NO_TABLE) for column in people.T]


def _seat_slot(kind: Ints, bound: Ints, wanted: list[Ints], tables: Tables, is_open: Bools) -> Ints:
    """Tables of the meetings of one slot."""
    seats = bound.copy()
    is_open[bound[bound >= 0]] = False
    for row in [*range(1, int(kind.max(initial=0)) + 1), 0]:
        group = np.flatnonzero((kind == row) & (seats < 0))
        allowed = is_open & (tables.kind == row) if row else is_open
        seats[group] = _seat_group([want[group] for want in wanted], allowed, tables)
        is_open[seats[group]] = False
    return seats


def _seat_group(wanted: list[Ints], allowed: Bools, tables: Tables) -> Ints:
    """Tables for meetings that may take any table of `allowed`."""
    is_open = allowed.copy()
    seats = np.full(len(wanted[0]), NO_TABLE, np.int32)
    for want in wanted:
        _claim(seats, want, is_open)
    for want in wanted:
        _claim_zone(seats, want, is_open, tables)
    rest = np.flatnonzero(seats < 0)
    left = _open_tables(is_open, tables)
    seats[rest] = left[: len(rest)]
    return seats


def _claim(seats: Ints, want: Ints, is_open: Bools) -> None:
    """Whoever is first at an open table she wants gets it."""
    asking = np.flatnonzero((seats < 0) & (want >= 0))
    asking = asking[is_open[want[asking]]]
    got, first = np.unique(want[asking], return_index=True)
    seats[asking[first]] = got
    is_open[got] = False


def _claim_zone(seats: Ints, want: Ints, is_open: Bools, tables: Tables) -> None:
    """The n-th who wants a zone gets its n-th open table."""
    asking = np.flatnonzero((seats < 0) & (want >= 0))
    asking = asking[tables.zone[want[asking]] >= 0]
    asking = asking[np.argsort(tables.zone[want[asking]], kind="stable")]
    zones = tables.zone[want[asking]]
    left = _open_tables(is_open, tables)
    left = left[np.argsort(tables.zone[left], kind="stable")]
    place = np.searchsorted(tables.zone[left], zones) + _rank_within(zones)
    fits = place < np.searchsorted(tables.zone[left], zones, side="right")
    seats[asking[fits]] = left[place[fits]]
    is_open[left[place[fits]]] = False


def _rank_within(ordered: Ints) -> npt.NDArray[np.intp]:
    """Position of each value among its equals, in an ordered column."""
    return np.arange(len(ordered)) - np.searchsorted(ordered, ordered)


def _open_tables(is_open: Bools, tables: Tables) -> npt.NDArray[np.intp]:
    """Open tables, plain ones before those better kept for others."""
    left = np.flatnonzero(is_open)
    return left[np.argsort(tables.is_spare[left], kind="stable")]
