"""Vectors of texts, runs, suggestions and answers."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aufwind.actors.models import Actor, Listing
from aufwind.matching.enums import DeclineReason, RunAudience, RunState, Verdict

REGISTER = "register"
"""The pool of everybody in the register."""

USUAL_PER_PROFILE = 5
"""Suggestions in a list: what somebody reads and answers in one sitting."""


class TextVector(models.Model):
    """The vector of a text by one encoder, as float16 bytes; found by the text's hash, so equal texts share it."""

    encoder = models.CharField(max_length=80)
    text_hash = models.CharField(max_length=64)
    vector = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["encoder", "text_hash"], name="one_vector_per_text")]

    def __str__(self) -> str:
        return f"{self.encoder} {self.text_hash[:12]}"


class ListingVector(models.Model):
    """Where a listing lies among the others, with what decides who may find it; as of the last `Encoding`.

    Attributes:
        tier: The least tier of readers that sees it, owner's entry included (`actors.enums.Tier`).
    """

    listing = models.OneToOneField(Listing, models.CASCADE, primary_key=True, related_name="+")
    vector = models.ForeignKey(TextVector, models.CASCADE, related_name="+")
    side = models.CharField(max_length=5)
    tier = models.PositiveSmallIntegerField()
    valid_until = models.DateField()

    def __str__(self) -> str:
        return str(self.listing_id)


class Encoding(models.Model):
    """One pass over the register that gives every text its vector; the job's subject, so that pages can show it.

    Attributes:
        finished_at: From then on listings can be found by where they lie.
    """

    encoder = models.CharField(max_length=80)
    started_by = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.encoder} {self.pk}"


class Run(models.Model):
    """One computation of suggestions, repeatable from what is stored.

    Attributes:
        pool: Whom it is about: «register», or the name a context above gave its profiles.
        audience: Whose eyes its profiles are made for, so that no reason quotes what its reader may not see.
        version: Of the method.
        encoder: Its id.
        parameters: Weights, list length, seed, day.
        inputs: Profiles and answers as JSON, compressed; exactly what the engine saw.
        inputs_hash: SHA-256 of them.
        proposals: Pairs between profiles that are no actors (`actions.propose`); empty for the register.
    """

    pool = models.CharField(max_length=80, default=REGISTER)
    audience = models.CharField(_("made for"), max_length=8, choices=RunAudience.choices, blank=True)
    version = models.CharField(max_length=120, blank=True)
    encoder = models.CharField(max_length=80, blank=True)
    parameters: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    inputs = models.BinaryField(null=True)
    inputs_hash = models.CharField(max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=RunState.choices, default=RunState.RUNNING)
    findings: models.JSONField[list[Any]] = models.JSONField(default=list)
    proposals: models.JSONField[list[Any]] = models.JSONField(default=list)
    profiles = models.PositiveIntegerField(default=0)
    started_by = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        indexes = [models.Index(fields=["pool", "audience", "state"], name="run_by_pool")]
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "audience"], condition=models.Q(state="running"), name="one_run_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pool} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("matching:run", args=[self.pk])


class Suggestion(models.Model):
    """That two actors should meet, with the parts of the score and the reasons: which need met which offer.

    Attributes:
        left: The one with the smaller key.
        parts: Name and value (0..1) of each part of the score: `left_needs`, `right_needs`, `bridge`.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="suggestions")
    left = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    right = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    score = models.FloatField()
    parts: models.JSONField[dict[str, float]] = models.JSONField(default=dict)

    class Meta:
        ordering = ("run", "position")
        constraints = [models.UniqueConstraint(fields=["run", "left", "right"], name="suggested_once_per_run")]
        indexes = [
            models.Index(fields=["left"], name="suggestion_left"),
            models.Index(fields=["right"], name="suggestion_right"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id}–{self.right_id}"


class Reason(models.Model):
    """One need that met one offer, and what spoke for it.

    Holds no words: pages quote the two listings as their reader may see them now.

    Attributes:
        voices: What spoke, the loudest first: `topic`, `concept`, `words`, `meaning`.
        fit: How well the two fit, 0..1.
    """

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="reasons")
    need = models.ForeignKey(Listing, models.CASCADE, related_name="+")
    offer = models.ForeignKey(Listing, models.CASCADE, related_name="+")
    voices: models.JSONField[list[str]] = models.JSONField(default=list)
    fit = models.FloatField()

    class Meta:
        ordering = ("-fit", "pk")

    def __str__(self) -> str:
        return f"{self.need_id} → {self.offer_id}"


class Answer(models.Model):
    """What one side said to a pair; the newest counts, and the next run reads it.

    Attributes:
        need, offer: The two listings of the strongest reason it answered; a wrong topic is learnt about these.
        until: From this day on a postponed pair may come back.
    """

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    other = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=9, choices=Verdict.choices)
    reason = models.CharField(max_length=12, choices=DeclineReason.choices, blank=True)
    need = models.ForeignKey(Listing, models.SET_NULL, null=True, related_name="+")
    offer = models.ForeignKey(Listing, models.SET_NULL, null=True, related_name="+")
    until = models.DateField(null=True)
    given_by = models.CharField(max_length=80)
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "other"], name="one_answer_each"),
            models.CheckConstraint(condition=~models.Q(actor=models.F("other")), name="answer_about_another"),
        ]
        indexes = [models.Index(fields=["other"], name="answer_by_other")]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.verdict} {self.other_id}"
