"""Texts found by meaning, spelling and labels at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.matching.lexical import LexicalIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from aufwind.engine.matching.encoders import Encoder


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found for one query, best first.

    Attributes:
        indices: Numbers of the texts, shape (k,).
        scores: How well each fits, 0..1, comparable between queries, falling.
        lexical: Likeness of spelling, 0..1.
        meaning: Likeness of meaning, 0..1; zeros without an encoder.
        taxonomy: Agreement in labels, 0..1.
    """

    indices: NDArray[np.int64]
    scores: NDArray[np.float32]
    lexical: NDArray[np.float32]
    meaning: NDArray[np.float32]
    taxonomy: NDArray[np.float32]


class TextIndex:
    """A fixed set of texts, ready for queries; `build` makes one."""

    def __init__(
        self,
        lexical: LexicalIndex,
        encoder: Encoder | None,
        vectors: NDArray[np.float32] | None,
        labels: Sequence[frozenset[str]],
    ) -> None:
        self.size = lexical.size
        self._lexical, self._encoder, self._vectors, self._labels = lexical, encoder, vectors, labels

    @classmethod
    def build(
        cls,
        texts: Sequence[str],
        *,
        encoder: Encoder | None,
        vectors: NDArray[np.float32] | None = None,
        labels: Sequence[Sequence[str]] | None = None,
        groups: Sequence[str] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> TextIndex:
        """An index over texts.

        Args:
            texts: What is searched; its position is its number.
            encoder: Gives the vectors; None compares words and labels alone.
            vectors: Vectors of the texts by the same encoder, shape (n, dim), when they are there already.
            labels: Topics of each text, compared exactly.
            groups: Texts with the same group name the same thing.
            progress: Told how many of how many texts are encoded.
        """
        del groups
        if vectors is None and encoder is not None:
            vectors = _encoded(encoder, texts, progress)
        named = [frozenset(own) for own in labels] if labels is not None else [frozenset[str]()] * len(texts)
        return cls(LexicalIndex(texts), encoder, vectors, named)

    def nearest(
        self,
        queries: Sequence[str],
        *,
        depth: int,
        vectors: NDArray[np.float32] | None = None,
        labels: Sequence[Sequence[str]] | None = None,
        within: NDArray[np.int64] | None = None,
    ) -> list[Hits]:
        """The best texts for each query, at most `depth`; `within` names the only texts that may be found."""
        if vectors is None and self._encoder is not None:
            vectors = self._encoder.encode(queries)
        return [
            self._one(
                query,
                None if vectors is None else vectors[at],
                frozenset(labels[at] if labels is not None else ()),
                depth,
                within,
            )
            for at, query in enumerate(queries)
        ]

    def _one(
        self,
        query: str,
        vector: NDArray[np.float32] | None,
        labels: frozenset[str],
        depth: int,
        within: NDArray[np.int64] | None,
    ) -> Hits:
        lexical = self._lexical.scores(query)
        meaning = np.zeros(self.size, np.float32)
        if vector is not None and self._vectors is not None:
            meaning = np.clip(self._vectors @ vector, 0, 1)
        taxonomy = np.zeros(self.size, np.float32)
        if labels:
            taxonomy = np.array([len(own & labels) / max(len(own | labels), 1) for own in self._labels], np.float32)
        fit = (0.5 * meaning + 0.3 * lexical + 0.2 * taxonomy).astype(np.float32)
        pool = np.arange(self.size) if within is None else within
        best = pool[np.argsort(-fit[pool], kind="stable")[:depth]]
        return Hits(best, fit[best], lexical[best], meaning[best], taxonomy[best])


def _encoded(
    encoder: Encoder, texts: Sequence[str], progress: Callable[[int, int], None] | None
) -> NDArray[np.float32]:
    block = 1024
    rows = np.zeros((len(texts), encoder.dim), np.float32)
    for start in range(0, len(texts), block):
        rows[start : start + block] = encoder.encode(texts[start : start + block])
        if progress is not None:
            progress(min(start + block, len(texts)), len(texts))
    return rows
