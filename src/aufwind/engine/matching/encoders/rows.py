"""What every encoder does around its model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.matching.words import neutral

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


def rows_of(
    texts: Sequence[str], dim: int, encode: Callable[[list[str]], NDArray[np.float32]], batch: int
) -> NDArray[np.float32]:
    """Vectors of neutral texts, shape (n, dim); an empty text gets zeros.

    Texts that read the same are encoded once: the place within a batch moves the last bits of a matrix product, and
    two forms of one text must not differ at all.
    """
    ready = [neutral(text) for text in texts]
    different = list(dict.fromkeys(text for text in ready if text))
    found = np.zeros((len(different) + 1, dim), np.float32)
    for start in range(0, len(different), batch):
        part = different[start : start + batch]
        found[start : start + len(part)] = encode(part)
    place = {text: at for at, text in enumerate(different)}
    return found[[place.get(text, -1) for text in ready]]
