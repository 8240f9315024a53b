"""Proof that no plan is worth more: prices, and the few lines that turn any prices into a bound.

Weak duality: charge every meeting the prices of its people and of the tables it uses. A plan is then worth at
most what all places cost plus what the wishes that are worth more than their price leave over. This holds for
any prices, so a wrong solver can only give a weaker bound, never a false one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Instance, Ints, Longs

PRICE_SCALE = 2
"""Prices of the optimal fractional choice are halves."""


@dataclass(frozen=True, slots=True, eq=False)
class Floor:
    """A claim on plans: over all people, at least `reached` of each one's first `meetings` meetings are held.

    Attributes:
        meetings: (n_people,) how many of each person's meetings count.
        bonus: Price of one meeting too few, in units of `Certificate.scale`; ≥ 0.
        reached: Sum over people of min(own meetings, `meetings`) that a plan must reach to be bounded.
    """

    meetings: Ints
    bonus: int
    reached: int


@dataclass(frozen=True, slots=True, eq=False)
class Certificate:
    """Prices that prove a bound; also a warm start for a problem that changed a little.

    The bound speaks of plans that hold at least `musts` of the wishes that have to be, and keep the floors.

    Attributes:
        unit_price: (n_units,) price of one meeting of this person (or table with a name).
        row_price: (n_kinds,) price of one table: row 0 any, row k of kind k; ≥ 0.
        must_bonus: Price of one must too few; ≥ 0.
        musts: How many musts the bounded plans hold.
        floors: What else they keep.
        scale: Prices are this many times what they are in worth.
    """

    unit_price: Longs
    row_price: Longs
    must_bonus: int = 0
    musts: int = 0
    floors: tuple[Floor, ...] = ()
    scale: int = PRICE_SCALE


def places_of(instance: Instance) -> Longs:
    """(n_units,) most meetings each unit can hold.

    No more than it has wishes, nor than these can use slots, nor, for a person, than she takes.

    Cost: O(wishes).
    """
    usable = np.zeros(instance.n_units + 1, np.uint64)
    wishes = np.zeros(instance.n_units + 1, np.int64)
    open_to = instance.domain != 0
    for column in instance.members.T:
        np.bitwise_or.at(usable, column, instance.domain)
        wishes += np.bincount(column[open_to] + 1, minlength=len(wishes))
    places = np.minimum(np.bitwise_count(usable[:-1]).astype(np.int64), wishes[1:])
    people = instance.n_people
    places[:people] = np.minimum(places[:people], np.maximum(instance.max_meetings, 0))
    return places


def tables_of(instance: Instance) -> Longs:
    """(n_kinds,) meetings each row of `capacity` can hold, over the slots that any of its wishes can use.

    Cost: O(wishes).
    """
    rows = np.zeros(len(instance.capacity), np.int64)
    bits = np.arange(instance.n_slots, dtype=np.uint64)
    for row, capacity in enumerate(instance.capacity):
        domain = instance.domain if row == 0 else instance.domain[instance.kind == row]
        usable = np.bitwise_or.reduce(domain, initial=np.uint64(0))
        rows[row] = capacity[(usable >> bits & np.uint64(1)) == 1].sum()
    return rows


def certified_bound(instance: Instance, certificate: Certificate) -> int:
    """What no plan of `instance` that keeps the certificate's claims is worth more than, from scratch.

    Valid for any prices whatever; plain NumPy, shares nothing with the solvers.

    Raises:
        ValueError: A price that must not be negative is.

    Cost: O(wishes).
    """
    rows = certificate.row_price
    if (rows < 0).any() or certificate.must_bonus < 0 or any(floor.bonus < 0 for floor in certificate.floors):
        raise ValueError("prices of tables, musts and floors must not be negative")
    total = _exact_sum(_worth_of_units(instance, certificate)) + int(rows @ tables_of(instance))
    total += _exact_sum(_left_over(instance, certificate))
    must = instance.must[instance.domain != 0] != 0
    total += certificate.must_bonus * (int(must.sum()) - certificate.musts)
    places = places_of(instance)[: instance.n_people]
    for floor in certificate.floors:
        total += floor.bonus * (int(np.minimum(floor.meetings, places).sum()) - floor.reached)
    return total // certificate.scale


def margins_of(instance: Instance, certificate: Certificate) -> Longs:
    """(n_wishes,) what each wish is worth above its prices, times the scale; without any bonus for musts.

    Cost: O(wishes).
    """
    prices = np.append(certificate.unit_price, 0)
    kind = instance.kind
    left: Longs = certificate.scale * instance.worth - certificate.row_price[0]
    if kind.any():
        left -= np.where(kind > 0, certificate.row_price[kind], 0)
    for column in instance.members.T:
        left -= prices[column]
    return left


def _left_over(instance: Instance, certificate: Certificate) -> Longs:
    """What each wish that can be placed adds to the bound; a must may stay below its price by its bonus."""
    open_to = instance.domain != 0
    must = instance.must[open_to] != 0
    above: Longs = np.maximum(margins_of(instance, certificate)[open_to], np.where(must, -certificate.must_bonus, 0))
    return above


def _worth_of_units(instance: Instance, certificate: Certificate) -> Longs:
    """The most each unit's places can cost, less the bonus of everything the floors ask of it."""
    places, people = places_of(instance), instance.n_people
    prices = certificate.unit_price
    worth: Longs = np.maximum(places * prices, 0)
    if certificate.floors:
        own = places[:people]
        asked = np.stack([np.minimum(floor.meetings, own) for floor in certificate.floors]).astype(np.int64)
        bonus = np.array([floor.bonus for floor in certificate.floors], np.int64)
        options = [np.zeros_like(own), *asked, own]
        worth[:people] = np.max(
            [count * prices[:people] + bonus @ (np.minimum(asked, count) - asked) for count in options],
            axis=0,
        )
    return worth


def _exact_sum(values: Longs) -> int:
    """The sum, also where it does not fit 64 bits."""
    return (int((values >> 32).sum()) << 32) + int((values & 0xFFFFFFFF).sum())
