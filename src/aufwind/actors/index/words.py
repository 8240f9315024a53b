"""Text as words that agree however they are typed: «Flöha», «FLOEHA», «Floha» are one; so are «Straße», «Strasse»."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from aufwind.core.folding import folded

LONGEST = 60
"""Letters of a word that count; longer ones are no words."""
MOST_LETTERS = 20_000
"""Letters of a text that are searched."""

WORD = re.compile(r"[^\W_]+")
_WRITTEN_UMLAUT = re.compile(r"([aou])e")


def words_of(text: str) -> list[str]:
    """The words of a text in order, as the index writes them; repeated where the text repeats them."""
    plain = unicodedata.normalize("NFKC", text[:MOST_LETTERS])
    return [word for found in WORD.findall(plain) if (word := key_of(found))]


@lru_cache(maxsize=65_536)
def key_of(word: str) -> str:
    """One word as the index writes it. ä, ae and a are one, which also makes «neue» «neu»: on both sides alike."""
    return _WRITTEN_UMLAUT.sub(r"\1", "".join(filter(str.isalnum, folded(word))))[:LONGEST]


def name_key(name: str) -> str:
    """A name as the list is ordered by it."""
    return folded(name)[:300]
