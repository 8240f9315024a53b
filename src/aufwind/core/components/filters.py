"""A long list made short: a search field and groups of choices, each with how many it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aufwind.core.components.numbers import written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Option:
    """A choice in a facet.

    Attributes:
        value: What is submitted under the facet's key.
        label: The choice in a word or two.
        count: How many of the list it would leave.
        is_on: Chosen now.
        href: For a chosen one, the same list without it.

    """

    value: str
    label: str
    count: int
    is_on: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of choices; `key` is the name of the submitted value, several may be chosen."""

    key: str
    label: str
    options: tuple[Option, ...]


def filter_bar(
    facets: Sequence[Facet],
    *,
    action: str = "",
    query: str = "",
    search_label: str = "",
    clear_href: str = "",
    kept: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Search and facets as one plain form that asks by GET; what is chosen stands below it and can be taken away.

    Works without JavaScript. On a phone the facets wait behind one button, on a laptop they stand open.

    Args:
        facets: Groups of choices, the most useful first.
        action: Address of the list; empty for the page's own.
        query: What was searched for, submitted as `q`.
        search_label: What can be searched; there is a general one.
        clear_href: The list without search and choices.
        kept: Other parts of the address to keep, such as the order.

    """
    groups = []
    chosen = []
    for facet in facets:
        on = [option for option in facet.options if option.is_on]
        chosen += [{"facet": facet.label, "option": option} for option in on]
        options = [{"option": option, "count": written(option.count)} for option in facet.options]
        groups.append({"facet": facet, "options": options, "on": written(len(on)), "is_open": bool(on)})
    return {
        "groups": groups,
        "chosen": chosen,
        "chosen_count": written(len(chosen)),
        "action": action,
        "query": query,
        "search_label": search_label,
        "clear_href": clear_href,
        "kept": (kept or {}).items(),
    }
