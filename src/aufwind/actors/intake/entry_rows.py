"""What a row of an entry says of an actor."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from aufwind.actors.enums import Audience, Side, Sort
from aufwind.actors.intake import values, words
from aufwind.actors.intake.cells import too_long
from aufwind.actors.models import Actor
from aufwind.engine.errors import Text
from aufwind.engine.resolution import Record
from aufwind.engine.resolution.signals import mail_address, mail_domain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from aufwind.actors.intake.cells import Cells, Remark
    from aufwind.actors.intake.references import References
    from aufwind.actors.models import Code, ConsentWording

TEXTS = ("acronym", "street", "postcode", "phone", "summary_de", "summary_en", "source")
LONGEST_TITLE, LONGEST_TEXT = 200, 4_000


@dataclass(slots=True)
class ConsentDraft:
    """A consent as a row tells it."""

    wording: ConsentWording
    given_on: date
    recorded_by: str


@dataclass(slots=True)
class ListingDraft:
    """An offer or a need as a row tells it: columns of `Listing`, and topics."""

    facts: dict[str, Any]
    topics: list[Code] = field(default_factory=list)


@dataclass(slots=True)
class EntryRow:
    """A row of an entry, understood.

    Attributes:
        number: Of the row in the file.
        slug: The key the file gives it; empty where it gives none.
        facts: Columns of `Actor` that the row fills.
        record: What is compared with the register.
        organisation: The name of the organisation a person belongs to.
        place_in: Role, first and last day there.
    """

    number: int
    slug: str
    facts: dict[str, Any]
    record: Record
    organisation: str = ""
    place_in: dict[str, Any] = field(default_factory=dict)
    listings: list[ListingDraft] = field(default_factory=list)
    consent: ConsentDraft | None = None
    remarks: list[Remark] = field(default_factory=list)


def entry_row(number: int, cells: Cells, references: References, *, by: str) -> EntryRow:
    """A row of an entry.

    Raises:
        RowIsRefused: It names nobody, or a cell cannot be what its column says.
    """
    facts = _named(cells)
    _reached(facts, cells)
    _described(facts, cells, references)
    consent = _consent(cells, references, by)
    if facts["sort"] == Sort.PERSON and consent is None:
        _kept_to_the_agency(facts, cells)
    elif facts["sort"] == Sort.PERSON:
        facts.setdefault("audience", Audience.MEMBERS)
    slug = cells.get("slug")
    found = EntryRow(number, slugify(slug)[:80] if slug else "", facts, _record(number, facts, cells))
    if facts["sort"] == Sort.PERSON and cells.get("organisation"):
        found.organisation = cells.line("organisation")
        found.place_in = _place_in(cells)
    found.listings = list(_listings(cells, references))
    found.consent, found.remarks = consent, cells.remarks
    _check_lengths(facts, cells)
    cells.refuse_if_wrong()
    return found


def _named(cells: Cells) -> dict[str, Any]:
    """Sort, kind and names."""
    given, family, name = cells.line("given_name"), cells.line("family_name"), cells.line("name")
    name = name or " ".join(filter(None, (given, family)))
    kind = cells.get("kind")
    sort = cells.parsed("sort", partial(values.word, words=words.sorts())) or words.sorts().code(kind)
    if sort is None:
        is_person = bool(family or given or (name and cells.get("organisation")))
        sort = Sort.PERSON if is_person else Sort.ORGANISATION
    if sort == Sort.ORGANISATION:
        name = name or cells.line("organisation")
    if not name:
        cells.refuse(
            Text("Der Name fehlt. Ohne ihn kann niemand eingetragen werden.",
                 "The name is missing. Nobody can be entered without."),
            next((key for key in ("name", "family_name", "organisation") if cells.column(key)), ""),
        )  # fmt: skip
    facts: dict[str, Any] = {"sort": sort, "name": name}
    if kind and words.sorts().code(kind) is None:
        facts["kind"] = cells.parsed("kind", _kind)
    if sort == Sort.PERSON:
        facts |= {"given_name": given, "family_name": family}
    return facts


def _reached(facts: dict[str, Any], cells: Cells) -> None:
    """How somebody is reached; of several addresses the first."""
    mails = values.several(cells.get("email")) if ";" in cells.get("email") else [cells.line("email")]
    if mails and mails[0]:
        facts["email"] = cells.parsed("email", lambda _all: values.mail(mails[0]))
    if len(mails) > 1:
        cells.remark(Text("Nur die erste Adresse wird übernommen.", "Only the first address is taken over."), "email")
    pages = values.several(cells.get("website"))
    found = [cells.tried("website", values.web, page) for page in pages]
    links = [cells.tried("links", values.web, link) for link in values.several(cells.get("links"))]
    facts["website"] = next(filter(None, found), "")
    facts["links"] = [*filter(None, found[1:]), *filter(None, links)]


def _described(facts: dict[str, Any], cells: Cells, references: References) -> None:
    for key in TEXTS:
        facts[key] = cells.get(key) if key.startswith("summary") else cells.line(key)
    facts["country"] = cells.tried("country", values.country) or ""
    facts["place"] = cells.found("place", references.place)
    facts["industry"] = cells.found("industry", references.industry)
    spoken = values.listed(cells.get("languages"))
    facts["languages"] = [words.languages().code(one) or one[:20] for one in spoken]
    facts["capacity"] = cells.parsed("capacity", values.number)
    audience = cells.parsed("audience", _audience)
    if audience:
        facts["audience"] = audience
    facts["disclosures"] = _disclosures(cells)


def _audience(text: str) -> str:
    return words.audience_code(text) or values.word(text, words.audiences())


def _kind(text: str) -> str:
    return words.kind_code(text) or values.word(text, words.kinds())


def _disclosures(cells: Cells) -> dict[str, str]:
    """«E-Mail: public; Telefon: members»."""
    told: dict[str, str] = {}
    for part in values.several(cells.get("disclosures")):
        name, _sep, audience = part.partition(":")
        found = words.parts().code(name), words.audience_code(audience)
        if found[0] and found[1]:
            told[found[0]] = found[1]
        else:
            cells.refuse(Text(f"«{part[:40]}» verstehen wir nicht. Schreiben Sie es wie «email: public».",
                              f"We do not understand “{part[:40]}”. Write it like “email: public”."),
                         "disclosures")  # fmt: skip
    return told


def _consent(cells: Cells, references: References, by: str) -> ConsentDraft | None:
    given_on = cells.parsed("consent_on", values.day)
    if given_on is None:
        return None
    wording = references.wording(cells.line("wording"))
    if wording is None:
        cells.refuse(no_wording(), "wording" if cells.get("wording") else "consent_on")
        return None
    return ConsentDraft(wording, given_on, cells.limited("recorded_by", 80) or by)


def no_wording() -> Text:
    """That a consent names words nobody published."""
    return Text(
        "Diesen Wortlaut der Einwilligung gibt es nicht. Veröffentlichen Sie ihn zuerst.",
        "There is no such wording of the consent. Publish it first.",
    )


def _kept_to_the_agency(facts: dict[str, Any], cells: Cells) -> None:
    if facts.get("audience", Audience.AGENCY) != Audience.AGENCY:
        cells.remark(
            Text("Ohne Einwilligung sieht nur die Agentur diese Person.",
                 "Without her consent only the agency sees this person."),
            "audience",
        )  # fmt: skip
    facts["audience"] = Audience.AGENCY


def _record(number: int, facts: dict[str, Any], cells: Cells) -> Record:
    """What is compared with the register: as typed, the town too where we do not know it."""
    email, phone, website = facts.get("email") or "", facts["phone"], facts["website"]
    return Record(
        f"row:{number}",
        "person" if facts["sort"] == Sort.PERSON else "organisation",
        facts["name"],
        (email,) if email else (),
        (phone,) if phone else (),
        (website,) if website else (),
        facts["street"],
        facts["postcode"],
        facts["place"].name_de if facts["place"] else cells.line("place"),
    )


def organisation_record(row: EntryRow) -> Record:
    """The organisation of a person, as far as her row tells of it."""
    domain = mail_domain(mail_address(row.facts.get("email") or ""))
    website = (f"https://{domain}",) if domain else ()
    return Record(f"row:{row.number}:organisation", "organisation", row.organisation, websites=website)


def _place_in(cells: Cells) -> dict[str, Any]:
    begins, ends = cells.parsed("starts_on", values.day), cells.parsed("ends_on", values.day)
    if begins and ends and ends < begins:
        cells.refuse(Text("Das Ende liegt vor dem Beginn.", "The end is before the beginning."), "ends_on")
    return {"role": cells.limited("role", 100), "starts_on": begins, "ends_on": ends}


def _listings(cells: Cells, references: References) -> Iterator[ListingDraft]:
    """Offers and needs in the columns of an entry: one a line, or between semicolons."""
    topics = cells.all_found("topics", references.topic, values.listed(cells.get("topics")))
    valid_until = cells.parsed("valid_until", values.day)
    for side, name in ((Side.OFFER, "offers"), (Side.NEED, "needs")):
        for language in ("de", "en"):
            for text in values.several(cells.get(f"{name}_{language}")):
                title, rest = (text, "") if len(text) <= LONGEST_TITLE else (f"{text[: LONGEST_TITLE - 1]}…", text)
                if len(rest) > LONGEST_TEXT:
                    cells.refuse(too_long(LONGEST_TEXT), f"{name}_{language}")
                facts: dict[str, Any] = {"side": side, f"title_{language}": title, f"text_{language}": rest}
                yield ListingDraft(facts | ({"valid_until": valid_until} if valid_until else {}), topics)


@cache
def _lengths() -> dict[str, int]:
    """How long the text columns of an actor may be."""
    lengths = {one.name: getattr(one, "max_length", None) for one in Actor._meta.fields if one.editable}
    return {name: int(most) for name, most in lengths.items() if most}


def _check_lengths(facts: dict[str, Any], cells: Cells) -> None:
    for name, most in _lengths().items():
        if len(facts.get(name) or "") > most:
            cells.refuse(too_long(most), name)
