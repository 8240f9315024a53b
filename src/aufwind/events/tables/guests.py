"""The watch list as components of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aufwind.core.components.tables import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aufwind.events.models import Event, Participation
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
