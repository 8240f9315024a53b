"""Words as numbers; and for every three letters the words that have them, for finding what was mistyped."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from aufwind.actors.index.postings import Field, change_postings
from aufwind.actors.index.sql import insert_returning, read_where

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

BEGINNING = 5
"""Letters of a word's beginning that have rows of their own («kunst*»).

Shorter beginnings are looked up as a range of these, longer ones as a range of words: either way a few hundred.
"""
ASKED_AT_ONCE = 10_000
MOST_REMEMBERED = 400_000
"""Words a book keeps between batches, about 60 MB."""


def beginning_of(word: str) -> str:
    """The term of a word's beginning; empty for words that are no longer than it."""
    return f"{word[:BEGINNING]}*" if len(word) > BEGINNING else ""


def grams_of(word: str) -> list[int]:
    """A number for each three letters of a word with its edges; two of 2²³ may share one, which costs a look."""
    edged = f"^{word}$"
    return sorted({zlib.crc32(edged[place : place + 3].encode()) >> 9 for place in range(len(edged) - 2)})


class TermBook:
    """The numbers of words, new ones given as they come.

    Never keep one beyond a transaction that was rolled back: it would know numbers that are gone.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._pairs: dict[str, tuple[int, int]] = {}  # of words alone: the word and its beginning, or itself again

    def learn(self, groups: Iterable[Collection[str]]) -> None:
        """Know these words and their beginnings from now on. Three statements at most per 10,000 unknown ones."""
        if len(self._numbers) > MOST_REMEMBERED:
            self._numbers.clear()
            self._pairs.clear()
        new = set[str]().union(*groups) - self._pairs.keys()
        begun = {word: beginning_of(word) or word for word in new}
        unknown = sorted({*new, *begun.values()} - self._numbers.keys())
        for part in range(0, len(unknown), ASKED_AT_ONCE):
            self._learn(unknown[part : part + ASKED_AT_ONCE])
        self._pairs |= {word: (self._numbers[word], self._numbers[beginning]) for word, beginning in begun.items()}

    def _learn(self, texts: list[str]) -> None:
        found = dict(read_where("actors_indexterm", "text, id", "text", texts))
        if new := [text for text in texts if text not in found]:
            found |= dict(insert_returning("actors_indexterm", "text", "text, id", [(text,) for text in new]))
            _enter_grams({found[text]: text for text in new if not text.endswith("*")})
        self._numbers |= found

    def coded(self, words_by_field: Iterable[Collection[str]]) -> list[int]:
        """Terms with their fields as sorted numbers (term << 2 | field); each term in the first field that has it."""
        pairs = self._pairs
        field_by_term: dict[int, int] = {}
        for field, words in enumerate(words_by_field):
            for word in words:
                term, beginning = pairs[word]
                field_by_term.setdefault(term, field)
                field_by_term.setdefault(beginning, field)
        return sorted([term << 2 | field for term, field in field_by_term.items()])


def _enter_grams(texts: dict[int, str]) -> None:
    owners, members = [], []
    for term, text in texts.items():
        grams = grams_of(text)
        owners += grams
        members += [term] * len(grams)
    count = len(owners)
    if count:
        fields = np.full(count, Field.GRAM, np.int64)
        change_postings(np.array(owners), fields, np.array(members), np.ones(count, np.bool_))
