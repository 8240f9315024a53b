"""The fields of a list of actors, what their columns are called, and which column of a file is which."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from aufwind.core.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form.

    Attributes:
        key: What the mapping calls it.
        de: The German heading we write.
        en: The English heading we write.
        others: More headings it goes by.
    """

    key: str
    de: str
    en: str
    others: tuple[str, ...] = ()

    def heading(self, language: str) -> str:
        """The heading we write."""
        return self.de if language == "de" else self.en


FIELDS = (
    Field("record", "Datensatz", "Record"),
    Field("slug", "Kennung", "Key", ("slug",)),
    Field("sort", "Person oder Organisation", "Person or organisation", ("Typ", "type", "Akteurstyp")),
    Field("kind", "Art", "Kind", ("Kategorie", "category", "Akteursart", "Zielgruppe", "target group")),
    Field("name", "Name", "Name", ("Bezeichnung", "Akteur", "actor", "Einrichtung", "full name", "Ansprechpartner",
                                   "Ansprechperson", "contact person", "Firmenname")),
    Field("given_name", "Vorname", "Given name", ("first name", "Vornamen", "firstname")),
    Field("family_name", "Nachname", "Family name", ("last name", "lastname", "surname", "Familienname", "Zuname")),
    Field("acronym", "Kurzname", "Acronym", ("Abkürzung", "Kürzel", "short name")),
    Field("organisation", "Organisation", "Organisation", ("Organization", "Firma", "company", "Unternehmen",
                                                           "Institution", "Arbeitgeber", "employer", "Verein")),
    Field("role", "Rolle", "Role", ("Funktion", "function", "Position", "title", "job title")),
    Field("industry", "Branche", "Industry", ("WZ", "NACE", "WZ-Code", "NACE code", "Wirtschaftszweig", "sector")),
    Field("place", "Ort", "Place", ("Stadt", "town", "city", "Gemeinde", "municipality", "Sitz", "Wohnort", "AGS")),
    Field("street", "Straße", "Street", ("Adresse", "address", "Anschrift", "Straße und Hausnummer")),
    Field("postcode", "PLZ", "Postcode", ("Postleitzahl", "zip", "zip code", "postal code")),
    Field("country", "Land", "Country", ("Staat",)),
    Field("email", "E-Mail", "E-mail", ("Mail", "E-Mail-Adresse", "e-mail address", "Mailadresse")),
    Field("phone", "Telefon", "Telephone", ("Tel", "Telefonnummer", "phone", "phone number", "Mobil", "mobile")),
    Field("website", "Website", "Website", ("Webseite", "Homepage", "Internet", "URL", "web", "Internetseite")),
    Field("links", "Weitere Links", "Further links", ("Links",)),
    Field("languages", "Sprachen", "Languages", ("Sprache", "language")),
    Field("summary_de", "Profil", "Profile in German", ("Beschreibung", "Kurzprofil", "Profil (deutsch)", "note",
                                                        "Notiz", "Beschreibung (deutsch)")),
    Field("summary_en", "Profil (englisch)", "Profile", ("description", "summary", "Profile in English",
                                                         "Beschreibung (englisch)")),
    Field("source", "Quelle", "Source"),
    Field("audience", "Sichtbar für", "Seen by", ("Sichtbarkeit", "visibility", "audience")),
    Field("disclosures", "Abweichend sichtbar", "Seen otherwise"),
    Field("capacity", "Plätze", "Places for partners", ("Kapazität", "capacity")),
    Field("offers_de", "Bietet", "Offers in German", ("Angebot", "Angebote", "bieten")),
    Field("offers_en", "Bietet (englisch)", "Offers", ("offer", "offering")),
    Field("needs_de", "Sucht", "Needs in German", ("Bedarf", "Bedarfe", "Gesuch", "braucht", "suchen")),
    Field("needs_en", "Sucht (englisch)", "Needs", ("need", "looking for", "seeks")),
    Field("topics", "Themen", "Topics", ("Thema", "topic", "Schlagworte", "tags")),
    Field("valid_until", "Gültig bis", "Valid until", ("bis wann",)),
    Field("consent_on", "Einwilligung vom", "Consent given on", ("Einwilligung", "consent", "Einwilligungsdatum")),
    Field("wording", "Wortlaut", "Wording", ("Fassung der Einwilligung", "wording version")),
    Field("recorded_by", "Festgehalten von", "Recorded by"),
    Field("withdrawn_at", "Zurückgenommen am", "Withdrawn at"),
    Field("withdrawn_by", "Zurückgenommen von", "Withdrawn by"),
    Field("other", "Zweite Kennung", "Other key"),
    Field("tie", "Verbindung", "Tie"),
    Field("starts_on", "Von", "From", ("Beginn", "seit", "since")),
    Field("ends_on", "Bis", "To", ("Ende", "until")),
    Field("origin", "Herkunft", "Origin"),
    Field("evidence", "Beleg", "Evidence"),
    Field("listing_key", "Kennung der Zeile", "Key of the listing"),
    Field("listing_kind", "Was", "What"),
    Field("title_de", "Titel (deutsch)", "Title in German", ("Titel",)),
    Field("title_en", "Titel (englisch)", "Title in English"),
    Field("text_de", "Text (deutsch)", "Text in German"),
    Field("text_en", "Text (englisch)", "Text in English"),
    Field("area", "Partner nur aus", "Partners only from"),
    Field("partner_languages", "Partner sprechen", "Partners speak"),
)  # fmt: skip
BY_KEY = {field.key: field for field in FIELDS}
LETTERS = re.compile(r"[^a-z0-9]+")


def plain(heading: str) -> str:
    """A heading without case, accents, blanks and signs: «E-Mail» and «email» are one."""
    return LETTERS.sub("", folded(heading))


@cache
def _by_heading() -> dict[str, str]:
    known: dict[str, str] = {}
    for names in (lambda field: (field.de, field.en, field.key), lambda field: field.others):
        for field in FIELDS:
            for name in names(field):
                known.setdefault(plain(name), field.key)
    return known


def guessed(columns: Iterable[str]) -> dict[str, str]:
    """Which column means which field, as far as its heading tells; a field is given once, to the first column."""
    found: dict[str, str] = {}
    for column in columns:
        key = _by_heading().get(plain(column), "")
        if key and key not in found.values():
            found[column] = key
    return found


def header_hash(columns: Iterable[str]) -> str:
    """What recognises a source by its headings, whatever their case: 64 hexadecimal digits."""
    return hashlib.sha256("\n".join(folded(column) for column in columns).encode()).hexdigest()


def names_somebody(mapping: Mapping[str, str]) -> bool:
    """Whether some column says who a row is about."""
    return bool({"name", "family_name", "organisation", "slug"} & set(mapping.values()))
