"""Spreadsheets on their way into the register: the source with its remembered columns, each import, each row."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from aufwind.actors.enums import ImportState, RowOutcome
from aufwind.actors.models.actor import Actor


class ImportSource(models.Model):
    """Where spreadsheets come from, and which column means what there; recognised by its header."""

    name = models.CharField(_("name"), max_length=120)
    header_hash = models.CharField(max_length=64, unique=True)
    mapping: models.JSONField[dict[str, str]] = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One file being taken over: checked first, written after a yes, row by row, going on where it stopped."""

    source = models.ForeignKey(ImportSource, models.PROTECT, related_name="runs")
    file = models.FileField(upload_to="imports/")
    file_name = models.CharField(max_length=200)
    mapping: models.JSONField[dict[str, str]] = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.MAPPING)
    findings: models.JSONField[list[Any]] = models.JSONField(default=list)
    rows_in_all = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    started_by = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """What became of a row, or would become of it: the report."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=RowOutcome.choices)
    is_written = models.BooleanField(default=False)
    name = models.CharField(max_length=300, blank=True)
    actor = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    reasons: models.JSONField[list[Any]] = models.JSONField(default=list)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="row_reported_once")]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.number}"
