"""What the sheets and columns of a workbook of profiles may be called, in German and English."""

from __future__ import annotations

from aufwind.engine.files.match_shape import REQUIRED, ROWS
from aufwind.engine.files.sheet_rows import Vocabulary

_ENTRY = {
    "profile": ("profile", "Profil", "Akteur", "actor", "wer", "who"),
    "id": ("id", "Kennung", "Nr"),
    "title": ("title", "Titel", "was", "what"),
    "text": ("text", "Text", "Beschreibung", "description"),
    "topics": ("topics", "Themen", "Schlagworte", "tags"),
    "kind": ("kind", "Art", "Typ", "type"),
    "area": ("area", "Gebiet", "nur in", "only in"),
    "languages": ("languages", "Sprachen"),
    "capacity": ("capacity", "Plätze", "Kapazität"),
    "valid_until": ("valid until", "gültig bis", "bis"),
    "avoid": ("not about", "nicht über", "nicht zu"),
}

MATCH = Vocabulary(
    sheets={
        "profiles": ("Profiles", "Profile", "Akteure", "Actors"),
        "needs": ("Needs", "Bedarfe", "Gesuche"),
        "offers": ("Offers", "Angebote"),
        "answers": ("Answers", "Antworten", "Rückmeldungen"),
    },
    columns={
        "profiles": {
            "id": ("id", "Kennung", "Nr"),
            "name": ("name", "Name", "Akteur", "actor"),
            "organisation": ("organisation", "Einrichtung", "organization", "Haus"),
            "topics": ("topics", "Themen", "Schlagworte", "tags"),
            "area": ("place", "Ort", "area", "Gebiet", "AGS", "NUTS"),
            "within": ("partners from", "Partner aus", "nur aus"),
            "languages": ("languages", "Sprachen"),
            "capacity": ("suggestions at most", "höchstens Vorschläge", "capacity", "Kapazität"),
            "vetoes": ("never with", "nie mit", "vetoes", "ausgeschlossen"),
            "met": ("met before", "schon getroffen", "kennt"),
            "partners": ("partners", "Partner", "schon Partner"),
            "settled": ("already suggested", "schon vorgeschlagen"),
            "circle": ("circle", "Kreis", "Netzwerk", "network"),
            "ties": ("ties", "Verbindungen", "verbunden mit"),
        },
        "needs": _ENTRY,
        "offers": _ENTRY,
        "answers": {
            "by": ("by", "von", "who", "wer"),
            "about": ("about", "zu", "über", "wen"),
            "verdict": ("answer", "Antwort", "verdict"),
            "reason": ("reason", "Grund"),
            "need": ("need", "Bedarf"),
            "offer": ("offer", "Angebot"),
            "until": ("until", "bis", "wieder ab"),
        },
    },
    rows=ROWS,
    required=REQUIRED,
    template="aufwind match --template",
)
"""The first name of a sheet or column is English, the second German: those are written."""

VERDICTS = {
    "accepted": ("accepted", "angenommen", "ja", "yes", "passt"),
    "declined": ("declined", "abgelehnt", "nein", "no", "passt nicht"),
    "postponed": ("postponed", "später", "verschoben", "later"),
}
REASONS = {"wrong topic": ("wrong topic", "falsches Thema")}
"""Words of answers by what they mean."""
