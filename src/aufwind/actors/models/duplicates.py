"""Two records that may be one, and what was done about it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from aufwind.actors.enums import Decision
from aufwind.actors.models.actor import Actor


class DuplicateCase(models.Model):
    """Two entries that look like one; `left` has the smaller key. Reasons are bilingual: [[German, English], …]."""

    left = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    right = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    probability = models.FloatField(_("probability"))
    reasons: models.JSONField[list[list[str]]] = models.JSONField(default=list)
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.OPEN)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-probability", "pk")
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="one_case_per_pair"),
            models.CheckConstraint(condition=models.Q(left__lt=models.F("right")), name="smaller_key_left"),
        ]
        indexes = [models.Index(fields=["decision", "-probability"], name="case_by_decision")]

    def __str__(self) -> str:
        return f"{self.left_id}–{self.right_id}"


class DuplicateSearch(models.Model):
    """A look through the whole register for entries that are one: when, by whom, what it found."""

    started_by = models.CharField(max_length=80)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    entries = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.started_at}: {self.found}"


class Merge(models.Model):
    """One entry taken into another, with everything needed to take it out again.

    Attributes:
        before: The kept entry's fields as they were.
        moved: What pointed to the gone entry: [{"model": label, "field": name, "keys": [pk, …]}, …].
    """

    kept = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    gone = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    before: models.JSONField[dict[str, Any]] = models.JSONField()
    moved: models.JSONField[list[dict[str, Any]]] = models.JSONField()
    merged_by = models.CharField(max_length=80)
    merged_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.CharField(max_length=80, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"
