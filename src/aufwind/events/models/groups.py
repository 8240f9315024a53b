"""Pitching and groups: a running order with votes; rounds of small groups; what tables wrote down."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from aufwind.events.models.event import Event
from aufwind.events.models.grid import Slot, Table
from aufwind.events.models.participation import Participation


class Pitch(models.Model):
    """Somebody presents something within a time limit, in the order of `position`."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="pitches")
    participation = models.ForeignKey(Participation, models.CASCADE, null=True, blank=True, related_name="+")
    speaker = models.CharField(_("speaker"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what it is about"), max_length=2000, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=5)
    position = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title


class PitchInterest(models.Model):
    """A guest is interested in a pitch."""

    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="interests")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    note = models.CharField(_("question or remark"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["pitch", "participation"], name="one_interest_each")]

    def __str__(self) -> str:
        return f"{self.pitch_id} {self.participation_id}"


class Rotation(models.Model):
    """Who sits in which group in which round.

    Attributes:
        contacts: Different pairs that meet, at most `contacts_bound` are possible; `repeats` pairs meet again.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="rotations")
    number = models.PositiveSmallIntegerField()
    rounds = models.PositiveSmallIntegerField()
    contacts = models.PositiveIntegerField()
    contacts_bound = models.PositiveIntegerField()
    repeats = models.PositiveIntegerField()
    seed = models.BigIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="rotation_number_once")]

    def __str__(self) -> str:
        return str(self.number)


class GroupSeat(models.Model):
    """A person in a group in one round; the database refuses two groups at once."""

    rotation = models.ForeignKey(Rotation, models.CASCADE, related_name="seats")
    slot = models.ForeignKey(Slot, models.CASCADE, related_name="+")
    table = models.ForeignKey(Table, models.CASCADE, related_name="+")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="group_seats")
    is_host = models.BooleanField(default=False)

    class Meta:
        ordering = ("slot__position", "table__position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["rotation", "slot", "participation"], name="one_group_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.slot_id} {self.table_id} {self.participation_id}"


class TableNote(models.Model):
    """What a table wrote down, by its host or one of the group; all of them make the protocol."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="table_notes")
    table = models.ForeignKey(Table, models.CASCADE, related_name="notes")
    slot = models.ForeignKey(Slot, models.SET_NULL, null=True, related_name="+")
    author = models.ForeignKey(Participation, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("note"), max_length=4000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("table__position", "slot__position", "pk")

    def __str__(self) -> str:
        return self.text[:40]
