"""Which listings lie nearest to a vector, when they are too many to compare words with each.

In PostgreSQL with the extension pgvector the database looks for them (`halfvec`, graph index HNSW); everywhere else
the vectors of one side lie in this process's memory, a row each in single precision, and are all compared: 2 kB and
0.2 µs a listing. What was read once is kept; a later pass of the encoder adds its new rows to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.matching.vectors import best_of
from aufwind.matching import halfvec
from aufwind.matching.models import Encoding, ListingVector, TextVector

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from aufwind.actors.enums import Side, Tier

ASKED_AT_ONCE = 900
"""Keys in one statement; SQLite takes 999 values."""


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """All listings of one side that have a vector, as columns.

    Attributes:
        passed: Key of the encoding they are as of.
        vector_keys: Which stored vector each has.
        until: Last day, as an ordinal.
        rows: (n, dim) of unit length.
    """

    passed: int
    listing_keys: NDArray[np.int64]
    vector_keys: NDArray[np.int64]
    tier: NDArray[np.int8]
    until: NDArray[np.int32]
    rows: NDArray[np.float32]


_kept: dict[tuple[str, Side], _Rows] = {}
_reading = Lock()


def nearest_listings(
    vector: NDArray[np.float32], side: Side, *, tier: Tier, on: date, encoder: str, depth: int
) -> list[int]:
    """Keys of the listings of this side most like the vector that readers of `tier` may see, the best first.

    Args:
        vector: (dim,) of unit length.
        side: Offers or needs.
        tier: Who asks; what is for higher tiers plays no part.
        on: Day they must hold.
        encoder: Id of what made the vector.
        depth: How many at most.

    Cost: one statement; in memory 0.2 µs a listing, and once some seconds for 100,000 to be read.
    """
    if halfvec.is_available(encoder):
        return halfvec.nearest(vector, side, tier=tier, on=on, encoder=encoder, depth=depth)
    kept = _current(encoder, side)
    if kept is None:
        return []
    likeness = kept.rows @ vector
    is_out = (kept.tier > tier) | (kept.until < on.toordinal())
    likeness[is_out] = -2.0
    found = min(depth, len(likeness) - int(is_out.sum()))
    return [int(key) for key in kept.listing_keys[best_of(likeness, found)]] if found else []


def forget_rows() -> None:
    """Read them anew at the next question."""
    _kept.clear()


def _current(encoder: str, side: Side) -> _Rows | None:
    """The rows as of the last finished pass; None before the first."""
    passed = Encoding.objects.filter(encoder=encoder, finished_at__isnull=False).values_list("pk", flat=True).first()
    if passed is None:
        return None
    with _reading:
        kept = _kept.get((encoder, side))
        if kept is None or kept.passed != passed:
            kept = _kept[encoder, side] = _read(passed, encoder, side, kept)
        return kept


def _read(passed: int, encoder: str, side: Side, before: _Rows | None) -> _Rows:
    rows = ListingVector.objects.filter(vector__encoder=encoder, side=side).order_by("pk")
    found = list(rows.values_list("pk", "vector_id", "tier", "valid_until"))
    vector_keys = np.array([row[1] for row in found], np.int64)
    return _Rows(
        passed,
        np.array([row[0] for row in found], np.int64),
        vector_keys,
        np.array([row[2] for row in found], np.int8),
        np.array([row[3].toordinal() for row in found], np.int32),
        _vectors(vector_keys, before),
    )


def _vectors(keys: NDArray[np.int64], before: _Rows | None) -> NDArray[np.float32]:
    """(n, dim) the vectors with these keys; only those that were not read before come from the database."""
    known: dict[int, int] = {}
    if before is not None:
        known = {int(key): row for row, key in enumerate(before.vector_keys)}
    new = [key for key in dict.fromkeys(keys.tolist()) if key not in known]
    places: dict[int, list[int]] = {}
    for row, key in enumerate(keys.tolist()):
        places.setdefault(key, []).append(row)
    rows: NDArray[np.float32] | None = None
    for key, vector in _stored(new):
        one = np.frombuffer(vector, "<f2")
        if rows is None:
            rows = np.zeros((len(keys), len(one)), np.float32)
        rows[places[key]] = one
    if rows is None:
        rows = np.zeros((len(keys), before.rows.shape[1] if before is not None else 1), np.float32)
    if before is not None:
        old = [(row, known[key]) for row, key in enumerate(keys.tolist()) if key in known]
        rows[[row for row, _ in old]] = before.rows[[row for _, row in old]]
    return rows


def _stored(keys: Sequence[int]) -> Iterator[tuple[int, bytes | memoryview[int]]]:
    for start in range(0, len(keys), ASKED_AT_ONCE):
        part = TextVector.objects.filter(pk__in=keys[start : start + ASKED_AT_ONCE])
        yield from part.values_list("pk", "vector")
