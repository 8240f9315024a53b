"""Findings that know which row of the input they speak of, so that a spreadsheet can name its cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from aufwind.engine.errors import Finding, Text

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

SLOT = Text("Zeitfenster", "Slot")
TABLE = Text("Tisch", "Table")
PERSON = Text("Person", "Participant")
WISH = Text("Wunsch", "Wish")
BLOCK = Text("Block", "Block")
KIND = Text("Tischart", "Kind of table")

PROFILE = Text("Profil", "Profile")
NEED = Text("Bedarf", "Need")
OFFER = Text("Angebot", "Offer")
ANSWER = Text("Antwort", "Answer")

_NOUNS = {
    "slots": SLOT,
    "tables": TABLE,
    "participants": PERSON,
    "wishes": WISH,
    "profiles": PROFILE,
    "needs": NEED,
    "offers": OFFER,
    "answers": ANSWER,
}


class Spot(NamedTuple):
    """A place in the input: one of its lists, the id of a row, a field («» for the whole row)."""

    rows: str
    id: str
    field: str = ""

    def at(self, field: str) -> Spot:
        """The same row, at this field."""
        return Spot(self.rows, self.id, field)

    @property
    def where(self) -> Text:
        """The place in words: «Wunsch «w7», table»."""
        noun = _NOUNS[self.rows]
        field = f", {self.field}" if self.field else ""
        return Text(f"{noun.de} «{self.id}»{field}", f"{noun.en} “{self.id}”{field}")


@dataclass(frozen=True, slots=True)
class FindingAt(Finding):
    """A finding about one row of the input."""

    spot: Spot


def found_at(spot: Spot, what: Text, repair: Text) -> Finding:
    """A finding about the row at `spot`."""
    return FindingAt(spot.where, what, repair, spot)


def unknown(where: Spot, given: Iterable[str | None], known: Container[object], noun: Text) -> Iterator[Finding]:
    """A finding for each of the names given that is not known."""
    for name in given:
        if name is not None and name not in known:
            yield found_at(
                where,
                Text(f"{noun.de} «{name}» gibt es nicht.", f"There is no {noun.en.lower()} “{name}”."),
                Text(
                    "Berichtigen Sie den Namen oder ergänzen Sie die Zeile.",
                    "Correct the name or add the row.",
                ),
            )


def too_small(where: Spot, number: int) -> Finding:
    """A finding about a number that has to be larger."""
    return found_at(
        where,
        Text(f"{number} ist zu klein.", f"{number} is too small."),
        Text("Schreiben Sie eine größere Zahl.", "Write a larger number."),
    )
