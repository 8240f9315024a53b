"""What an entry says to each circle of readers: built from what they see, never from the tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING
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

    from aufwind.actors.entries import Entry
    from aufwind.actors.models import Actor, Listing, Place

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


@dataclass(slots=True)
class Said:
    """The words of an entry's listings, cut up once for all readers."""

    listings: Sequence[Listing]
    _words: dict[int, list[str]] = field(default_factory=dict)

    def words(self, listing: Listing) -> list[str]:
        """The words of one listing."""
        if listing.pk not in self._words:
            self._words[listing.pk] = _listing_words(listing)
        return self._words[listing.pk]


def runs_of(actor: Actor, listings: Sequence[Listing]) -> list[Run]:
    """What each tier sees of a living entry, neighbours with equal sight together; empty where nobody sees it.

    Args:
        actor: With place, the two places above it, and industry loaded.
        listings: Its current ones, with their topics.
    """
    said = Said(listings)
    lowest, highest = (_content(READERS[tier], actor, said) for tier in (Tier.PUBLIC, Tier.AGENCY))
    if lowest == highest:  # each tier sees what those below it see, so the one between sees the same
        return [Run(Tier.PUBLIC, Tier.AGENCY, lowest)] if lowest else []
    between = _content(READERS[Tier.MEMBERS], actor, said)
    seen = [(Tier.PUBLIC, lowest), (Tier.MEMBERS, between), (Tier.AGENCY, highest)]
    runs = []
    for content, group in groupby(seen, key=lambda pair: pair[1]):
        tiers = [tier for tier, _content in group]
        if content is not None:
            runs.append(Run(tiers[0], tiers[-1], content))
    return runs


def _content(reader: Visitor, actor: Actor, said: Said) -> Content | None:
    if actor.merged_into_id or not may(reader, "actors.see", actor):
        return None
    entry = entry_for(reader, actor)
    listings = [listing for listing in said.listings if may(reader, "actors.see-listing", listing)]
    district = district_of(entry.place)
    return Content(
        name=name_key(entry.name),
        sort=entry.sort,
        kind=entry.kind,
        district=district.nuts if district else "",
        name_words=frozenset((*words_of(entry.name), *words_of(entry.acronym))),
        entry_words=frozenset(_entry_words(entry)),
        listing_words=frozenset(word for listing in listings for word in said.words(listing)),
        offers_until=_last(listing.valid_until for listing in listings if listing.side == Side.OFFER),
        needs_until=_last(listing.valid_until for listing in listings if listing.side == Side.NEED),
        texts_until=min((listing.valid_until for listing in listings), default=None),
    )


def district_of(place: Place | None) -> Place | None:
    """The place of NUTS level 3 that `place` is or lies in. No statement where those above it are loaded."""
    while place and len(place.nuts) != NUTS3:
        place = place.parent
    return place


def _last(days: Iterable[date]) -> date | None:
    return max(days, default=None)


def _entry_words(entry: Entry) -> Iterable[str]:
    yield from _kind_words(entry.kind)
    yield from words_of(entry.summary_de)
    yield from words_of(entry.summary_en)
    yield from words_of(urlsplit(entry.website).netloc.removeprefix("www."))
    if entry.industry:
        yield from _label_words(entry.industry.label_de, entry.industry.label_en)
    place = entry.place
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
    return own + [word for topic in listing.topics.all() for word in _label_words(topic.label_de, topic.label_en)]
