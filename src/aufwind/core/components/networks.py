"""The ties around an actor, drawn: a node in the middle, those it is tied to around it, those behind them outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aufwind.core.components import network_layout as layout
from aufwind.core.components.choice import one_of
from aufwind.core.components.lists import CATEGORIES
from aufwind.core.components.numbers import written
from aufwind.core.components.tables import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHAPES = {"organisation", "person"}
PATTERNS = 5
"""Line patterns there are; a sixth kind of tie looks like the fifth and is told apart in the table."""
MORE = "\0more"
"""Key of the node that stands for those who found no room; no key of a page contains a zero."""


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody in the network.

    Attributes:
        key: What edges call it.
        label: Its name; drawn in at most two lines, whole in the table.
        href: Its page.
        shape: `organisation` (a square) or `person` (a circle).
        category: 0 for none, 1 to 8 for a category's colour; nodes of one category stand together.
        category_label: The category in a word.

    """

    key: str
    label: str
    href: str = ""
    shape: str = "organisation"
    category: int = 0
    category_label: str = ""

    def __post_init__(self) -> None:
        one_of(self.shape, SHAPES, what="shape of a node")
        if self.category not in CATEGORIES:
            raise ValueError(f"Categories are numbered 1 to 8; {self.category} is none.")
        if self.category and not self.category_label:
            raise ValueError("A category needs its word as well as its colour: give `category_label`.")


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie; `kind` is its word in the legend, `label` how it reads from source to target («supplies since 2021»)."""

    source: str
    target: str
    kind: str
    label: str = ""


def network_figure(
    caption: str, nodes: Sequence[Node], edges: Sequence[Edge], *, centre: str, key: str = "ties"
) -> dict[str, Any]:
    """The ties around somebody: drawn for wide and for narrow screens, with a legend and a table that says the same.

    Nodes further than two ties from the centre are left out; above forty (sixteen on a phone) one node says how many
    more the table has. Lists of four hundred nodes take some milliseconds.

    Args:
        caption: Whose ties, and of which day.
        nodes: Everybody, the centre too.
        edges: Ties between them, in order of importance of their kinds: the first kinds get the clearest lines.
        centre: Key of the node in the middle.
        key: Start of the ids on the page; another one for a second network.

    Raises:
        ValueError: The centre, or an end of an edge, is no node.

    """
    named = {node.key: node for node in nodes}
    for end in (centre, *(end for edge in edges for end in (edge.source, edge.target))):
        one_of(end, named, what="key of a node")
    around = sorted((node for node in nodes if node.key != centre), key=lambda node: (node.category or 9, node.label))
    reached = layout.rings(centre, [(edge.source, edge.target) for edge in edges], [node.key for node in around])
    network = _Network(named, edges, centre, reached)
    kinds = list(dict.fromkeys(edge.kind for edge in edges))
    pattern = {kind: min(place, PATTERNS) for place, kind in enumerate(kinds, start=1)}
    drawings = [
        {"look": look, **_drawing(network, frame, pattern, f"#{key}-table")}
        for look, frame in (("wide", layout.WIDE), ("narrow", layout.NARROW))
    ]
    return {
        "caption": caption,
        "key": key,
        "centre": named[centre],
        "drawings": drawings,
        "shapes": sorted({named[one].shape for one in (centre, *reached)}),
        "categories": sorted({(named[one].category, named[one].category_label) for one in reached} - {(0, "")}),
        "kinds": [{"kind": kind, "pattern": number} for kind, number in pattern.items()],
        "columns": [Column(_("Name")), Column(_("Group")), Column(_("Tie"))],
        "rows": _rows(network),
        "count": written(len(reached)),
    }


@dataclass(frozen=True, slots=True)
class _Network:
    """Nodes by key, ties, the node in the middle, and who is reached: ring and neighbour on the way."""

    named: Mapping[str, Node]
    edges: Sequence[Edge]
    centre: str
    reached: Mapping[str, tuple[int, str]]


def _drawing(network: _Network, frame: layout.Frame, pattern: Mapping[str, int], table: str) -> dict[str, Any]:
    """Places, lines and words of one drawing."""
    named, reached, centre = network.named, network.reached, network.centre
    keys = layout.kept(reached, frame.limit)
    labels = {key: named[key].label for key in keys}
    rings_of = {key: reached[key][0] for key in keys}
    shown = dict(named)
    if hidden := len(reached) - len(keys):
        label = ngettext("+ %(number)s more", "+ %(number)s more", hidden) % {"number": written(hidden)}
        keys, labels[MORE], rings_of[MORE] = [*keys, MORE], label, 1
        shown[MORE] = Node(MORE, label, table, "person")
    placed = layout.spots(keys, rings_of, labels, frame)
    height = max((spot.y for spot in placed), default=60.0) + min((spot.y for spot in placed), default=60.0)
    middle = layout.Spot(centre, frame.centre_x, height / 2, 0, layout.in_lines(named[centre].label, 22))
    places = {spot.key: spot for spot in (middle, *placed)}
    drawn = [edge for edge in network.edges if {edge.source, edge.target} <= places.keys()]
    lines = [
        {"d": _path(places[edge.source], places[edge.target], middle), "pattern": pattern[edge.kind]} for edge in drawn
    ]
    if hidden:
        lines.append({"d": _path(middle, places[MORE], middle), "pattern": PATTERNS})
    return {
        "width": f"{frame.width:.0f}",
        "height": f"{height:.0f}",
        "lines": lines,
        "spots": [_spot(spot, shown[spot.key], frame) for spot in placed],
        "middle": _spot(middle, named[centre], frame),
        "names_centre": frame.sides == 2,
    }


def _spot(spot: layout.Spot, node: Node, frame: layout.Frame) -> dict[str, Any]:
    """A node's numbers for SVG: its middle, where its label begins, and the field that can be pressed."""
    start = spot.x + 15 * spot.side
    top = spot.y - layout.LINE * (len(spot.lines) - 1) / 2 + 5 if spot.side else spot.y + 32
    edge = min(spot.x - 12, frame.width - 30) if spot.side >= 0 else 0.0
    reach = frame.width - edge if spot.side >= 0 else spot.x + 12
    room = layout.LINE * len(spot.lines) + 6
    return {
        "node": node,
        "x": f"{spot.x:.1f}",
        "y": f"{spot.y:.1f}",
        "left": f"{spot.x - 8:.1f}",
        "top": f"{spot.y - 8:.1f}",
        "anchor": {1: "start", -1: "end", 0: "middle"}[spot.side],
        "lines": [
            {"text": line, "x": f"{start:.1f}", "y": f"{top + layout.LINE * place:.1f}"}
            for place, line in enumerate(spot.lines)
        ],
        "field": {
            "x": f"{edge:.1f}",
            "y": f"{spot.y - room / 2:.1f}",
            "width": f"{reach:.1f}",
            "height": f"{room:.0f}",
        },
    }


def _path(one: layout.Spot, other: layout.Spot, middle: layout.Spot) -> str:
    """A tie's line: straight from the centre, bent towards the centre between two others on a side or across."""
    if middle in (one, other):
        return f"M{one.x:.1f} {one.y:.1f}L{other.x:.1f} {other.y:.1f}"
    inner, outer = sorted((one, other), key=lambda spot: abs(spot.x - middle.x))
    if inner.side == outer.side and abs(outer.x - middle.x) > 1.3 * abs(inner.x - middle.x):
        bend = (inner.x, outer.y)
    else:
        bend = (middle.x + (inner.x - middle.x) * 0.25, (inner.y + outer.y) / 2)
    return f"M{inner.x:.1f} {inner.y:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {outer.x:.1f} {outer.y:.1f}"


def _rows(network: _Network) -> list[list[Cell | str]]:
    """The table: everybody in reach with every tie that leads towards the centre."""
    named, reached = network.named, network.reached
    words = {"organisation": _("Organisation"), "person": _("Person")}
    ties: dict[frozenset[str], list[Edge]] = {}
    for edge in network.edges:
        ties.setdefault(frozenset((edge.source, edge.target)), []).append(edge)
    rows: list[list[Cell | str]] = []
    for key in layout.kept(reached, len(reached)):
        node, via = named[key], reached[key][1]
        told = "; ".join(_told(edge, named) for edge in ties[frozenset((key, via))])
        note = "" if via == network.centre else _("through %(name)s") % {"name": named[via].label}
        rows.append([Cell(node.label, node.href, words[node.shape]), node.category_label or "–", Cell(told, note=note)])
    return rows


def _told(edge: Edge, named: Mapping[str, Node]) -> str:
    verb = edge.label or edge.kind
    return f"{named[edge.source].label} – {verb} – {named[edge.target].label}"
