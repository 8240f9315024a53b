"""What was done at the desks, and what guests have in their calendars."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from aufwind.events.enums import OperationState
from aufwind.events.models.event import Event
from aufwind.events.models.participation import Participation
from aufwind.events.models.plan import Plan


class DeskOperation(models.Model):
    """One thing done at a desk, online or while the network was down. The same key is never applied twice.

    Attributes:
        key: Made by the desk (a UUID).
        desk: Which desk, in its own words.
        kind: «check_in», «walk_in», «no_show» …; `payload` is what the desk said with it.
        made_at: When it was done by the desk's clock; `received_at` by ours.
        said: What came of it in both languages; of a conflict: what contradicts what.
        plan: The plan it led to, where meetings changed.
        undo: The rows it touched as they were before, so that it can be taken back; empty: it cannot.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="operations")
    key = models.CharField(max_length=64)
    desk = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20)
    payload: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=OperationState.choices)
    said: models.JSONField[dict[str, str]] = models.JSONField(default=dict)
    participation = models.ForeignKey(Participation, models.SET_NULL, null=True, related_name="+")
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, related_name="+")
    undo: models.JSONField[list[dict[str, Any]]] = models.JSONField(default=list)
    taken_back_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="operation_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class CalendarEntry(models.Model):
    """A meeting as it stands in a guest's calendar: one UID for ever, a SEQUENCE that grows with every change.

    Attributes:
        fingerprint: Of when, where and with whom; equal means nothing to tell a calendar.
    """

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="calendar_entries")
    uid = models.CharField(max_length=80)
    sequence = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=64)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    table_key = models.CharField(max_length=80)
    partners = models.CharField(max_length=600)
    is_cancelled = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = [models.UniqueConstraint(fields=["participation", "uid"], name="one_entry_per_uid")]

    def __str__(self) -> str:
        return self.uid
