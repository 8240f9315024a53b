"""Spelling, meaning and labels as one fit, and rows of one group as one thing.

The parts are added, not their ranks. Reciprocal rank fusion (Cormack, Clarke, Büttcher, 2009) was measured beside it:
half a point better on one set (a part of ba_kompetenz), never on the others; and a sum is comparable between queries
and does not move when a text is added. Weights were chosen on the development halves of the sets in `bench/rank.py`,
one value for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MEANING, NAMING = 0.83, 0.17
"""Shares of meaning, and of whichever is higher of spelling and labels: both say that the same thing is named, and a
text that no taxonomy knows must not stand back for that."""

KIN, KIN_OF_GROUPS = 0.3, 0.15
"""What kinship adds among names of occupations; less where rows are grouped: then one thing is asked for by name."""

STEEPNESS, MIDDLE = 12.0, 0.5
"""A fit to a score. Labels of ESCO alone would give 16 and 0.62 (logistic regression of «names the same concept» among
the twenty likeliest); offers and needs are longer, so their fits lie lower."""

_LOWEST = np.float32(-2)


def fit_of(
    meaning: NDArray[np.float32] | None, lexical: NDArray[np.float32], taxonomy: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The weighted sum of the parts, about 0..1; without an encoder, spelling settles between equal names."""
    naming = np.maximum(lexical, taxonomy)
    fit = (naming + lexical) / 2 if meaning is None else MEANING * meaning + NAMING * naming
    return fit.astype(np.float32, copy=False)


def score_of(fit: NDArray[np.float32]) -> NDArray[np.float32]:
    """The fit as a share of texts that truly fit, 0..1, rising with it."""
    return (1 / (1 + np.exp(-STEEPNESS * (fit.astype(np.float64) - MIDDLE)))).astype(np.float32)


class Groups:
    """Rows that name the same thing; a row without a group is one of its own.

    Attributes:
        of: Group of each row, numbered from 0, shape (rows,).
        single: Whether every row is alone.
    """

    def __init__(self, names: Sequence[str] | None, rows: int) -> None:
        numbers: dict[str, int] = {}
        named = names if names is not None else [""] * rows
        self.of = np.empty(rows, np.int64)
        for row, name in enumerate(named):
            key = f"g{name}" if name else f"r{row}"
            self.of[row] = numbers.setdefault(key, len(numbers))
        self.single = len(numbers) == rows

    def best(self, values: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """For each of the rows, the highest value of its group among them."""
        if self.single:
            return values
        own, highest = self._highest(values, rows)
        return highest[own]

    def pooled(self, values: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """For each of the rows, two parts of its group's best value and one of the mean of its three best.

        A thing that several labels describe alike is likelier meant than one that a single label hits.
        """
        if self.single:
            return values
        own, first = self._highest(values, rows)
        total, count, last = first.copy(), np.ones(len(first), np.float32), first
        rest = values
        for _ in range(2):
            rest = np.where(rest >= last[own], _LOWEST, rest)
            _, last = self._highest(rest, rows)
            there = last > _LOWEST
            total[there] += last[there]
            count += there
        pooled = ((2 * first + total / count) / 3)[own]
        return pooled.astype(np.float32, copy=False)

    def _highest(
        self, values: NDArray[np.float32], rows: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The group of each row, numbered among these rows, and the highest value of each such group."""
        own = self.of[rows]
        highest = np.full(int(own.max(initial=-1)) + 1, _LOWEST, np.float32)
        np.maximum.at(highest, own, values)
        return own, highest
