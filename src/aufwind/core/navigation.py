"""What stands in the menu and in the footer: contexts register entries, the policy decides who sees which.

register(Entry(_("Events"), "events:list", permission=PUBLIC, order=20))      # in the context's apps.ready()
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from aufwind.core.policy import PUBLIC, may

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from aufwind.core.policy import Visitor


class Place(StrEnum):
    """Where an entry stands."""

    HEADER = "header"
    ACCOUNT = "account"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page worth a link from everywhere.

    Attributes:
        label: One or two words, translated when shown.
        url_name: A page without arguments; or a whole address («https://…») in the footer.
        permission: Who sees it.
        order: Small numbers come first.
        place: Header, account menu or footer.

    """

    label: str | _StrPromise
    url_name: str
    permission: str = PUBLIC
    order: int = 50
    place: Place = Place.HEADER


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as this visitor sees it on this page."""

    label: str
    href: str
    is_current: bool


_entries: list[Entry] = []


def register(entry: Entry) -> None:
    """Add an entry; the same one twice is one."""
    if entry not in _entries:
        _entries.append(entry)
        _entries.sort(key=lambda entry: entry.order)


def links(visitor: Visitor, place: Place, path: str) -> list[Link]:
    """What `visitor` sees at `place` while at address `path`, in order.

    At most one is current: the one whose address is the longest beginning of `path`.
    """
    shown = [(entry, _href(entry)) for entry in _entries if entry.place == place and may(visitor, entry.permission)]
    near = max((href for _entry, href in shown if path.startswith(href)), key=len, default=None)
    return [Link(str(entry.label), href, href == near) for entry, href in shown if href]


def _href(entry: Entry) -> str:
    if "://" in entry.url_name:
        return entry.url_name
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""  # the context is not installed, or its page is not there yet
