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


class GuestFile(models.Model):
    """A list of people out of a spreadsheet, read and waiting for what its columns mean and for the organiser's yes.

    Attributes:
        columns: The headings in order; `rows` are the texts by heading, each with its number in the file under «#».
        mapping: For each field of a guest the heading it stands under.
        taken_over_at: From then on it says what came of it (`result`) and can do nothing more.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    columns: models.JSONField[list[str]] = models.JSONField()
    rows: models.JSONField[list[dict[str, str]]] = models.JSONField()
    mapping: models.JSONField[dict[str, str]] = models.JSONField(default=dict)
    result: models.JSONField[dict[str, int]] = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    taken_over_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.file_name
