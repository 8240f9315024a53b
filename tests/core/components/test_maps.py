"""The map of districts: five steps, numbers in words and picture, and the shipped schematic map of Saxony."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils.translation import override

from aufwind.core.components.maps import Area, region_map, step_of

ROOT = Path(__file__).parents[3]
CARTOGRAM = json.loads((ROOT / "src/aufwind/actors/cartogram.json").read_text(encoding="utf-8"))["areas"]
NUTS = ROOT.parent / "shared/data/classifications/nuts2021_de.csv"
TRIANGLE = ((13.0, 50.0), (14.0, 50.0), (13.5, 51.0))


def shown(areas, language="en"):
    with override(language):
        return Template("{% region_map 'Actors by district' areas unit='Actors' %}").render(Context({"areas": areas}))


@pytest.mark.parametrize(
    ("most", "step"), [(0, 1), (5, 1), (6, 2), (10, 2), (11, 5), (26, 10), (214, 50), (501, 200), (5001, 2000)]
)
def test_five_round_steps_reach_the_largest(most, step):
    assert step_of(most) == step


def test_every_district_is_a_link_with_its_number_in_map_and_table():
    html = shown([Area("a", "Mittelsachsen", 1310, "/a", tile=(0, 0)), Area("b", "Zwickau", 0, "/b", tile=(1, 0))])

    assert html.count('href="/a"') == 2
    assert 'aria-label="Mittelsachsen: 1,310"' in html
    assert html.count(">1,310<") == 2
    assert 'data-step="0"' in html


def test_numbers_are_written_as_readers_write_them():
    assert ">1.310<" in shown([Area("a", "Mittelsachsen", 1310, tile=(0, 0))], "de")


def test_district_shown_now_is_marked_and_lies_on_top():
    made = region_map("x", [Area("a", "A", 1, tile=(0, 0), is_current=True), Area("b", "B", 2, tile=(1, 0))], unit="x")

    assert [field["area"].code for field in made["fields"]] == ["b", "a"]
    assert [row[0].text for row in made["rows"]] == ["A", "B"]
    assert made["rows"][0][0].note


def test_outlines_become_paths():
    html = shown([Area("a", "Tal", 3, "/a", rings=(TRIANGLE,))])

    assert '<path fill-rule="evenodd" d="M' in html


def test_tiles_and_outlines_do_not_mix():
    for areas in (
        [Area("a", "A", 1, tile=(0, 0)), Area("b", "B", 1, rings=(TRIANGLE,))],
        [Area("a", "A", 1)],
    ):
        with pytest.raises(ValueError, match="every area"):
            region_map("x", areas, unit="x")


def test_no_district_is_no_error():
    assert region_map("x", [], unit="x")["rows"] == []


def test_shipped_map_has_a_tile_of_its_own_for_every_district():
    assert len(CARTOGRAM) == 13
    for key in ("code", "ags", "name"):
        assert len({area[key] for area in CARTOGRAM}) == 13
    assert len({tuple(area["tile"]) for area in CARTOGRAM}) == 13
    assert all(len(area["short"]) <= 2 and max(map(len, area["short"])) <= 10 for area in CARTOGRAM)


def test_shipped_map_has_the_official_codes():
    if not NUTS.exists():
        pytest.skip("the list of NUTS codes is not here")
    with NUTS.open(encoding="utf-8") as lines:
        official = {row["code"]: row["ags"] for row in csv.DictReader(lines) if row["level"] == "3"}

    saxony = {code: ags for code, ags in official.items() if code.startswith("DED")}
    assert {area["code"]: area["ags"] for area in CARTOGRAM} == saxony
