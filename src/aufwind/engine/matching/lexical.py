"""Likeness of spelling: character n-grams and words, weighted by rarity, found through an inverted index.

Weighting: log term frequency times inverse document frequency, cosine (Salton and Buckley, 1988).
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.matching.words import neutral, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SHORTEST, LONGEST = 3, 5
WORD_WEIGHT = 2.0


@lru_cache(maxsize=1 << 14)
def _grams(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    parts = [padded[i : i + n] for n in range(SHORTEST, LONGEST + 1) for i in range(len(padded) - n + 1)]
    return (*parts, f"={word}")


def features_of(text: str) -> Counter[str]:
    """How often each n-gram and word occurs in a text, gender folded."""
    return Counter(gram for word in words_of(neutral(text)) for gram in _grams(word))


class LexicalIndex:
    """Texts, findable by spelling. Building costs O(characters); a query only touches texts that share an n-gram."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.size = len(texts)
        self._numbers: dict[str, int] = {}
        rows, columns, counts = self._counted(texts)
        seen = np.bincount(columns, minlength=len(self._numbers))
        self._rarity = np.log((1 + self.size) / (1 + seen)).astype(np.float32) + 1
        weights = (1 + np.log(counts)) * self._rarity[columns]
        length = np.sqrt(np.bincount(rows, weights**2, minlength=self.size))
        order = np.argsort(columns, kind="stable")
        self._texts = rows[order]
        self._weights = (weights / length[rows]).astype(np.float32)[order]
        self._starts = np.concatenate(([0], np.cumsum(seen)))

    def _counted(self, texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
        rows, columns, counts = [], [], []
        numbers = self._numbers
        for row, text in enumerate(texts):
            found = features_of(text)
            rows.append(np.full(len(found), row, np.int32))
            columns.append(np.array([numbers.setdefault(gram, len(numbers)) for gram in found], np.int32))
            counts.append(np.array(list(found.values()), np.float32))
        if not texts:
            return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32)
        return np.concatenate(rows), np.concatenate(columns), np.concatenate(counts)

    def scores(self, query: str) -> NDArray[np.float32]:
        """Cosine of the query with every text, 0..1, shape (size,)."""
        found = features_of(query)
        known = [(self._numbers[gram], count) for gram, count in found.items() if gram in self._numbers]
        if not known:
            return np.zeros(self.size, np.float32)
        columns = np.array([column for column, _ in known])
        weights = (1 + np.log([count for _, count in known])) * self._rarity[columns]
        unseen = (len(found) - len(known)) * (np.log(1 + self.size) + 1) ** 2
        weights = weights / np.sqrt((weights**2).sum() + unseen)
        spans = [slice(self._starts[column], self._starts[column + 1]) for column in columns]
        touched = np.concatenate([self._texts[span] for span in spans])
        gains = np.concatenate([self._weights[span] * weight for span, weight in zip(spans, weights, strict=True)])
        return np.bincount(touched, gains, minlength=self.size).astype(np.float32)
