"""Which rows have which of the words asked for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection

from aufwind.actors.index.postings import Field, field_of, put
from aufwind.actors.index.terms import BEGINNING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from aufwind.actors.index.columns import Columns

    Flags = NDArray[np.bool_]

Stored = list[tuple[str, int, bytes]]
"""Term, key and bits of postings."""

_POSTINGS = """
SELECT term.text, posting.id, posting.bits FROM actors_indexterm term
JOIN actors_indexposting posting ON posting.id BETWEEN term.id * 1048576 AND term.id * 1048576 + 196607
WHERE {condition}
"""
"""The keys of a term in the fields of `Field` but GRAM, as `postings.key_range` says."""

LAST = "\U0010ffff"
SHORTEST_BEGINNING = 3
SEARCHED = (Field.NAME, Field.ENTRY, Field.LISTING)


@dataclass(slots=True)
class Match:
    """Rows with one word, whichever reader: anywhere, in the name, as the beginning of a word of the name."""

    anywhere: Flags
    in_name: Flags
    begins_in_name: Flags


def read_words(words: Collection[str], *, beginning: str = "") -> Stored:
    """Where these words stand, and those that begin with `beginning`. One statement, none for no words.

    Read this before the columns: a row's numbers may be newer than its words, never older (`IndexRow`).
    """
    conditions, values = [], sorted(words)
    if values:
        conditions.append(f"term.text IN ({', '.join(['%s'] * len(values))})")
    if len(beginning) >= SHORTEST_BEGINNING:
        # up to five letters, the beginnings that have rows of their own stand for all longer words
        among = (
            f" AND (term.text LIKE '%%*' OR length(term.text) <= {BEGINNING})" if len(beginning) <= BEGINNING else ""
        )
        conditions.append(f"term.text BETWEEN %s AND %s{among}")
        values += [beginning, beginning + LAST]
    if not conditions:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_POSTINGS.format(condition=" OR ".join(conditions)), values)
        return [(text, key, bytes(bits)) for text, key, bits in cursor.fetchall()]


def match_of(word: str, stored: Stored, columns: Columns, today: int, *, is_open: bool = False) -> Match:
    """The rows with `word`, or with words it begins where `is_open`. Words of listings count while all of them hold."""
    fields: dict[tuple[Field, bool], list[tuple[int, bytes]]] = {}
    for text, key, bits in stored:
        if text == word or (is_open and text.startswith(word)):
            fields.setdefault((field_of(key), text == word), []).append((key, bits))
    flags = {place: np.zeros(columns.size, np.bool_) for place in product(SEARCHED, (True, False))}
    for place, postings in fields.items():
        put(flags[place], columns.origin, postings)
    anywhere = flags[Field.LISTING, True] | flags[Field.LISTING, False]
    if columns.size:
        anywhere &= columns.by_name["texts_until"] >= today
    for field, is_same in product((Field.NAME, Field.ENTRY), (True, False)):
        anywhere |= flags[field, is_same]
    return Match(anywhere, flags[Field.NAME, True], flags[Field.NAME, False])


def rows_with_all(matches: Sequence[Match], visible: Flags) -> Flags:
    """Visible rows that have every word."""
    found = visible.copy()
    for match in matches:
        found &= match.anywhere
    return found


def scores_of(matches: Sequence[Match], rows: NDArray[np.intp]) -> NDArray[np.uint32]:
    """How well each row fits: for each word 2 where it stands in the name, 1 where it begins a word of the name."""
    scores = np.zeros(len(rows), np.uint32)
    for match in matches:
        in_name = match.in_name[rows]
        scores += 2 * in_name.astype(np.uint32) + (match.begins_in_name[rows] & ~in_name)
    return scores
