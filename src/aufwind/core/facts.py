"""Facts without language: what a text states is kept apart from how each language says it.

A bilingual text names its facts («begins on {starts}, costs {budget}») and holds none itself. The facts are stored
once and written in the reader's language, so a translation can neither change a date nor lose a sum:

    facts = {"starts": Day(date(2026, 10, 25)), "budget": Money(220_870_432)}
    filled("Beginn {starts}, {budget}", facts, "de")    # «Beginn 25. Oktober 2026, 2.208.704,32 €»
    differing("Beginn {starts}, {budget}", "Begins {starts}")    # {"budget"}
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from django.utils import formats, timezone, translation

from aufwind.core.money import grouped, written_money, written_rate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, time, tzinfo

_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


class UnknownFact(LookupError):
    """A text names a fact nobody gave; the message says which."""


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, the same in every time zone."""

    on: date

    def written(self, language: str) -> str:
        with translation.override(language):
            return formats.date_format(self.on, "DATE_FORMAT")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day at the place it is about: «14:30», in English «2:30 p.m.»."""

    at: time

    def written(self, language: str) -> str:
        with translation.override(language):
            return formats.time_format(self.at, "TIME_FORMAT")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, written at the site's time zone or another."""

    at: datetime
    zone: tzinfo | None = None

    def written(self, language: str) -> str:
        local = timezone.localtime(self.at, self.zone)
        return f"{Day(local.date()).written(language)}, {Clock(local.time()).written(language)}"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in cents."""

    cents: int

    def written(self, language: str) -> str:
        return written_money(self.cents, language)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share in basis points."""

    basis_points: int

    def written(self, language: str) -> str:
        return written_rate(self.basis_points, language)


@dataclass(frozen=True, slots=True)
class Count:
    """How many, with groups of three."""

    number: int

    def written(self, language: str) -> str:
        return grouped(self.number, language)


@dataclass(frozen=True, slots=True)
class Name:
    """What is called the same everywhere, or has an official name in each language."""

    german: str
    english: str = ""

    def written(self, language: str) -> str:
        return self.english if language.startswith("en") and self.english else self.german


Fact: TypeAlias = Day | Clock | Moment | Money | Rate | Count | Name


def facts_named_in(text: str) -> set[str]:
    """Names of the facts a text has places for."""
    return set(_PLACE.findall(text))


def differing(text: str, translation_of_it: str) -> set[str]:
    """Facts only one of the two texts names: empty when the translation is faithful in them."""
    return facts_named_in(text) ^ facts_named_in(translation_of_it)


def filled(text: str, facts: Mapping[str, Fact], language: str) -> str:
    """The text with its facts written in `language`.

    Args:
        text: Places are names in braces; other braces stay as they are, and facts are never read for places.
        facts: May hold more than the text names.
        language: «de» or «en», also with a region.

    Raises:
        UnknownFact: A place has no fact.
    """
    if missing := facts_named_in(text) - facts.keys():
        raise UnknownFact(f"The text names {', '.join(sorted(missing))}, which no fact gives.")
    return _PLACE.sub(lambda place: facts[place[1]].written(language), text)
