"""Where the nodes of a drawn network stand: rings around a centre, every label on a row of its own.

Nodes of a ring stand on an ellipse, but at equal heights rather than equal angles: on either side of the centre no two
nodes share a row, so no two labels can meet, whatever they say. Nodes of the second ring take the rows below the
neighbour through which they are reached. The same input gives the same picture.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from math import sqrt
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LINE = 20.0
"""Height of a line of a label, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How much room there is, in units of the drawing.

    Attributes:
        width: Of the whole drawing.
        centre_x: Where the centre stands.
        radii: Half widths of the first and the second ring.
        letters: Letters a line of a label may have.
        sides: 2: right and left of the centre; 1: on the right alone.
        limit: Nodes around the centre that stay readable.
        gap: Free height between two labels.

    """

    width: float
    centre_x: float
    radii: tuple[float, float]
    letters: int
    sides: int
    limit: int
    gap: float = 10.0


WIDE = Frame(960, 480, (160, 255), 26, 2, 40)
NARROW = Frame(360, 30, (58, 116), 23, 1, 16)
"""For a laptop, and for a phone held upright."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A node's place: its middle, its side (1 right, -1 left, 0 the centre) and its label in lines."""

    key: str
    x: float
    y: float
    side: int
    lines: tuple[str, ...]


def rings(centre: str, ties: Iterable[tuple[str, str]], order: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Ring (1, 2) and neighbour on the way to the centre, for every node at most two ties away.

    Args:
        centre: Key of the node in the middle.
        ties: Pairs of keys; direction does not matter.
        order: Keys in the order they are to stand in; decides through whom a node is reached. Others do not appear.

    """
    place = {key: number for number, key in enumerate(order)}
    neighbours: dict[str, set[str]] = {}
    for one, other in ties:
        neighbours.setdefault(one, set()).add(other)
        neighbours.setdefault(other, set()).add(one)
    reached: dict[str, tuple[int, str]] = {centre: (0, "")}
    waiting = deque([centre])
    while waiting:
        key = waiting.popleft()
        ring = reached[key][0] + 1
        for neighbour in sorted(neighbours.get(key, set()) & place.keys(), key=place.__getitem__):
            if ring <= 2 and neighbour not in reached:
                reached[neighbour] = (ring, key)
                waiting.append(neighbour)
    del reached[centre]
    return reached


def kept(reached: Mapping[str, tuple[int, str]], limit: int) -> list[str]:
    """The keys that are drawn: the first ring before the second, at most `limit`, each child below its parent."""
    nearest = sorted(reached, key=lambda key: reached[key][0])[:limit]
    first = [key for key in nearest if reached[key][0] == 1]
    return [key for parent in first for key in (parent, *(one for one in nearest if reached[one] == (2, parent)))]


def spots(keys: Sequence[str], rings_of: Mapping[str, int], labels: Mapping[str, str], frame: Frame) -> list[Spot]:
    """A place for every key, clockwise from the top right.

    Args:
        keys: As `kept` gives them.
        rings_of: 1 or 2 for every key.
        labels: What stands beside each node.
        frame: The room.

    """
    lines = {key: in_lines(labels[key], frame.letters) for key in keys}
    sides = _sides(keys, rings_of, lines, frame)
    height = height_of([[lines[key] for key in side] for side in sides], frame)
    placed = []
    for side, (direction, members) in enumerate(zip((1, -1), sides, strict=False)):
        rows = _rows([lines[key] for key in members], height, frame)
        for key, y in zip(members if side == 0 else members[::-1], rows if side == 0 else rows[::-1], strict=True):
            radius = frame.radii[rings_of[key] - 1]
            reach = radius * sqrt(max(0.0, 1 - ((y - height / 2) / (height * 0.56)) ** 2))
            placed.append(Spot(key, frame.centre_x + direction * reach, y, direction, lines[key]))
    return placed


def in_lines(label: str, letters: int) -> tuple[str, ...]:
    """The label in one or two lines; what does not fit ends in «…», for the table has it whole."""
    return tuple(wrap(label, letters, max_lines=2, placeholder=" …")) or ("",)


def height_of(sides: Sequence[Sequence[tuple[str, ...]]], frame: Frame) -> float:
    """Height of the drawing: its longer side, and never less than the centre and its label need."""
    return max(140.0, *(sum(LINE * len(lines) + frame.gap for lines in side) for side in sides)) + 2 * frame.gap


def _sides(
    keys: Sequence[str], rings_of: Mapping[str, int], lines: Mapping[str, tuple[str, ...]], frame: Frame
) -> list[list[str]]:
    """The keys right and left of the centre, families kept together, both sides about equally tall."""
    if frame.sides == 1:
        return [list(keys)]
    half = sum(len(lines[key]) * LINE + frame.gap for key in keys) / 2
    right: list[str] = []
    taken = 0.0
    for place, key in enumerate(keys):
        if rings_of[key] == 1 and taken >= half:
            return [right, list(keys[place:])[::-1]]
        right.append(key)
        taken += len(lines[key]) * LINE + frame.gap
    return [right, []]


def _rows(labels: Sequence[tuple[str, ...]], height: float, frame: Frame) -> list[float]:
    """Middles of the rows from top to bottom, spread over the height."""
    needed = [LINE * len(lines) + frame.gap for lines in labels]
    spare = (height - 2 * frame.gap - sum(needed)) / max(len(needed), 1)
    middles, top = [], frame.gap
    for room in needed:
        middles.append(top + (room + spare) / 2)
        top += room + spare
    return middles
