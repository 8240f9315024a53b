"""Names to words that can be compared.

Everything becomes a–z and digits: «Müller», «Mueller» and «Muller» are one word, «Шевченко» is «shevchenko». What only
says which legal form or title somebody has is left out, unless nothing else remains.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from aufwind.engine.resolution.vocabulary import (
    CYRILLIC,
    LEGAL_ANYWHERE,
    LEGAL_AT_END,
    LONG_FORMS,
    PARTICLES,
    STOPWORDS,
    TITLES,
)

LETTERS = str.maketrans({**CYRILLIC, "ß": "ss", "ł": "l", "đ": "d", "ø": "o", "æ": "a", "œ": "o", "ı": "i", "þ": "th"})
UMLAUT_PAIRS = re.compile(r"([aou])e")
"""«ue» counts as «u» on both sides, so «Mueller» meets «Müller» and «Muller»; «neue» becoming «nue» harms nobody."""
DOTTED = re.compile(r"\b(?:[a-z]\.\s?){2,}")
WORD = re.compile(r"[a-z0-9]+")
STREET_END = re.compile(r"(?<=[a-z]{3})str$")


@lru_cache(maxsize=4_096)
def folded(text: str) -> str:
    """Text in small Latin letters without accents, punctuation kept."""
    text = text.casefold().translate(LETTERS)
    if text.isascii():
        return UMLAUT_PAIRS.sub(r"\1", text)
    plain = unicodedata.normalize("NFKD", text)
    return UMLAUT_PAIRS.sub(r"\1", "".join(char for char in plain if not unicodedata.combining(char)))


def organisation_words(name: str) -> tuple[str, ...]:
    """The words of an organisation's name that tell it from others, in their order."""
    text = DOTTED.sub(lambda found: re.sub(r"[.\s]", "", found[0]) + " ", folded(name))
    words = [_long_form(word) for word in WORD.findall(text)]
    kept = list(words)
    while len(kept) > 1 and kept[-1] in LEGAL_AT_END | LEGAL_ANYWHERE:
        kept.pop()
    kept = [word for word in kept if word not in LEGAL_ANYWHERE and word not in STOPWORDS]
    return tuple(kept or words)


def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name, given names first: «Müller, Dr. Anna» is («anna», «muller»)."""
    family, comma, given = folded(name).partition(",")
    text = f"{given} {family}" if comma and given.strip() else family
    words = WORD.findall(text)
    kept = [word for word in words if word not in TITLES and word not in PARTICLES]
    return tuple(kept or words)


def place_word(place: str) -> str:
    """A municipality as one word: «Frankfurt (Oder)», «Lutherstadt Wittenberg» by their first and last word."""
    words = [word for word in WORD.findall(folded(place)) if word not in STOPWORDS]
    return "".join(words)


def _long_form(word: str) -> str:
    return LONG_FORMS.get(word) or STREET_END.sub("strasse", word)
