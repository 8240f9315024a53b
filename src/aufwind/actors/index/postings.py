"""Which rows have a term: sets of numbers, 65,536 at a time, as sorted places or as a bitmap, whichever is smaller.

The way of Roaring bitmaps (Chambi, Lemire, Kaser, Godin 2016, §3), in a table: broad words cost 8 kB for 65,536 rows,
rare ones two bytes a row, and a question is answered by AND and OR over arrays on either database alike.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from aufwind.actors.index.sql import read_where, write_over
from aufwind.actors.models import IndexPosting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from aufwind.actors.index.columns import Columns

    Numbers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

CHUNK_BITS = 16
BITMAP_BYTES = 2**CHUNK_BITS // 8
READ_AT_ONCE = 20_000


class Field(IntEnum):
    """Where a term stands; GRAM: three letters of which terms."""

    NAME = 0
    ENTRY = 1
    LISTING = 2
    GRAM = 3


def key_range(number: int, first: Field, last: Field) -> tuple[int, int]:
    """Smallest and greatest key of a term (or of three letters) within these fields."""
    return number << 20 | first << CHUNK_BITS, (number << 20 | last << CHUNK_BITS) + 2**CHUNK_BITS - 1


def field_of(key: int) -> Field:
    """Where the term of this key stands."""
    return Field(key >> CHUNK_BITS & 3)


def rows_of(columns: Columns, key: int, bits: bytes) -> NDArray[np.intp]:
    """The rows of a posting as places in the columns; rows that have no numbers yet are left out."""
    rows = unpacked(bits).astype(np.intp) + (((key & 0xFFFF) << CHUNK_BITS) - columns.origin)
    return rows[(rows >= 0) & (rows < columns.size)]


def put(into: Flags, origin: int, postings: Iterable[tuple[int, bytes]]) -> None:
    """Set the flags of the rows of these keys and bits; `into` begins with row `origin`, what lies outside is left out.

    Places are gathered by chunk first: the beginning of a word may have thousands of postings of a few rows each.
    """
    places: dict[int, list[bytes]] = {}
    for key, bits in postings:
        chunk = key & 0xFFFF
        if len(bits) == BITMAP_BYTES:
            room = _room(into, origin, chunk)
            room |= np.unpackbits(np.frombuffer(bits, np.uint8))[: len(room)].view(np.bool_)
        else:
            places.setdefault(chunk, []).append(bits)
    for chunk, parts in places.items():
        room, here = _room(into, origin, chunk), np.frombuffer(b"".join(parts), "<u2")
        room[here if len(room) == 2**CHUNK_BITS else here[here < len(room)]] = True


def _room(into: Flags, origin: int, chunk: int) -> Flags:
    start = (chunk << CHUNK_BITS) - origin
    return into[start : start + 2**CHUNK_BITS] if start >= 0 else into[:0]


def packed(places: NDArray[np.uint16]) -> bytes:
    """Sorted places within a chunk as they are stored."""
    if 2 * len(places) < BITMAP_BYTES:
        return places.astype("<u2").tobytes()
    flags = np.zeros(2**CHUNK_BITS, np.bool_)
    flags[places] = True
    return np.packbits(flags).tobytes()


def unpacked(bits: bytes) -> NDArray[np.uint16]:
    """The opposite of `packed`."""
    if len(bits) == BITMAP_BYTES:
        return np.flatnonzero(np.unpackbits(np.frombuffer(bits, np.uint8))).astype(np.uint16)
    return np.frombuffer(bits, "<u2")


def change_postings(owners: Numbers, fields: Numbers, members: Numbers, is_added: Flags) -> None:
    """Add members to sets and take them out, each (owner, field, member) at most once; all arrays of one length.

    Args:
        owners: Number of the term or of the three letters.
        fields: `Field` of each.
        members: Number of the row or of the term.
        is_added: Whether it comes or goes.
    """
    keys = owners << 20 | fields << CHUNK_BITS | members >> CHUNK_BITS
    order = np.argsort(keys << CHUNK_BITS | members & 0xFFFF)
    change = _Sorted((members[order] & 0xFFFF).astype("<u2"), is_added[order])
    keys = keys[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    ends = [*starts[1:].tolist(), len(keys)]
    groups = list(zip(keys[starts].tolist(), starts.tolist(), ends, strict=True))
    for part in range(0, len(groups), READ_AT_ONCE):
        _write(groups[part : part + READ_AT_ONCE], change)


def _write(groups: list[tuple[int, int, int]], change: _Sorted) -> None:
    rows = read_where("actors_indexposting", "id, bits", "id", [key for key, _start, _end in groups])
    stored = {key: bytes(bits) for key, bits in rows}
    kept, emptied = [], []
    for key, start, end in groups:
        bits = change.of(stored.get(key, b""), start, end)
        if bits:
            kept.append((key, bits))
        else:
            emptied.append(key)
    if emptied:
        IndexPosting.objects.filter(pk__in=emptied).delete()
    write_over("actors_indexposting", ("id", "bits"), kept)


class _Sorted:
    """Places that come and go, those of one posting beside each other in rising order."""

    def __init__(self, places: NDArray[np.uint16], is_added: Flags) -> None:
        self._places, self._is_added = places, is_added
        self._bytes = places.tobytes()
        self._only_adds = bool(is_added.all())

    def of(self, bits: bytes, start: int, end: int) -> bytes:
        """A posting after its part of the change. New rows come last and are few: their bytes are put behind."""
        if self._only_adds and len(bits) + 2 * (end - start) < BITMAP_BYTES:
            added = self._bytes[2 * start : 2 * end]
            if not bits or bits[-2:][::-1] < added[1::-1]:
                return bits + added
        places, is_added = self._places[start:end], self._is_added[start:end]
        kept = np.setdiff1d(unpacked(bits), places[~is_added], assume_unique=True)
        return packed(np.union1d(kept, places[is_added]))
