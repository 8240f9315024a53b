"""The optimal fractional b-matching without the kernel: for up to about 300 people, and the tests' reference.

The same network as `native/flow.c` (a left and a right copy of each unit between source and sink), solved by
successive shortest paths in phases: Dijkstra from all surplus, prices, blocking flow over tight arcs.
"""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.network import Flow, prices_of

if TYPE_CHECKING:
    from aufwind.engine.scheduling.network import Goes, Network


def plain_solve(network: Network, *, goes: Goes) -> Flow:
    """The optimal fractional choice, with prices that prove it; the same value as the kernel's.

    Cost: some seconds for 300 people; grows faster than the square.
    """
    circuit = _circuit(network)
    phase, left = 0, circuit.surplus()
    while left:
        circuit.search()
        while circuit.find_levels():
            circuit.block()
        left, phase = circuit.surplus(), phase + 1
        if left and not goes(phase, left):
            break
    wishes = len(network.a)
    arcs = 1 - np.array(circuit.room[0 : 4 * wishes : 2], np.int8)
    prices = prices_of(np.array(circuit.price, np.int64))
    return Flow(arcs[:wishes] + arcs[wishes:], prices, is_optimal=left == 0)


def _circuit(network: Network) -> _Circuit:
    """Arcs: every wish from a to b, then from b to a, then hubs of both sides, then the total."""
    units = network.n_units
    source, sink = 2 * units, 2 * units + 1
    circuit = _Circuit(2 * units + 2)
    wishes = list(zip(network.a.tolist(), network.b.tolist(), network.gain.tolist(), strict=True))
    for a, b, gain in wishes:
        circuit.add(a, units + b, 1, gain)
    for a, b, gain in wishes:
        circuit.add(b, units + a, 1, gain)
    owner = np.repeat(np.arange(units), np.diff(network.hub_first)).tolist()
    for unit, room, gain in zip(owner, network.hub_room.tolist(), network.hub_gain.tolist(), strict=True):
        circuit.add(source, unit, room, gain)
        circuit.add(units + unit, sink, room, gain)
    circuit.add(sink, source, 2 * network.total, 0)
    return circuit


class _Circuit:
    """A circulation of greatest gain. Arc i and its reverse i ^ 1 stand side by side; prices start at 0."""

    def __init__(self, n_nodes: int) -> None:
        self.to: list[int] = []
        self.room: list[int] = []
        self.gain: list[int] = []
        self.leaving: list[list[int]] = [[] for _ in range(n_nodes)]
        self.price = [0] * n_nodes
        self.excess = [0] * n_nodes
        self.level = [-1] * n_nodes

    def add(self, start: int, end: int, room: int, gain: int) -> None:
        """One arc; full at once where it gains something, for prices are 0."""
        full = gain > 0
        for node, target, left, sign in (
            (start, end, 0 if full else room, 1),
            (end, start, room if full else 0, -1),
        ):
            self.leaving[node].append(len(self.to))
            self.to.append(target)
            self.room.append(left)
            self.gain.append(sign * gain)
        if full:
            self.excess[start] -= room
            self.excess[end] += room

    def slack(self, arc: int) -> int:
        """How far the arc is from being worth using; 0: tight."""
        return self.price[self.to[arc ^ 1]] - self.price[self.to[arc]] - self.gain[arc]

    def surplus(self) -> int:
        """What still has to be routed."""
        return sum(excess for excess in self.excess if excess > 0)

    def search(self) -> None:
        """Dijkstra from all surplus to the nearest shortage; prices move so that such paths become tight."""
        distance = {node: 0 for node, excess in enumerate(self.excess) if excess > 0}
        queue = [(0, node) for node in distance]
        done: dict[int, int] = {}
        while True:  # all surplus can be taken back, so there is always a shortage to be found
            limit, node = heappop(queue)
            if node in done:
                continue
            if self.excess[node] < 0:
                break
            done[node] = limit
            for arc in self.leaving[node]:
                target = self.to[arc]
                if self.room[arc] and target not in done:
                    reached = limit + self.slack(arc)
                    if reached < distance.get(target, reached + 1):
                        distance[target] = reached
                        heappush(queue, (reached, target))
        for node, reached in done.items():
            self.price[node] += reached - limit

    def find_levels(self) -> bool:
        """Levels over tight arcs from all surplus; whether a shortage can be reached."""
        self.level = [0 if excess > 0 else -1 for excess in self.excess]
        queue = deque(node for node, level in enumerate(self.level) if level == 0)
        found = False
        while queue:
            node = queue.popleft()
            found = found or self.excess[node] < 0
            for arc in self.leaving[node]:
                target = self.to[arc]
                if self.room[arc] and self.level[target] < 0 and self.slack(arc) == 0:
                    self.level[target] = self.level[node] + 1
                    queue.append(target)
        return found

    def block(self) -> None:
        """Send all that rising levels can carry."""
        turn = [0] * len(self.leaving)
        for start in range(len(self.excess)):
            while self.excess[start] > 0 and (path := self._path(start, turn)) is not None:
                end = self.to[path[-1]]
                amount = min(self.excess[start], -self.excess[end], *(self.room[arc] for arc in path))
                for arc in path:
                    self.room[arc] -= amount
                    self.room[arc ^ 1] += amount
                self.excess[start] -= amount
                self.excess[end] += amount

    def _path(self, start: int, turn: list[int]) -> list[int] | None:
        """A path of rising levels from `start` to a shortage; `turn` remembers the arcs that led nowhere."""
        node, path = start, list[int]()
        while self.excess[node] >= 0:
            arcs = self.leaving[node]
            while turn[node] < len(arcs) and not self._rises(node, arcs[turn[node]]):
                turn[node] += 1
            if turn[node] < len(arcs):
                path.append(arcs[turn[node]])
                node = self.to[path[-1]]
            elif path:
                node = self.to[path.pop() ^ 1]
                turn[node] += 1
            else:
                return None
        return path

    def _rises(self, node: int, arc: int) -> bool:
        rises = self.room[arc] > 0 and self.level[self.to[arc]] == self.level[node] + 1
        return rises and self.slack(arc) == 0
