"""What actors offer and need changes, expires, and is confirmed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from aufwind.actors.index import refresh_index
from aufwind.actors.mails import queue_reminder
from aufwind.actors.models import Actor, Code, Listing, Place
from aufwind.actors.models.listing import REMIND_BEFORE
from aufwind.core.audit import record
from aufwind.core.policy import require

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.core.policy import Visitor

USUAL_VALIDITY = timedelta(days=365)


class ListingFacts(TypedDict, total=False):
    """What is known of an offer or a need; what is not named stays as it is."""

    key: str
    side: str
    kind: str
    title_de: str
    title_en: str
    text_de: str
    text_en: str
    area: Place | None
    partner_languages: list[str]
    capacity: int | None
    valid_until: date
    audience: str


@transaction.atomic
def enter_listing(actor: Actor, *, by: Visitor, topics: Sequence[Code] = (), **facts: Unpack[ListingFacts]) -> Listing:
    """Enter an offer or a need; valid for a year where nothing else is said.

    Raises:
        NotAllowed: `by` neither owns the entry nor runs the register.
        ValidationError: Neither title is given, or a word is none of ours.
    """
    require(by, "actors.change-own", actor)
    listing = Listing(actor=actor, **{"valid_until": timezone.localdate() + USUAL_VALIDITY, **facts})
    listing.full_clean(exclude=["topics"])
    listing.save()
    listing.topics.set(topics)
    refresh_index([actor.pk])
    record("listing.entered", listing, by=by, facts={"actor": actor.pk, "side": str(listing.side)})
    return listing


@transaction.atomic
def change_listing(
    listing: Listing, *, by: Visitor, topics: Sequence[Code] | None = None, **facts: Unpack[ListingFacts]
) -> Listing:
    """Change an offer or a need.

    Raises:
        NotAllowed: `by` neither owns the entry nor runs the register.
        ValidationError: Neither title is given, or a word is none of ours.
    """
    require(by, "actors.change-own", listing.actor)
    if facts.get("valid_until", listing.valid_until) != listing.valid_until:
        listing.reminded_at = None
    for name, value in facts.items():
        setattr(listing, name, value)
    listing.full_clean(exclude=["topics"])
    listing.save()
    if topics is not None:
        listing.topics.set(topics)
    refresh_index([listing.actor_id])
    record("listing.updated", listing, by=by, facts={"actor": listing.actor_id})
    return listing


@transaction.atomic
def end_listing(listing: Listing, *, by: Visitor) -> Listing:
    """Take an offer or a need out of every list from today on; it can be confirmed again. Twice is harmless.

    Raises:
        NotAllowed: `by` neither owns the entry nor runs the register.
    """
    require(by, "actors.change-own", listing.actor)
    if listing.is_current:
        listing.valid_until = timezone.localdate() - timedelta(days=1)
        listing.save(update_fields=["valid_until"])
        refresh_index([listing.actor_id])
        record("listing.ended", listing, by=by, facts={"actor": listing.actor_id})
    return listing


@transaction.atomic
def confirm_listing(listing: Listing, *, by: Visitor) -> Listing:
    """Say that an offer or a need holds for another year from today. Twice on one day is harmless.

    Raises:
        NotAllowed: `by` neither owns the entry nor runs the register.
    """
    require(by, "actors.change-own", listing.actor)
    until = timezone.localdate() + USUAL_VALIDITY
    if listing.valid_until < until:
        listing.valid_until, listing.reminded_at = until, None
        listing.save(update_fields=["valid_until", "reminded_at"])
        refresh_index([listing.actor_id])
        record("listing.confirmed", listing, by=by, facts={"actor": listing.actor_id, "until": until.isoformat()})
    return listing


def remind_owners() -> int:
    """Ask once, two weeks before a listing ends, whether it still holds; one mail per listing, with its link.

    Returns:
        How many mails were queued. Owners without an address are asked by nobody; their listing ends.
    """
    today = timezone.localdate()
    ending = Listing.objects.current(today).filter(valid_until__lte=today + REMIND_BEFORE, reminded_at=None)
    asked = 0
    for listing in ending.exclude(actor__email="").select_related("actor").iterator():
        with transaction.atomic():
            if Listing.objects.filter(pk=listing.pk, reminded_at=None).update(reminded_at=timezone.now()):
                queue_reminder(listing)
                asked += 1
    return asked
