"""Who fits one need, asked now.

A small register is compared whole, from a pool in memory. In a large one the vectors of the listings name those worth
a look (`shortlist`), and the engine compares these: the same limits, scores and reasons, but the rarity of a word is
that among the few, and circles are not told apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.actors.entries import entry_for
from aufwind.engine.matching.feedback import with_answers
from aufwind.engine.matching.partners import partners_for
from aufwind.matching.pools import pool_for
from aufwind.matching.profiles import answers_by, asking_profile
from aufwind.matching.queries import Met, Partner, actors_by_key, listings_by_key
from aufwind.matching.shortlist import is_large, shortlisted

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

    Cost: see `pools` and `shortlist`; at most fourteen statements.
    """
    if is_large():
        pool, asker = shortlisted(listing, visitor)
    else:
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
    actors = actors_by_key({asked.actor_id, *(int(match.b) for match in matches)}, visitor)
    entries = {key: entry_for(visitor, actor) for key, actor in actors.items()}
    cited = {
        int(field.entry) for match in matches for reason in match.reasons for field in reason.met
        if field.side != "profile"
    }  # fmt: skip
    listings = listings_by_key(cited, actors, visitor)
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
