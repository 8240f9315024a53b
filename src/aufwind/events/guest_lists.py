"""A list of people out of a file: what its columns mean, and what each row comes to before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aufwind.core.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aufwind.events.models import Event

FIELDS = {
    "name": gettext_lazy("Name"),
    "first_name": gettext_lazy("First name"),
    "email": gettext_lazy("E-mail"),
    "organisation": gettext_lazy("Organisation"),
    "phone": gettext_lazy("Telephone"),
    "language": gettext_lazy("Language"),
    "side": gettext_lazy("Side"),
    "offer": gettext_lazy("Offer"),
    "need": gettext_lazy("Need"),
}
"""What a row may say of a guest; one column each."""

HEADINGS = {
    "name": ("name", "nachname", "last name", "surname", "familienname", "person", "teilnehmer", "participant"),
    "first_name": ("vorname", "first name", "given name"),
    "email": ("email", "e mail", "mail", "e mail adresse", "email address", "mailadresse"),
    "organisation": ("organisation", "organization", "firma", "company", "unternehmen", "einrichtung", "institution"),
    "phone": ("telefon", "phone", "telephone", "tel", "mobil", "handy", "mobile"),
    "language": ("sprache", "language", "lang"),
    "side": ("seite", "side", "rolle", "role", "gruppe", "group"),
    "offer": ("angebot", "offer", "bietet", "offers", "angebote"),
    "need": ("bedarf", "need", "sucht", "needs", "bedarfe", "gesucht"),
}
"""Headings by which a column is known, folded; the first that fits is taken."""

LONGEST = {"name": 200, "organisation": 200, "phone": 60, "email": 254}
LONGEST_LISTING = 200


class RowState(StrEnum):
    """What a row comes to."""

    NEW = "new"
    KNOWN = "known"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class GuestRow:
    """One row, read.

    Attributes:
        number: In the file.
        faults: What is wrong, each with what to do.
        why: For a known one how: «twice in the file», or how far the guest of this address or name is.
    """

    number: str
    facts: dict[str, str]
    state: RowState
    faults: tuple[str, ...] = ()
    why: str = ""


def guessed_mapping(columns: Sequence[str]) -> dict[str, str]:
    """For each field the column that is probably meant; what nobody knows is left out."""
    plain = {folded(column.replace("-", " ").replace("_", " ")).strip(): column for column in columns}
    found: dict[str, str] = {}
    for name, headings in HEADINGS.items():
        column = next((plain[heading] for heading in headings if heading in plain), None)
        if column is not None and column not in found.values():
            found[name] = column
    return found


def read_rows(
    event: Event, rows: Iterable[Mapping[str, str]], mapping: Mapping[str, str], *, needs_email: bool
) -> list[GuestRow]:
    """Every row with what it comes to, in the order of the file. Two statements, whatever the size.

    A row is known where its address, or without one its name and organisation, is that of a guest or of an earlier row.
    """
    guests = list(event.participations.all())
    by_email = {guest.email.lower(): guest for guest in guests if guest.email}
    by_name = {(guest.name_folded or folded(guest.name), folded(guest.organisation)): guest for guest in guests}
    seen: set[object] = set()
    found = []
    for row in rows:
        facts = _facts(row, mapping)
        faults = tuple(_faults(event, facts, needs_email=needs_email))
        email, who = facts.get("email", "").lower(), (folded(facts["name"]), folded(facts.get("organisation", "")))
        known = by_email.get(email) if email else by_name.get(who)
        mark: object = email or who
        if faults:
            state, why = RowState.FAULTY, ""
        elif known is not None or mark in seen:
            state, why = RowState.KNOWN, str(known.get_state_display()) if known else _("twice in the file")
        else:
            state, why = RowState.NEW, ""
        seen.add(mark)
        found.append(GuestRow(row.get("#", ""), facts, state, faults, why))
    return found


def _facts(row: Mapping[str, str], mapping: Mapping[str, str]) -> dict[str, str]:
    facts = {name: " ".join(row.get(column, "").split()) for name, column in mapping.items() if column}
    first = facts.pop("first_name", "")
    facts["name"] = " ".join(filter(None, (first, facts.get("name", ""))))
    language = folded(facts.get("language", ""))[:2]
    facts["language"] = "en" if language == "en" else "de"
    return facts


def _faults(event: Event, facts: Mapping[str, str], *, needs_email: bool) -> Iterable[str]:
    if not facts["name"]:
        yield _("There is no name.")
    for name, most in LONGEST.items():
        if len(facts.get(name, "")) > most:
            yield _("%(field)s is longer than %(most)s letters.") % {"field": FIELDS[name], "most": most}
    email = facts.get("email", "")
    if email:
        try:
            validate_email(email)
        except ValidationError:
            yield _("«%(text)s» is no e-mail address.") % {"text": email[:60]}
    elif needs_email:
        yield _("There is no e-mail address to invite to.")
    if (side := facts.get("side", "")) and event.sides and side_of(event, side) is None:
        yield _("There is no side «%(text)s».") % {"text": side[:60]}
    for name in ("offer", "need"):
        if any(len(text) > LONGEST_LISTING for text in listings_in(facts.get(name, ""))):
            yield _("%(field)s is longer than %(most)s letters.") % {"field": FIELDS[name], "most": LONGEST_LISTING}


def side_of(event: Event, text: str) -> str | None:
    """The key of the side that is called so in one of the languages."""
    wanted = folded(text)
    for side in event.sides:
        if wanted in {folded(side["key"]), folded(side["de"]), folded(side["en"])}:
            return str(side["key"])
    return None


def listings_in(text: str) -> list[str]:
    """«Leinen; Holz» as Leinen and Holz."""
    return [part for part in (piece.strip() for piece in text.split(";")) if part]
