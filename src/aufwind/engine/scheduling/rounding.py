"""From halves of wishes to whole ones.

The wishes taken by half form trails; along each trail they are taken and left in turn, so that nobody gets more
than her places. What then still fits is filled in by falling worth.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.native import kernel, pointer
from aufwind.engine.scheduling.bound import hubs_of
from aufwind.engine.scheduling.certificate import margins_of
from aufwind.engine.scheduling.network import checked
from aufwind.engine.scheduling.rooms import Rooms
from aufwind.engine.scheduling.rounding_plain import Mender, taken_in_turn

if TYPE_CHECKING:
    from aufwind.engine.scheduling.bound import Relaxed
    from aufwind.engine.scheduling.certificate import Certificate
    from aufwind.engine.scheduling.instance import Bytes, Instance, Longs

REACH = 20_000
"""Most steps of the search to close one gap."""


def rounded(instance: Instance, relaxed: Relaxed) -> Longs:
    """Ids of whole wishes made of a fractional choice, rising; no unit and no row has more than its places.

    Method: `native/rounding.c`, which also closes gaps along alternating paths; without it plain trails.
    Cost: O(wishes).
    """
    rooms = Rooms.empty(instance)
    rooms.take_all(np.flatnonzero(relaxed.halves == 2))
    library = kernel("rounding")
    if library is None:
        rooms.take_all(np.array(taken_in_turn(instance, np.flatnonzero(relaxed.halves == 1)), np.int64))
        _give_back(rooms, relaxed.certificate)
        Mender(rooms, relaxed).mend()
    else:
        rooms = _mended(library, rooms, relaxed, relaxed.halves)
        if _give_back(rooms, relaxed.certificate):
            rooms = _mended(library, rooms, relaxed, np.zeros_like(relaxed.halves))
    _fill(rooms)
    return np.flatnonzero(rooms.taken)


class _Choice(ctypes.Structure):
    """`Choice` of native/rounding.c, field by field."""

    _fields_ = (
        *((name, ctypes.c_int32) for name in ("units", "wishes", "reach", "padding")),
        ("toll", ctypes.c_int64),
        *((name, ctypes.c_void_p) for name in ("a", "b", "halves", "bound_up", "margin", "price")),
        *((name, ctypes.c_void_p) for name in ("hub_first", "hub_room", "hub_gain", "taken", "left", "tables")),
    )


def _mended(library: ctypes.CDLL, rooms: Rooms, relaxed: Relaxed, halves: Bytes) -> Rooms:
    """What the kernel makes of it: every second half taken, gaps closed along alternating paths."""
    instance, certificate = rooms.instance, relaxed.certificate
    a, b = (np.ascontiguousarray(instance.members[:, column]) for column in (0, 1))
    third = (instance.members[:, 2:] >= 0).any(axis=1)
    bound_up = ((instance.kind > 0) | third | (instance.domain == 0)).astype(np.int8)
    margin = margins_of(instance, certificate) + certificate.must_bonus * instance.must.astype(np.int64)
    first, room, bonus = hubs_of(instance, certificate.floors)
    columns = (a, b, halves, bound_up, margin, certificate.unit_price, first, room, 2 * bonus)
    choice = _Choice(
        *(instance.n_units, instance.n_wishes, REACH, 0, int(certificate.row_price[0])),
        *(pointer(column) for column in (*columns, rooms.taken, rooms.unit, rooms.row)),
    )
    checked(library.rounding(ctypes.byref(choice)))
    if not (third.any() or instance.kind.any()):
        return rooms
    # The kernel counts two members and the total; count the third ones and the kinds it took as well.
    counted = Rooms.empty(instance)
    counted.take_all(np.flatnonzero(rooms.taken))
    return counted


def _give_back(rooms: Rooms, certificate: Certificate) -> bool:
    """Give back wishes of units and rows that hold too many, the least above its price first; whether any were."""
    instance = rooms.instance
    if (rooms.unit >= 0).all() and (rooms.row >= 0).all():
        return False
    taken = np.flatnonzero(rooms.taken)
    margin = margins_of(instance, certificate)[taken]
    for wish in taken[np.lexsort((instance.worth[taken], margin, instance.must[taken]))]:
        units = instance.members[wish]
        kind = instance.kind[wish]
        if rooms.row[0] < 0 or (kind > 0 and rooms.row[kind] < 0) or (rooms.unit[units[units >= 0]] < 0).any():
            rooms.change(int(wish), -1)
    return True


def _fill(rooms: Rooms) -> None:
    """Take what still fits, the most worth first, musts before all."""
    instance = rooms.instance
    open_unit = np.append(rooms.unit > 0, True)
    open_row = rooms.row > 0
    fits = (rooms.taken == 0) & (instance.domain != 0) & open_row[instance.kind] & open_row[0]
    for column in instance.members.T:
        fits &= open_unit[column]
    left = np.flatnonzero(fits)
    for wish in left[np.lexsort((-instance.worth[left], -instance.must[left]))].tolist():
        if rooms.fits(wish):
            rooms.change(wish, 1)
