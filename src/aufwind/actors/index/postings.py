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


def put(into: Flags, origin: int, key: int, bits: bytes) -> None:
    """Set the flags of the rows in a posting; `into` begins with row `origin`, what lies outside is left out."""
    start = ((key & 0xFFFF) << CHUNK_BITS) - origin
    if start < 0:
        return
    room = into[start : start + 2**CHUNK_BITS]
    if len(bits) == BITMAP_BYTES:
        room |= np.unpackbits(np.frombuffer(bits, np.uint8))[: len(room)].view(np.bool_)
    else:
        places = np.frombuffer(bits, "<u2")
        room[places if not len(places) or places[-1] < len(room) else places[places < len(room)]] = True


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
    order = np.lexsort((members, keys))
    keys, places, is_added = keys[order], (members[order] & 0xFFFF).astype(np.uint16), is_added[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    ends = [*starts[1:].tolist(), len(keys)]
    groups = list(zip(keys[starts].tolist(), starts.tolist(), ends, strict=True))
    for part in range(0, len(groups), READ_AT_ONCE):
        _write(groups[part : part + READ_AT_ONCE], places, is_added)


def _write(groups: list[tuple[int, int, int]], places: NDArray[np.uint16], is_added: Flags) -> None:
    rows = read_where("actors_indexposting", "id, bits", "id", [key for key, _start, _end in groups])
    stored = {key: bytes(bits) for key, bits in rows}
    kept, emptied = [], []
    for key, start, end in groups:
        bits = _changed(stored.get(key, b""), places[start:end], is_added[start:end])
        if bits:
            kept.append((key, bits))
        else:
            emptied.append(key)
    if emptied:
        IndexPosting.objects.filter(pk__in=emptied).delete()
    write_over("actors_indexposting", ("id", "bits"), kept)


def _changed(bits: bytes, places: NDArray[np.uint16], is_added: Flags) -> bytes:
    if not bits and is_added.all():
        return packed(places)
    old = unpacked(bits)
    if is_added.all() and places[0] > old[-1]:
        return packed(np.concatenate((old, places)))
    kept = np.setdiff1d(old, places[~is_added], assume_unique=True)
    return packed(np.union1d(kept, places[is_added]))
