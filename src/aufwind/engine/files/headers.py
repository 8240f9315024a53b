"""What sheets and columns may be called, in German and English."""

from __future__ import annotations

from functools import cache

from aufwind.engine.files.shape import ROWS, Field
from aufwind.engine.files.sheet_rows import Vocabulary, key_of

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


EVENT = Vocabulary(
    sheets=SHEETS,
    columns=COLUMNS,
    rows=ROWS,
    required=tuple(ROWS),
    template="aufwind plan --template",
    more={name: Field("text") for name in ("person 1", "person 2", "person 3", "person 4", "level", "setting")},
    untouched={"slots": {"starts_at", "day"}},  # only together they are a moment
)


@cache
def setting_keys() -> dict[str, str]:
    """Setting by key of its name."""
    return {key_of(name): field for field, names in SETTING_NAMES.items() for name in (field, *names)}
