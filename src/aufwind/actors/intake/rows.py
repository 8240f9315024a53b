"""A row of a list, understood: an entry, or a fact about one (offer, need, tie, place, consent), or a wording."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from aufwind.actors.enums import Audience, Side
from aufwind.actors.intake import values, words
from aufwind.actors.intake.cells import Cells, Remark, RowIsRefused, too_long
from aufwind.actors.intake.columns import plain
from aufwind.actors.intake.entry_rows import EntryRow, ListingDraft, entry_row, no_wording
from aufwind.engine.errors import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aufwind.actors.intake.references import References

__all__ = ["EntryRow", "FactRow", "RowIsRefused", "RowReader"]


@dataclass(slots=True)
class FactRow:
    """A row that says something of an entry named by its key.

    Attributes:
        record: «offer», «need», «affiliation», «tie», «consent» or «wording».
        slug: The entry's key; empty for a wording.
        other: The key of the other end of a tie, or of the organisation.
        facts: Columns of the row's own model.
        listing: For offers and needs instead of `facts`.
    """

    number: int
    record: str
    slug: str = ""
    other: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    listing: ListingDraft | None = None
    remarks: list[Remark] = field(default_factory=list)


class RowReader:
    """Reads the rows of one file, whose columns mean what `mapping` (heading to field) says."""

    def __init__(self, mapping: Mapping[str, str], references: References, *, by: str) -> None:
        self._headings = {key: heading for heading, key in mapping.items() if key}
        self.references = references
        self._by = by

    def slug(self, row: Mapping[str, str]) -> str:
        """The key a row names, without reading the rest of it."""
        heading = self._headings.get("slug")
        return slugify(row[heading])[:80] if heading else ""

    def read(self, number: int, row: Mapping[str, str]) -> EntryRow | FactRow:
        """What a row says.

        Raises:
            RowIsRefused: With every reason.
        """
        cells = Cells(row, self._headings)
        word = cells.line("record")
        record = words.RECORD_CODES.get(plain(word)) if word else "entry"
        if record == "entry":
            return entry_row(number, cells, self.references, by=self._by)
        if record is None:
            told_de, told_en = (", ".join(names[at] for names in words.RECORDS.values()) for at in (0, 1))
            text = Text(f"Das kennen wir nicht. Möglich: {told_de}.", f"We do not know this. Possible: {told_en}.")
            cells.refuse(text, "record")
            cells.refuse_if_wrong()
        found = FactRow(number, str(record), slugify(cells.get("slug"))[:80], slugify(cells.get("other"))[:80])
        if record != "wording" and not found.slug:
            cells.refuse(Text("Die Kennung fehlt, zu der die Zeile gehört.",
                              "The key is missing that the row belongs to."), "slug")  # fmt: skip
        getattr(self, f"_{'listing' if record in Side.values else record}")(found, cells)
        found.remarks = cells.remarks
        cells.refuse_if_wrong()
        return found

    def _listing(self, found: FactRow, cells: Cells) -> None:
        facts: dict[str, Any] = {
            "side": found.record,
            "key": slugify(cells.get("listing_key"))[:80],
            **{name: cells.get(name) for name in ("title_de", "title_en", "text_de", "text_en")},
            "area": cells.found("area", self.references.place),
            "partner_languages": [
                words.languages().code(one) or one[:20] for one in values.listed(cells.get("partner_languages"))
            ],
            "capacity": cells.parsed("capacity", values.number),
        }
        kind = cells.parsed("listing_kind", partial(values.word, words=words.listing_kinds()))
        told = {
            "kind": kind,
            "valid_until": cells.parsed("valid_until", values.day),
            "audience": _audience(cells),
        }
        facts |= {name: value for name, value in told.items() if value}
        if not (facts["title_de"] or facts["title_en"]):
            cells.refuse(Text("Der Titel fehlt.", "The title is missing."), "title_de")
        for name, most in (("title_de", 200), ("title_en", 200), ("text_de", 4000), ("text_en", 4000)):
            if len(facts[name]) > most:
                cells.refuse(too_long(most), name)
        topics = cells.all_found("topics", self.references.topic, values.listed(cells.get("topics")))
        found.listing = ListingDraft(facts, topics)

    def _lived(self, found: FactRow, cells: Cells) -> None:
        """What ties and places in an organisation have in common: two ends, two days, an audience."""
        if not found.other:
            cells.refuse(Text("Die zweite Kennung fehlt.", "The other key is missing."), "other")
        begins, ends = cells.parsed("starts_on", values.day), cells.parsed("ends_on", values.day)
        if begins and ends and ends < begins:
            cells.refuse(Text("Das Ende liegt vor dem Beginn.", "The end is before the beginning."), "ends_on")
        found.facts = {"starts_on": begins, "ends_on": ends}
        if audience := _audience(cells):
            found.facts["audience"] = audience

    def _affiliation(self, found: FactRow, cells: Cells) -> None:
        self._lived(found, cells)
        found.facts["role"] = cells.limited("role", 100)

    def _tie(self, found: FactRow, cells: Cells) -> None:
        self._lived(found, cells)
        kind = cells.parsed("tie", partial(values.word, words=words.ties()))
        if not cells.get("tie"):
            cells.refuse(Text("Welche Verbindung es ist, fehlt.", "Which tie it is, is missing."), "tie")
        found.facts |= {"kind": kind, "evidence": cells.limited("evidence", 500)}
        if origin := cells.limited("origin", 80):
            found.facts["origin"] = origin

    def _consent(self, found: FactRow, cells: Cells) -> None:
        wording = self.references.wording(cells.line("wording"))
        if wording is None:
            cells.refuse(no_wording(), "wording")
        given_on = cells.parsed("consent_on", values.day)
        if not cells.get("consent_on"):
            cells.refuse(Text("Der Tag der Einwilligung fehlt.", "The day of the consent is missing."), "consent_on")
        found.facts = {
            "wording": wording,
            "given_on": given_on,
            "recorded_by": cells.limited("recorded_by", 80) or self._by,
            "withdrawn_at": cells.parsed("withdrawn_at", values.moment),
            "withdrawn_by": cells.limited("withdrawn_by", 80),
        }

    def _wording(self, found: FactRow, cells: Cells) -> None:
        version = cells.line("wording")
        if not version or len(version) > 20:
            cells.refuse(Text("Der Wortlaut braucht eine Fassung bis 20 Zeichen.",
                              "The wording needs a version of up to 20 characters."), "wording")  # fmt: skip
        found.facts = {"version": version, "text_de": cells.get("text_de"), "text_en": cells.get("text_en")}


def _audience(cells: Cells) -> Audience | str | None:
    return cells.parsed("audience", lambda text: words.audience_code(text) or values.word(text, words.audiences()))
