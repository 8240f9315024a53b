"""The palette, computed from tokens.css: readable in both modes, and told apart by colour-blind people."""

from __future__ import annotations

import math
import re
from itertools import combinations
from pathlib import Path

import pytest

import aufwind.core

CSS = (Path(aufwind.core.__file__).parent / "static/core/styles/tokens.css").read_text(encoding="utf-8")
MODES = ("light", "dark")
TEXT_PAIRS = [
    *[
        (ink, ground)
        for ink in ("ink", "ink-soft", "teal", "signal", "loss")
        for ground in ("paper", "surface", "sunk")
    ],
    *[(ink, ground) for ink in ("ink", "ink-soft", "teal") for ground in ("teal-wash", "signal-wash", "loss-wash")],
    ("signal", "signal-wash"),
    ("loss", "loss-wash"),
    ("teal-strong", "paper"),
    ("on-teal", "teal"),
    ("on-teal", "teal-strong"),
]
SHAPE_PAIRS = [
    (shape, ground) for shape in ("line-strong", "focus", "teal", "signal") for ground in ("paper", "surface")
]
SEEN_BY = {  # Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB
    "most": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopes": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopes": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopes": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def tokens(mode: str) -> dict[str, str]:
    light, dark = re.findall(r":root(?:\[[^]]*\])? \{([^}]*--paper[^}]*)\}", CSS)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light if mode == "light" else dark))


def linear(colour: str) -> tuple[float, float, float]:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def product(row, column):
    return sum(weight * part for weight, part in zip(row, column, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted(product((0.2126, 0.7152, 0.0722), linear(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, seen_by: str) -> tuple[float, float, float]:
    rgb = [min(1, max(0, product(row, linear(colour)))) for row in SEEN_BY[seen_by]]
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    scaled = (product(row, rgb) / white for row, white in zip(to_xyz, (0.95047, 1, 1.08883), strict=True))
    x, y, z = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in scaled)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("mode", MODES)
def test_modes_name_the_same_colours(mode):
    assert set(tokens(mode)) == set(tokens("light"))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_is_readable(mode, ink, ground):
    colours = tokens(mode)

    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_shapes_are_seen(mode, shape, ground):
    colours = tokens(mode)

    assert contrast(colours[shape], colours[ground]) >= 3


@pytest.mark.parametrize("mode", MODES)
def test_categories_are_seen_on_paper(mode):
    colours = tokens(mode)

    assert min(contrast(colours[f"category-{number}"], colours["surface"]) for number in range(1, 9)) >= 3


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("seen_by", SEEN_BY)
def test_categories_are_told_apart(mode, seen_by):
    """A distance of 15 in CIELAB is plain at a glance; each category has its word as well."""
    colours = tokens(mode)
    seen = [lab(colours[f"category-{number}"], seen_by) for number in range(1, 9)]

    assert min(math.dist(one, other) for one, other in combinations(seen, 2)) >= 15
