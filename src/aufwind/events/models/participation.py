"""Who is there, what she brings along, and whom she wishes to meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aufwind.actors.enums import Side
from aufwind.actors.models import Actor
from aufwind.core.folding import folded
from aufwind.events.enums import ParticipationState, PreferenceKind, PreferenceOrigin, Source
from aufwind.events.models.event import Event, Terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models.base import ModelBase


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def attending(self) -> ParticipationQuerySet:
        """Who has a seat and is not known to stay away: whom a plan is made for."""
        return self.filter(state=ParticipationState.REGISTERED, absent_at=None)

    def seated(self) -> ParticipationQuerySet:
        """Who has a seat, whether she came or not."""
        return self.filter(state=ParticipationState.REGISTERED)

    def waiting(self) -> ParticipationQuerySet:
        """The waiting list, who came first stands first."""
        return self.filter(state=ParticipationState.WAITING).order_by("number")


class Participation(models.Model):
    """A person at an event, from the invitation on.

    Attributes:
        key: Her name in files and in the engine; the same in every plan of the event.
        actor: Her entry in the register, or her organisation's where she has none of her own.
        number: In the order in which registrations were accepted, without a gap, decides the waiting list; None:
            only invited, or from a spreadsheet.
        form_key: Of the form that registered her; the same form posted again is the same registration.
        adviser: Member of staff who looks after her and may act for her.
        brought_by: Colleague who registered her; `replaces` is whose seat she took over.
        terms: What she agreed to, and when; `photos_ok` None: not asked.
        access_note: What she needs, in her own words; only for the organisers.
        is_hidden: She objected to being shown; lists and screens of others leave her out.
        coming_at: When she said once more that she will be there.
        late_until: Key of the slot from which on she is there.
        leaves_before: Key of the slot from which on she is gone.
        unavailable: Keys of slots in which she cannot meet.
        version: Grows with every change; a stale form is refused by it.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="participations")
    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    actor = models.ForeignKey(Actor, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=10, choices=ParticipationState.choices, default=ParticipationState.REGISTERED
    )
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.ROSTER)
    number = models.PositiveIntegerField(null=True)
    form_key = models.CharField(max_length=64, blank=True)
    name = models.CharField(_("name"), max_length=200)
    name_folded = models.CharField(max_length=200, editable=False, default="")
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=2, default="de")
    side = models.CharField(_("side"), max_length=80, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    adviser = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    brought_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    terms = models.ForeignKey(Terms, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    photos_ok = models.BooleanField(null=True)
    access_note = models.TextField(_("what you need on site"), max_length=1000, blank=True)
    note = models.TextField(_("note of the organisers"), max_length=2000, blank=True)
    is_hidden = models.BooleanField(default=False)
    invited_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    registered_at = models.DateTimeField(null=True)
    state_at = models.DateTimeField(default=timezone.now)
    nudged_at = models.DateTimeField(null=True)
    coming_at = models.DateTimeField(null=True)
    checked_in_at = models.DateTimeField(null=True)
    absent_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    late_until = models.CharField(max_length=80, blank=True)
    leaves_before = models.CharField(max_length=80, blank=True)
    badge_prints = models.PositiveSmallIntegerField(default=0)
    satisfaction = models.PositiveSmallIntegerField(null=True)
    remarks = models.TextField(max_length=2000, blank=True)
    unavailable: models.JSONField[list[str]] = models.JSONField(default=list)
    min_meetings = models.PositiveSmallIntegerField(default=0)
    max_meetings = models.PositiveSmallIntegerField(null=True)
    table_key = models.CharField(max_length=80, blank=True)
    needs = models.CharField(_("kind of table"), max_length=80, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        indexes = [
            models.Index(fields=["event", "state", "number"], name="participation_by_state"),
            models.Index(fields=["email"], name="participation_by_email"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["event", "key"], name="participation_key_once"),
            models.UniqueConstraint(fields=["event", "number"], name="participation_number_once"),
            models.UniqueConstraint(fields=["event", "form_key"], condition=~Q(form_key=""), name="form_counts_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(
        self,
        *,
        force_insert: bool | tuple[ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        self.name_folded = folded(self.name)[:200]
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "name_folded"}
        super().save(force_insert=force_insert, force_update=force_update, using=using, update_fields=update_fields)

    @property
    def is_seated(self) -> bool:
        """Whether she has a seat."""
        return self.state == ParticipationState.REGISTERED

    @property
    def is_present(self) -> bool:
        """Whether she has come and not gone."""
        return self.checked_in_at is not None and self.left_at is None


class GuestListing(models.Model):
    """What a guest offers or needs at this event, in her own words."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="listings")
    side = models.CharField(max_length=5, choices=Side.choices)
    title = models.CharField(_("in a few words"), max_length=200)
    text = models.TextField(_("in sentences"), max_length=2000, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("participation_id", "side", "position", "pk")

    def __str__(self) -> str:
        return self.title


class Preference(models.Model):
    """That `giver` must, would like to or must never meet `about`."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="preferences")
    giver = models.ForeignKey(Participation, models.CASCADE, related_name="preferences")
    about = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=PreferenceKind.choices)
    origin = models.CharField(max_length=9, choices=PreferenceOrigin.choices, default=PreferenceOrigin.SELF)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["giver", "about", "origin"], name="one_preference_each"),
            models.CheckConstraint(condition=~Q(giver=models.F("about")), name="preference_about_another"),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} {self.kind} {self.about_id}"


class Candidate(models.Model):
    """That two guests fit, with the reasons the matching engine gave: what was offered and what needed.

    Attributes:
        left: The one with the smaller key in the database.
        score: 0 … 1.
        reasons: [{"need": title, "offer": title, "needs": participation key, "words": [...]}, …].
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="candidates")
    left = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    right = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    score = models.FloatField()
    reasons: models.JSONField[list[dict[str, Any]]] = models.JSONField(default=list)

    class Meta:
        ordering = ("-score", "pk")
        constraints = [models.UniqueConstraint(fields=["left", "right"], name="one_candidate_per_pair")]

    def __str__(self) -> str:
        return f"{self.left_id} {self.right_id}"
