"""Nearest vectors: exactly while they are few, through an inverted file when they are many.

Inverted file (Jégou, Douze and Schmid, 2011, without their codes): k-means puts the vectors into cells; a query looks
at the cells whose centres are nearest and compares with every vector there. How many cells is measured at
building time, on vectors of the set itself, so that nine and a half of the ten nearest are found on average.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

EXACT_UP_TO = 50_000
"""Rows; below, comparing with all takes less than ten milliseconds."""

RECALL = 0.97
"""Wanted share of the ten nearest on the sample; two points more than is promised, for the sample is small."""

_SAMPLE, _ROUNDS, _TRIALS, _NEAREST = 20_000, 6, 100, 10


class Vectors(Protocol):
    """Rows of unit length that can be searched."""

    size: int

    def nearest(self, query: NDArray[np.float32], depth: int) -> NDArray[np.int64]:
        """Numbers of the rows most like the query, at most `depth`, best first; equal ones by number."""
        ...

    def likeness(self, query: NDArray[np.float32], rows: NDArray[np.int64] | None = None) -> NDArray[np.float32]:
        """Cosine of the query with the rows asked for, or with all, -1..1."""
        ...


def vectors_of(rows: NDArray[np.float32], *, seed: int = 0, exact_up_to: int = EXACT_UP_TO) -> Vectors:
    """Rows (n, dim) of unit length, searchable; the same rows and seed give the same answers."""
    return ExactVectors(rows) if len(rows) <= exact_up_to else CellVectors(rows, seed=seed)


class ExactVectors:
    """All rows, in single precision; a query costs O(n · dim)."""

    def __init__(self, rows: NDArray[np.float32]) -> None:
        self.size = len(rows)
        self._rows = np.ascontiguousarray(rows, np.float32)

    def nearest(self, query: NDArray[np.float32], depth: int) -> NDArray[np.int64]:
        return best_of(self._rows @ query, depth)

    def likeness(self, query: NDArray[np.float32], rows: NDArray[np.int64] | None = None) -> NDArray[np.float32]:
        found: NDArray[np.float32] = (self._rows if rows is None else self._rows[rows]) @ query
        return found


class CellVectors:
    """Rows in cells, in half precision: 2 · dim bytes a row. Building costs O(n · √n · dim).

    Attributes:
        probes: How many cells a query looks at.
        cells: How many there are.
    """

    def __init__(self, rows: NDArray[np.float32], *, seed: int = 0) -> None:
        self.size = len(rows)
        self._centres = _centres(rows, max(1, int(2 * np.sqrt(len(rows)))), np.random.default_rng(seed))
        self.cells = len(self._centres)
        cell = _nearest_centre(rows, self._centres)
        self._order = np.argsort(cell, kind="stable")
        self._place = np.empty(self.size, np.int64)
        self._place[self._order] = np.arange(self.size)
        self._starts = np.concatenate(([0], np.cumsum(np.bincount(cell, minlength=self.cells))))
        self._rows = np.empty(rows.shape, np.float16)
        for start in range(0, self.size, _SAMPLE):
            self._rows[start : start + _SAMPLE] = rows[self._order[start : start + _SAMPLE]]
        self.probes = self._enough(rows, np.random.default_rng(seed + 1))

    def nearest(self, query: NDArray[np.float32], depth: int) -> NDArray[np.int64]:
        return self._found(query, best_of(self._centres @ query, self.probes), depth)

    def likeness(self, query: NDArray[np.float32], rows: NDArray[np.int64] | None = None) -> NDArray[np.float32]:
        wanted = np.arange(self.size) if rows is None else rows
        found = np.empty(len(wanted), np.float32)
        for start in range(0, len(wanted), _SAMPLE):
            part = self._rows[self._place[wanted[start : start + _SAMPLE]]]
            found[start : start + _SAMPLE] = part.astype(np.float32) @ query
        return found

    def _found(self, query: NDArray[np.float32], cells: NDArray[np.int64], depth: int) -> NDArray[np.int64]:
        spans = [slice(self._starts[cell], self._starts[cell + 1]) for cell in np.sort(cells)]
        numbers = np.concatenate([self._order[span] for span in spans])
        likeness = np.concatenate([self._rows[span] for span in spans]).astype(np.float32) @ query
        by_number = np.argsort(numbers)
        numbers = numbers[by_number]
        found: NDArray[np.int64] = numbers[best_of(likeness[by_number], depth)]
        return found

    def _enough(self, rows: NDArray[np.float32], random: np.random.Generator) -> int:
        """The fewest cells that find `RECALL` of the nearest of some rows, themselves left aside."""
        asked = random.choice(self.size, min(_TRIALS, self.size), replace=False)
        needed = []
        for number in asked:
            query = rows[number]
            wanted = self._place[best_of(self.likeness(query), _NEAREST + 1)[1:]]
            rank = np.empty(self.cells, np.int64)
            rank[best_of(self._centres @ query, self.cells)] = np.arange(self.cells)
            needed.append(rank[np.searchsorted(self._starts, wanted, side="right") - 1] + 1)
        return int(np.quantile(np.concatenate(needed), RECALL))


def best_of(scores: NDArray[np.float32], depth: int) -> NDArray[np.int64]:
    """Numbers of the highest scores, at most `depth`, best first; equal ones by number. O(n + depth log depth)."""
    if depth >= len(scores):
        return np.argsort(-scores, kind="stable")
    last = np.partition(scores, len(scores) - depth)[len(scores) - depth]
    above = np.flatnonzero(scores > last)
    level = np.flatnonzero(scores == last)[: depth - len(above)]
    chosen = np.sort(np.concatenate([above, level]))
    best: NDArray[np.int64] = chosen[np.argsort(-scores[chosen], kind="stable")]
    return best


def _centres(rows: NDArray[np.float32], cells: int, random: np.random.Generator) -> NDArray[np.float32]:
    """Spherical k-means on a sample; a cell that runs empty keeps its centre."""
    sample = rows[np.sort(random.choice(len(rows), min(_SAMPLE, len(rows)), replace=False))].astype(np.float32)
    centres = sample[np.sort(random.choice(len(sample), min(cells, len(sample)), replace=False))]
    for _ in range(_ROUNDS):
        cell = _nearest_centre(sample, centres)
        order = np.argsort(cell, kind="stable")
        used, starts = np.unique(cell[order], return_index=True)
        sums = np.add.reduceat(sample[order], starts, axis=0)
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        centres[used] = sums / np.maximum(length, 1e-9)
    return centres


def _nearest_centre(rows: NDArray[np.float32], centres: NDArray[np.float32]) -> NDArray[np.int64]:
    block = 4096
    parts = [
        np.argmax(rows[start : start + block].astype(np.float32) @ centres.T, axis=1)
        for start in range(0, len(rows), block)
    ]
    return np.concatenate(parts)
