"""The day itself: a plan, what changed, and the best plan that moves the least.

What still works stays. Meetings fall out only where a person or a table is gone; what has become free is filled
with wishes, first touching nobody, then moving meetings of people who are affected anyway, then, where the
organiser allows it, a few others, each for a price. No meeting that still works is ever given up for a better one.

A meeting is *unaffected* when it still works and none of its people is affected: gone, late, leaving early, or
thrown out of a slot that has too few tables now.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from aufwind.engine.native import kernel
from aufwind.engine.scheduling.instance import UNPLACED
from aufwind.engine.scheduling.repair_pass import INSERTED, KEPT, TOUCHED, CompiledBoard, Pass, RepairBoard
from aufwind.engine.scheduling.repair_plain import PlainBoard
from aufwind.engine.stop import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aufwind.engine.scheduling.instance import Bytes, Instance, Ints, Longs
    from aufwind.engine.stop import Listener, Stop

Bools = npt.NDArray[np.bool_]

UNITS = 64
"""Prices are told in parts of a worth, so that they can be less than the cheapest wish."""

LARGEST = 1 << 20
"""Dearer wishes are scaled down: so the sum over all musts and minimums of an event stays below 2^63."""

MUST = 1000
"""A must is worth so many of the dearest wishes, ten times a missing minimum (`repair_pass.BONUS`)."""

FOR_AFFECTED = ((2, 6), (3, 12), (4, 24), (5, 48), (6, 96))
"""Pass by pass: depth, and the price of shifting an affected person's meeting as part of a usual one's worth."""

FOR_OTHERS = ((1, 50), (2, 35), (2, 20))
"""The same for unaffected meetings, in per cent: what a move brings most comes first."""


@dataclass(frozen=True, slots=True, eq=False)
class Undo:
    """Gives the old slots back, bit for bit.

    Attributes:
        wishes: Which wishes changed.
        before: Their slots in the old plan.
        after: Their slots in the repaired plan.
    """

    wishes: Ints
    before: Bytes
    after: Bytes

    def __call__(self, slot: Bytes) -> Bytes:
        """The old plan, from the repaired one.

        Raises:
            ValueError: `slot` is not the repaired plan where it was changed.
        """
        if not np.array_equal(slot[self.wishes], self.after):
            raise ValueError("this is not the repaired plan: it was changed since")
        old = slot.copy()
        old[self.wishes] = self.before
        return old


@dataclass(frozen=True, slots=True, eq=False)
class Repair:
    """A repaired plan. All but `slot` are indices of wishes, ascending.

    Attributes:
        slot: (n_wishes,) the new plan.
        moved: Unaffected meetings in another slot.
        shifted: Meetings of affected people in another slot that would have worked in the old one.
        rescued: Meetings that fell out and take place in another slot.
        dropped: Meetings that fell out and do not take place.
        added: Wishes that take place only now.
        thrown_out: Meetings that fell out for want of a table only (rescued or dropped).
        seconds: Wall time.
    """

    slot: Bytes
    moved: Ints
    shifted: Ints
    rescued: Ints
    dropped: Ints
    added: Ints
    thrown_out: Ints
    undo: Undo
    seconds: float


def repair(
    instance: Instance,
    slot: Bytes | Ints,
    *,
    frozen: int = 0,
    affected: Bools | None = None,
    first_out: Bools | None = None,
    most_moved: float = 0.0,
    stop: Stop | None = None,
    seed: int = 0,
    listener: Listener | None = None,
) -> Repair:
    """Repair a plan after something changed.

    Args:
        instance: What is planned now, after the changes; wishes of the old plan keep their places, new ones follow.
        slot: (n ≤ n_wishes,) the old plan; wishes beyond its end were not known then.
        frozen: Slots before this one are history: nothing in them changes, and nothing is put there.
        affected: (n_people,) whose plan changes anyway: gone, late, leaving early. None: nobody.
        first_out: (n_wishes,) meetings that go first where a slot has too few tables, because theirs is lost.
        most_moved: How many unaffected meetings may move, as a share of all that still work (0: none moves).
        stop: Asked between passes; the repair so far is returned once it says yes.
        seed: The same input, seed and number of passes give the same repair on every machine.
        listener: Told after every pass.

    Method: `native/repair.c`; passes as in `_passes`. Cost: about 0.2 s for 20,000 people on one core.
    """
    began = monotonic()
    old = np.full(instance.n_wishes, UNPLACED, np.int8)
    old[: len(slot)] = slot
    kept = _still_working(instance, old, frozen)
    thrown = _thrown_out(instance, old, kept, frozen, first_out)
    kept[thrown] = False
    touched = _touched(instance, thrown, affected)
    board = _board(instance, np.where(kept, old, UNPLACED).astype(np.int8), frozen, touched)
    _run(board, instance, most_moved, seed=seed, stop=stop, listener=listener)
    return _report(board, old, thrown, monotonic() - began)


def _still_working(instance: Instance, old: Bytes, frozen: int) -> Bools:
    held = old >= 0
    place = np.where(held, old, 0).astype(np.uint64)
    fits = (instance.domain >> place & np.uint64(1)).astype(np.bool_)
    return held & (fits | (old < frozen))


def _thrown_out(instance: Instance, old: Bytes, kept: Bools, frozen: int, first_out: Bools | None) -> Ints:
    """Who has to leave slots that have too few tables: whose table is lost, then the cheapest; musts last."""
    out: list[npt.NDArray[np.intp]] = []
    left = kept.copy()
    for row in [*range(1, len(instance.capacity)), 0]:
        of_kind = left & (instance.kind == row) if row else left
        used = np.bincount(old[of_kind], minlength=instance.n_slots)
        for t in np.flatnonzero(used > instance.capacity[row]):
            if t < frozen:
                continue
            here = np.flatnonzero(of_kind & (old == t))
            first = np.zeros(len(here), np.int8) if first_out is None else -first_out[here].astype(np.int8)
            order = np.lexsort((instance.worth[here], first, instance.must[here]))
            goes = here[order[: used[t] - instance.capacity[row][t]]]
            left[goes] = False
            out.append(goes)
    return np.sort(np.concatenate(out)).astype(np.int32) if out else np.empty(0, np.int32)


def _touched(instance: Instance, thrown: Ints, affected: Bools | None) -> Bools:
    """(n_wishes,) wishes of people whose plan changes anyway: the affected and those thrown out."""
    units = np.zeros(instance.n_units + 1, np.bool_)  # the last one stands for «nobody», -1
    if affected is not None:
        units[: instance.n_people] = affected
    people = instance.members[thrown]
    units[people[(people >= 0) & (people < instance.n_people)]] = True
    return np.asarray(units[instance.members].any(axis=1))


def _board(instance: Instance, slot: Bytes, frozen: int, touched: Bools) -> RepairBoard:
    past = slot >= 0
    past &= slot < frozen
    domain = instance.domain & ~np.uint64((1 << frozen) - 1)
    domain[past] = np.uint64(1) << slot[past].astype(np.uint64)
    class_of = np.where(slot < 0, INSERTED, np.where(touched, TOUCHED, KEPT)).astype(np.int8)
    make = PlainBoard if kernel("repair") is None else CompiledBoard
    return make(instance, slot, domain, class_of, _prices_of(instance))


def _prices_of(instance: Instance) -> Longs:
    """Worth in `UNITS`, scaled down where it would overflow, musts raised above everything."""
    dearest = max(1, int(instance.worth.max(initial=1)))
    if dearest <= LARGEST:
        worth = instance.worth * UNITS
    else:
        worth = (instance.worth.astype(np.float64) * (LARGEST * UNITS / dearest)).astype(np.int64)
    return worth + instance.must.astype(np.int64) * MUST * max(1, int(worth.max(initial=1)))


def _passes(typical: int, most: int) -> Iterator[Pass]:
    """What is tried, in order: touching nobody; affected people's other meetings; then others, dearest first.

    typical: Worth of a usual meeting; prices are shares of it.
    most: How many unaffected meetings may move.
    """
    yield Pass(depth=0)
    yield Pass(depth=1)
    for depth, part in () if most else FOR_AFFECTED:
        yield Pass(depth=depth, touched=max(1, typical // part))
    for depth, percent in FOR_OTHERS if most else ():
        kept = max(1, typical * percent // 100)
        yield Pass(depth=depth, touched=max(1, typical // 48), kept=kept, most_moved=most)
    yield Pass(depth=5, touched=max(1, typical // 48))


def _run(
    board: RepairBoard,
    instance: Instance,
    most_moved: float,
    *,
    seed: int,
    stop: Stop | None,
    listener: Listener | None,
) -> None:
    ordinary = board.worth[(board.home >= 0) & (instance.must == 0)]
    typical = int(ordinary.mean()) if len(ordinary) else UNITS
    most = int(most_moved * np.count_nonzero(board.home >= 0))
    for done, one in enumerate(_passes(typical, most)):
        progress = _progress(board, instance, done)
        if listener:
            listener(progress)
        if stop and stop(progress):
            return
        board.run(one, seed * 1009 + done)
        if not board.could_gain:
            return


def _progress(board: RepairBoard, instance: Instance, done: int) -> Progress:
    value = float(instance.worth[board.slot >= 0].sum()) / instance.scale
    return Progress("place", done, value, None, None, None)


def _report(board: RepairBoard, old: Bytes, thrown: Ints, seconds: float) -> Repair:
    new = board.slot.copy()
    was_kept, held = board.home >= 0, new >= 0
    elsewhere = was_kept & (new != board.home)
    fell = (old >= 0) & ~was_kept & (new != old)
    changed = np.flatnonzero(new != old).astype(np.int32)
    return Repair(
        slot=new,
        moved=_indices(elsewhere & (board.class_of == KEPT)),
        shifted=_indices(elsewhere & (board.class_of == TOUCHED)),
        rescued=_indices(fell & held),
        dropped=_indices(fell & ~held),
        added=_indices((old < 0) & held),
        thrown_out=thrown,
        undo=Undo(changed, old[changed], new[changed]),
        seconds=seconds,
    )


def _indices(where: Bools) -> Ints:
    return np.flatnonzero(where).astype(np.int32)
