"""What an entry says to each circle of readers: built from what they see, never from the tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from django.utils import translation

from aufwind.actors.entries import entry_for
from aufwind.actors.enums import Side, Tier
from aufwind.actors.index.words import name_key, words_of
from aufwind.actors.kinds import kind_word
from aufwind.core.policy import ANONYMOUS, Role, Visitor, may

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from aufwind.actors.models import Actor, Code, Listing, Place

READERS = {
    Tier.PUBLIC: ANONYMOUS,
    Tier.MEMBERS: Visitor(key="tier:members", roles=frozenset({Role.MEMBER})),
    Tier.AGENCY: Visitor(key="tier:agency", roles=frozenset({Role.AGENCY})),
}
"""Who stands for each tier: nobody's own entry, no event's participant."""

NUTS3 = 5
"""Letters of a district's code."""


@dataclass(frozen=True, slots=True)
class Content:
    """What one reader can find and count about an entry; words as `index.words` writes them.

    Attributes:
        name: What the list is ordered by.
        name_words: Of name and acronym.
        entry_words: Of everything else in the entry; may repeat those of the name.
        listing_words: Of the offers and needs that hold.
        district: NUTS code of level 3, empty where unknown.
        offers_until: Last day on which an offer holds.
        needs_until: Last day on which a need holds.
        texts_until: Day on which the first of the listings ends; from then on `listing_words` are too many.
    """

    name: str
    sort: str
    kind: str
    district: str
    name_words: frozenset[str]
    entry_words: frozenset[str]
    listing_words: frozenset[str]
    offers_until: date | None
    needs_until: date | None
    texts_until: date | None

    @property
    def words(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """By field, in the order of `postings.Field`."""
        return self.name_words, self.entry_words, self.listing_words

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """What is counted, as facet and code, in the order of `columns.LAYOUT`."""
        return ("sort", self.sort), ("kind", self.kind), ("district", self.district)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring tiers that see the same."""

    tier_from: Tier
    tier_to: Tier
    content: Content


class _Seen(NamedTuple):
    """All that one reader sees of an entry and that is searched or counted; equal for most readers."""

    name: str
    acronym: str
    sort: str
    kind: str
    summary_de: str
    summary_en: str
    website: str
    place: Place | None
    industry: Code | None
    listings: tuple[Listing, ...]


def runs_of(actor: Actor, listings: Sequence[Listing]) -> list[Run]:
    """What each tier sees of a living entry, neighbours with equal sight together; empty where nobody sees it.

    Args:
        actor: With place, the two places above it, and industry loaded.
        listings: Its current ones, with their topics as `its_topics`.
    """
    lowest, highest = (_seen_by(READERS[tier], actor, listings) for tier in (Tier.PUBLIC, Tier.AGENCY))
    if lowest == highest:  # each tier sees what those below it see, so the one between sees the same
        return [Run(Tier.PUBLIC, Tier.AGENCY, _content(highest))] if highest else []
    between = _seen_by(READERS[Tier.MEMBERS], actor, listings)
    contents = {seen: _content(seen) for seen in (lowest, between, highest) if seen}
    runs: list[Run] = []
    for tier, seen in ((Tier.PUBLIC, lowest), (Tier.MEMBERS, between), (Tier.AGENCY, highest)):
        if seen and runs and runs[-1].content == contents[seen]:
            runs[-1] = Run(runs[-1].tier_from, tier, contents[seen])
        elif seen:
            runs.append(Run(tier, tier, contents[seen]))
    return runs


def _seen_by(reader: Visitor, actor: Actor, listings: Sequence[Listing]) -> _Seen | None:
    if actor.merged_into_id or not may(reader, "actors.see", actor):
        return None
    entry = entry_for(reader, actor)
    return _Seen(
        entry.name,
        entry.acronym,
        entry.sort,
        entry.kind,
        entry.summary_de,
        entry.summary_en,
        entry.website,
        entry.place,
        entry.industry,
        tuple(listing for listing in listings if may(reader, "actors.see-listing", listing)),
    )


def _content(seen: _Seen) -> Content:
    district = district_of(seen.place)
    return Content(
        name=name_key(seen.name),
        sort=seen.sort,
        kind=seen.kind,
        district=district.nuts if district else "",
        name_words=frozenset((*words_of(seen.name), *words_of(seen.acronym))),
        entry_words=frozenset(_entry_words(seen)),
        listing_words=frozenset(word for listing in seen.listings for word in _listing_words(listing)),
        offers_until=_last(listing.valid_until for listing in seen.listings if listing.side == Side.OFFER),
        needs_until=_last(listing.valid_until for listing in seen.listings if listing.side == Side.NEED),
        texts_until=min((listing.valid_until for listing in seen.listings), default=None),
    )


def district_of(place: Place | None) -> Place | None:
    """The place of NUTS level 3 that `place` is or lies in. No statement where those above it are loaded."""
    while place and len(place.nuts) != NUTS3:
        place = place.parent
    return place


def _last(days: Iterable[date]) -> date | None:
    return max(days, default=None)


def _entry_words(seen: _Seen) -> Iterable[str]:
    yield from _kind_words(seen.kind)
    yield from words_of(f"{seen.summary_de} {seen.summary_en}")
    if seen.website:
        yield from words_of(urlsplit(seen.website).netloc.removeprefix("www."))
    if seen.industry:
        yield from _label_words(seen.industry.label_de, seen.industry.label_en)
    place = seen.place
    while place and len(place.nuts) not in {1, 2}:  # every entry is in some country
        yield from _label_words(place.name_de, place.name_en)
        place = place.parent if len(place.nuts) != NUTS3 else None


@lru_cache(maxsize=1024)
def _kind_words(kind: str) -> tuple[str, ...]:
    """The kind in both languages."""
    words = []
    for language in ("de", "en"):
        with translation.override(language):
            words += words_of(kind_word(kind))
    return tuple(words)


@lru_cache(maxsize=16_384)
def _label_words(*labels: str) -> tuple[str, ...]:
    return tuple(word for label in labels for word in words_of(label))


def _listing_words(listing: Listing) -> list[str]:
    own = words_of(f"{listing.title_de} {listing.title_en} {listing.text_de} {listing.text_en}")
    topics: list[Code] = getattr(listing, "its_topics", [])
    return own + [word for topic in topics for word in _label_words(topic.label_de, topic.label_en)]
