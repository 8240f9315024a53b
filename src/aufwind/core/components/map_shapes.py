"""Outlines of districts as SVG paths: projected, fitted into a drawing, and with no more corners than can be seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians

WIDTH = 600.0
"""Width of the drawing in its own units; the height follows the land."""
TOLERANCE = 0.8
"""How far a simplified outline may leave the true one, in units of the drawing."""
PROBES = 18
"""Rows and columns of the points tried for the place of a number."""

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A district in the drawing: its path, and the point its number is written at."""

    path: str
    x: float
    y: float


@lru_cache(maxsize=16)
def shapes(outlines: tuple[tuple[Ring, ...], ...]) -> tuple[tuple[Shape, ...], float]:
    """Every district drawn, and the height of the drawing; kept, because a page is asked for many times.

    Longitudes and latitudes are drawn by the equirectangular projection true to scale in the middle of the land;
    what lies outside ±180 by ±90 is taken for metres on a plane.

    Args:
        outlines: Districts as rings of points; a ring within another is a hole.

    Raises:
        ValueError: A district without a ring of three points.

    """
    if any(not rings or min(map(len, rings)) < 3 for rings in outlines):
        raise ValueError("Every district needs rings of at least three points.")
    every = [point for rings in outlines for ring in rings for point in ring]
    is_globe = all(abs(x) <= 180 and abs(y) <= 90 for x, y in every)
    low, high = min(y for _, y in every), max(y for _, y in every)
    squeeze = cos(radians((low + high) / 2)) if is_globe else 1.0
    left, right = min(x for x, _ in every), max(x for x, _ in every)
    scale = (WIDTH - 4) / ((right - left) * squeeze)

    def fitted(ring: Ring) -> Ring:
        return tuple((2 + (x - left) * squeeze * scale, 2 + (high - y) * scale) for x, y in ring)

    drawn = [[simplified(fitted(ring), TOLERANCE) for ring in rings] for rings in outlines]
    return tuple(_shape(rings) for rings in drawn), (high - low) * scale + 4


def simplified(ring: Ring, tolerance: float) -> Ring:
    """The ring with as few corners as keep it within `tolerance` (Douglas and Peucker 1973), never less than three."""
    closed = ring[:-1] if ring[0] == ring[-1] else ring
    far = max(range(len(closed)), key=lambda place: _apart(closed[0], closed[place]))
    halves = (closed[: far + 1], (*closed[far:], closed[0]))
    corners = tuple(point for half in halves for point in _line(half, tolerance)[:-1])
    return corners if len(corners) >= 3 else closed


def _line(points: tuple[Point, ...], tolerance: float) -> list[Point]:
    """An open line simplified, without recursion: coasts have thousands of corners."""
    keep = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        inner = range(first + 1, last)
        far = max(inner, key=lambda place: _off(points[place], points[first], points[last]), default=None)
        if far is not None and _off(points[far], points[first], points[last]) > tolerance:
            keep.add(far)
            waiting += [(first, far), (far, last)]
    return [points[place] for place in sorted(keep)]


def _shape(rings: list[Ring]) -> Shape:
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)
    x, y = inner_point(rings)
    return Shape(path, x, y)


def inner_point(rings: list[Ring]) -> Point:
    """The point of a grid that lies inside and farthest from every border: room for a number, also round a hole."""
    largest = max(rings, key=_area)
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    left, top, wide, high = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    sides = [(ring[place - 1], ring[place]) for ring in rings for place in range(len(ring))]
    probes = [
        (left + wide * (column + 0.5) / PROBES, top + high * (row + 0.5) / PROBES)
        for row in range(PROBES)
        for column in range(PROBES)
    ]
    inside = [point for point in probes if _is_inside(point, sides)]
    return max(inside or [largest[0]], key=lambda point: min(_off(point, one, other) for one, other in sides))


def _is_inside(point: Point, sides: list[tuple[Point, Point]]) -> bool:
    """Even and odd crossings of a ray to the right."""
    x, y = point
    crossings = (
        (one[1] > y) != (other[1] > y) and x < (other[0] - one[0]) * (y - one[1]) / (other[1] - one[1]) + one[0]
        for one, other in sides
    )
    return sum(crossings) % 2 == 1


def _area(ring: Ring) -> float:
    return abs(sum(ring[n - 1][0] * ring[n][1] - ring[n][0] * ring[n - 1][1] for n in range(len(ring)))) / 2


def _apart(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _off(point: Point, one: Point, other: Point) -> float:
    """Distance of a point from the line between two others."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / length)) if length else 0.0
    return hypot(point[0] - one[0] - along * dx, point[1] - one[1] - along * dy)
