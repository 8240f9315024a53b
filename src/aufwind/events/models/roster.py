"""The meetings somebody wants, and spreadsheets waiting for a yes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from aufwind.events.models.event import Event


class Wish(models.Model):
    """A meeting somebody wants, as the planner is asked. `terms` are the optional conditions of `engine.problem.Wish`.

    Wishes of a spreadsheet are as they were written. Others are composed from what guests prefer and what fits
    (`is_composed`); their key names the two people, so that the same pair has the same wish in every plan.

    Attributes:
        is_wanted_must: At least one of the two said «must»; counts in the plan's figures, forces nothing.
        wanted_by: Keys of those who said «must» or «gladly»; empty: only proposed.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="wishes")
    key = models.CharField(max_length=170)
    position = models.PositiveIntegerField()
    people: models.JSONField[list[str]] = models.JSONField()
    value = models.FloatField(default=1.0)
    terms: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    is_composed = models.BooleanField(default=False)
    is_wanted_must = models.BooleanField(default=False)
    is_retired = models.BooleanField(default=False)
    wanted_by: models.JSONField[list[str]] = models.JSONField(default=list)

    class Meta:
        ordering = ("position", "pk")
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
