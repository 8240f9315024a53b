"""Parts of the alphabet: which of four thousand a name lies in, so that the first 25 of 300,000 are found quickly."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

from aufwind.actors.index.columns import LAYOUT, PAGE_BITS, store_pages
from aufwind.actors.models import IndexAlphabet, IndexPage, IndexRow

if TYPE_CHECKING:
    from collections.abc import Sequence

PARTS = 4_096
SMALLEST_PART = 64
"""Rows in a part at least, as long as there are few."""
THE_ONE = 1


def alphabet() -> list[str]:
    """The names at which the parts begin; the first begins with everything. One statement."""
    row = IndexAlphabet.objects.filter(pk=THE_ONE).first()
    return row.names if row else []


def part_of(name: str, alphabet: Sequence[str]) -> int:
    """The part of the alphabet in which a folded name lies, from 0."""
    return bisect_right(alphabet, name)


def balance_where_grown(newest: int) -> None:
    """Make the parts anew where the newest row shows that there are twice as many rows as the last time."""
    row = IndexAlphabet.objects.filter(pk=THE_ONE).only("balance_again_at").first()
    if row is None or newest >= row.balance_again_at:
        balance(newest)


def balance(newest: int) -> None:
    """Make parts of equal size. Reads all rows' names; a second for a million, amortised over as many new rows."""
    rows = list(IndexRow.objects.order_by("name", "actor").values_list("pk", "name"))
    size = max(SMALLEST_PART, -(-len(rows) // PARTS))
    names = sorted({name for _row, name in rows[size::size]})
    buckets = np.array([part_of(name, names) for _row, name in rows], np.uint16)
    numbers = np.array([row for row, _name in rows], np.int64)
    pages = {page: np.frombuffer(bytes(stored), LAYOUT).copy()
             for page, stored in IndexPage.objects.values_list("pk", "rows")}  # fmt: skip
    for page, stored in pages.items():
        here = numbers >> PAGE_BITS == page
        stored["bucket"][numbers[here] & (1 << PAGE_BITS) - 1] = buckets[here]
    store_pages(pages)
    again = newest + max(len(rows), PARTS)
    IndexAlphabet.objects.update_or_create(pk=THE_ONE, defaults={"names": names, "balance_again_at": again})
