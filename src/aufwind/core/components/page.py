"""What frames a page: its header, where it stands, in which phase its thing is, what it has to say."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from aufwind.core.components.choice import one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.template import Context
    from django.utils.safestring import SafeString

NOTICES = {"info": "info", "success": "check", "needs-you": "hand", "loss": "alert"}
"""Kinds of notice and the icon of each."""

PHASES = {"done", "now", "later"}


@dataclass(frozen=True, slots=True)
class Phase:
    """A step in the life of something.

    Attributes:
        label: One or two words.
        state: `done`, `now` or `later`.
        note: A date or a number.
        href: The page where this step is worked on.

    """

    label: str
    state: str
    note: str = ""
    href: str = ""

    def __post_init__(self) -> None:
        one_of(self.state, PHASES, what="state of a phase")


def page_header(content: SafeString, title: str, *, lead: str = "", kicker: str = "") -> dict[str, Any]:
    """The head of a page: title, one sentence what it is for, and (as content) its one primary action."""
    return {"content": content, "title": title, "lead": lead, "kicker": kicker}


def breadcrumbs(*labels_and_links: str) -> dict[str, Any]:
    """The way to this page: label, address, label, address, …; a last label alone is the page itself."""
    steps = zip_longest(labels_and_links[::2], labels_and_links[1::2], fillvalue="")
    return {"steps": [{"label": label, "href": href} for label, href in steps]}


def phase_bar(phases: Sequence[Phase], *, label: str) -> dict[str, Any]:
    """Where something stands in its life; `label` tells screen readers what the phases are of."""
    return {"phases": phases, "label": label}


def notice(content: SafeString, *, kind: str = "info", title: str = "", is_urgent: bool = False) -> dict[str, Any]:
    """Something the reader should know now.

    Args:
        content: The text, paragraphs or lists.
        kind: `info`, `success`, `needs-you` (the reader must act), `loss` (something is or will be gone).
        title: A sentence; without it the text stands alone.
        is_urgent: Read out at once by screen readers; for what appeared because of a click.

    Raises:
        ValueError: There is no such kind.

    """
    one_of(kind, NOTICES, what="kind of notice")
    return {"content": content, "kind": kind, "icon": NOTICES[kind], "title": title, "is_urgent": is_urgent}


def language_switch(context: Context) -> dict[str, Any]:
    """Links to this page in every language."""
    return {"languages": context["site"].languages}


def site_messages(context: Context) -> dict[str, Any]:
    """What the last action had to say, as notices that stay until the next page."""
    kinds = {"debug": "info", "info": "info", "success": "success", "warning": "needs-you", "error": "loss"}
    found = [
        {"text": message, "kind": kinds[message.level_tag], "icon": NOTICES[kinds[message.level_tag]]}
        for message in context.get("messages") or ()
    ]
    return {"found": found}
