"""Vectors of texts, kept: what was encoded once is read from the database ever after.

A text is found by the hash of its neutral form, so equal needs of two actors share a vector. Stored are float16: half
the bytes, and cosines that differ in the fourth place; a text encoded just now is rounded the same way, so that a run
does not depend on what happened to be stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
from django.conf import settings

from aufwind.engine.matching.encoders import encoder_named
from aufwind.engine.matching.relevance import TextRelevance
from aufwind.engine.matching.words import neutral
from aufwind.matching.models import TextVector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from aufwind.engine.matching.encoders import Encoder
    from aufwind.engine.matching.relevance import Index

    Vectors = NDArray[np.float32]

ASKED_AT_ONCE = 900
"""Hashes in one statement; SQLite takes 999 values."""

CHUNK = 256
"""Texts encoded between two words about progress: about half a second."""

WHILE_SOMEBODY_WAITS = 64
"""Texts without a vector that are encoded for a page; more would keep the reader waiting (3 ms each)."""


def encoder_in_use() -> Encoder | None:
    """The encoder the operator chose (setting AUFWIND_ENCODER); None: words and topics alone.

    Raises:
        ProblemError: The setting names nothing known, or what it names is not installed.
    """
    return encoder_named(settings.AUFWIND_ENCODER)


def hash_of(text: str) -> str:
    """64 hexadecimal digits; the same for texts that differ in gender, age or space alone."""
    return sha256(neutral(text).encode()).hexdigest()


def as_bytes(vector: NDArray[np.float32]) -> bytes:
    """A vector as it is stored."""
    return vector.astype("<f2").tobytes()


def missing_texts(texts: Sequence[str], encoder: Encoder) -> list[str]:
    """Those that have no vector by this encoder yet, each once, in order; one statement per 900 texts."""
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(hash_of(text), text)
    for known, _vector in _stored(list(first), encoder.id):
        del first[known]
    return list(first.values())


def encoded_in_chunks(texts: Sequence[str], encoder: Encoder) -> Iterator[list[TextVector]]:
    """Rows for these texts, not saved yet, `CHUNK` at a time. Cost: 3 ms a text with the built-in encoder."""
    for start in range(0, len(texts), CHUNK):
        part = texts[start : start + CHUNK]
        yield [
            TextVector(encoder=encoder.id, text_hash=hash_of(text), vector=as_bytes(vector))
            for text, vector in zip(part, encoder.encode(part), strict=True)
        ]


def keep(rows: Sequence[TextVector]) -> None:
    """Save rows; what another worker saved meanwhile stays."""
    TextVector.objects.bulk_create(rows, ignore_conflicts=True)


@dataclass(frozen=True, slots=True)
class StoredRelevance:
    """The engine's `Relevance` with vectors from the database.

    Attributes:
        inner: Compares.
        most_encoded: How many texts without a stored vector are encoded on the spot; beyond that they are compared by
            words and topics alone. None: all of them.
    """

    inner: TextRelevance
    most_encoded: int | None = None

    @property
    def id(self) -> str:
        return self.inner.id

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors | None:
        """(n, dim) stored vectors, and fresh ones as far as `most_encoded` allows."""
        encoder = self.inner.encoder
        if encoder is None:
            return None
        hashes = [hash_of(text) for text in texts]
        rows, is_known = _filled(hashes, encoder)
        fresh = np.flatnonzero(~is_known).tolist()
        if fresh and (self.most_encoded is None or len(fresh) <= self.most_encoded):
            rows[fresh] = encoder.encode([texts[row] for row in fresh]).astype("<f2").astype(np.float32)
        if progress is not None:
            progress(len(texts), len(texts))
        return rows

    def index(self, texts: Sequence[str], *, vectors: Vectors | None, labels: Sequence[Sequence[str]]) -> Index:
        """The engine's own index."""
        return self.inner.index(texts, vectors=vectors, labels=labels)


def stored_relevance(*, most_encoded: int | None = None) -> StoredRelevance:
    """How the register's texts are compared.

    Raises:
        ProblemError: The encoder's setting names nothing known.
    """
    return StoredRelevance(TextRelevance(encoder_in_use()), most_encoded)


def _filled(hashes: Sequence[str], encoder: Encoder) -> tuple[Vectors, NDArray[np.bool_]]:
    """(n, dim) the stored vectors, zeros where there is none, and (n,) where there is one."""
    rows_of: dict[str, list[int]] = {}
    for row, name in enumerate(hashes):
        rows_of.setdefault(name, []).append(row)
    rows, is_known = np.zeros((len(hashes), encoder.dim), np.float32), np.zeros(len(hashes), np.bool_)
    for name, vector in _stored(list(rows_of), encoder.id):
        rows[rows_of[name]] = np.frombuffer(vector, "<f2")
        is_known[rows_of[name]] = True
    return rows, is_known


def _stored(hashes: Sequence[str], encoder: str) -> Iterator[tuple[str, bytes | memoryview[int]]]:
    for start in range(0, len(hashes), ASKED_AT_ONCE):
        part = TextVector.objects.filter(encoder=encoder, text_hash__in=hashes[start : start + ASKED_AT_ONCE])
        yield from part.values_list("text_hash", "vector")
