"""A collaboration told to the public: written by an organiser, agreed to by both, withdrawn by either at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from aufwind.core.audit import record
from aufwind.core.policy import require
from aufwind.events.actions.forgetting import NAMELESS
from aufwind.events.actions.participations import locked
from aufwind.events.enums import StoryState
from aufwind.events.errors import (
    GuestsAreForgotten,
    NotAtThisMeeting,
    StoryHasChanged,
    StoryIsNotAsked,
    StoryIsPublished,
    StoryNeedsBoth,
)
from aufwind.events.mails.stories import queue_story_question
from aufwind.events.models import Story
from aufwind.events.queries.stories import WITH, fingerprint_of

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor
    from aufwind.events.models import Collaboration, Participation


class Words(TypedDict):
    """Title and text in both languages."""

    title_de: str
    title_en: str
    text_de: str
    text_en: str


def _fresh(story: Story) -> Story:
    """The story as it stands, its event locked until the transaction ends."""
    locked(story.collaboration.event)
    return Story.objects.select_related(*WITH).get(pk=story.pk)


@transaction.atomic
def write_story(collaboration: Collaboration, *, by: Visitor, **words: Unpack[Words]) -> Story:
    """Begin a collaboration's story or change its text. Any change takes both agreements back.

    Raises:
        NotAllowed: `by` may not run this event.
        GuestsAreForgotten: The partners' data are gone, and with them the ground for writing about them.
        StoryIsPublished: It is withdrawn first: what is public is exactly what both agreed to.
    """
    require(by, "events.run", collaboration.event)
    locked(collaboration.event)
    if NAMELESS in (collaboration.left.name, collaboration.right.name):
        raise GuestsAreForgotten
    story = Story.objects.filter(collaboration=collaboration).first()
    if story is None:
        story = Story.objects.create(collaboration=collaboration, slug=_free_slug(words["title_de"]), **words)
        record("story.begun", story, by=by)
        return story
    if {name: getattr(story, name) for name in words} == words:
        return story
    if story.state == StoryState.PUBLISHED:
        raise StoryIsPublished
    for name, text in words.items():
        setattr(story, name, text)
    story.state, story.left_agreed_at, story.right_agreed_at = StoryState.DRAFT, None, None
    story.save()
    record("story.changed", story, by=by)
    return story


def _free_slug(title: str) -> str:
    wanted = slugify(title)[:70].strip("-") or "story"
    slug, number = wanted, 2
    while Story.objects.filter(slug=slug).exists():
        slug, number = f"{wanted}-{number}", number + 1
    return slug


@transaction.atomic
def ask_partners(story: Story, *, by: Visitor) -> Story:
    """Ask both partners whether exactly this text may be published, by mail, once for each text.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", story.collaboration.event)
    story = _fresh(story)
    if story.state != StoryState.DRAFT:
        return story
    story.state = StoryState.ASKED
    story.save(update_fields=["state"])
    for guest in (story.collaboration.left, story.collaboration.right):
        queue_story_question(story, guest)
    record("story.asked", story, by=by)
    return story


def _agreed_field(story: Story, giver: Participation) -> str:
    """Which of the two columns is hers.

    Raises:
        NotAtThisMeeting: The story is about others.
    """
    sides = {story.collaboration.left_id: "left_agreed_at", story.collaboration.right_id: "right_agreed_at"}
    if giver.pk not in sides:
        raise NotAtThisMeeting
    return sides[giver.pk]


@transaction.atomic
def agree_to_story(story: Story, giver: Participation, *, fingerprint: str, by: Visitor) -> Story:
    """Agree that exactly this text is published. Only the partner herself, by her own link: nobody agrees for her.

    Args:
        fingerprint: Of the text she has read (`queries.stories.fingerprint_of`).

    Raises:
        NotAllowed: It is not herself.
        NotAtThisMeeting: The story is about others.
        StoryHasChanged: The text is another one by now.
        StoryIsNotAsked: It is still being written.
    """
    require(by, "events.see-own-plan", giver)
    story = _fresh(story)
    field = _agreed_field(story, giver)
    if fingerprint != fingerprint_of(story):
        raise StoryHasChanged
    if story.state == StoryState.DRAFT:
        raise StoryIsNotAsked
    if getattr(story, field) is None:
        setattr(story, field, timezone.now())
        story.save(update_fields=[field])
        record("story.agreed", story, by=by, facts={"for": giver.key, "text": fingerprint})
    return story


@transaction.atomic
def withdraw_agreement(story: Story, giver: Participation, *, by: Visitor) -> None:
    """Take an agreement back; a published story is public no more from this moment on.

    Whoever looks after her may do so for her. Where the guests' data are gone, the story goes as a whole.

    Raises:
        NotAllowed: It is not hers, and `by` does not look after her.
        NotAtThisMeeting: The story is about others.
    """
    require(by, "events.act-for", giver)
    story = _fresh(story)
    field = _agreed_field(story, giver)
    if getattr(story, field) is None and story.state != StoryState.PUBLISHED:
        return
    setattr(story, field, None)
    _take_down(story, by=by, facts={"for": giver.key})


@transaction.atomic
def unpublish_story(story: Story, *, by: Visitor) -> None:
    """Take a published story down; what both agreed to stays agreed.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", story.collaboration.event)
    story = _fresh(story)
    if story.state == StoryState.PUBLISHED:
        _take_down(story, by=by, facts={})


def _take_down(story: Story, *, by: Visitor, facts: dict[str, str]) -> None:
    record("story.withdrawn", story, by=by, facts=dict(facts))
    if NAMELESS in (story.collaboration.left.name, story.collaboration.right.name):
        story.delete()  # a draft names people whose data had to go; only what is published may stay
        return
    if story.state == StoryState.PUBLISHED:
        story.state, story.published_at = StoryState.ASKED, None
    story.save(update_fields=["state", "published_at", "left_agreed_at", "right_agreed_at"])


@transaction.atomic
def publish_story(story: Story, *, by: Visitor) -> Story:
    """Show a story to the public. Twice is harmless.

    Raises:
        NotAllowed: `by` may not run this event.
        StoryNeedsBoth: Not both have agreed to this text.
    """
    require(by, "events.run", story.collaboration.event)
    story = _fresh(story)
    if story.state == StoryState.PUBLISHED:
        return story
    if story.state != StoryState.ASKED or None in (story.left_agreed_at, story.right_agreed_at):
        raise StoryNeedsBoth
    story.state, story.published_at = StoryState.PUBLISHED, timezone.now()
    story.save(update_fields=["state", "published_at"])
    record("story.published", story, by=by, facts={"text": fingerprint_of(story)})
    return story
