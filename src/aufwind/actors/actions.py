"""What changes the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction

from aufwind.actors.models import Actor, Place
from aufwind.core.audit import record
from aufwind.core.policy import require

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor


class PlaceFacts(TypedDict):
    """What is known of a place."""

    name_de: str
    name_en: str
    level: str
    nuts: str
    ags: str
    parent: Place | None
    source: str


class ActorFacts(TypedDict):
    """What is known of an actor."""

    name: str
    acronym: str
    kind: str
    place: Place | None
    country: str
    summary_de: str
    summary_en: str
    source: str


@transaction.atomic
def enter_place(slug: str, *, by: Visitor, **facts: Unpack[PlaceFacts]) -> Place:
    """Enter a place, or bring the one with this slug up to date.

    Raises:
        NotAllowed: `by` may not change the register.
    """
    require(by, "actors.change")
    place, is_new = Place.objects.update_or_create(slug=slug, defaults={**facts})
    record("place.entered" if is_new else "place.updated", place, by=by)
    return place


@transaction.atomic
def enter_actor(slug: str, *, by: Visitor, **facts: Unpack[ActorFacts]) -> Actor:
    """Enter an actor, or bring the one with this slug up to date.

    Raises:
        NotAllowed: `by` may not change the register.
    """
    require(by, "actors.change")
    actor, is_new = Actor.objects.update_or_create(slug=slug, defaults={**facts})
    record("actor.entered" if is_new else "actor.updated", actor, by=by)
    return actor
