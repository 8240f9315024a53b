"""When and where meetings can take place: blocks, programme, slots, tables."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from aufwind.core.bilingual import in_readers_language
from aufwind.events.models.event import Event

OfGrid = TypeVar("OfGrid", bound=models.Model)


class Block(models.Model):
    """A stretch of time for meetings; its slots follow from start, end, the meeting's length and the programme."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="blocks")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    title_de = models.CharField(_("name in German"), max_length=80)
    title_en = models.CharField(_("name in English"), max_length=80)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))

    class Meta:
        ordering = ("starts_at", "position")
        constraints = [
            models.UniqueConstraint(fields=["event", "key"], name="block_key_once"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="block_has_a_length"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """In the reader's language."""
        return in_readers_language(self.title_de, self.title_en)


class ProgrammeItem(models.Model):
    """What takes place for everybody: welcome, talk, lunch. With `blocks_meetings` nobody meets meanwhile."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="programme")
    title_de = models.CharField(_("title in German"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    where = models.CharField(_("where"), max_length=120, blank=True)
    blocks_meetings = models.BooleanField(_("no meetings meanwhile"), default=True)

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="item_has_a_length")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """In the reader's language."""
        return in_readers_language(self.title_de, self.title_en)


class GridQuerySet(models.QuerySet[OfGrid]):
    def in_force(self) -> Self:
        """All but those a change of times or tables took away; plans of before still need these."""
        return self.filter(is_retired=False)


class Slot(models.Model):
    """A time in which meetings can take place. `key` is the organiser's own name for it.

    Times are those in force; a plan keeps in its document the times it was made for.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="slots")
    key = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    block = models.CharField(max_length=80, blank=True)
    is_retired = models.BooleanField(default=False)

    objects = GridQuerySet["Slot"].as_manager()

    class Meta:
        ordering = ("position", "pk")
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="slot_key_once")]

    def __str__(self) -> str:
        return self.key


class Table(models.Model):
    """A place for one meeting at a time, or for one group of a World Café.

    Attributes:
        kind: «quiet», «step-free», «online» or the organiser's own word; a guest may need a kind.
        unavailable: Keys of slots in which it cannot be used.
        seats: How many find room in a group.
        topic_de: What a group talks about there, and so in English.
        host: Who stays at the table while groups change.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="tables")
    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=80, blank=True)
    zone = models.CharField(max_length=80, blank=True)
    unavailable: models.JSONField[list[str]] = models.JSONField(default=list)
    seats = models.PositiveSmallIntegerField(default=2)
    topic_de = models.CharField(_("topic in German"), max_length=200, blank=True)
    topic_en = models.CharField(_("topic in English"), max_length=200, blank=True)
    host = models.ForeignKey("events.Participation", models.SET_NULL, null=True, related_name="+")
    is_retired = models.BooleanField(default=False)

    objects = GridQuerySet["Table"].as_manager()

    class Meta:
        ordering = ("position", "pk")
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="table_key_once")]

    def __str__(self) -> str:
        return self.key

    @property
    def topic(self) -> str:
        """In the reader's language."""
        return in_readers_language(self.topic_de, self.topic_en)
