"""Large events block by block: people who mostly meet each other, small enough for the cache, two at a time."""

from __future__ import annotations

import ctypes
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt

    from aufwind.engine.scheduling.instance import Bytes, Instance, Ints

LEAST_PEOPLE = 10_000
"""Below, everything is in the cache anyhow."""

BLOCK_SIZES = (5_000, 4_100, 5_700)
"""People in a block; the next division cuts elsewhere, so that who stood at a border moves then."""

_MOST_CROSSING = 0.1
"""Share of meetings between blocks above which too much would stand still."""


class _Growth(ctypes.Structure):
    """`Growth` of native/gaps.c."""

    _fields_ = [
        *((name, ctypes.c_void_p) for name in ("block", "gain", "who", "next")),
        ("head", ctypes.c_int32 * 65),
        ("n_entries", ctypes.c_int32),
    ]


class Part(NamedTuple):
    """One block as an event of its own.

    Attributes:
        wishes: Ids of its wishes in the whole event.
        slot: Where they are; wishes with somebody outside are held by the one inside and cannot move.
    """

    wishes: Ints
    instance: Instance
    slot: Bytes


def blocks_of(library: ctypes.CDLL, gaps: object, n_units: int, n_held: int, size: int) -> Ints:
    """(n_units,) block of each unit, grown along the meetings held.

    Args:
        library: The kernel `gaps`.
        gaps: Its loaded struct, by reference.
        n_units: Units of the event.
        n_held: Meetings held.
        size: Units in a block.
    """
    block = np.full(n_units, -1, np.int32)
    arrays: list[npt.NDArray[np.int32]] = [block, *(np.empty(n, np.int32) for n in (n_units, 2 * n_held, 2 * n_held))]
    growth = _Growth(*(array.ctypes.data for array in arrays))
    library.gaps_blocks(gaps, ctypes.byref(growth), ctypes.c_int32(size))
    return block


def parts(instance: Instance, slot: Bytes, block: Ints) -> list[Part]:
    """The event block by block, tables shared out; nothing where too many meetings cross."""
    held = np.flatnonzero(slot >= 0)
    of = block[instance.members[held]]
    if np.mean(of[:, 0] != of[:, 1]) > _MOST_CROSSING:
        return []
    n_blocks = int(block.max()) + 1
    spare = (instance.capacity - _tables_in_use(instance, slot, held)) // n_blocks
    frozen = np.zeros(instance.n_wishes, bool)
    frozen[instance.after] = True  # what others look at while they move must stand still
    return [
        _part(instance, slot, block == k, held[(of == k).any(axis=1)], spare=spare, frozen=frozen)
        for k in range(n_blocks)
    ]


def _tables_in_use(instance: Instance, slot: Bytes, wishes: npt.NDArray[np.int64]) -> Ints:
    """(n_kinds, n_slots) as in `Instance.capacity`."""
    use = np.zeros(instance.capacity.size, np.int64)
    cell = instance.kind[wishes].astype(np.int64) * instance.n_slots + slot[wishes]
    use += np.bincount(cell, minlength=len(use))
    rows = use.reshape(instance.capacity.shape)
    rows[0] = rows.sum(axis=0)
    return rows.astype(np.int32)


def _part(
    instance: Instance,
    slot: Bytes,
    inside: npt.NDArray[np.bool_],
    wishes: npt.NDArray[np.int64],
    *,
    spare: Ints,
    frozen: npt.NDArray[np.bool_],
) -> Part:
    number = np.cumsum(inside, dtype=np.int32) - 1
    members = instance.members[wishes]
    stays = inside[members]
    members = np.where(stays, number[members], -1)
    members = np.where(members[:, :1] < 0, members[:, ::-1], members)  # the one inside comes first
    fixed = ~stays.all(axis=1) | frozen[wishes]
    here = slot[wishes]
    part = replace(
        instance,
        n_people=int(inside.sum()),
        n_units=int(inside.sum()),
        members=np.ascontiguousarray(members, np.int32),
        worth=instance.worth[wishes],
        domain=np.where(fixed, np.uint64(1) << here.astype(np.uint64), instance.domain[wishes]),
        kind=instance.kind[wishes],
        must=instance.must[wishes],
        after=np.empty((0, 2), np.int32),
        max_meetings=instance.max_meetings[inside],
        min_meetings=instance.min_meetings[inside],
        capacity=_tables_in_use(instance, slot, wishes) + spare,
    )
    return Part(wishes.astype(np.int32), part, here)


def two_at_a_time(works: list[Callable[[], bool]]) -> Iterator[None]:
    """Do all works, two beside each other and in step, each until it returns False; yields after every step.

    What they do must not depend on each other: then neither the order nor the clock decides what comes out.
    """
    with ThreadPoolExecutor(2) as pool:
        for first in range(0, len(works), 2):
            going = works[first : first + 2]
            while going:
                goes_on = list(pool.map(lambda work: work(), going))
                going = [work for work, more in zip(going, goes_on, strict=True) if more]
                yield
