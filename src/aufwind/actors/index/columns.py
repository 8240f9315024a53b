"""What is counted and ordered by, one small number per row: read in pages, kept in memory while current."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection

from aufwind.actors.models import IndexPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

PAGE_BITS = 12
CHUNK_BITS = 16
DAY_ONE = date(2000, 1, 1)
NEVER = 0
FOREVER = 2**16 - 1

LAYOUT = np.dtype(
    [
        ("tiers", "u1"),  # bit t: readers of tier t find it; 0: no row
        ("sort", "<u2"),  # this and the two below: `IndexValue`
        ("kind", "<u2"),
        ("district", "<u2"),
        ("bucket", "<u2"),  # which part of the alphabet
        ("offers_until", "<u2"),  # days, as `day_number` counts
        ("needs_until", "<u2"),
        ("texts_until", "<u2"),
    ]
)

COUNTED = tuple(name for name in LAYOUT.names or () if name != "tiers")

Row = tuple[int, ...]
"""As in `LAYOUT`."""


@dataclass(frozen=True, slots=True)
class Columns:
    """All rows' numbers; arrays of `size`, whose first place is row `origin`, a multiple of 65,536."""

    origin: int
    size: int
    tiers: NDArray[np.uint8]
    by_name: dict[str, NDArray[np.uint16]]


def day_number(day: date | None, *, missing: int = NEVER) -> int:
    """A day as 16 bits: days since 2000, until 2179."""
    return missing if day is None else min(max((day - DAY_ONE).days, 1), FOREVER - 1)


NOTHING = Columns(0, 0, np.zeros(0, np.uint8), {})

_kept: dict[object, tuple[dict[int, int], Columns]] = {}
"""The newest columns by database; a page's version is drawn by lot, so that an equal version means equal content."""


def read_columns() -> Columns:
    """Every row's numbers. One statement, and a second one where something changed since the last time."""
    versions = dict(IndexPage.objects.order_by("pk").values_list("pk", "version"))
    database = connection.settings_dict["NAME"]
    old, columns = _kept.get(database, ({}, NOTHING))
    if versions != old:
        if old.keys() - versions.keys() or min(versions, default=0) >> 4 != columns.origin >> CHUNK_BITS:
            old, columns = {}, NOTHING
        columns = _brought_up(columns, versions, [page for page in versions if old.get(page) != versions[page]])
        _kept[database] = (versions, columns)
    return columns


def _brought_up(known: Columns, versions: Mapping[int, int], changed: list[int]) -> Columns:
    origin = min(versions, default=0) << PAGE_BITS >> CHUNK_BITS << CHUNK_BITS
    size = ((max(versions) + 1) << PAGE_BITS) - origin if versions else 0
    tiers = np.zeros(size, np.uint8)
    by_name = {name: np.zeros(size, np.uint16) for name in COUNTED}
    tiers[: known.size] = known.tiers
    for name, column in known.by_name.items():
        by_name[name][: known.size] = column
    pages = IndexPage.objects.filter(pk__in=changed) if len(changed) < len(versions) else IndexPage.objects.all()
    for page, rows in pages.values_list("pk", "rows"):
        read = np.frombuffer(bytes(rows), LAYOUT)
        start = (page << PAGE_BITS) - origin
        part = slice(start, start + (1 << PAGE_BITS))
        tiers[part] = read["tiers"]
        for name, column in by_name.items():
            column[part] = read[name]
    return Columns(origin, size, tiers, by_name)


def write_columns(changes: Mapping[int, Row]) -> None:
    """Store these rows' numbers; a row of zeros is none. Two statements, one where nothing changes."""
    wanted = sorted({number >> PAGE_BITS for number in changes})
    before = dict(IndexPage.objects.filter(pk__in=wanted).values_list("pk", "rows"))
    pages = {page: _page(before.get(page)) for page in wanted}
    for number, row in changes.items():
        pages[number >> PAGE_BITS][number & (1 << PAGE_BITS) - 1] = row
    store_pages({page: rows for page, rows in pages.items() if rows.tobytes() != bytes(before.get(page, b""))})


def _page(rows: bytes | memoryview[int] | None) -> NDArray[np.void]:
    return np.zeros(1 << PAGE_BITS, LAYOUT) if rows is None else np.frombuffer(bytes(rows), LAYOUT).copy()


def store_pages(pages: Mapping[int, NDArray[np.void]]) -> None:
    """Write whole pages, each with a new version. One statement."""
    IndexPage.objects.bulk_create(
        [IndexPage(pk=page, version=secrets.randbits(62), rows=rows.tobytes()) for page, rows in pages.items()],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["version", "rows"],
    )
