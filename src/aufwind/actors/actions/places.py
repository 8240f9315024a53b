"""Territories and codes come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.utils.text import slugify

from aufwind.actors.models import Code, Place, Shape
from aufwind.core.audit import record
from aufwind.core.policy import require

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aufwind.core.policy import Visitor


class PlaceFacts(TypedDict):
    """What is known of a place."""

    name_de: str
    name_en: str
    level: str
    nuts: str
    ags: str
    parent: Place | None
    source: str


class CodeFacts(TypedDict):
    """An entry of a classification; `parent` is the code above it, empty at the top."""

    code: str
    label_de: str
    label_en: str
    parent: str


@transaction.atomic
def enter_place(slug: str, *, by: Visitor, **facts: Unpack[PlaceFacts]) -> Place:
    """Enter a place, or bring the one with this slug up to date.

    Raises:
        NotAllowed: `by` may not change the register.
    """
    require(by, "actors.change")
    place, is_new = Place.objects.update_or_create(slug=slug, defaults={**facts})
    record("place.entered" if is_new else "place.updated", place, by=by)
    return place


class AreaFacts(TypedDict):
    """An area of an official list: NUTS or municipality. `parent` is the code of the area around it, or empty."""

    code: str
    name: str
    level: str
    nuts: str
    ags: str
    parent: str


@transaction.atomic
def enter_areas(rows: Iterable[AreaFacts], *, by: Visitor) -> int:
    """Enter an official list of areas, or bring it up to date; places known by their code keep slug and names.

    Args:
        rows: Areas around others before those within them.
        by: Who.

    Returns:
        How many areas were named.

    Raises:
        NotAllowed: `by` may not change the register.
    """
    require(by, "actors.change")
    known = _places_by_code()
    count = 0
    for row in rows:
        place = known.get(row["nuts"] or row["ags"]) or known.get(row["ags"])
        if place is None:
            place = Place(slug=_slug_of(row), name_de=row["name"], name_en=row["name"])
        place.level, place.parent = row["level"], known.get(row["parent"]) or place.parent
        place.nuts, place.ags = row["nuts"] or place.nuts, row["ags"] or place.ags
        place.save()
        known |= {code: place for code in (place.nuts, place.ags) if code}
        count += 1
    record("areas.entered", None, by=by, facts={"areas": count})
    return count


@transaction.atomic
def enter_shapes(rings: dict[str, list[list[list[float]]]], *, notice: str, by: Visitor) -> int:
    """Enter where areas lie, by NUTS code or official key; areas we do not know are passed over.

    Returns:
        How many areas got their shape.

    Raises:
        NotAllowed: `by` may not change the register.
    """
    require(by, "actors.change")
    known = _places_by_code()
    shaped = {code: known[code] for code in rings if code in known}
    for code, place in shaped.items():
        Shape.objects.update_or_create(place=place, defaults={"rings": rings[code], "notice": notice})
    record("shapes.entered", None, by=by, facts={"shapes": len(shaped)})
    return len(shaped)


def _places_by_code() -> dict[str, Place]:
    return {code: place for place in Place.objects.all() for code in (place.nuts, place.ags) if code}


def _slug_of(row: AreaFacts) -> str:
    code = row["nuts"] or row["ags"]
    return f"{slugify(row['name'])[:60]}-{code}".strip("-").lower()


@transaction.atomic
def enter_codes(scheme: str, rows: Iterable[CodeFacts], *, by: Visitor) -> int:
    """Enter a classification, or bring it up to date; codes that are not named stay.

    Args:
        scheme: «nace», «wz2025», «topic».
        rows: Parents before their children.
        by: Who.

    Returns:
        How many codes were named.

    Raises:
        NotAllowed: `by` may not change the register.
    """
    require(by, "actors.change")
    known = {code.code: code for code in Code.objects.filter(scheme=scheme)}
    count = 0
    for row in rows:
        code = known.get(row["code"]) or Code(scheme=scheme, code=row["code"])
        code.label_de, code.label_en, code.parent = row["label_de"], row["label_en"], known.get(row["parent"])
        code.save()
        known[code.code] = code
        count += 1
    record("codes.entered", None, by=by, facts={"scheme": scheme, "codes": count})
    return count
