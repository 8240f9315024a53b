"""Districts as a map: a number in each, darker where there are more, and a table that says the same."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log10
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from aufwind.core.components.map_shapes import WIDTH, shapes
from aufwind.core.components.numbers import written
from aufwind.core.components.tables import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.core.components.map_shapes import Ring

STEPS = 5
TILE, GAP = 120.0, 6.0
"""Side of a tile and the gap to the next, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class Area:
    """A district; drawn from its `rings`, or as a square at its `tile`.

    Attributes:
        code: Its NUTS code or municipality key.
        label: Its whole name.
        count: What is counted in it.
        href: The list of just these.
        rings: Outlines as points: degrees of longitude and latitude, or metres on a plane.
        tile: Column and row in a schematic map, from 0.
        short: The name in one or two short lines, for a tile.
        is_current: The list shown now is this district's.

    """

    code: str
    label: str
    count: int
    href: str = ""
    rings: tuple[Ring, ...] = ()
    tile: tuple[int, int] | None = None
    short: tuple[str, ...] = ()
    is_current: bool = False


def region_map(caption: str, areas: Sequence[Area], *, unit: str, note: str = "") -> dict[str, Any]:
    """A map of districts in five steps of one colour, the numbers written in, beside a table of the same.

    Args:
        caption: What is counted where.
        areas: The districts: all with rings, or all with tiles.
        unit: What is counted («actors»); head of the table's column.
        note: Where the outlines come from, or that the map is schematic.

    Raises:
        ValueError: Some districts have rings and some tiles, or one has neither.

    """
    step = step_of(max((area.count for area in areas), default=0))
    if all(area.tile is not None for area in areas):
        drawn, width, height = _tiles(areas)
    elif all(area.rings and area.tile is None for area in areas):
        drawn, width, height = _outlines(areas)
    else:
        raise ValueError("Give every area its rings, or every area its tile.")
    fields = [
        {"area": area, "step": ceil(area.count / step), "count": written(area.count), **place}
        for area, place in zip(areas, drawn, strict=True)
    ]
    ordered = sorted(fields, key=lambda field: field["area"].is_current)  # the marked border lies on top
    return {
        "caption": caption,
        "unit": unit,
        "note": note,
        "fields": ordered,
        "width": f"{width:.0f}",
        "height": f"{height:.0f}",
        "legend": [
            {"step": number, "text": f"{written((number - 1) * step + 1)}–{written(number * step)}"}
            for number in range(1, STEPS + 1)
        ],
        "columns": [Column(_("District")), Column(unit, is_number=True)],
        "rows": [[_named(area), written(area.count)] for area in areas],
    }


def step_of(most: int) -> int:
    """Width of each of the five steps: the smallest of 1, 2, 5, 10, 20, 50 … whose five reach `most`."""
    if most <= STEPS:
        return 1
    power = int(10 ** int(log10(most / STEPS)))
    return next(factor * power for factor in (1, 2, 5, 10, 20) if factor * power * STEPS >= most)


def _named(area: Area) -> Cell:
    return Cell(area.label, area.href, _("shown now") if area.is_current else "")


def _tiles(areas: Sequence[Area]) -> tuple[list[dict[str, Any]], float, float]:
    places = [area.tile for area in areas if area.tile is not None]
    drawn = []
    for area, (column, row) in zip(areas, places, strict=True):
        left, top = 3 + column * (TILE + GAP), 3 + row * (TILE + GAP)
        lines = area.short or (area.label,)
        drawn.append(
            {
                "left": f"{left:.0f}",
                "top": f"{top:.0f}",
                "x": f"{left + TILE / 2:.0f}",
                "y": f"{top + TILE - 20:.0f}",
                "lines": [{"text": line, "y": f"{top + 30 + 22 * place:.0f}"} for place, line in enumerate(lines)],
            }
        )
    right, bottom = (max((place[axis] for place in places), default=0) + 1 for axis in (0, 1))
    return drawn, right * (TILE + GAP), bottom * (TILE + GAP)


def _outlines(areas: Sequence[Area]) -> tuple[list[dict[str, Any]], float, float]:
    made, height = shapes(tuple(area.rings for area in areas))
    return [{"path": one.path, "x": f"{one.x:.1f}", "y": f"{one.y + 7:.1f}"} for one in made], WIDTH, height
