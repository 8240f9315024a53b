"""Actors as the components that pages are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aufwind.actors.enums import Audience, Side
from aufwind.actors.fields import DISCLOSABLE
from aufwind.actors.kinds import kind_word
from aufwind.actors.languages import language_word
from aufwind.actors.models import Actor, Place
from aufwind.actors.rules import audience_of
from aufwind.actors.tie_kinds import tie_word
from aufwind.core.components.histories import HistoryLine
from aufwind.core.components.lists import Fact
from aufwind.core.components.tables import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aufwind.actors.entries import Entry
    from aufwind.actors.history import Deed
    from aufwind.actors.models import Affiliation, SignUp, Tie


def actor_facts(entry: Entry, *, limits: Actor | None = None) -> list[Fact]:
    """What a reader may know of an actor; what is unknown or hidden is left out.

    Args:
        entry: The actor as the reader sees it.
        limits: For staff: the actor, to say which parts others do not see.
    """
    known = [
        Fact(_("Kind"), entry.kind_word),
        Fact(_("Acronym"), entry.acronym),
        Fact(_limited(_("Place"), limits, "place"), str(entry.place or "")),
        Fact(_("AGS"), entry.place.ags if entry.place else ""),
        Fact(_("Country"), entry.country),
        Fact(_limited(_("Industry"), limits, "industry"), str(entry.industry or "")),
        Fact(_limited(_("Languages"), limits, "languages"), languages_told(entry.languages)),
        Fact(_limited(_("Website"), limits, "website"), told_address(entry.website), web_address(entry.website)),
        *(Fact(_("Further link"), told_address(link), web_address(link)) for link in entry.links),
        Fact(_limited(_("E-mail"), limits, "email"), entry.email, f"mailto:{entry.email}"),
        Fact(_limited(_("Telephone"), limits, "phone"), entry.phone, f"tel:{''.join(entry.phone.split())}"),
        Fact(_limited(_("Address"), limits, "address"), _street(entry)),
        Fact(_("Source"), _("public page") if web_address(entry.source) else "", web_address(entry.source)),
    ]
    return [fact for fact in known if fact.value]


def _limited(label: str, actor: Actor | None, field: str) -> str:
    """The label, for staff with a word on who else sees it."""
    audience = audience_of(actor, field) if actor else Audience.PUBLIC
    if audience == Audience.PUBLIC:
        return label
    return f"{label} ({audience_word(audience)})"


def languages_told(codes: Iterable[str]) -> str:
    """«German, Czech», in the reader's words."""
    return ", ".join(language_word(code) for code in codes)


def told_address(address: str) -> str:
    """An address as people read it: «weberei.example/cloth»."""
    return address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def web_address(address: str) -> str:
    """The address where it is one of the web; empty for «javascript:» and whatever else an import may bring."""
    return address if address.startswith(("https://", "http://")) else ""


def _street(entry: Entry) -> str:
    return ", ".join(part for part in (entry.street, entry.postcode) if part)


def sign_up_facts(sign_up: SignUp) -> list[Fact]:
    """What somebody typed about herself, to be looked at once more."""
    typed = sign_up.answers
    place = Place.objects.filter(pk=typed["place"]).first() if typed.get("place") else None
    listings = [(one["side"], one.get("title_de") or one.get("title_en", "")) for one in typed.get("listings", [])]
    known = [
        Fact(_("Name"), typed["name"]),
        Fact(_("E-mail"), sign_up.email),
        Fact(_("Kind"), kind_word(typed["kind"])),
        Fact(_("Place"), str(place or "")),
        Fact(_("Languages"), languages_told(typed.get("languages", ()))),
        Fact(_("About you"), typed.get("summary_de") or typed.get("summary_en", "")),
        *(Fact(str(Side(side).label), title) for side, title in listings),
        Fact(_("Seen by"), audience_word(typed.get("audience", Audience.MEMBERS))),
    ]
    return [fact for fact in known if fact.value]


AUDIENCES = {
    "public": gettext_lazy("everybody"),
    "members": gettext_lazy("members only"),
    "agency": gettext_lazy("agency only"),
}


def audience_word(audience: str) -> str:
    """Who sees something, in two words."""
    return str(AUDIENCES.get(audience, _("participants of an event")))


def shown_table(entry: Entry, actor: Actor) -> tuple[list[Column], list[list[Cell | str]]]:
    """For the owner: each part of her entry, what stands there, and who sees it."""
    values = shown_values(entry)
    columns = [Column(_("Part of the entry")), Column(_("What stands there")), Column(_("Seen by"))]
    seen_by_nobody = actor.audience == Audience.AGENCY
    return columns, [
        [
            str(field.label),
            values[name] or "–",
            audience_word(Audience.AGENCY if seen_by_nobody else audience_of(actor, name)),
        ]
        for name, field in DISCLOSABLE.items()
    ]


def shown_values(entry: Entry) -> dict[str, str]:
    """What stands in each part of an entry, in one line, by the part's name."""
    return {
        "summary": entry.summary,
        "place": str(entry.place or ""),
        "industry": str(entry.industry or ""),
        "languages": languages_told(entry.languages),
        "website": ", ".join(told_address(address) for address in (entry.website, *entry.links) if address),
        "email": entry.email,
        "phone": entry.phone,
        "address": _street(entry),
    }


DEEDS = {
    "actor.entered": gettext_lazy("entered the entry"),
    "actor.updated": gettext_lazy("changed the entry"),
    "actor.merged": gettext_lazy("took another entry into this one"),
    "actor.unmerged": gettext_lazy("made two entries of this one again"),
    "row.accepted": gettext_lazy("entered the entry from a list"),
    "row.merged": gettext_lazy("filled the entry in from a list"),
    "listing.entered": gettext_lazy("entered an offer or a need"),
    "listing.updated": gettext_lazy("changed an offer or a need"),
    "listing.ended": gettext_lazy("ended an offer or a need"),
    "listing.confirmed": gettext_lazy("said that an offer or a need still holds"),
    "consent.given": gettext_lazy("recorded the consent"),
    "consent.withdrawn": gettext_lazy("took the consent back"),
    "own-link.sent": gettext_lazy("sent the personal link"),
}


def history_lines(deeds: Iterable[Deed]) -> list[HistoryLine]:
    """What was done to an entry; which fields, but never what stood in them."""
    return [
        HistoryLine(
            deed.at,
            _("The owner") if deed.is_owner else deed.who,
            str(DEEDS.get(deed.event, deed.event)),
            note=", ".join(dict.fromkeys(_field_word(column) for column in deed.fields)),
        )
        for deed in deeds
    ]


def _field_word(column: str) -> str:
    if column == "disclosures":
        return _("who may see what")
    part = next((field.label for field in DISCLOSABLE.values() if column in field.columns), "")
    return str(part or getattr(Actor._meta.get_field(column), "verbose_name", ""))


@dataclass(frozen=True, slots=True)
class TieLine:
    """A tie on the agency's desk: how it reads, since when, who sees it."""

    pk: int
    told: str
    note: str
    can_end: bool
    is_affiliation: bool = False


def tie_lines(actor: Actor, ties: Iterable[Tie], affiliations: Iterable[Affiliation]) -> list[TieLine]:
    """Ties and affiliations of an entry, as they read from it."""
    lines = []
    for tie in ties:
        is_forward = tie.left_id == actor.pk
        told = f"{tie_word(tie.kind, is_forward=is_forward)} {tie.right if is_forward else tie.left}"
        lines.append(TieLine(tie.pk, told, _lived(tie, tie.evidence), _goes_on(tie)))
    for place in affiliations:
        told = _("%(person)s works for %(organisation)s") % {
            "person": place.person, "organisation": place.organisation,
        }  # fmt: skip
        lines.append(TieLine(place.pk, told, _lived(place, place.role), _goes_on(place), is_affiliation=True))
    return lines


def _lived(tie: Tie | Affiliation, more: str) -> str:
    """«since 1 May 2021 · everybody · their website»."""
    since = _("since %(day)s") % {"day": formats.date_format(tie.starts_on)} if tie.starts_on else ""
    until = _("until %(day)s") % {"day": formats.date_format(tie.ends_on)} if tie.ends_on else ""
    return " · ".join(part for part in (since, until, audience_word(tie.audience), more) if part)


def _goes_on(tie: Tie | Affiliation) -> bool:
    return tie.ends_on is None or tie.ends_on > timezone.localdate()
