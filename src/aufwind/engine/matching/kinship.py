"""How near two names of occupations stand: those of one ISCO group are kin though they share neither words nor sense.

Explicit semantic analysis (Gabrilovich and Markovitch, 2007) over occupations: a text is described by the occupations
of ESCO its vector is nearest to, summed up by ISCO unit group. Only for lists of occupations; among skills or offers
kin would only blur what is asked for (measured by `bench/rank.py`), so an index finds out what it holds.
"""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAREST, WARMTH = 30, 0.1
"""How many occupations describe a text, and how fast their share falls with the distance."""

FEW, MOST = 0.6, 0.7
"""Median likeness to the nearest occupation: lists of skills reach 0.55, of offers 0.40, of job titles 0.71 to 0.84."""

FEWEST, SAMPLE, BLOCK = 64, 2048, 2048
"""Fewer texts say little about what a list holds, and are looked at for each need of a large register."""


class Kinship:
    """Occupations as vectors of one encoder.

    Attributes:
        encoder: Id of the encoder whose space this is.
    """

    def __init__(self, content: bytes) -> None:
        with np.load(io.BytesIO(content)) as packed:
            self.encoder = str(packed["encoder"])
            self._german, self._english = (_unit(packed[name].astype(np.float32)) for name in ("german", "english"))
            groups = packed["groups"]
        self._by_group = np.argsort(groups, kind="stable")
        self._starts = np.flatnonzero(np.diff(groups[self._by_group], prepend=-1))

    def share_of(self, vectors: NDArray[np.float32]) -> float:
        """How surely these texts are names of occupations, 0..1; looks at 2,048 of them. Fewer than 64: 0."""
        step = max(1, len(vectors) // SAMPLE)
        if len(vectors) < FEWEST:
            return 0.0
        middle = float(np.median(self._likeness(vectors[::step]).max(axis=1)))
        return float(np.clip((middle - FEW) / (MOST - FEW), 0, 1))

    def groups_of(self, vectors: NDArray[np.float32]) -> NDArray[np.float16]:
        """Which ISCO groups each text stands near, rows of unit length, shape (n, groups). About 0.2 ms a text."""
        rows = np.zeros((len(vectors), len(self._starts)), np.float16)
        for start in range(0, len(vectors), BLOCK):
            rows[start : start + BLOCK] = self._block(vectors[start : start + BLOCK])
        return rows

    def _likeness(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        likeness: NDArray[np.float32] = np.maximum(vectors @ self._german.T, vectors @ self._english.T)
        return likeness

    def _block(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        likeness = self._likeness(vectors)
        nearest = np.argpartition(-likeness, NEAREST, axis=1)[:, :NEAREST]
        values = np.take_along_axis(likeness, nearest, 1)
        shares = np.zeros_like(likeness)
        np.put_along_axis(shares, nearest, np.exp((values - values.max(axis=1, keepdims=True)) / WARMTH), 1)
        return _unit(np.add.reduceat(shares[:, self._by_group], self._starts, axis=1))


@cache
def shipped_kinship() -> Kinship:
    """The occupations that come with the package; read once."""
    return Kinship(files("aufwind.engine.matching").joinpath("data/occupations.npz").read_bytes())


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit
