"""Words people write in lists, in German or English, to our codes; and our codes as words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import override
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from aufwind.actors.enums import EVENT, Audience, ListingKind, Side, Sort
from aufwind.actors.fields import DISCLOSABLE
from aufwind.actors.intake.columns import plain
from aufwind.actors.kinds import KINDS
from aufwind.actors.languages import LANGUAGES
from aufwind.actors.tie_kinds import TIE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import _StrPromise


MOST_ASKED = 5_000
"""Words remembered as they were written: lists repeat themselves."""


class Words:
    """A list of codes with their words in both languages, and more words they go by."""

    def __init__(
        self, labels: Mapping[str, _StrPromise | str], more: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        self._labels: dict[tuple[str, str], str] = {}
        self._codes: dict[str, str] = {}
        self._asked: dict[str, str | None] = {}
        for language in ("de", "en"):
            with override(language):
                for code, label in labels.items():
                    self._labels[language, code] = str(label)
                    self._codes.setdefault(plain(str(label)), code)
        for code in labels:
            self._codes[plain(code)] = code
            for word in (more or {}).get(code, ()):
                self._codes.setdefault(plain(word), code)

    def code(self, text: str) -> str | None:
        """The code somebody means, or None."""
        if text not in self._asked:
            if len(self._asked) > MOST_ASKED:
                self._asked.clear()
            self._asked[text] = self._codes.get(plain(text))
        return self._asked[text]

    def word(self, code: str, language: str) -> str:
        """What a code is called; a code that is none of the list, or whose word means another, as it is."""
        label = self._labels.get((language, code), code)
        return label if self.code(label) == code else code

    def nearest(self, text: str, language: str) -> str:
        """The word that looks most like what somebody wrote."""
        found = extractOne(plain(text), list(self._codes), scorer=ratio)
        return self.word(self._codes[found[0]], language) if found else ""


@cache
def sorts() -> Words:
    """What an actor is."""
    return Words(
        {sort.value: sort.label for sort in Sort},
        {
            "organisation": ("Organization", "Einrichtung", "Institution", "org", "juristische Person"),
            "person": ("Mensch", "individual", "natürliche Person", "Privatperson", "Einzelperson"),
        },
    )


@cache
def kinds() -> Words:
    """Kinds of actor."""
    return Words(
        {code: kind.label for code, kind in KINDS.items()},
        {
            "company": ("Firma", "Unternehmen", "GmbH", "Betrieb", "enterprise", "business"),
            "association": ("Verein", "e. V.", "Verband"),
            "public_authority": ("Behörde", "Verwaltung", "Amt", "authority"),
            "local_public_authority": ("Kommune", "Gemeinde", "Stadt", "municipality"),
            "university": ("Hochschule", "Universität", "FH"),
            "education_centre": ("Schule", "school"),
            "network_body": ("Netzwerk", "Cluster"),
            "chamber": ("Kammer", "IHK", "HWK"),
            "art": ("Kunst", "Künstler", "Künstlerin", "artist"),
            "design": ("Designer", "Designerin"),
            "other": ("Sonstiges", "Sonstige", "andere", "anderes"),
        },
    )


LITERAL = "code:"
"""Begins a kind that is on no list and is kept as it is."""


def kind_code(text: str) -> str | None:
    """The kind somebody means."""
    return text.removeprefix(LITERAL)[:40] if text.startswith(LITERAL) else kinds().code(text)


def kind_text(code: str, language: str) -> str:
    """A kind as it is found again."""
    return kinds().word(code, language) if kinds().code(code) == code else f"{LITERAL}{code}"


@cache
def audiences() -> Words:
    """Who may see something."""
    return Words(
        {audience.value: audience.label for audience in Audience},
        {
            "public": ("alle", "everybody", "ja", "yes"),
            "members": ("Mitglieder", "member"),
            "agency": ("Agentur", "intern", "niemand", "nein", "no", "internal"),
        },
    )


def audience_code(text: str) -> str | None:
    """The audience somebody means: one of ours, or that of an event."""
    found = audiences().code(text)
    return text.strip() if found is None and text.strip().startswith(EVENT) else found


@cache
def languages() -> Words:
    """Languages."""
    return Words(LANGUAGES, {"de": ("ger", "deu"), "en": ("eng",), "cs": ("cz",), "uk": ("ua",)})


@cache
def listing_kinds() -> Words:
    """What is offered or needed."""
    return Words({kind.value: kind.label for kind in ListingKind})


@cache
def ties() -> Words:
    """How two actors are tied, read forwards."""
    return Words({code: kind.forward for code, kind in TIE_KINDS.items()})


@cache
def parts() -> Words:
    """Parts of an entry with an audience of their own."""
    return Words({name: part.label for name, part in DISCLOSABLE.items()})


RECORDS = {
    "entry": ("Eintrag", "Entry"),
    Side.OFFER.value: ("Angebot", "Offer"),
    Side.NEED.value: ("Bedarf", "Need"),
    "affiliation": ("Zugehörigkeit", "Affiliation"),
    "tie": ("Verbindung", "Tie"),
    "consent": ("Einwilligung", "Consent"),
    "wording": ("Wortlaut", "Wording"),
}
"""What a row of a list can be."""
RECORD_CODES = {plain(word): code for code, words in RECORDS.items() for word in (code, *words)}


def record_word(code: str, language: str) -> str:
    """What a sort of row is called."""
    return RECORDS[code][language != "de"]


COUNTRIES = {
    "deutschland": "DE", "germany": "DE", "d": "DE", "brd": "DE", "osterreich": "AT", "austria": "AT", "a": "AT",
    "schweiz": "CH", "switzerland": "CH", "polen": "PL", "poland": "PL", "polska": "PL", "tschechien": "CZ",
    "czechia": "CZ", "czechrepublic": "CZ", "tschechischerepublik": "CZ", "slowakei": "SK", "slovakia": "SK",
    "ungarn": "HU", "hungary": "HU", "italien": "IT", "italy": "IT", "slowenien": "SI", "slovenia": "SI",
    "kroatien": "HR", "croatia": "HR", "frankreich": "FR", "france": "FR", "niederlande": "NL", "netherlands": "NL",
    "belgien": "BE", "belgium": "BE", "danemark": "DK", "denmark": "DK", "ukraine": "UA", "spanien": "ES",
    "spain": "ES", "vereinigteskonigreich": "GB", "unitedkingdom": "GB", "uk": "GB",
}  # fmt: skip
"""Names of countries to ISO 3166 codes, plain."""
