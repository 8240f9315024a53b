"""From a question to one page of answers with counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.db.models.functions import Length
from django.utils import timezone

from aufwind.actors.entries import Entry, entries_for
from aufwind.actors.enums import Tier
from aufwind.actors.index.columns import day_number, read_columns
from aufwind.actors.index.sql import read_where
from aufwind.actors.index.values import known_values
from aufwind.actors.index.words import WORD, key_of, words_of
from aufwind.actors.models import Actor, IndexRow, Listing, Place
from aufwind.actors.rules import tier_for
from aufwind.actors.search.asked import Order, mark_from
from aufwind.actors.search.facets import FACETS, chosen_rows, counts_of
from aufwind.actors.search.instead import Reading, instead_of
from aufwind.actors.search.matches import match_of, read_words, rows_with_all, scores_of
from aufwind.actors.search.page import page_of
from aufwind.core.policy import may

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from aufwind.actors.index.values import Value
    from aufwind.actors.search.asked import Asked
    from aufwind.actors.search.facets import Counts
    from aufwind.actors.search.instead import Choice
    from aufwind.actors.search.matches import Match
    from aufwind.core.policy import Visitor

__all__ = ["FACETS", "Found", "Hit", "district_names", "keys_found", "search"]

PAGE = 25
LISTINGS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry as the reader sees it, with the first of its listings and how many more there are."""

    entry: Entry
    listings: list[Listing]
    more: int


@dataclass(frozen=True, slots=True)
class Found:
    """One page of answers.

    Attributes:
        hits: In order.
        total: How many fit the words and all choices, on all pages.
        counts: By facet and code, how many that choice would leave.
        instead: What was searched for where the words asked for are nowhere together; else empty.
        after: The mark to go on from; empty on the last page.
    """

    hits: list[Hit]
    total: int
    counts: Counts
    instead: str
    after: str


def search(visitor: Visitor, asked: Asked, *, size: int = PAGE) -> Found:
    """What `visitor` finds: by the words everybody of her tier finds, shown as she herself sees it.

    Seven statements, ten where words were mistyped, whatever the number of rows. Costs arrays as long as the register:
    some 25 ms for a million entries.
    """
    answer = _answer(visitor, asked)
    counts = counts_of(answer.found, answer.chosen, answer.reading.columns, answer.values, answer.reading.today)
    rows = answer.rows()
    scores = scores_of(answer.matches if asked.order == Order.RELEVANCE else [], rows)
    page = page_of(rows, scores, answer.reading.columns, mark_from(asked.after), size)
    hits = _hits(visitor, page.actors)
    return Found(hits, len(rows), counts, written(answer.instead, asked, hits), str(page.after or ""))


def keys_found(visitor: Visitor, asked: Asked) -> set[int]:
    """All entries `visitor` finds, on whatever page, by primary key: for a file of them. Five statements."""
    answer = _answer(visitor, asked)
    rows = (answer.rows() + answer.reading.columns.origin).tolist()
    return {key for (key,) in read_where("actors_indexrow", "actor_id", "id", rows)}


@dataclass(frozen=True, slots=True)
class _Answer:
    """Which rows have the words, and which fit each facet's choices."""

    reading: Reading
    values: dict[Value, int]
    matches: list[Match]
    instead: list[Choice]
    found: NDArray[np.bool_]
    chosen: dict[str, NDArray[np.bool_]]

    def rows(self) -> NDArray[np.intp]:
        """The places in the columns of what has the words and fits all choices."""
        fits = self.found.copy()
        for one in self.chosen.values():
            fits &= one
        return np.flatnonzero(fits)


def _answer(visitor: Visitor, asked: Asked) -> _Answer:
    tier, words = tier_for(visitor), asked.words
    addressed = _rows_with_address(asked.text) if tier == Tier.AGENCY else None
    stored = read_words(words, beginning=words[-1] if words else "")
    columns, values, today = read_columns(), known_values(), day_number(timezone.localdate())
    reading = Reading(columns, columns.tiers >> tier & 1 == 1, today)
    matches = [match_of(word, stored, columns, today, is_open=word == words[-1]) for word in words]
    found, instead = rows_with_all(matches, reading.visible), []
    if addressed is not None:
        found, matches = np.zeros(columns.size, np.bool_), []
        found[[row - columns.origin for row in addressed if 0 <= row - columns.origin < columns.size]] = True
        found &= reading.visible
    elif words and not asked.is_exact and not found.any():
        instead = instead_of(words, matches, reading)
        matches = [one.match for one in instead] or matches
        found = rows_with_all(matches, reading.visible)
    elif asked.text and not words:
        found[:] = False
    return _Answer(reading, values, matches, instead, found, chosen_rows(asked.choices, columns, values, today))


def _rows_with_address(text: str) -> list[int] | None:
    """The rows of entries with this e-mail address, which is in no index of words; None for what is no address."""
    if "@" not in text or " " in text:
        return None
    living = Actor.objects.living().filter(email__in={text, text.lower()})
    return list(
        IndexRow.objects.filter(actor__in=list(living.values_list("pk", flat=True))).values_list("pk", flat=True)
    )


def _hits(visitor: Visitor, keys: list[int]) -> list[Hit]:
    """These actors as she sees them, in this order. Two statements."""
    actors = {
        actor.pk: actor for actor in Actor.objects.living().filter(pk__in=keys).select_related("place", "industry")
    }
    entries = {entry.pk: entry for entry in entries_for(visitor, actors.values())}
    by_actor: dict[int, list[Listing]] = {}
    # by actor alone: with the day as well, SQLite reads every listing that holds
    for listing in Listing.objects.filter(actor__in=keys):
        if listing.is_current and listing.actor_id in entries:
            listing.actor = actors[listing.actor_id]
            if may(visitor, "actors.see-listing", listing):
                by_actor.setdefault(listing.actor_id, []).append(listing)
    return [_hit(entries[key], by_actor.get(key, [])) for key in keys if key in entries]


def _hit(entry: Entry, listings: list[Listing]) -> Hit:
    return Hit(entry, listings[:LISTINGS_SHOWN], len(listings[LISTINGS_SHOWN:]))


def written(instead: Sequence[Choice], asked: Asked, hits: Sequence[Hit]) -> str:
    """What was searched for instead, spelt as in the entries shown; words that were kept as they were typed."""
    typed = {key: word for word in asked.text.split() for key in words_of(word)}
    shown: dict[str, str] = {}
    for hit in hits:
        for text in (hit.entry.name, hit.entry.summary, *(listing.title for listing in hit.listings)):
            for word in WORD.findall(text):
                shown.setdefault(key_of(word), word)
    return " ".join((shown if one.distance else typed).get(one.word, one.word) for one in instead)


def district_names(codes: Collection[str]) -> dict[str, str]:
    """The names of districts in the reader's language, by NUTS code. One statement."""
    # a town of its own is a municipality as well: the shorter official key is the district's, and comes last
    places = Place.objects.filter(nuts__in=codes).order_by(Length("ags").desc(), "-pk")
    return {place.nuts: str(place) for place in places}
