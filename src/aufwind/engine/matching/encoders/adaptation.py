"""The built-in encoder's vectors, taught by ESCO which texts name the same occupation or skill.

Half of the result is a linear discriminant of the vectors (Fisher, 1936; Rao, 1948): directions in which labels of one
concept lie close together and concepts far apart, German and English alike. The other half is learned by contrast (van
den Oord et al., 2018) from the vector and the character n-grams of the text, hashed into a table (Bojanowski et al.,
2017), which read German compounds better than the encoder's own pieces. `scripts/adapt-encoder` makes the weights.
"""

from __future__ import annotations

import hashlib
import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from aufwind.engine.matching.lexical import grams_of
from aufwind.engine.matching.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ROWS = 1 << 16
"""Rows of the table of n-grams."""


class Adaptation:
    """Weights, applied to vectors and texts.

    Attributes:
        dim: Length of an adapted vector.
        id: The first letters of the digest of the weights.
    """

    def __init__(self, content: bytes) -> None:
        self.id = hashlib.sha256(content).hexdigest()[:8]
        with np.load(io.BytesIO(content)) as packed:
            own = {name: packed[name] for name in packed.files}
        self._centre = own["centre"].astype(np.float32)
        self._discriminant = own["discriminant"].astype(np.float32)
        self._linear, self._inner, self._outer = (own[name].astype(np.float32) for name in ("linear", "inner", "outer"))
        self._bias = own["bias"].astype(np.float32)
        self._table, self._scale = _unpacked(own["table"]), own["scale"].astype(np.float32)
        self.dim = self._discriminant.shape[1] + self._linear.shape[1]

    def adapted(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Rows of unit length, shape (n, dim), from neutral texts and the encoder's vectors of them."""
        centred = vectors - self._centre
        inner = centred @ self._inner + self._bias
        learned = centred @ self._linear + _gelu(inner) @ self._outer
        for row, text in enumerate(texts):
            learned[row] += self._spelling(text)
        halves = (_unit(centred @ self._discriminant), _unit(learned))
        return _unit(np.concatenate(halves, axis=1))

    def _spelling(self, text: str) -> NDArray[np.float32]:
        numbers = hashed_grams(text)
        rows = self._table[numbers].astype(np.float32) * self._scale[numbers, None]
        total: NDArray[np.float32] = rows.sum(axis=0) / np.sqrt(max(len(numbers), 1))
        return total


@cache
def shipped_adaptation() -> Adaptation:
    """The weights that come with the package; read once."""
    return Adaptation(files("aufwind.engine.matching").joinpath("data/adaptation.npz").read_bytes())


def hashed_grams(text: str) -> NDArray[np.int64]:
    """The rows of the table for a neutral text, one for each n-gram of each word."""
    found = [crc32(gram.encode()) & (ROWS - 1) for word in words_of(text) for gram in grams_of(word)]
    return np.array(found, np.int64)


def packed_table(table: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """A table in four bits a number, two numbers a byte, and the scale of each row."""
    scale = np.maximum(np.abs(table).max(axis=1), 1e-6).astype(np.float16) / np.float16(7)
    levels = (np.clip(np.rint(table / scale[:, None].astype(np.float32)), -7, 7) + 8).astype(np.uint8)
    return levels[:, ::2] | levels[:, 1::2] << 4, scale


def _unpacked(packed: NDArray[np.uint8]) -> NDArray[np.int8]:
    levels = np.empty((len(packed), 2 * packed.shape[1]), np.int8)
    levels[:, ::2] = (packed & 15).astype(np.int8) - 8
    levels[:, 1::2] = (packed >> 4).astype(np.int8) - 8
    return levels


def _gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """Hendrycks and Gimpel, 2016, with the hyperbolic tangent."""
    smooth: NDArray[np.float32] = 0.5 * x * (1 + np.tanh(np.float32(0.7978846) * (x + np.float32(0.044715) * x**3)))
    return smooth


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit
