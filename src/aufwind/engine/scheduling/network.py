"""What the flow solvers are asked and what they answer; shared by the kernel's caller and its plain twin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Bytes, Ints, Longs

FINE = 16
"""Start prices are found in sixteenths of a worth."""

SWEEPS = 5
"""Rounds over all units at each width of the smoothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A fractional b-matching to solve.

    Attributes:
        n_units: How many units.
        a: (n,) one member of each wish.
        b: (n,) the other.
        gain: (n,) what the wish gains.
        total: Most wishes in all.
        hub_first: (n_units + 1,) unit u has rows hub_first[u] … hub_first[u + 1] - 1 of the next two.
        hub_room: (n_hubs,) so many places …
        hub_gain: (n_hubs,) … each bring this on top; falling within a unit, never negative.
    """

    n_units: int
    a: Ints
    b: Ints
    gain: Longs
    total: int
    hub_first: Ints
    hub_room: Ints
    hub_gain: Longs


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """Dual prices in halves: of one place of each unit, and of one wish in all."""

    unit: Longs
    total: int


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """The optimum: `halves` (0, 1, 2) of each wish, and the prices that prove it."""

    halves: Bytes
    prices: Prices
    is_optimal: bool


def prices_of(potential: Longs, left: Bytes | None = None) -> Prices:
    """Prices from the potentials of the flow's nodes: left copies, right copies, source, sink.

    Args:
        potential: (2 * n_units + 2,).
        left: (n_units,) where only one copy of each unit is used: 1 for its left copy.
    """
    units = len(potential) // 2 - 1
    source, sink = potential[2 * units :].tolist()
    above = potential[:units] - source
    # With no flow at all the sink may stand above the source; the total then has no price.
    below = min(source, sink) - potential[units : 2 * units]
    each = above + below if left is None else 2 * np.where(left == 1, above, below)
    return Prices(each, 2 * max(0, source - sink))


def checked(code: int) -> int:
    """What a kernel answered.

    Raises:
        MemoryError: It answered that it got no memory.
    """
    if code < 0:
        raise MemoryError("no memory for the choice of wishes")
    return code


Goes = Callable[[int, int], bool]
"""Told the phase and the surplus left; says whether to go on."""


def always(_phase: int, _left: int, /) -> bool:
    """Go on until the optimum is reached."""
    return True
