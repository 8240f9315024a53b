"""A pool of the few listings worth a look, for one need in a large register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from aufwind.actors.enums import Side
from aufwind.actors.models import Listing
from aufwind.actors.rules import tier_for
from aufwind.engine.matching.board import Post
from aufwind.engine.matching.pool import pool_of
from aufwind.engine.matching.texts import text_of
from aufwind.matching.models import ListingVector
from aufwind.matching.nearest import nearest_listings
from aufwind.matching.pools import SMALL
from aufwind.matching.profiles import answers_between, asking_profile, profiles_among, reader_like, within
from aufwind.matching.vectors import WHILE_SOMEBODY_WAITS, StoredRelevance, encoder_in_use, stored_relevance

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor
    from aufwind.engine.matching.pool import Pool
    from aufwind.engine.matching.profile import Profile

LOOKED_AT = 30
"""Offers that are compared with the need; four times as many as are shown, for limits take some away."""

FARTHER = 20
"""How many times more are looked through for partners from one area."""


def is_large() -> bool:
    """Whether the register holds too many listings to compare a need with all of them. One statement."""
    return ListingVector.objects.count() > SMALL


def shortlisted(need: Listing, visitor: Visitor) -> tuple[Pool, Profile]:
    """The owners of the offers nearest to a need, as `visitor` sees them, ready to be compared; and who asks.

    Raises:
        ProblemError: The encoder's setting names nothing known.

    Cost: about 20 ms, and what `nearest_listings` takes; fourteen statements.
    """
    reader, today = reader_like(visitor), timezone.localdate()
    asker = asking_profile(need.actor, visitor)
    offers = _nearest_offers(asker, need, reader)
    owners = list(Listing.objects.filter(pk__in=offers).exclude(actor=need.actor_id).values_list("actor_id", flat=True))
    needs = Listing.objects.needs().filter(actor__in=owners)  # an offer in return counts too
    profiles = profiles_among([*offers, *needs.order_by().values_list("pk", flat=True)], reader)
    profiles = [profile for profile in profiles if profile.id != asker.id]
    answers = answers_between(need.actor_id, owners)
    pool = pool_of([*profiles, asker], relevance=_relevance(), answers=answers, on=today)
    return pool, pool.profiles[pool.row_of[asker.id]]


def _nearest_offers(asker: Profile, need: Listing, reader: Visitor) -> list[int]:
    encoder = encoder_in_use()
    if encoder is None:
        return []
    asked = next(entry for entry in asker.needs if entry.id == str(need.pk))
    vectors = _relevance().encode([text_of(Post(asker, asked))])
    if vectors is None:
        return []
    depth = LOOKED_AT if asked.area is None else LOOKED_AT * FARTHER
    keys = nearest_listings(
        vectors[0], Side.OFFER, tier=tier_for(reader), on=timezone.localdate(), encoder=encoder.id, depth=depth
    )
    return keys if asked.area is None else within(keys, asked.area, reader)[:LOOKED_AT]


def _relevance() -> StoredRelevance:
    return stored_relevance(most_encoded=WHILE_SOMEBODY_WAITS)
