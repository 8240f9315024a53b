"""The register as a list (XLSX, CSV, JSON): what its reader may see, in the form that can be imported again.

One row an entry, and below it a row for each of its offers, needs and consents; places in organisations and ties at
the end. `docs/reference/register-files.md` describes the form, `intake` reads it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from aufwind.actors.entries import entries_for
from aufwind.actors.enums import Sort
from aufwind.actors.intake import words
from aufwind.actors.intake.columns import BY_KEY
from aufwind.actors.intake.references import References
from aufwind.actors.models import Actor, Affiliation, Consent, ConsentWording, Listing, Tie
from aufwind.actors.queries import actors_visible_to, listings_visible_to
from aufwind.actors.rules import STAFF
from aufwind.core.policy import may
from aufwind.engine.files.write_records import Format, write_records

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import BinaryIO

    from aufwind.actors.entries import Entry
    from aufwind.core.policy import Visitor

    Row = dict[str, str]

TYPES: dict[Format, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
AT_ONCE = 1_000
SEEN = (
    "record", "slug", "sort", "kind", "name", "acronym", "industry", "place", "street", "postcode", "country", "email",
    "phone", "website", "links", "languages", "summary_de", "summary_en", "source", "listing_key", "listing_kind",
    "title_de", "title_en", "text_de", "text_en", "topics", "area", "partner_languages", "capacity", "valid_until",
    "other", "tie", "role", "starts_on", "ends_on", "origin", "evidence",
)  # fmt: skip
STAFF_ONLY = ("given_name", "family_name", "audience", "disclosures", "consent_on", "wording", "recorded_by",
              "withdrawn_at", "withdrawn_by")  # fmt: skip


def write_export(
    target: BinaryIO, form: Format, *, visitor: Visitor, language: str, keys: Collection[int] | None = None
) -> None:
    """Write what `visitor` may see of the register; memory grows with the number of entries only by their keys.

    Args:
        target: Open for writing bytes.
        form: XLSX, CSV or JSON.
        visitor: Who will read it.
        language: Of headings and of words of our lists.
        keys: Only these entries, and ties between them; None: all.

    Raises:
        FileIsRefused: A text is longer than a cell can hold; names row and column.
    """
    columns = SEEN + (STAFF_ONLY if visitor.roles & STAFF else ())
    headings = {key: BY_KEY[key].heading(language) for key in columns}
    rows = (
        {headings[key]: text for key, text in row.items() if key in headings}
        for row in export_rows(visitor, language=language, keys=keys)
    )
    write_records(target, form, list(headings.values()), rows)


def export_rows(visitor: Visitor, *, language: str, keys: Collection[int] | None = None) -> Iterator[Row]:
    """The rows by field. Three statements per thousand entries, and two for all ties."""
    writer = _Writer(visitor, language)
    found = actors_visible_to(visitor).order_by("pk")
    if keys is not None:
        found = found.filter(pk__in=keys)
    if visitor.roles & STAFF:
        yield from (_wording(row, language) for row in ConsentWording.objects.order_by("created_at", "pk"))
    actors = found.iterator(chunk_size=AT_ONCE)
    while chunk := list(islice(actors, AT_ONCE)):
        yield from writer.entries(chunk)
    yield from writer.ties()


def _wording(wording: ConsentWording, language: str) -> Row:
    return {"record": words.record_word("wording", language), "wording": wording.version, "text_de": wording.text_de,
            "text_en": wording.text_en}  # fmt: skip


class _Writer:
    """Writes entries, and remembers their keys for the ties."""

    def __init__(self, visitor: Visitor, language: str) -> None:
        self._visitor, self._language = visitor, language
        self._is_staff = bool(visitor.roles & STAFF)
        self._references = References.loaded()
        self._slugs: dict[int, str] = {}
        self._people: set[int] = set()

    def entries(self, actors: list[Actor]) -> Iterator[Row]:
        """Rows of these entries, each followed by its listings and consents."""
        by_pk = {actor.pk: actor for actor in actors}
        listings = _grouped(self._listings(by_pk))
        consents = _grouped(Consent.objects.filter(actor__in=by_pk).select_related("wording").order_by("pk")
                            if self._is_staff else ())  # fmt: skip
        for entry in entries_for(self._visitor, actors):
            self._slugs[entry.pk] = entry.slug
            if entry.sort == Sort.PERSON:
                self._people.add(entry.pk)
            live, others = _first_live(consents.get(entry.pk, []))
            yield self._entry(entry, by_pk[entry.pk], live)
            yield from (self._listing(entry, listing) for listing in listings.get(entry.pk, ()))
            yield from (self._consent(entry, consent) for consent in others)

    def _listings(self, by_pk: Collection[int]) -> Iterable[Listing]:
        """The agency's list has those that ended as well."""
        if self._is_staff:
            shown = Listing.objects.select_related("area").prefetch_related("topics")
        else:
            shown = listings_visible_to(self._visitor)
        return shown.filter(actor__in=by_pk).order_by("pk")

    def _entry(self, entry: Entry, actor: Actor, consent: Consent | None) -> Row:
        row = {
            "record": words.record_word("entry", self._language),
            "sort": words.sorts().word(entry.sort, self._language),
            "kind": words.kind_text(entry.kind, self._language),
            "industry": self._references.industry_text(entry.industry, self._language),
            "place": self._references.place_text(entry.place),
            "website": entry.website.replace(";", "%3B"),
            "links": "; ".join(link.replace(";", "%3B") for link in entry.links),
            "languages": ", ".join(words.languages().word(one, self._language) for one in entry.languages),
            **{name: getattr(entry, name) for name in PLAIN},
        }
        return row | (self._for_staff(actor, consent) if self._is_staff else {})

    def _for_staff(self, actor: Actor, consent: Consent | None) -> Row:
        seen = [f"{words.parts().word(part, self._language)}: {self._audience(one)}"
                for part, one in sorted(actor.disclosures.items())]  # fmt: skip
        row = {
            "given_name": actor.given_name,
            "family_name": actor.family_name,
            "audience": self._audience(actor.audience),
            "disclosures": "; ".join(seen),
            "capacity": _text(actor.capacity),
        }
        return row | (_agreed(consent) if consent else {})

    def _audience(self, audience: str) -> str:
        return words.audiences().word(audience, self._language)

    def _listing(self, entry: Entry, listing: Listing) -> Row:
        return {
            "record": words.record_word(listing.side, self._language),
            "slug": entry.slug,
            "listing_key": listing.key,
            "listing_kind": words.listing_kinds().word(listing.kind, self._language),
            "topics": ", ".join(self._references.topic_text(topic, self._language) for topic in listing.topics.all()),
            "area": self._references.place_text(listing.area),
            "partner_languages": ", ".join(
                words.languages().word(one, self._language) for one in listing.partner_languages
            ),
            "capacity": _text(listing.capacity),
            "valid_until": listing.valid_until.isoformat(),
            "audience": self._audience(listing.audience),
            **{name: getattr(listing, name) for name in ("title_de", "title_en", "text_de", "text_en")},
        }

    def _consent(self, entry: Entry, consent: Consent) -> Row:
        return {
            "record": words.record_word("consent", self._language),
            "slug": entry.slug,
            **_agreed(consent),
            "withdrawn_at": _text(consent.withdrawn_at),
            "withdrawn_by": consent.withdrawn_by,
        }

    def ties(self) -> Iterator[Row]:
        """Places in organisations and ties between the entries written, as far as the visitor may know them."""
        for place in Affiliation.objects.order_by("pk").iterator():
            yield from self._lived("affiliation", place, (place.person_id, place.organisation_id), {"role": place.role})
        for tie in Tie.objects.order_by("pk").iterator():
            kind = words.ties().word(tie.kind, self._language)
            told = {"tie": kind, "origin": tie.origin, "evidence": tie.evidence}
            yield from self._lived("tie", tie, (tie.left_id, tie.right_id), told)

    def _lived(self, record: str, row: Affiliation | Tie, ends: tuple[int, int], told: Row) -> Iterator[Row]:
        if self._slugs.keys() >= set(ends) and may(self._visitor, "actors.see-tie", row):
            yield told | {
                "record": words.record_word(record, self._language),
                "slug": self._slugs[ends[0]],
                "other": self._slugs[ends[1]],
                "starts_on": _text(row.starts_on),
                "ends_on": _text(row.ends_on),
                "audience": self._audience(row.audience),
            }


PLAIN = ("slug", "name", "acronym", "street", "postcode", "country", "email", "phone", "summary_de", "summary_en",
         "source")  # fmt: skip


def _agreed(consent: Consent) -> Row:
    return {"consent_on": consent.given_on.isoformat(), "wording": consent.wording.version,
            "recorded_by": consent.recorded_by}  # fmt: skip


def _first_live(consents: list[Consent]) -> tuple[Consent | None, list[Consent]]:
    """The consent that stands in the entry's own row, and the others, those that hold first."""
    live = [consent for consent in consents if consent.withdrawn_at is None]
    past = [consent for consent in consents if consent.withdrawn_at is not None]
    return (live[0] if live else None), [*live[1:], *past]


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Rows by their actor."""
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.actor_id, []).append(row)
    return found


def _text(value: Any) -> str:
    """A number, a day or a moment as text; empty for None."""
    return "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)
