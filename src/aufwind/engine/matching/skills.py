"""A text that is a skill's label stands for the skill: its vector is drawn towards the mean of all the skill's labels.

Most German labels of ESCO stand alone, while the English ones have many names beside them; the mean lets a German text
be found by what any of them says. Measured by `bench/rank.py` (ba_kompetenz_de: two points of success@10).
"""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.matching.taxonomy import shipped_taxonomy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

DRAWN = 1.0
"""How much the mean of the labels weighs beside the text's own vector."""


class Skills:
    """The mean vector of each skill's labels, in one encoder's space.

    Attributes:
        encoder: Id of the encoder whose space this is.
    """

    def __init__(self, content: bytes) -> None:
        with np.load(io.BytesIO(content)) as packed:
            self.encoder, self._first = str(packed["encoder"]), int(packed["first"])
            self._means = packed["skills"]

    def drawn(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Vectors of these texts, shape (n, dim); a new array where one of the texts names a skill."""
        named = [(row, skill) for row, text in enumerate(texts) for skill in self._named(text)]
        if not named:
            return vectors
        rows = np.array([row for row, _skill in named])
        means = self._means[[skill for _row, skill in named]].astype(np.float32)
        means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
        drawn = vectors.copy()
        np.add.at(drawn, rows, DRAWN * means)
        drawn[rows] /= np.maximum(np.linalg.norm(drawn[rows], axis=1, keepdims=True), 1e-9)
        return drawn

    def _named(self, text: str) -> list[int]:
        numbers = (number - self._first for number in shipped_taxonomy().named(text))
        return [number for number in numbers if 0 <= number < len(self._means)][:1]


@cache
def shipped_skills() -> Skills:
    """The skills that come with the package; read once."""
    return Skills(files("aufwind.engine.matching").joinpath("data/skills.npz").read_bytes())
