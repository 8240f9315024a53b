"""The port to text relevance: what finds the offers that fit a need. The built-in one is `TextRelevance`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from aufwind.engine.matching.search import TextIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aufwind.engine.matching.encoders import Encoder
    from aufwind.engine.matching.search import Hits

Vectors = npt.NDArray[np.float32]


class Index(Protocol):
    """Texts that can be searched."""

    def nearest(
        self,
        queries: Sequence[str],
        *,
        depth: int,
        vectors: Vectors | None = None,
        labels: Sequence[Sequence[str]] | None = None,
        within: npt.NDArray[np.int64] | None = None,
    ) -> list[Hits]:
        """The best texts for each query; see `search.TextIndex.nearest`."""
        ...


class Relevance(Protocol):
    """How texts are compared."""

    @property
    def id(self) -> str:
        """Names method and encoder; stands in the version of a run."""
        ...

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors | None:
        """(n, dim) a vector for each text; None where vectors play no part."""
        ...

    def index(self, texts: Sequence[str], *, vectors: Vectors | None, labels: Sequence[Sequence[str]]) -> Index:
        """The texts with their vectors and labels (topics), ready to be searched."""
        ...


@dataclass(frozen=True, slots=True)
class TextRelevance:
    """Meaning, words and labels fused (`search.TextIndex`).

    Attributes:
        encoder: Gives the vectors; None: words and labels alone.
    """

    encoder: Encoder | None

    @property
    def id(self) -> str:
        return f"text/{self.encoder.id if self.encoder else 'lexical'}"

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors | None:
        """(n, dim) vectors, told `progress` every `BLOCK` texts."""
        if self.encoder is None:
            return None
        rows = np.zeros((len(texts), self.encoder.dim), np.float32)
        for start in range(0, len(texts), BLOCK):
            rows[start : start + BLOCK] = self.encoder.encode(texts[start : start + BLOCK])
            if progress is not None:
                progress(min(start + BLOCK, len(texts)), len(texts))
        return rows

    def index(self, texts: Sequence[str], *, vectors: Vectors | None, labels: Sequence[Sequence[str]]) -> Index:
        """A `TextIndex`."""
        return TextIndex.build(texts, encoder=self.encoder, vectors=vectors, labels=labels)


BLOCK = 512
"""Texts encoded between two words about progress."""
