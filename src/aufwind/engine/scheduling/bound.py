"""Which wishes at best: the relaxed optimum, with the certificate that nothing is worth more.

The relaxation forgets slots: each person holds at most as many meetings as she has places, all tables
together as many as they have over the day. What is left is a fractional b-matching, solved exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.certificate import (
    PRICE_SCALE,
    Certificate,
    Floor,
    certified_bound,
    places_of,
    tables_of,
)
from aufwind.engine.scheduling.flow import solve
from aufwind.engine.scheduling.network import Network, Prices, always
from aufwind.engine.scheduling.side import SidePrices, Tuner, only_third, start_of

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Bytes, Instance, Ints, Longs
    from aufwind.engine.scheduling.network import Flow, Goes

HIGHEST_BONUS = 1 << 48
"""Keeps all price arithmetic inside 64 bits; reached only by worths near 10^6 on very large events."""


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """The best fractional choice.

    Attributes:
        halves: (n_wishes,) 0, 1 or 2 halves of each wish.
        bound: No plan that keeps the certificate's claims is worth more.
        is_optimal: Whether the flow is optimal; otherwise the bound is valid, but not the best one.
        also: Choices nearly as good, where prices of third members or kinds of tables were tuned: rounded, one of
            them may turn out better.
    """

    halves: Bytes
    certificate: Certificate
    bound: int
    is_optimal: bool
    also: tuple[Bytes, ...] = ()


def relax(
    instance: Instance, floors: tuple[Floor, ...], *, warm: Certificate | None = None, goes: Goes = always
) -> Relaxed:
    """The best fractional choice; musts come before the floors, the floors before value.

    Args:
        instance: Wishes with an empty domain are never chosen.
        floors: What is wanted before any value; `reached` comes back as what the choice reaches.
        warm: Certificate of a similar instance (same units): quicker, same bound.
        goes: See `flow.solve`.

    Cost: about 3 µs per wish.
    """
    side = start_of(instance, warm)
    best = _relaxed(instance, floors, side, warm, goes)
    tuner = Tuner(instance, side)
    tried = [best]
    for phase in range(_rounds(instance)):
        prices = tuner.next(tried[-1].halves)
        if prices is None or not goes(phase, 0):
            break
        tried.append(_relaxed(instance, floors, prices, tried[-1].certificate, goes))
    tried.sort(key=lambda relaxed: relaxed.bound)
    return replace(tried[0], also=tuple(relaxed.halves for relaxed in tried[1:3]))


def _rounds(instance: Instance) -> int:
    """How often side prices are tuned: often where a choice takes milliseconds, seldom where it takes seconds."""
    return 30 if instance.n_wishes < 20_000 else 12 if instance.n_wishes < 200_000 else 5


def _relaxed(
    instance: Instance, floors: tuple[Floor, ...], side: SidePrices, warm: Certificate | None, goes: Goes
) -> Relaxed:
    """The best fractional choice when third members and tables of a kind cost what `side` says."""
    rows = np.flatnonzero(instance.domain != 0)
    must_bonus = _must_bonus(instance, floors)
    network = _network(instance, rows, floors, must_bonus, side)
    flow = solve(network, warm=_start_of(instance, warm), goes=goes)
    halves = np.zeros(instance.n_wishes, np.int8)
    halves[rows] = flow.halves
    row_price = side.row.copy()
    row_price[0] = flow.prices.total
    musts, reached = _claims(instance, halves, floors)
    kept = tuple(replace(floor, reached=count) for floor, count in zip(floors, reached, strict=True))
    certificate = Certificate(_unit_prices(instance, flow, side), row_price, must_bonus, musts, kept)
    return Relaxed(halves, certificate, certified_bound(instance, certificate), flow.is_optimal)


def _unit_prices(instance: Instance, flow: Flow, side: SidePrices) -> Longs:
    """Both prices together; whoever nobody wants may have fallen below 0, which a third member must not pass on."""
    unit = flow.prices.unit
    third = instance.members[:, 2:]
    third = np.unique(third[third >= 0])
    unit[third] = np.maximum(unit[third], 0)
    return unit + side.unit


def _start_of(instance: Instance, warm: Certificate | None) -> Prices | None:
    if warm is None:
        return None
    unit = warm.unit_price.copy()
    unit[only_third(instance)] = 0
    return Prices(unit, int(warm.row_price[0]))


def _must_bonus(instance: Instance, floors: tuple[Floor, ...]) -> int:
    """More than everything else together can bring, so that no must is given up for value or floors."""
    if not instance.must.any():
        return 0
    open_to = instance.domain != 0
    floor_worth = sum(floor.bonus * int(floor.meetings.sum()) for floor in floors)
    return min(HIGHEST_BONUS, PRICE_SCALE * (int(instance.worth[open_to].sum()) + 1) + floor_worth)


def _network(instance: Instance, rows: Longs, floors: tuple[Floor, ...], must_bonus: int, side: SidePrices) -> Network:
    """The flow problem: two members of each wish as its ends, all else priced into its gain."""
    members = instance.members[rows]
    gain = instance.worth[rows] + instance.must[rows].astype(np.int64) * (must_bonus // PRICE_SCALE)
    gain -= side.charged(instance, rows)
    a, b = (np.ascontiguousarray(members[:, column]) for column in (0, 1))
    hub_first, room, bonus = hubs_of(instance, floors)
    return Network(instance.n_units, a, b, gain, int(tables_of(instance)[0]), hub_first, room, bonus)


def hubs_of(instance: Instance, floors: tuple[Floor, ...]) -> tuple[Ints, Ints, Longs]:
    """The places of each unit by what they bring on top of value: floors make the first ones dearer.

    Returns:
        first, room, bonus as in `Network.hub_first` …: the best places first.
    """
    places = places_of(instance)
    steps = np.zeros((len(floors) + 2, instance.n_units), np.int64)
    for row, floor in enumerate(floors, 1):
        steps[row, : instance.n_people] = np.minimum(floor.meetings, places[: instance.n_people])
    steps[-1] = places
    steps.sort(axis=0)
    bonus = np.zeros_like(steps[1:])
    for floor in floors:
        reach = np.zeros(instance.n_units, np.int64)
        reach[: instance.n_people] = floor.meetings
        bonus += np.where(steps[1:] <= reach, floor.bonus // PRICE_SCALE, 0)
    room = np.diff(steps, axis=0)
    used = (room > 0).T
    first = np.zeros(instance.n_units + 1, np.int32)
    np.cumsum(used.sum(axis=1), out=first[1:])
    return first, room.T[used].astype(np.int32), bonus.T[used]


def _claims(instance: Instance, halves: Bytes, floors: tuple[Floor, ...]) -> tuple[int, list[int]]:
    """How many musts the relaxation holds and how much of each floor it reaches, in whole meetings."""
    musts = int(halves[instance.must != 0].sum(dtype=np.int64)) // 2
    held = meetings_of(instance, halves)[: instance.n_people]
    return musts, [int(np.minimum(held, 2 * floor.meetings.astype(np.int64)).sum()) // 2 for floor in floors]


def meetings_of(instance: Instance, weight: Bytes) -> Longs:
    """(n_units,) sum over each unit's wishes of `weight`.

    Cost: O(wishes).
    """
    sums = np.zeros(instance.n_units + 1, np.int64)
    for column in instance.members.T:
        sums += np.bincount(column + 1, weight, instance.n_units + 1).astype(np.int64)
    return sums[1:]
