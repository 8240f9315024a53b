"""Stories of collaborations: who reads which, the text one begins with, and what exactly was agreed to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from aufwind.actors.models import Actor
from aufwind.actors.queries import entries_among
from aufwind.core.partial_dates import written_date
from aufwind.events.enums import StoryState
from aufwind.events.models import GuestListing, Story
from aufwind.events.queries.events import all_events_run_by

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from aufwind.actors.entries import Entry
    from aufwind.core.policy import Visitor
    from aufwind.events.models import Collaboration, Event, Participation

WITH = ("collaboration", "collaboration__event", "collaboration__left", "collaboration__right")


def stories_visible_to(visitor: Visitor) -> QuerySet[Story]:
    """What this visitor may read: what is published, and everything of the events she runs."""
    own = Q(collaboration__event__in=all_events_run_by(visitor).values("pk"))
    return Story.objects.select_related(*WITH).filter(Q(state=StoryState.PUBLISHED) | own)


def published_stories_of(event: Event) -> list[Story]:
    """What came of an event and is told to the public, the newest first; one statement."""
    return list(Story.objects.filter(collaboration__event=event, state=StoryState.PUBLISHED))


def story_for(guest: Participation, slug: str) -> Story | None:
    """The story a guest is part of, in any state; one statement."""
    hers = Q(collaboration__left=guest) | Q(collaboration__right=guest)
    return Story.objects.select_related(*WITH).filter(hers, slug=slug).first()


def partners_in_register(story: Story, visitor: Visitor) -> list[Entry]:
    """The partners as entries of the register this visitor may see, by name; one statement."""
    pair = (story.collaboration.left, story.collaboration.right)
    keys = [guest.actor_id for guest in pair if guest.actor_id is not None]
    return entries_among(Actor.objects.filter(pk__in=keys), visitor) if keys else []


def fingerprint_of(story: Story) -> str:
    """Stands for exactly this text in both languages; whoever agrees sends it along."""
    parts = (story.title_de, story.title_en, story.text_de, story.text_en)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class StoryText:
    """Title and text in both languages."""

    title_de: str
    title_en: str
    text_de: str
    text_en: str


def first_draft(collaboration: Collaboration) -> StoryText:
    """What a story begins with: who met where and when, what each of them offers and needs. One statement."""
    pair = (collaboration.left, collaboration.right)
    listings: dict[int, list[GuestListing]] = {}
    for listing in GuestListing.objects.filter(participation__in=pair):
        listings.setdefault(listing.participation_id, []).append(listing)
    said = {}
    for language in ("de", "en"):
        with override(language):
            said[f"title_{language}"] = _("{left} and {right}").format(left=pair[0].name, right=pair[1].name)[:200]
            said[f"text_{language}"] = "\n\n".join(_sentences(collaboration, listings))
    return StoryText(**said)


def _sentences(collaboration: Collaboration, listings: dict[int, list[GuestListing]]) -> list[str]:
    event = collaboration.event
    left, right = collaboration.left, collaboration.right
    first = _("{left} and {right} met at «{event}» on {day}.").format(
        left=_named(left), right=_named(right), event=event, day=written_date(event.starts)
    )
    sides = {"offer": _("{name} offers: {titles}."), "need": _("{name} needs: {titles}.")}
    found = [first]
    for guest in (left, right):
        for side, sentence in sides.items():
            titles = [listing.title for listing in listings.get(guest.pk, []) if listing.side == side]
            if titles:
                found.append(sentence.format(name=guest.name, titles="; ".join(titles)))
    return found


def _named(guest: Participation) -> str:
    return f"{guest.name} ({guest.organisation})" if guest.organisation else guest.name
