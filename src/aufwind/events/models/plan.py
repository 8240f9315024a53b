"""Plans and their meetings. That nobody sits at two tables is a constraint of the database."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from aufwind.events.enums import PlanOrigin, PlanState
from aufwind.events.models.event import Event
from aufwind.events.models.grid import Slot, Table
from aufwind.events.models.participation import Participation
from aufwind.events.models.roster import Wish


class Plan(models.Model):
    """One computed plan of an event, with the record of how good it is.

    `unplaced`, `binding` and `first_come` keep what the engine said, in both languages.

    Attributes:
        title: The organiser's own word for a variant.
        document: The event as it was planned, in the published file form: people, wishes, slots with their times,
            tables. Older plans have none; theirs is the roster.
        repairs: The plan it was made from. Then `changed` says what changed in both languages, `moves` every meeting
            that is not as it was with its reason, `change` the same for the machine, so that it can be taken back.
        supersedes: The plan that was published until this one was; who is told follows from the two.
        stop_wanted_at: The organiser wants the best plan found so far, now.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=PlanState.choices, default=PlanState.COMPUTING)
    origin = models.CharField(max_length=10, choices=PlanOrigin.choices, default=PlanOrigin.COMPUTED)
    title = models.CharField(max_length=80, blank=True)
    seed = models.BigIntegerField(default=0)
    seconds_allowed = models.FloatField()
    seconds = models.FloatField(null=True)
    value = models.FloatField(null=True)
    value_bound = models.FloatField(null=True)
    gaps = models.PositiveIntegerField(null=True)
    gaps_bound = models.PositiveIntegerField(null=True)
    gap_spread = models.PositiveSmallIntegerField(null=True)
    worst_off: models.JSONField[dict[str, Any] | None] = models.JSONField(null=True)
    proven = models.BooleanField(default=False)
    unplaced: models.JSONField[list[dict[str, Any]]] = models.JSONField(default=list)
    binding: models.JSONField[list[dict[str, str]]] = models.JSONField(default=list)
    first_come: models.JSONField[dict[str, Any] | None] = models.JSONField(null=True)
    problems: models.JSONField[list[dict[str, str]]] = models.JSONField(default=list)
    repairs = models.ForeignKey("self", models.CASCADE, null=True, related_name="repaired_by")
    supersedes = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    change: models.JSONField[dict[str, Any] | None] = models.JSONField(null=True)
    stop_wanted_at = models.DateTimeField(null=True)
    changed: models.JSONField[dict[str, str] | None] = models.JSONField(null=True)
    moves: models.JSONField[list[dict[str, Any]]] = models.JSONField(default=list)
    document: models.JSONField[dict[str, Any] | None] = models.JSONField(null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="plan_number_once")]

    def __str__(self) -> str:
        return _("Plan %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("events:plan", args=[self.event.slug, self.number])


class Meeting(models.Model):
    """A wish that takes place, in a slot, at a table. A locked one stays where it is in plans to come."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="meetings")
    wish = models.ForeignKey(Wish, models.CASCADE, related_name="+")
    slot = models.ForeignKey(Slot, models.CASCADE, related_name="+")
    table = models.ForeignKey(Table, models.CASCADE, related_name="+")
    is_locked = models.BooleanField(default=False)

    class Meta:
        ordering = ("slot__position", "table__position")
        constraints = [
            models.UniqueConstraint(fields=["plan", "table", "slot"], name="one_meeting_per_table_and_slot"),
            models.UniqueConstraint(fields=["plan", "wish"], name="a_wish_is_met_once"),
        ]

    def __str__(self) -> str:
        return f"{self.slot_id} {self.table_id}"


class Seat(models.Model):
    """A person in a meeting; repeats plan and slot so that the database can refuse a double booking."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="seats")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    slot = models.ForeignKey(Slot, models.CASCADE, related_name="+")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="seats")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "participation", "slot"], name="one_meeting_per_person_and_slot")
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.slot_id}"
