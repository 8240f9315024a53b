"""Who fits one need, asked now: from the pool in memory, or from vectors in PostgreSQL where it has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.actors.entries import entries_for
from aufwind.actors.queries import actors_visible_to, listings_visible_to
from aufwind.engine.matching.feedback import with_answers
from aufwind.engine.matching.partners import partners_for
from aufwind.matching.pools import pool_for
from aufwind.matching.profiles import answers_by, asking_profile
from aufwind.matching.queries import Met, Partner

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aufwind.actors.entries import Entry
    from aufwind.actors.models import Listing
    from aufwind.core.policy import Visitor
    from aufwind.engine.matching.matches import Match
    from aufwind.engine.matching.pool import Pool
    from aufwind.engine.matching.profile import Profile

TOP = 10
SPARE = 5
"""How many more are asked for than shown: a pool may lag behind what the reader may see."""


def partners_for_need(listing: Listing, visitor: Visitor, *, top: int = TOP) -> tuple[Partner, ...]:
    """Who offers what this need asks for, the best first, as `visitor` may see it.

    Args:
        listing: A need that `visitor` may see.
        visitor: Who reads the answer.
        top: How many at most.

    Raises:
        ProblemError: The encoder's setting names nothing known.

    Cost: some 20 ms at 100,000 listings once the pool is made (`pools`), thirteen statements at most.
    """
    pool = pool_for(visitor)
    asker = _asker(listing, visitor, pool)
    matches = partners_for(asker, pool, need=str(listing.pk), top=top + SPARE)
    return _seen(matches, listing, visitor)[:top]


def _asker(listing: Listing, visitor: Visitor, pool: Pool) -> Profile:
    """The owner of the need with what the reader sees of her, wise from her answers up to now.

    Strangers see of her what the pool knows; she herself and who asks about a need the pool does not know yet get her
    made afresh.
    """
    row = pool.row_of.get(str(listing.actor_id))
    known = None if row is None or visitor.entry_id == listing.actor_id else pool.profiles[row]
    if known is not None and any(need.id == str(listing.pk) for need in known.needs):
        return known
    asker = asking_profile(listing.actor, visitor)
    answers = answers_by(listing.actor)
    others = [pool.profiles[pool.row_of[one.about]] for one in answers if one.about in pool.row_of]
    return with_answers([asker, *others], answers, pool.on)[0]


def _seen(matches: Sequence[Match], asked: Listing, visitor: Visitor) -> tuple[Partner, ...]:
    """The matches in rows of the register, as far as the reader may see them at this moment. Three statements."""
    found = actors_visible_to(visitor).filter(pk__in=[int(match.b) for match in matches])
    entries = {entry.pk: entry for entry in entries_for(visitor, found)}
    cited = {
        int(field.entry) for match in matches for reason in match.reasons for field in reason.met
        if field.side != "profile"
    }  # fmt: skip
    shown = listings_visible_to(visitor).filter(pk__in=cited).select_related(None)  # titles and topics are all we show
    listings = {listing.pk: listing for listing in shown}
    partners = (_partner(match, asked, entries, listings) for match in matches)
    return tuple(partner for partner in partners if partner is not None)


def _partner(
    match: Match, asked: Listing, entries: Mapping[int, Entry], listings: Mapping[int, Listing]
) -> Partner | None:
    """One match; what meets the asked need comes first. None where the reader sees no reason for it (any more)."""
    met = [
        Met(listings[int(need.entry)], listings[int(offer.entry)], reason.voices, reason.fit)
        for reason in match.reasons
        for need, offer in [reason.met]
        if (need.side, offer.side) == ("need", "offer") and int(need.entry) in listings and int(offer.entry) in listings
    ]
    met.sort(key=lambda one: one.need.pk != asked.pk)
    if not met or int(match.b) not in entries:
        return None
    parts = match.parts
    return Partner(entries[int(match.b)], match.score, parts.a_needs, parts.b_needs, parts.bridge > 0, tuple(met))
