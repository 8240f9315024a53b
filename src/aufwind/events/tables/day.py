"""The day as components of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from aufwind.core.components.lists import Fact
from aufwind.core.components.tables import Cell, Column
from aufwind.events.tables.plans import slot_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from aufwind.events.models import DeskOperation, Event, Meeting, Participation

CHANGES = {
    "missing": gettext_lazy("Plan with those present"),
    "no_show": gettext_lazy("Does not come"),
    "late": gettext_lazy("Comes later"),
    "leaves": gettext_lazy("Leaves early"),
    "substitute": gettext_lazy("Somebody else comes instead"),
    "hide": gettext_lazy("Does not want to be shown"),
    "table_lost": gettext_lazy("A table cannot be used"),
    "shift": gettext_lazy("We are running late"),
}
"""What can change on the day, as the titles of its pages."""
OF_A_GUEST = ("no_show", "late", "leaves", "substitute", "hide")
"""Changes that are about one guest."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A guest the desk found: who she is, where she has to go first, and what can be done."""

    guest: Participation
    href: str
    note: str
    badge: str
    badge_kind: str
    can_check_in: bool


def hits(event: Event, guests: Iterable[Participation], first: Mapping[int, Meeting]) -> list[Hit]:
    """Found guests with badge number, first table and time."""
    return [
        Hit(
            guest,
            reverse("events:day-guest", args=[event.slug, guest.pk]),
            " · ".join(filter(None, [badge_number(guest), where_next(first.get(guest.pk))])),
            *standing(guest),
            can_check_in=not guest.is_present,
        )
        for guest in guests
    ]


def badge_number(guest: Participation) -> str:
    """The number on her badge, in words; nothing where she has none."""
    return _("Badge %(number)s") % {"number": guest.number} if guest.number is not None else ""


def where_next(meeting: Meeting | None) -> str:
    """Time and table of a meeting, in words; nothing where there is none."""
    if meeting is None:
        return _("no meeting to come")
    return _("%(time)s at table %(table)s") % {"time": slot_time(meeting.slot), "table": meeting.table.key}


def standing(guest: Participation) -> tuple[str, str]:
    """Where she is as a badge: its word and its kind."""
    if guest.checked_in_at is not None and guest.left_at is None:
        return _("here since %(time)s") % {"time": clock(guest.checked_in_at)}, "ok"
    if guest.left_at is not None:
        return _("gone"), "closed"
    if guest.absent_at is not None:
        return _("does not come"), "loss"
    if guest.late_until:
        return _("comes later"), "neutral"
    return _("expected"), "neutral"


LISTS = {
    "expected": gettext_lazy("Expected"),
    "here": gettext_lazy("Here"),
    "missing": gettext_lazy("Missing"),
    "later": gettext_lazy("Announced for later"),
    "absent": gettext_lazy("Do not come"),
}
"""The lists behind the tiles, by what they are called in addresses."""


def people_table(
    event: Event, guests: Iterable[Participation], first: Mapping[int, Meeting]
) -> tuple[list[Column], list[list[Cell | str]]]:
    """Guests with what the desk needs: badge, where next, and how they stand."""
    columns = [Column(_("Guest")), Column(_("Organisation")), Column(_("Badge")), Column(_("Where next?")),
               Column(_("State"))]  # fmt: skip
    return columns, [
        [
            Cell(guest.name, href=reverse("events:day-guest", args=[event.slug, guest.pk])),
            guest.organisation or "–",
            str(guest.number or "–"),
            where_next(first.get(guest.pk)),
            standing(guest)[0],
        ]
        for guest in guests
    ]


def clock(moment: datetime) -> str:
    """The time of day where the event takes place, in the reader's format."""
    return formats.date_format(timezone.localtime(moment), "TIME_FORMAT")


def guest_facts(guest: Participation, first: Meeting | None) -> list[Fact]:
    """What the desk needs to know of a guest."""
    known = [
        Fact(_("Organisation"), guest.organisation),
        Fact(_("Badge"), str(guest.number or "")),
        Fact(_("Where next?"), where_next(first)),
        Fact(_("What she needs on site"), guest.access_note),
    ]
    return [fact for fact in known if fact.value]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something done at a desk, in words."""

    operation: DeskOperation
    text: str
    note: str
    can_be_taken_back: bool


def entries(operations: Iterable[DeskOperation]) -> list[Entry]:
    """What was done at the desks in the reader's language, with when and where."""
    language = get_language() or "de"
    return [
        Entry(
            operation,
            operation.said.get(language, ""),
            " · ".join(filter(None, [clock(operation.made_at), operation.desk])),
            bool(operation.undo) and operation.taken_back_at is None,
        )
        for operation in operations
    ]


def changes_of_guest(event: Event, guest: Participation) -> list[tuple[str, str]]:
    """What may have changed about a guest: the words of each button and its address."""
    return [
        (str(CHANGES[kind]), f"{reverse('events:day-change', args=[event.slug, kind])}?guest={guest.pk}")
        for kind in OF_A_GUEST
    ]
