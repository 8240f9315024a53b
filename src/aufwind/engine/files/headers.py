"""What sheets and columns may be called, in German and English."""

from __future__ import annotations

import unicodedata
from functools import cache

SHEETS = {
    "slots": ("Slots", "Zeiten", "Zeitfenster", "Times"),
    "tables": ("Tables", "Tische"),
    "participants": ("Participants", "Teilnehmende", "Teilnehmer", "Personen", "People", "Gäste", "Guests"),
    "wishes": ("Wishes", "Wünsche", "Termine", "Meetings"),
    "settings": ("Settings", "Einstellungen"),
}
"""Names of the sheets; the first English and German one are those we write."""

COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "slots": {
        "id": ("id", "Kennung", "Slot", "Zeitfenster", "Zeit", "Nr"),
        "starts_at": ("starts at", "Beginn", "start", "Anfang", "von"),
        "minutes": ("minutes", "Minuten", "Dauer", "duration"),
        "block": ("block", "Block", "Abschnitt"),
        "day": ("day", "Tag", "Datum", "date"),
    },
    "tables": {
        "id": ("id", "Kennung", "Tisch", "table", "Nr", "name"),
        "kind": ("kind", "Art", "Typ", "type"),
        "zone": ("zone", "Bereich", "Raum", "room", "area"),
        "unavailable": ("unavailable", "nicht nutzbar", "gesperrt", "nicht verfügbar"),
    },
    "participants": {
        "id": ("id", "Kennung", "Nr"),
        "name": ("name", "Name", "Person", "participant", "Teilnehmer", "Teilnehmerin"),
        "side": ("side", "Seite", "Gruppe", "group"),
        "unavailable": ("unavailable", "nicht da", "abwesend", "nicht verfügbar", "absent"),
        "min_meetings": ("min meetings", "mindestens", "min", "at least", "min Termine"),
        "max_meetings": ("max meetings", "höchstens", "max", "at most", "max Termine"),
        "table": ("table", "Tisch", "fester Tisch", "fixed table"),
        "organisation": ("organisation", "organization", "Einrichtung", "Firma", "company"),
        "needs": ("needs", "braucht", "benötigt"),
        "email": ("email", "E-Mail", "mail"),
    },
    "wishes": {
        "id": ("id", "Kennung", "Nr"),
        "people": ("people", "Personen", "Beteiligte"),
        "person 1": ("person 1", "Person A", "von", "from", "wer", "who"),
        "person 2": ("person 2", "Person B", "an", "to", "mit", "mit wem", "with"),
        "person 3": ("person 3", "Person C", "dazu", "also"),
        "person 4": ("person 4", "Person D"),
        "value": ("value", "Wert", "Punkte", "points", "Gewicht", "weight"),
        "level": ("level", "Stufe", "Wunsch", "preference"),
        "must": ("must", "muss"),
        "never": ("never", "nie", "niemals"),
        "met_before": ("met before", "kennen sich", "schon getroffen"),
        "block": ("block", "Block", "Abschnitt"),
        "slot": ("slot", "Zeitfenster", "Zeit", "time"),
        "table": ("table", "Tisch"),
        "kind": ("kind", "Art", "Tischart", "kind of table"),
        "after": ("after", "nach"),
        "minutes": ("minutes", "Minuten", "Dauer", "duration"),
    },
    "settings": {"setting": ("setting", "Einstellung"), "value": ("value", "Wert")},
}
"""Names of the columns; the first one is English, the second German where it differs: those we write."""

SETTING_NAMES = {
    "max_gap_spread": ("max gap spread", "Pausenunterschied"),
    "fair_to": ("fair to", "fair bis", "Termine für alle"),
}

UNLIMITED = "–"
"""Written for a setting that sets no limit."""


def key_of(name: object) -> str:
    """A heading without case, accents, spaces and punctuation: «E-Mail» and «email» are the same."""
    folded = unicodedata.normalize("NFKD", str(name)).casefold()
    return "".join(char for char in folded if char.isalnum())


@cache
def sheet_keys() -> dict[str, str]:
    """List of the problem by key of the sheet's name."""
    return {key_of(name): rows for rows, names in SHEETS.items() for name in names}


@cache
def column_keys(rows: str) -> dict[str, str]:
    """Field by key of the column's heading; a field's own name counts as well."""
    fields = COLUMNS[rows]
    return {key_of(name): field for field, names in fields.items() for name in (field, *names)}


@cache
def setting_keys() -> dict[str, str]:
    """Setting by key of its name."""
    return {key_of(name): field for field, names in SETTING_NAMES.items() for name in (field, *names)}
