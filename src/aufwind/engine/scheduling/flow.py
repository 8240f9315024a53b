"""The optimal fractional b-matching: the compiled kernel `native/flow.c`, or its plain twin.

`Network` is the problem; `solve` gives each wish 0, 1 or 2 halves and prices that prove it.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.native import kernel, pointer
from aufwind.engine.scheduling.flow_plain import plain_solve
from aufwind.engine.scheduling.network import (
    FINE,
    SWEEPS,
    Flow,
    Goes,
    Network,
    Prices,
    always,
    checked,
    prices_of,
)

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Bytes, Ints, Longs


WIDEST = 1 << 24
"""Keeps the sums of the smoothing inside 64 bits."""


def solve(network: Network, *, warm: Prices | None = None, goes: Goes = always) -> Flow:
    """The optimal fractional choice, with prices that prove it.

    Args:
        network: What to solve; never changed.
        warm: Prices of a similar network: quicker, same value.
        goes: Asked between phases; once it says no the flow is not optimal, its prices are still valid.

    Method: see `native/flow.c`; without it `flow_plain.py`, meant for up to 300 people.
    """
    library = kernel("flow")
    if library is None:
        return plain_solve(network, goes=goes)
    state = _State(library, network)
    state.start(warm)
    phase, left = 0, 1
    while left:
        left = checked(library.flow_run(ctypes.byref(state.net), 1))
        phase += 1
        if left and not goes(phase, left):
            break
    return Flow(state.halves(), state.prices(), is_optimal=left == 0)


class _Net(ctypes.Structure):
    """`Net` of native/flow.c, field by field."""

    _fields_ = (
        *((name, ctypes.c_int32) for name in ("units", "wishes", "hubs", "padding")),
        ("total", ctypes.c_int64),
        *((name, ctypes.c_void_p) for name in ("first", "other", "end", "gain")),
        *((name, ctypes.c_void_p) for name in ("hub_first", "hub_unit", "hub_room", "hub_gain", "copies")),
        *((name, ctypes.c_void_p) for name in ("price", "excess", "taken", "hub_flow", "total_flow")),
    )


class _State:
    """The arrays the kernel works on; kept alive and read back here."""

    def __init__(self, library: ctypes.CDLL, network: Network) -> None:
        library.flow_run.restype = ctypes.c_int64
        library.flow_sweep.restype = ctypes.c_int64
        self.library, self.network = library, network
        units, wishes, hubs = network.n_units, len(network.a), len(network.hub_room)
        first, other, end, gain = self._ends()
        side = np.empty(units, np.int8)
        self.two_sided = checked(library.flow_sides(units, pointer(first), pointer(other), pointer(side))) == 1
        self.copies = (1 + side if self.two_sided else np.full(units, 3)).astype(np.int8)
        hub_unit = np.repeat(np.arange(units, dtype=np.int32), np.diff(network.hub_first))
        self.price = np.zeros(2 * units + 2, np.int64)
        self.taken = np.zeros(wishes, np.uint8)
        self.deepest = int(np.diff(first).max(initial=0))
        excess = np.zeros(2 * units + 2, np.int64)
        given = (network.hub_first, hub_unit, network.hub_room, network.hub_gain, self.copies)
        working = (self.price, excess, self.taken, np.zeros(2 * hubs, np.int32), np.zeros(1, np.int64))
        self.columns = (first, other, end, gain, *given, *working)
        total = network.total * (1 if self.two_sided else 2)
        self.net = _Net(units, wishes, hubs, 0, total, *(pointer(column) for column in self.columns))

    def _ends(self) -> tuple[Ints, Ints, Ints, Longs]:
        net, wishes = self.network, len(self.network.a)
        first = np.empty(net.n_units + 1, np.int32)
        other, end = np.empty(2 * wishes, np.int32), np.empty(2 * wishes, np.int32)
        gain = np.empty(2 * wishes, np.int64)
        given = (pointer(net.a), pointer(net.b), pointer(net.gain))
        made = (pointer(first), pointer(other), pointer(end), pointer(gain))
        checked(self.library.flow_ends(net.n_units, wishes, *given, *made))
        return first, other, end, gain

    def start(self, warm: Prices | None) -> None:
        """Set prices to start from, and the flow that agrees with them."""
        fine = np.zeros(self.network.n_units, np.int64)
        toll, widths = 0, _widths(self.network)
        if warm is not None:
            fine[:], toll = warm.unit * (FINE // 2), warm.total * (FINE // 2)
            widths = widths[len(widths) // 2 :]
        toll = self._settle(fine, toll, widths)
        units, price = self.network.n_units, self.price
        whole = (toll + FINE // 2) // FINE
        twice = (2 * fine + FINE // 2) // FINE
        left = (twice + 1) // 2 if self.two_sided else twice // 2
        right = left if self.two_sided else twice - left
        price[:units], price[units : 2 * units] = left, -whole - right
        price[2 * units :] = 0, -whole
        finer = (pointer(fine), ctypes.c_int64(toll), ctypes.c_int64(FINE))
        checked(self.library.flow_start(ctypes.byref(self.net), *finer))

    def _settle(self, fine: Longs, toll: int, widths: tuple[int, ...]) -> int:
        """Smoothed coordinate descent on the prices `fine` (in place); returns the price of any one wish."""
        buffer, rising = np.empty(self.deepest + 1, np.int64), ctypes.c_int64()
        for width in widths:
            t = width * FINE
            for _ in range(SWEEPS):
                taken = self.library.flow_sweep(
                    *(ctypes.byref(self.net), pointer(fine), ctypes.c_int64(toll), ctypes.c_int64(FINE)),
                    *(ctypes.c_int64(t), pointer(buffer), ctypes.byref(rising)),
                )
                over = taken - 4 * t * self.network.total
                # Three times Newton's step for the total: the units' prices will give most of it back.
                toll = max(0, toll + int(3 * over // max(1, 2 * rising.value)))
        return toll

    def halves(self) -> Bytes:
        """How many halves of each wish are taken."""
        arcs = np.bitwise_count(self.taken).astype(np.int8)
        return arcs * np.int8(2) if self.two_sided else arcs

    def prices(self) -> Prices:
        """Prices of the units in halves: the mean over both copies."""
        return prices_of(self.price, self.copies if self.two_sided else None)


def _widths(network: Network) -> tuple[int, ...]:
    """How wide the smoothing is: from half of a high gain (musts aside) down to one worth, halved every time."""
    high = int(np.quantile(network.gain, 0.9, method="lower")) if len(network.gain) else 0
    widest = max(1, min(high, WIDEST)) // 2
    return tuple(widest >> k for k in range(widest.bit_length())) or (1,)
