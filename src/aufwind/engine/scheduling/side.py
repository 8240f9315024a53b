"""Prices the flow does not find itself: tables of one kind, and third members of a meeting.

They would make the flow problem something harder, so each gets a price that is tuned from outside: dearer while more
is used than there is, cheaper while some is left, with steps that grow while they point the same way and shrink when
they turn (Riedmiller and Braun, Rprop, ICNN 1993). Whatever comes out is a valid bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.certificate import PRICE_SCALE, places_of, tables_of

if TYPE_CHECKING:
    from aufwind.engine.scheduling.certificate import Certificate
    from aufwind.engine.scheduling.instance import Bytes, Instance, Longs

GROW, SHRINK = 1.5, 0.4


@dataclass(frozen=True, slots=True, eq=False)
class SidePrices:
    """Prices of units and rows in halves, always even so that gains stay whole; row 0 stays 0."""

    unit: Longs
    row: Longs

    def charged(self, instance: Instance, rows: Longs) -> Longs:
        """What the wishes `rows` pay of these prices, in whole worths."""
        prices = np.append(self.unit, 0)
        paid: Longs = self.row[instance.kind[rows]].copy()
        if self.unit.any():
            for column in instance.members[rows].T:
                paid += prices[column]
        return paid // PRICE_SCALE


def start_of(instance: Instance, warm: Certificate | None) -> SidePrices:
    """The prices of an earlier certificate, or none."""
    unit, row = np.zeros(instance.n_units, np.int64), np.zeros(len(instance.capacity), np.int64)
    if warm is not None:
        only = only_third(instance)
        unit[only] = warm.unit_price[only] // 2 * 2
        row[1:] = warm.row_price[1:] // 2 * 2
    return SidePrices(unit, row)


def only_third(instance: Instance) -> Longs:
    """Units that are never one of the first two members of a wish."""
    first = np.zeros(instance.n_units, np.bool_)
    first[instance.members[:, :2].ravel()] = True
    return np.flatnonzero(~first)


class Tuner:
    """Moves side prices towards where what is used meets what there is."""

    def __init__(self, instance: Instance, prices: SidePrices) -> None:
        self.instance = instance
        self.prices = prices
        self._room = 2 * np.concatenate([places_of(instance), tables_of(instance)])
        self._third = np.zeros(len(self._room), np.bool_)
        self._third[np.unique(instance.members[:, 2:][instance.members[:, 2:] >= 0])] = True
        self._third[instance.n_units + 1 :] = True
        usual = int(np.median(instance.worth)) if instance.n_wishes else 0
        self._step = np.full(len(self._room), max(4.0, usual / 2))
        self._way = np.zeros(len(self._room), np.int64)

    def next(self, halves: Bytes) -> SidePrices | None:
        """Prices to try after a choice under the last ones; None where nothing would change."""
        if not self._third.any():
            return None
        price = np.concatenate([self.prices.unit, self.prices.row])
        over = np.where(self._third, self._used(halves) - self._room, 0)
        way = np.where((over < 0) & (price <= 0), 0, np.sign(over))
        turned = way * self._way < 0
        self._step = np.where(turned, self._step * SHRINK, np.where(way * self._way > 0, self._step * GROW, self._step))
        move = np.where(self._step >= 1, way * 2 * np.rint(self._step / 2 + 0.5).astype(np.int64), 0)
        self._way = np.where(way != 0, way, self._way)
        after = np.maximum(0, price + move)
        if (after == price).all():
            return None
        self.prices = SidePrices(after[: self.instance.n_units], after[self.instance.n_units :])
        return self.prices

    def _used(self, halves: Bytes) -> Longs:
        """Halves in use of each unit, then of each row."""
        units, rows = self.instance.n_units, len(self.instance.capacity)
        used = np.zeros(units + 1)
        for column in self.instance.members.T:
            used += np.bincount(column + 1, halves, units + 1)
        kinds = np.bincount(self.instance.kind, halves, rows)
        kinds[0] = 0
        return np.concatenate([used[1:], kinds]).astype(np.int64)
