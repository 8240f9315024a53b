"""Official lists come in whole or not at all."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from aufwind.actors.actions import enter_place
from aufwind.actors.classifications import import_list
from aufwind.actors.errors import ImportIsRefused
from aufwind.actors.models import Code, Place, Shape
from aufwind.core.policy import NotAllowed
from tests.cast import AGENCY, EVE

pytestmark = pytest.mark.django_db

SHARED = Path(__file__).resolve().parents[3] / "shared/data/classifications"
NUTS = "code,level,parent,name,ags\nDED,1,DE,Sachsen,14\nDED5,2,DED,Leipzig,147\nDED53,3,DED5,Nordsachsen,14730\n"
LAU = 'ags,name,district_ags\n14730230,"Oschatz, Stadt",14730\n'
NACE = "code,level,parent,label_en,label_de\n13.2,3,13,Weaving,Weberei\n13,2,,Textiles,Textilien\n"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


def test_areas_come_in_with_their_parents(tmp_path):
    assert import_list(written(tmp_path, "nuts.csv", NUTS), by=AGENCY) == ("areas", 3)
    assert import_list(written(tmp_path, "lau.csv", LAU), by=AGENCY) == ("areas", 1)

    oschatz = Place.objects.get(ags="14730230")
    assert (oschatz.name_de, oschatz.level, oschatz.parent.nuts) == ("Oschatz", "lau", "DED53")
    assert oschatz.parent.parent.name_de == "Leipzig"


def test_areas_known_by_their_code_keep_slug_and_name(tmp_path):
    enter_place("lk-nordsachsen", by=AGENCY, name_de="Landkreis Nordsachsen", name_en="Nordsachsen District",
                level="nuts3", nuts="DED53", ags="14730", parent=None, source="")  # fmt: skip

    import_list(written(tmp_path, "nuts.csv", NUTS), by=AGENCY)
    import_list(written(tmp_path, "nuts.csv", NUTS), by=AGENCY)

    assert list(Place.objects.filter(nuts="DED53").values_list("slug", "name_de", "parent__nuts")) == [
        ("lk-nordsachsen", "Landkreis Nordsachsen", "DED5")
    ]
    assert Place.objects.count() == 3


def test_codes_come_in_with_both_languages_whatever_their_order(tmp_path):
    assert import_list(written(tmp_path, "nace_rev21.csv.gz", NACE), by=AGENCY) == ("codes", 2)

    weaving = Code.objects.get(scheme="nace", code="13.2")
    assert (weaving.label_de, weaving.label_en, weaving.parent.code) == ("Weberei", "Weaving", "13")


def test_shapes_find_their_areas_and_keep_the_notice(tmp_path):
    import_list(written(tmp_path, "nuts.csv", NUTS), by=AGENCY)
    square = [[0, 0], [1, 0], [1, 1], [0, 0]]
    features = [
        {"properties": {"nuts": code}, "geometry": {"type": "Polygon", "coordinates": [square]}}
        for code in ("DED53", "XX999")
    ]
    path = written(tmp_path, "map.geojson", json.dumps({"features": features, "notice": "© Amt"}))

    assert import_list(path, by=AGENCY) == ("shapes", 1)

    shape = Shape.objects.get()
    assert (shape.place.nuts, shape.notice, shape.rings) == ("DED53", "© Amt", [square])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("other.csv", "a,b\n1,2\n"),
        ("broken.geojson", "{"),
        ("noted.geojson", '{"features": [{"properties": {}, "geometry": {}}]}'),
        ("empty.csv", ""),
    ],
)
def test_what_is_no_list_is_refused_with_a_repair(tmp_path, name, text):
    with pytest.raises(ImportIsRefused) as refusal:
        import_list(written(tmp_path, name, text), by=AGENCY)

    assert all(finding.repair.de and finding.repair.en for finding in refusal.value.findings)
    assert not Place.objects.exists()


def test_a_missing_file_and_a_broken_archive_are_refused(tmp_path):
    broken = tmp_path / "nuts.csv.gz"
    broken.write_bytes(b"\x1f\x8bnothing")
    for path in (tmp_path / "missing.csv", broken):
        with pytest.raises(ImportIsRefused):
            import_list(path, by=AGENCY)


def test_only_the_agency_takes_lists_over(tmp_path):
    for name, text in (("nuts.csv", NUTS), ("nace.csv", NACE)):
        with pytest.raises(NotAllowed):
            import_list(written(tmp_path, name, text), by=EVE)


@pytest.mark.skipif(not SHARED.exists(), reason="the official lists stand beside the repository, not in it")
def test_the_official_lists_come_in():
    names = ("nuts2021_de.csv", "lau2024_saxony.csv", "nace_rev21.csv.gz", "wz2025_de.csv.gz",
             "nuts3_2024_saxony_neighbours.geojson")  # fmt: skip

    counts = [import_list(SHARED / name, by=AGENCY) for name in names]

    assert counts[:4] == [("areas", 455), ("areas", 418), ("codes", 1047), ("codes", 2030)]
    assert counts[4][0] == "shapes"
    assert Place.objects.get(ags="14522140").parent.nuts == "DED43"
