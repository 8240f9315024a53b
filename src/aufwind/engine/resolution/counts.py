"""How often words and contacts occur in a register, in a megabyte."""

from __future__ import annotations

from array import array
from math import log
from zlib import crc32

BUCKETS = 1 << 18
BACKGROUND = 2_000
"""A small register is thought of as a sample of this many: else no word would be rare in a list of ten."""


class Counts:
    """Counts values by hash; two values that share a bucket both look more frequent, which is the careful side."""

    def __init__(self) -> None:
        self._buckets = array("I", bytes(4 * BUCKETS))
        self.size = BACKGROUND
        """Records counted, the background included."""

    def add(self, values: tuple[str, ...]) -> None:
        """Count the values of one more record."""
        for value in values:
            self._buckets[crc32(value.encode()) % BUCKETS] += 1
        self.size += 1

    def of(self, value: str) -> int:
        """How many records have this value, at least as many as counted."""
        return self._buckets[crc32(value.encode()) % BUCKETS]

    def surprise(self, value: str) -> float:
        """How much agreeing on this value tells: ln(1/u) with u its share of the register."""
        return log(self.size / (self.of(value) + 1))
