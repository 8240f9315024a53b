"""Kinds and districts as small numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.actors.models import IndexValue

if TYPE_CHECKING:
    from collections.abc import Iterable

Value = tuple[str, str]
"""Facet and code: («kind», «museum»)."""


def known_values() -> dict[Value, int]:
    """The number of every value there has been. One statement."""
    return {(facet, code): number for facet, code, number in IndexValue.objects.values_list("facet", "code", "pk")}


def numbers_for(values: Iterable[Value]) -> dict[Value, int]:
    """The numbers of these values, new ones given; an empty code is 0. One statement, two where one is new."""
    numbers = known_values()
    if new := sorted({value for value in values if value[1]} - numbers.keys()):
        made = IndexValue.objects.bulk_create([IndexValue(facet=facet, code=code) for facet, code in new])
        numbers |= {(value.facet, value.code): value.pk for value in made}
    return numbers
