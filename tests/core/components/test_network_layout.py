"""Places in a drawn network: no two labels meet, and the same network gives the same picture."""

from __future__ import annotations

from itertools import combinations

import pytest

from aufwind.core.components import network_layout as layout
from aufwind.core.components.network_layout import NARROW, WIDE

LONG = "Studio für Bühnenkostüme und Veranstaltungsanmeldebestätigung"


def star(count):
    return [("hub", f"n{number}") for number in range(count)], [f"n{number}" for number in range(count)]


def placed(count, frame, *, ring=1):
    keys = [f"n{number}" for number in range(count)]
    labels = {key: LONG if number % 3 == 0 else f"Actor {number}" for number, key in enumerate(keys)}
    return layout.spots(keys, dict.fromkeys(keys, ring), labels, frame)


def test_rings_are_counted_from_the_centre_and_end_at_two():
    ties = [("hub", "a"), ("b", "a"), ("b", "c"), ("x", "y")]

    assert layout.rings("hub", ties, ["a", "b", "c", "x", "y"]) == {"a": (1, "hub"), "b": (2, "a")}


def test_order_decides_through_whom_a_node_is_reached():
    ties = [("hub", "a"), ("hub", "b"), ("a", "far"), ("b", "far")]

    assert layout.rings("hub", ties, ["b", "a", "far"])["far"] == (2, "b")


def test_first_ring_is_kept_before_the_second_and_children_follow_their_parent():
    reached = {"a": (1, "hub"), "b": (1, "hub"), "a2": (2, "a"), "b2": (2, "b")}

    assert layout.kept(reached, 4) == ["a", "a2", "b", "b2"]
    assert layout.kept(reached, 3) == ["a", "a2", "b"]
    assert layout.kept(reached, 2) == ["a", "b"]


@pytest.mark.parametrize("frame", [WIDE, NARROW])
@pytest.mark.parametrize("count", [1, 2, 7, 17, 41])
def test_no_two_labels_meet(count, frame):
    spots = placed(count, frame)

    for one, other in combinations(spots, 2):
        if one.side == other.side:
            assert abs(one.y - other.y) >= layout.LINE * (len(one.lines) + len(other.lines)) / 2
    assert len({spot.key for spot in spots}) == count


@pytest.mark.parametrize("frame", [WIDE, NARROW])
@pytest.mark.parametrize("ring", [1, 2])
def test_labels_stay_within_the_drawing(frame, ring):
    for spot in placed(41, frame, ring=ring):
        letters = max(map(len, spot.lines))
        assert letters <= frame.letters
        assert 0 <= spot.x + spot.side * (15 + 7.2 * letters) <= frame.width
        assert spot.y > 0


def test_both_sides_are_about_equally_tall():
    sides = [spot.side for spot in placed(40, WIDE)]

    assert abs(sides.count(1) - sides.count(-1)) <= 2


def test_a_narrow_drawing_has_one_side():
    assert {spot.side for spot in placed(12, NARROW)} == {1}


def test_nobody_around_needs_no_place():
    assert layout.spots([], {}, {}, WIDE) == []


def test_a_long_label_is_cut_after_two_lines():
    assert layout.in_lines(LONG, 26) == ("Studio für Bühnenkostüme", "und …")
    assert layout.in_lines("", 26) == ("",)
