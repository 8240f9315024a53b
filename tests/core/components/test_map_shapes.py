"""Outlines in a drawing: projected, simplified, and with a place for a number inside."""

from __future__ import annotations

from math import cos, radians

import pytest

from aufwind.core.components.map_shapes import WIDTH, inner_point, shapes, simplified

SQUARE = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))
HOLE = ((30.0, 30.0), (70.0, 30.0), (70.0, 70.0), (30.0, 70.0))


def test_corners_nobody_sees_are_left_out():
    wobbly = ((0.0, 0.0), (50.0, 0.3), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.0))

    assert simplified(wobbly, 0.8) == SQUARE


def test_corners_that_are_seen_stay():
    bulge = ((0.0, 0.0), (50.0, -9.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))

    assert simplified(bulge, 0.8) == bulge


def test_a_speck_keeps_three_corners():
    speck = ((0.0, 0.0), (0.1, 0.0), (0.1, 0.1))

    assert simplified(speck, 0.8) == speck


def test_number_stands_inside_and_beside_a_hole():
    x, y = inner_point([SQUARE, HOLE])

    assert 0 < x < 100
    assert 0 < y < 100
    assert not (30 <= x <= 70 and 30 <= y <= 70)


def test_degrees_are_drawn_true_to_scale_in_the_middle():
    degree = ((13.0, 50.0), (14.0, 50.0), (14.0, 51.0), (13.0, 51.0))
    _, height = shapes(((degree,),))

    assert (height - 4) / (WIDTH - 4) == pytest.approx(1 / cos(radians(50.5)))


def test_metres_are_drawn_as_they_are_and_north_is_up():
    metres = tuple((x * 1000, y * 1000) for x, y in SQUARE)
    made, height = shapes(((metres,),))

    assert height == pytest.approx(WIDTH)
    assert made[0].path == "M2.0 598.0L598.0 598.0L598.0 2.0L2.0 2.0Z"


@pytest.mark.parametrize("outline", [(), (((0.0, 0.0), (1.0, 1.0)),)])
def test_what_is_no_outline_is_refused(outline):
    with pytest.raises(ValueError, match="three points"):
        shapes((outline,))
