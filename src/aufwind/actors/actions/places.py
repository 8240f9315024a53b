"""Territories and codes come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction

from aufwind.actors.models import Code, Place
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
