"""What speaks for a pair, in words that name the fields; never a value, so a reason reveals nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.engine.errors import Text

if TYPE_CHECKING:
    from aufwind.engine.resolution.compare import Comparison

FIELDS = {
    "email": (
        Text("Die E-Mail-Adresse ist gleich.", "The e-mail address is the same."),
        Text("Die E-Mail-Adressen sind verschieden.", "The e-mail addresses differ."),
    ),
    "phone": (
        Text("Die Telefonnummer ist gleich.", "The telephone number is the same."),
        Text("Die Telefonnummern sind verschieden.", "The telephone numbers differ."),
    ),
    "domain": (
        Text("Die Domain von E-Mail oder Webseite ist gleich.", "The domain of e-mail or website is the same."),
        Text("Die Domains sind verschieden.", "The domains differ."),
    ),
    "street": (
        Text("Straße und Hausnummer sind gleich.", "Street and number are the same."),
        Text("Die Straßen sind verschieden.", "The streets differ."),
    ),
    "place": (
        Text("Der Ort ist gleich.", "The place is the same."),
        Text("Die Orte sind verschieden.", "The places differ."),
    ),
}
"""For each field of a comparison, in the order of what tells most: what agreeing and what differing is called."""


def reasons_for(comparison: Comparison) -> tuple[Text, ...]:
    """Each field that tells something, the name first; agreement before difference."""
    told = [(getattr(comparison, field), texts) for field, texts in FIELDS.items()]
    agreeing = [same for weight, (same, _) in told if weight > 0]
    differing = [other for weight, (_, other) in told if weight < 0]
    return (_of_name(comparison), *agreeing, *differing)


def _of_name(comparison: Comparison) -> Text:
    names = comparison.name
    if names.is_exact:
        return Text(
            "Der Name ist gleich (Rechtsform, Titel, Reihenfolge und Umlaute nicht beachtet).",
            "The name is the same (legal form, titles, order and umlauts aside).",
        )
    if names.only_left or names.only_right:
        return Text("Der Name stimmt in Teilen überein.", "The name agrees in parts.")
    return Text(
        "Der Name ist bis auf Schreibweise oder Abkürzung gleich.",
        "The name is the same but for spelling or abbreviation.",
    )
