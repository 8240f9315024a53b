"""Texts made ready for comparison, once, before every part of the score.

Whatever is read here is the same for all genders and ages, so no part can tell them apart: gender forms fold into one,
salutations, pronouns, articles and ages go. Names of persons are removed by the caller, who knows them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from aufwind.engine.matching.gender import without_gender

_ALL_GENDERS = re.compile(
    r"[(\[]?\b[mwfdxi](?:\s?[/|,*]\s?(?:[mwfdxi*]|div\.?|gn)){1,3}(?:\b|(?<=[.*]))[)\]]?"
    r"|[(\[](?:gn|all genders|a)[)\]]",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:aged?|alter:?|age:?|im alter von)\s*(?:von\s*)?\d{1,3}(?:\s*(?:jahren?|years?))?(?:\s*(?:alt|old))?\b"
    r"|\b\d{2}[\s-]*(?:jährige[rnsm]?|jährig|j\.)(?!\w)"
    r"|\b\d{2}[\s-]*years?[\s-]olds?\b"
    r"|\b\d{2}\s*(?:jahre|years)\b(?!\s*(?:berufs|erfahrung|praxis|experience|of|lang|long|garantie|warranty|in|im|bei|als))"
    r"(?:\s*(?:alt|old|jung|young)\b)?",
    re.IGNORECASE,
)
_SALUTATION = re.compile(r"\b(?:Herrn?|Frau|Mrs?\.?|Ms\.?|Miss)(?=\s|$|[,.;:!?])")
_LITTLE = re.compile(
    r"\b(?:er|sie|ihn|ihm|ihr|sein|ihre[rnms]?|seine[rnms]?|he|she|him|his|hers?"
    r"|der|die|das|den|dem|des|eine?[rnms]?)\b",
    re.IGNORECASE,
)
_SHORT_FORM = re.compile(r"(?<=[^\W\d_])(?:\s?[/:*_·!’'.]\s?-?|\s?\(-?|/-?)(in|innen|frau|frauen|r|n|e)\b\)?(?!\w)")
_INNER_E = re.compile(r"(?<=\w)\(e\)(?=in)")
_CAPITAL_INNEN = re.compile(r"(?<=[a-zäöüß])I(?=n(?:nen)?\b)")
_WORD = re.compile(r"[^\W\d_]+")
_TWICE = re.compile(r"(?<!\w)(\w.{2,}?)(?:\s?/\s?|,\s|\s(?:und|oder|bzw\.|sowie|and|or)\s)\1(?!\w)", re.IGNORECASE)
_LEFT_OVER = re.compile(r"\s*([,;])(?:\s*[,;])*")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=1 << 15)
def neutral(text: str) -> str:
    """The text without gender and age, otherwise as written (case and umlauts stay, for encoders)."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    text = _ALL_GENDERS.sub(" ", text)
    text = _AGE.sub(" ", text)
    text = _SALUTATION.sub(" ", text)
    text = _INNER_E.sub("", text)
    text = _CAPITAL_INNEN.sub("i", text)
    text = _SHORT_FORM.sub(_long_form, text)
    text = _LITTLE.sub(" ", text)
    text = _WORD.sub(lambda found: without_gender(found[0]), text)
    text = _LEFT_OVER.sub(r"\1", text)
    text = _TWICE.sub(r"\1", text)
    return _SPACE.sub(" ", text).strip(" ,;/-")


def _long_form(found: re.Match[str]) -> str:
    """«Lehrer/in» becomes «Lehrerin», which folds like any other; «Fachmann/-frau» keeps the first."""
    ending = found[1]
    if ending.startswith("frau") or ending in {"r", "n", "e"}:
        return ""
    before = found.string[: found.start()]
    if before.endswith("e"):  # Pädagoge/in
        return ""
    return ending


_TRANSCRIBED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_TOKEN = re.compile(r"[^\W_]+(?:[+#]+|(?:'[^\W_]+))?")


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, umlauts written out, accents dropped; «C#» and «c++» stay."""
    low = text.casefold().translate(_TRANSCRIBED)
    if not low.isascii():  # a text without foreign letters is plain already
        low = "".join(char for char in unicodedata.normalize("NFKD", low) if not unicodedata.combining(char))
    return _TOKEN.findall(low)


def neutral_words(text: str) -> list[str]:
    """The words of the neutral text."""
    return words_of(neutral(text))


@lru_cache(maxsize=1 << 14)
def key_of(text: str) -> str:
    """The text as labels are compared: neutral, small letters, single spaces; equal keys name the same thing."""
    return " ".join(neutral_words(text))
