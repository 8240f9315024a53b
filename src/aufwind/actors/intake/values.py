"""What one cell says: days, numbers, addresses; each refuses what it cannot be, in both languages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from aufwind.actors.intake.columns import plain
from aufwind.actors.intake.words import COUNTRIES
from aufwind.engine.errors import Text
from aufwind.engine.files.refusal import shortened

if TYPE_CHECKING:
    from aufwind.actors.intake.words import Words

ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ]00:00(?::00)?)?")
GERMAN = re.compile(r"(\d\d?)\.\s?(\d\d?)\.\s?(\d{4})")
SEVERAL = re.compile(r"[;\n]+")
LISTED = re.compile(r"[;,\n]+")
is_web = URLValidator(schemes=["http", "https"])
USUAL_MAIL = re.compile(
    r"[a-z0-9_]+(?:[.-][a-z0-9_]+)*@[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*\.[a-z]{2,20}"
)
USUAL_WEB = re.compile(r"https?://[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]{2,20}(?:/[A-Za-z0-9/._-]*)?")
"""How nearly all addresses look; the validators, which take twenty times as long, are asked about the others."""


class BadValue(Exception):
    """A cell cannot be what its column says; `text` says why, and what to do."""

    def __init__(self, de: str, en: str) -> None:
        self.text = Text(de, en)
        super().__init__(en)


def day(text: str) -> date:
    """A calendar day, written «2027-03-31» or «31.3.2027».

    Raises:
        BadValue: It is none.
    """
    try:
        if found := ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := GERMAN.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        pass
    shown = shortened(text)
    raise BadValue(
        f"«{shown}» ist kein Datum. Schreiben Sie es wie 2027-03-31 oder 31.3.2027.",
        f"“{shown}” is no date. Write it like 2027-03-31 or 31.3.2027.",
    )


def moment(text: str) -> datetime:
    """A moment in ISO form; a day alone is its beginning.

    Raises:
        BadValue: It is none.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = datetime.combine(day(text), datetime.min.time())
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def number(text: str) -> int:
    """A whole number from 0 to 32,767.

    Raises:
        BadValue: It is none.
    """
    digits = text.removesuffix(".0")
    if digits.isdecimal() and len(digits) < 6 and int(digits) <= 32_767:
        return int(digits)
    shown = shortened(text)
    raise BadValue(f"«{shown}» ist keine ganze Zahl ab 0.", f"“{shown}” is no whole number from 0 on.")


def mail(text: str) -> str:
    """An e-mail address.

    Raises:
        BadValue: It is none, or longer than addresses are.
    """
    try:
        if len(text) > 60 or not USUAL_MAIL.fullmatch(text):
            validate_email(text)
    except ValidationError:
        shown = shortened(text)
        raise BadValue(
            f"«{shown}» ist keine E-Mail-Adresse. Verbessern oder löschen Sie sie.",
            f"“{shown}” is no e-mail address. Correct or delete it.",
        ) from None
    if len(text) > 254:
        raise BadValue("Die E-Mail-Adresse ist zu lang.", "The e-mail address is too long.")
    return text


def web(text: str) -> str:
    """The address of a page; https:// is added where it is missing.

    Raises:
        BadValue: It is none.
    """
    address = text if re.match(r"[a-zA-Z][a-zA-Z+.-]*:", text) else f"https://{text}"
    try:
        if len(address) > 60 or not USUAL_WEB.fullmatch(address):
            is_web(address)
    except ValidationError:
        address = ""
    if not address or len(address) > 500:
        shown = shortened(text)
        raise BadValue(
            f"«{shown}» ist keine Internetadresse. Schreiben Sie sie wie https://example.org.",
            f"“{shown}” is no web address. Write it like https://example.org.",
        )
    return address


def country(text: str) -> str:
    """The two letters of a country.

    Raises:
        BadValue: We know no such country.
    """
    if len(text) == 2 and text.isascii() and text.isalpha():
        return text.upper()
    found = COUNTRIES.get(plain(text), "")
    if not found:
        shown = shortened(text)
        raise BadValue(
            f"Das Land «{shown}» kennen wir nicht. Schreiben Sie zwei Buchstaben wie DE.",
            f"We do not know the country “{shown}”. Write two letters such as DE.",
        )
    return found


def word(text: str, words: Words) -> str:
    """The code of a list that a word means.

    Raises:
        BadValue: None; names the word that looks most like it.
    """
    found = words.code(text)
    if found is None:
        shown = shortened(text)
        raise BadValue(
            f"«{shown}» kennen wir nicht. Meinten Sie «{words.nearest(text, 'de')}»?",
            f"We do not know “{shown}”. Did you mean “{words.nearest(text, 'en')}”?",
        )
    return found


def several(text: str) -> list[str]:
    """The parts of a cell between semicolons or line ends."""
    if not text:
        return []
    return [part for piece in SEVERAL.split(text) if (part := piece.strip())]


def listed(text: str) -> list[str]:
    """The words of a cell between commas, semicolons or line ends."""
    if not text:
        return []
    return [part for piece in LISTED.split(text) if (part := piece.strip())]
