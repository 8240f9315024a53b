"""Things one below another: facts, badges, tabs, cards, people, parts of a list, the list still empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aufwind.core.components.choice import one_of
from aufwind.core.components.numbers import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

BADGES = {"neutral": "dot", "ok": "check", "needs-you": "hand", "loss": "alert", "closed": "lock"}
"""Kinds of badge and the shape of each: colour alone says nothing to one in twelve men."""

CATEGORIES = range(9)
"""0: none; 1 to 8: the colour-blind-safe set."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a fact box; `href` makes the value a link."""

    label: str
    value: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A view of the same thing, at an address of its own."""

    label: str
    href: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """Something in a list that is read rather than compared.

    Attributes:
        title: Its name.
        href: Its page.
        text: One or two sentences.
        facts: Short things in a row: date, place, people.
        badge: A word for its state.
        badge_kind: As `badge`'s `kind`.
        category: 0 for none, 1 to 8 for a category's colour.
        category_label: The category in a word.

    """

    title: str
    href: str
    text: str = ""
    facts: tuple[str, ...] = ()
    badge: str = ""
    badge_kind: str = "neutral"
    category: int = 0
    category_label: str = ""

    def __post_init__(self) -> None:
        one_of(self.badge_kind, BADGES, what="kind of badge")
        if self.category and not self.category_label:
            raise ValueError("A category needs its word as well as its colour: give `category_label`.")


def facts(facts: Sequence[Fact], *, title: str = "") -> dict[str, Any]:
    """A box of facts: what, when, where, how many."""
    return {"facts": facts, "title": title}


def badge(text: str, *, kind: str = "neutral", category: int = 0) -> dict[str, Any]:
    """A word with a shape: a state (`neutral`, `ok`, `needs-you`, `loss`, `closed`) or a category 1 to 8.

    Raises:
        ValueError: There is no such kind or category.

    """
    one_of(kind, BADGES, what="kind of badge")
    if category not in CATEGORIES:
        raise ValueError(f"Categories are numbered 1 to 8; {category} is none.")
    return {"text": text, "kind": kind, "icon": BADGES[kind], "category": category}


def tabs(tabs: Sequence[Tab], *, label: str) -> dict[str, Any]:
    """Views of one thing as links; `label` says what they are views of."""
    counted = [{"tab": tab, "count": "" if tab.count is None else written(tab.count)} for tab in tabs]
    return {"tabs": counted, "label": label}


def pagination(*, earlier: str = "", later: str = "", shown: str = "") -> dict[str, Any]:
    """The way to the neighbouring parts of a long list, by key, so that page 4,000 costs what page 1 costs.

    Args:
        earlier: Address of the part before; empty at the beginning.
        later: Address of the part after; empty at the end.
        shown: What stands on this page («Kunsthaus to Lehmann, 50 of 1,204»).

    """
    return {"earlier": earlier, "later": later, "shown": shown}


def empty_state(
    content: SafeString, title: str, *, action: str = "", href: str = "", example: str = ""
) -> dict[str, Any]:
    """A list that is still empty: what belongs here, one example, one button."""
    return {"content": content, "title": title, "action": action, "href": href, "example": example}


def cards(cards: Sequence[Card], *, heading: int = 2) -> dict[str, Any]:
    """Cards in a list; `heading` is the level of their titles, one below the section they stand in.

    Raises:
        ValueError: No level from 2 to 4.

    """
    one_of(str(heading), "234", what="heading level")
    return {"cards": cards, "heading": f"h{heading}", "icons": BADGES}


def person_row(
    name: str,
    *,
    organisation: str = "",
    href: str = "",
    note: str = "",
    badge: str = "",
    badge_kind: str = "neutral",
) -> dict[str, Any]:
    """A person in words: no picture, no initials; name, whom she comes for, and what matters now."""
    one_of(badge_kind, BADGES, what="kind of badge")
    return {
        "name": name,
        "organisation": organisation,
        "href": href,
        "note": note,
        "badge": badge,
        "badge_kind": badge_kind,
    }


def qr_figure(drawing: SafeString, *, href: str, caption: str) -> dict[str, Any]:
    """The way from paper to the living page: a QR drawing (an SVG; `segno` makes it) and the address in letters.

    Args:
        drawing: The SVG.
        href: The whole address, also printed.
        caption: What is found there.
    """
    return {"drawing": drawing, "href": href, "caption": caption}
