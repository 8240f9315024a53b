"""The watch list as components of a page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aufwind.core.components.tables import Cell, Column
from aufwind.events.guest_lists import RowState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from aufwind.core.models import AuditEntry
    from aufwind.events.guest_lists import GuestRow
    from aufwind.events.models import Event, GuestFile, Participation
    from aufwind.events.queries.guests import Client

GROUP_WORDS = {
    "all": gettext_lazy("all"),
    "unopened": gettext_lazy("invited, not opened"),
    "open": gettext_lazy("opened, not answered"),
    "requested": gettext_lazy("waits for approval"),
    "waiting": gettext_lazy("on the waiting list"),
    "registered": gettext_lazy("registered"),
    "no_profile": gettext_lazy("registered without offer or need"),
    "no_wish": gettext_lazy("registered without a wish"),
    "declined": gettext_lazy("do not come"),
}
NUDGED = ("unopened", "open", "no_profile", "no_wish")
"""Groups that can be reminded with one click."""


def group_tiles(event: Event, counts: dict[str, int]) -> list[tuple[int, str, str]]:
    """Number, word and address of each group."""
    base = reverse("events:guests", args=[event.slug])
    return [(counts[name], str(word), f"{base}?{urlencode({'group': name})}") for name, word in GROUP_WORDS.items()]


def guest_rows(guests: Iterable[Participation]) -> tuple[list[Column], list[list[Cell | str]]]:
    """Guests with how far they are, what they lack, and where one acts for them."""
    columns = [
        Column(_("Guest")),
        Column(_("Organisation")),
        Column(_("State")),
        Column(_("Lacks")),
        Column(_("Adviser")),
        Column(_("Her page")),
    ]
    return columns, [
        [
            Cell(guest.name, href=reverse("events:guest-record", args=[guest.event.slug, guest.pk])),
            guest.organisation or "–",
            str(guest.get_state_display()),
            lacks(guest) or "–",
            str(guest.adviser or "–"),
            Cell(_("act for her"), href=reverse("events:for-guest", args=[guest.pk])),
        ]
        for guest in guests
    ]


def lacks(guest: Participation) -> str:
    """What keeps good meetings from her, in words; `guest` comes from the watch list."""
    found = []
    if not guest.email:
        found.append(_("e-mail"))
    if guest.is_seated and not getattr(guest, "has_profile", True):
        found.append(_("offer or need"))
    if guest.is_seated and not getattr(guest, "has_wish", True):
        found.append(_("wish"))
    return ", ".join(found)


HAPPENED = {
    "participation.registered": gettext_lazy("registered"),
    "participation.invited": gettext_lazy("invited"),
    "participation.approved": gettext_lazy("admitted"),
    "participation.refused": gettext_lazy("not admitted"),
    "participation.cancelled": gettext_lazy("cancelled"),
    "participation.declined": gettext_lazy("declined"),
    "participation.moved-up": gettext_lazy("moved up from the waiting list"),
    "participation.changed": gettext_lazy("changed what she says"),
    "participation.confirmed": gettext_lazy("confirmed that she comes"),
    "participation.adviser-set": gettext_lazy("adviser set"),
    "participation.link-resent": gettext_lazy("link sent once more"),
    "participation.nudged": gettext_lazy("reminded"),
}
"""What the audit log says of a guest, in words."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened to a guest, and whether somebody did it for her."""

    at: datetime
    what: str
    who: str
    is_on_behalf: bool


def told(entries: Iterable[AuditEntry]) -> list[Happened]:
    """A guest's history as people read it; what has no words of ours stands as the log has it."""
    return [
        Happened(
            entry.at,
            str(HAPPENED.get(entry.event, entry.event)),
            entry.actor,
            is_on_behalf=not entry.actor.startswith(("participation:", "system", "anonymous")),
        )
        for entry in entries
    ]


def list_tiles(rows: Iterable[GuestRow], kept: GuestFile) -> list[tuple[int, str, str]]:
    """How many rows of a file are new, known and faulty, each leading to these."""
    words = {RowState.NEW: _("new"), RowState.KNOWN: _("known already"), RowState.FAULTY: _("faulty")}
    if kept.taken_over_at is not None:
        return [(kept.result.get(state, 0), word, "") for state, word in words.items()]
    states = Counter(row.state for row in rows)
    return [(states[state], word, f"?{urlencode({'show': state})}") for state, word in words.items()]


def list_rows(rows: Iterable[GuestRow]) -> tuple[list[Column], list[list[Cell | str]]]:
    """Rows of a file with what each comes to and why."""
    columns = [Column(_("Row")), Column(_("Name")), Column(_("E-mail")), Column(_("Organisation")), Column(_("What"))]
    words = {RowState.NEW: _("new"), RowState.KNOWN: _("known already"), RowState.FAULTY: _("faulty")}
    return columns, [
        [
            row.number,
            row.facts.get("name", "") or "–",
            row.facts.get("email", "") or "–",
            row.facts.get("organisation", "") or "–",
            ": ".join(filter(None, (words[row.state], " ".join(row.faults) or row.why))),
        ]
        for row in rows
    ]


def client_rows(clients: Iterable[Client]) -> tuple[list[Column], list[list[Cell | str]]]:
    """An adviser's own clients over all events."""
    columns = [Column(_("Guest")), Column(_("Event")), Column(_("State")), Column(_("Lacks")), Column(_("Her page"))]
    return columns, [
        [
            client.guest.name,
            str(client.guest.event),
            str(client.guest.get_state_display()),
            lacks(client.guest) or "–",
            Cell(_("act for her"), href=reverse("events:for-guest", args=[client.guest.pk])),
        ]
        for client in clients
    ]
