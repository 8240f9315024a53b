"""Who is there, who wishes to meet whom, and which slots and tables there are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from aufwind.events.models.event import Event


class Slot(models.Model):
    """A time in which meetings can take place. `key` is the organiser's own name for it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="slots")
    key = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    block = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="slot_key_once")]

    def __str__(self) -> str:
        return self.key


class Table(models.Model):
    """A place for one meeting at a time."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="tables")
    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=80, blank=True)
    zone = models.CharField(max_length=80, blank=True)
    unavailable: models.JSONField[list[str]] = models.JSONField(default=list)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="table_key_once")]

    def __str__(self) -> str:
        return self.key


class Participation(models.Model):
    """A person at an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="participations")
    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    side = models.CharField(max_length=80, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    unavailable: models.JSONField[list[str]] = models.JSONField(default=list)
    min_meetings = models.PositiveSmallIntegerField(default=0)
    max_meetings = models.PositiveSmallIntegerField(null=True)
    table_key = models.CharField(max_length=80, blank=True)
    needs = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="participation_key_once")]

    def __str__(self) -> str:
        return self.name


class Wish(models.Model):
    """A meeting somebody wants. `terms` are the optional conditions of `engine.problem.Wish`."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="wishes")
    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    people: models.JSONField[list[str]] = models.JSONField()
    value = models.FloatField(default=1.0)
    terms: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="wish_key_once")]

    def __str__(self) -> str:
        return self.key


class RosterDraft(models.Model):
    """A spreadsheet that has been read and found good, waiting for the organiser's yes."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    document: models.JSONField[dict[str, Any]] = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.file_name
