"""What people ask of the register, made clean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.actors.search import FACETS, Asked, Order

if TYPE_CHECKING:
    from django.http import QueryDict

MOST_LETTERS = 200
MOST_CHOICES = 60
LONGEST_MARK = 400


def asked_from(data: QueryDict) -> Asked:
    """The question in an address; what makes no sense in it is left out, what is too long is cut."""
    choices = {facet: tuple(dict.fromkeys(data.getlist(facet)[:MOST_CHOICES])) for facet in FACETS}
    return Asked(
        text=" ".join(data.get("q", "")[:MOST_LETTERS].replace("\0", "").split()),
        choices={facet: codes for facet, codes in choices.items() if any(codes)},
        order=Order.NAME if data.get("order") == Order.NAME else Order.RELEVANCE,
        after=data.get("after", "")[:LONGEST_MARK],
        is_exact="exact" in data,
    )
