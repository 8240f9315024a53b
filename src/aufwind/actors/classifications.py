"""Official lists on their way into the register: areas (NUTS, municipalities), codes (NACE, WZ, topics), shapes.

A list says by its columns what it is:
    code, level, parent, name (or name_native, name_latin), perhaps ags     NUTS areas
    ags, name, district_ags                                                 municipalities
    code, parent, label_de, perhaps label_en                                a classification
A GeoJSON file of polygons with a property nuts, NUTS_ID, ags or AGS holds shapes.
"""

from __future__ import annotations

import gzip
import json
import zlib
from typing import TYPE_CHECKING, Any

from aufwind.actors.actions import enter_areas, enter_codes, enter_shapes
from aufwind.actors.errors import ImportIsRefused
from aufwind.engine.errors import Finding, ProblemError, Text
from aufwind.engine.files.records import read_records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aufwind.actors.actions.places import AreaFacts, CodeFacts
    from aufwind.core.policy import Visitor

MOST_BYTES = 64 << 20
"""Of an unpacked list: the largest official one is a thirtieth of it."""
CODE_NAMES = ("nuts", "NUTS_ID", "ags", "AGS")


def import_list(path: Path, *, scheme: str = "", by: Visitor) -> tuple[str, int]:
    """Take an official list over, whole or not at all.

    Args:
        path: CSV (also .gz), XLSX or GeoJSON.
        scheme: Name of a classification; empty: the beginning of the file's name, «wz2025» of «wz2025_de.csv.gz».
        by: Who.

    Returns:
        What it was («areas», «codes», «shapes»), and how many.

    Raises:
        ImportIsRefused: With where, what and repair.
        NotAllowed: `by` may not change the register.
    """
    content = _content(path)
    name = path.name.removesuffix(".gz")
    if name.endswith((".geojson", ".json")):
        rings, notice = _shapes(content, name)
        return "shapes", enter_shapes(rings, notice=notice, by=by)
    try:
        records = read_records(content, name)
        columns = set(records.columns)
        rows = [row for _number, row in records.rows]
    except ProblemError as error:
        raise ImportIsRefused(error.findings) from error
    if {"ags", "name", "district_ags"} <= columns:
        return "areas", enter_areas((_municipality(row) for row in rows), by=by)
    if {"code", "level", "parent"} <= columns and columns & {"name", "name_native", "name_latin"}:
        return "areas", enter_areas((_nuts(row) for row in rows), by=by)
    if {"code", "parent", "label_de"} <= columns:
        return "codes", enter_codes(scheme or name.split("_")[0].split(".")[0], _codes(rows), by=by)
    raise ImportIsRefused([_unknown(name)])


def _content(path: Path) -> bytes:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise ImportIsRefused([_whole(path.name, f"nicht lesbar ({why})", f"cannot be read ({why})")]) from None
    if len(content) > MOST_BYTES:
        size = MOST_BYTES >> 20
        raise ImportIsRefused([_whole(path.name, f"größer als {size} MB", f"larger than {size} MB")])
    return content


def _municipality(row: dict[str, str]) -> AreaFacts:
    return {"code": row["ags"], "name": row["name"].split(",")[0], "level": "lau", "nuts": "", "ags": row["ags"],
            "parent": row["district_ags"]}  # fmt: skip


def _nuts(row: dict[str, str]) -> AreaFacts:
    name = row.get("name") or row.get("name_native") or row.get("name_latin") or row["code"]
    level = f"nuts{row['level']}" if row["level"] != "0" else "country"
    return {"code": row["code"], "name": name, "level": level, "nuts": row["code"], "ags": row.get("ags", ""),
            "parent": row["parent"]}  # fmt: skip


def _codes(rows: list[dict[str, str]]) -> Iterator[CodeFacts]:
    """Codes, the shorter first, so that parents come before their children."""
    for row in sorted(rows, key=lambda row: (len(row.get("level") or ""), row.get("level") or "", row["code"])):
        german = row["label_de"]
        yield {"code": row["code"], "label_de": german[:400], "label_en": (row.get("label_en") or german)[:400],
               "parent": row["parent"]}  # fmt: skip


def _shapes(content: bytes, name: str) -> tuple[dict[str, list[list[list[float]]]], str]:
    try:
        document = json.loads(content)
        features: list[dict[str, Any]] = document["features"]
        rings = {_code(feature["properties"]): list(_rings(feature["geometry"])) for feature in features}
        notice = str(document.get("notice") or document.get("attribution") or "")[:300]
    except (ValueError, KeyError, TypeError, RecursionError, StopIteration):
        raise ImportIsRefused([_unknown(name)]) from None
    return rings, notice


def _code(properties: dict[str, Any]) -> str:
    return next(str(properties[key]) for key in CODE_NAMES if properties.get(key))


def _rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        for ring in polygon:
            yield [[float(x), float(y)] for x, y, *_height in ring]


def _whole(name: str, german: str, english: str) -> Finding:
    return Finding(
        where=Text(name, name),
        what=Text(f"Die Datei ist {german}.", f"The file is {english}."),
        repair=Text("Bitte geben Sie die Originaldatei an.", "Please name the original file."),
    )


def _unknown(name: str) -> Finding:
    return Finding(
        where=Text(name, name),
        what=Text("Sie ist keine Liste, die wir kennen.", "It is no list that we know."),
        repair=Text(
            "Nötig sind die Spalten code, level, parent und name (Gebiete), ags, name und district_ags (Gemeinden)"
            " oder code, parent und label_de (Klassifikation); bei GeoJSON die Eigenschaft nuts oder ags.",
            "It needs the columns code, level, parent and name (areas), ags, name and district_ags (municipalities)"
            " or code, parent and label_de (a classification); GeoJSON needs the property nuts or ags.",
        ),
    )
