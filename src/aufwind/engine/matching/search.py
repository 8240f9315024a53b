"""Texts found by meaning, spelling and labels at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.matching.concepts import ConceptIndex
from aufwind.engine.matching.fusion import KIN, KIN_OF_GROUPS, Groups, fit_of, score_of
from aufwind.engine.matching.kinship import shipped_kinship
from aufwind.engine.matching.lexical import LexicalIndex
from aufwind.engine.matching.skills import shipped_skills
from aufwind.engine.matching.taxonomy import shipped_taxonomy
from aufwind.engine.matching.vectors import EXACT_UP_TO, best_of, vectors_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from aufwind.engine.matching.encoders import Encoder
    from aufwind.engine.matching.vectors import Vectors

    Progress = Callable[[int, int], None]

BLOCK = 1024
"""Texts encoded between two reports of progress."""

POOL = 500
"""Texts each part puts up for fusion where there are too many to fuse all."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found for one query, best first.

    Attributes:
        indices: Numbers of the texts, shape (k,).
        scores: How well each fits, 0..1, comparable between queries, never rising; rows of a group share theirs.
        lexical: Likeness of spelling, 0..1.
        meaning: Likeness of meaning, 0..1; zeros without an encoder.
        taxonomy: Agreement in concepts and topics, 0..1.
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
        encoder: Encoder | None,
        vectors: Vectors | None,
        lexical: LexicalIndex,
        concepts: ConceptIndex,
        groups: Groups,
        *,
        kin: Kin | None,
    ) -> None:
        self.size = lexical.size
        self._encoder, self._vectors, self._kin = encoder, vectors, kin
        self._lexical, self._concepts, self._groups = lexical, concepts, groups

    @classmethod
    def build(
        cls,
        texts: Sequence[str],
        *,
        encoder: Encoder | None,
        vectors: NDArray[np.float32] | None = None,
        labels: Sequence[Sequence[str]] | None = None,
        groups: Sequence[str] | None = None,
        progress: Progress | None = None,
    ) -> TextIndex:
        """An index over texts.

        Args:
            texts: What is searched; its position is its number.
            encoder: Gives the vectors; None compares words and labels alone.
            vectors: Vectors of the texts by the same encoder, shape (n, dim), when they are there already.
            labels: Topics of each text; compared as concepts where a taxonomy knows them, else word for word.
            groups: Texts with the same group name the same thing and rank together; empty for none.
            progress: Told how many of how many texts are encoded.
        """
        if vectors is None and encoder is not None:
            vectors = _encoded(encoder, texts, progress)
        own = Groups(groups, len(texts))
        topics = labels if labels is not None else [()] * len(texts)
        concepts = ConceptIndex(texts, topics, own.of, shipped_taxonomy())
        kin = None if vectors is None or encoder is None else _kin_among(encoder, vectors)
        if vectors is not None and encoder is not None and encoder.id == shipped_skills().encoder:
            vectors = shipped_skills().drawn(texts, vectors)
        searchable = None if vectors is None else vectors_of(vectors)
        return cls(encoder, searchable, LexicalIndex(texts), concepts, own, kin=kin)

    def nearest(
        self,
        queries: Sequence[str],
        *,
        depth: int,
        vectors: NDArray[np.float32] | None = None,
        labels: Sequence[Sequence[str]] | None = None,
        within: NDArray[np.int64] | None = None,
    ) -> list[Hits]:
        """The best texts for each query.

        Args:
            queries: What is asked.
            depth: Most texts for a query.
            vectors: Vectors of the queries, when they are there already.
            labels: Topics of each query.
            within: Numbers of the only texts that may be found; all where None.
        """
        if vectors is None and self._encoder is not None:
            vectors = self._encoder.encode(queries)
        found = []
        for at, query in enumerate(queries):
            vector = None if vectors is None else vectors[at]
            found.append(self._one(query, vector, labels[at] if labels is not None else (), depth, within))
        return found

    def _one(
        self,
        query: str,
        vector: NDArray[np.float32] | None,
        topics: Sequence[str],
        depth: int,
        within: NDArray[np.int64] | None,
    ) -> Hits:
        lexical, taxonomy = self._lexical.scores(query), self._concepts.scores(query, topics)
        rows = self._candidates(vector, lexical, taxonomy, within)
        lexical, taxonomy = lexical[rows], taxonomy[rows]
        meaning = None
        if vector is not None and self._vectors is not None:
            meaning = np.clip(self._vectors.likeness(vector, None if len(rows) == self.size else rows), 0, 1)
        kin = None if self._kin is None or vector is None else self._kin.likeness(vector, rows)
        order, fit = self._ordered(rows, meaning, lexical, taxonomy, depth, kin=kin)
        shown = np.zeros(len(rows), np.float32) if meaning is None else meaning
        return Hits(rows[order], score_of(fit), lexical[order], shown[order], taxonomy[order])

    def _candidates(
        self,
        vector: NDArray[np.float32] | None,
        lexical: NDArray[np.float32],
        taxonomy: NDArray[np.float32],
        within: NDArray[np.int64] | None,
    ) -> NDArray[np.int64]:
        """The rows worth fusing, by number: all while they are few, else the best of each part."""
        if within is not None:
            return np.unique(within)
        if self.size <= EXACT_UP_TO:
            return np.arange(self.size)
        parts = [best_of(lexical, POOL), best_of(taxonomy, POOL)]
        if vector is not None and self._vectors is not None:
            parts.append(self._vectors.nearest(vector, POOL))
        return np.unique(np.concatenate(parts))

    def _ordered(
        self,
        rows: NDArray[np.int64],
        meaning: NDArray[np.float32] | None,
        lexical: NDArray[np.float32],
        taxonomy: NDArray[np.float32],
        depth: int,
        *,
        kin: NDArray[np.float32] | None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Places of the best rows and their fit; a group stays together, the row that fits best before the others."""
        fit = fit_of(meaning, lexical, taxonomy)
        if self._groups.single:
            fit = fit if kin is None else fit + KIN * kin
            best = best_of(fit, depth)
            return best, fit[best]
        pooled = fit_of(
            None if meaning is None else self._groups.pooled(meaning, rows),
            self._groups.best(lexical, rows),
            self._groups.best(taxonomy, rows),
        )
        if kin is not None:
            pooled = pooled + KIN_OF_GROUPS * self._groups.best(kin, rows)
        order = np.lexsort((rows, -fit, self._groups.of[rows], -pooled))[:depth]
        return order, pooled[order]


@dataclass(frozen=True, slots=True, eq=False)
class Kin:
    """The occupations an index holds: how surely that is what it holds, and the groups of each row."""

    share: float
    groups: NDArray[np.float16]

    def likeness(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Kinship of a query with these rows, 0..1."""
        asked = shipped_kinship().groups_of(vector[None])[0].astype(np.float32)
        near = np.flatnonzero(asked)
        kin: NDArray[np.float32] = self.groups[rows][:, near].astype(np.float32) @ asked[near]
        return self.share * kin


def _kin_among(encoder: Encoder, vectors: NDArray[np.float32]) -> Kin | None:
    """Kinship among these texts, where they are names of occupations and the encoder is that of the occupations."""
    kinship = shipped_kinship()
    if encoder.id != kinship.encoder:
        return None
    share = kinship.share_of(vectors)
    return Kin(share, kinship.groups_of(vectors)) if share else None


def _encoded(encoder: Encoder, texts: Sequence[str], progress: Progress | None) -> NDArray[np.float32]:
    rows = np.zeros((len(texts), encoder.dim), np.float32)
    for start in range(0, len(texts), BLOCK):
        rows[start : start + BLOCK] = encoder.encode(texts[start : start + BLOCK])
        if progress is not None:
            progress(min(start + BLOCK, len(texts)), len(texts))
    return rows
