"""What came of meetings: the same evening, after weeks, after months; and the story worth telling."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aufwind.actors.models import Tie
from aufwind.core.bilingual import in_readers_language
from aufwind.events.enums import Stage, StoryState, Verdict, Wave
from aufwind.events.models.event import Event
from aufwind.events.models.participation import Participation
from aufwind.events.models.roster import Wish


class Outcome(models.Model):
    """What one of the people in a meeting says about it, in one tap.

    Attributes:
        shares_contact: She lets the others have her contact data; they get them when they say so too.
        answered_by: As the audit log names people: «participation:7», «user:2» (an adviser on the telephone).
    """

    wish = models.ForeignKey(Wish, models.CASCADE, related_name="outcomes")
    giver = models.ForeignKey(Participation, models.CASCADE, related_name="outcomes")
    was_held = models.BooleanField(_("took place"))
    verdict = models.CharField(max_length=5, choices=Verdict.choices, blank=True)
    shares_contact = models.BooleanField(null=True)
    note = models.CharField(_("remark"), max_length=500, blank=True)
    answered_by = models.CharField(max_length=80)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["wish", "giver"], name="one_outcome_each")]

    def __str__(self) -> str:
        return f"{self.wish_id} {self.giver_id}"


class Collaboration(models.Model):
    """What grows between two guests after their meeting; its stage follows from what they answered.

    Attributes:
        tie: The tie it created in the register.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="collaborations")
    wish = models.OneToOneField(Wish, models.CASCADE, related_name="+")
    left = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    right = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    tie = models.ForeignKey(Tie, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.left_id} – {self.right_id}"


class StageAnswer(models.Model):
    """What one of the two, or an adviser for her, says how far they are. Never changed; a newer one counts."""

    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="answers")
    giver = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    wave = models.CharField(max_length=8, choices=Wave.choices, default=Wave.OTHER)
    stage = models.CharField(_("stage"), max_length=7, choices=Stage.choices)
    why = models.CharField(_("why"), max_length=500, blank=True)
    amount_cents = models.BigIntegerField(_("amount"), null=True)
    answered_by = models.CharField(max_length=80)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ("answered_at", "pk")

    def __str__(self) -> str:
        return f"{self.collaboration_id} {self.stage}"


class Story(models.Model):
    """A collaboration as told to the public, once both have agreed to exactly this text."""

    collaboration = models.OneToOneField(Collaboration, models.CASCADE, related_name="story")
    slug = models.SlugField(max_length=80, unique=True)
    state = models.CharField(max_length=9, choices=StoryState.choices, default=StoryState.DRAFT)
    title_de = models.CharField(_("title in German"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)
    text_de = models.TextField(_("text in German"))
    text_en = models.TextField(_("text in English"))
    left_agreed_at = models.DateTimeField(null=True)
    right_agreed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-published_at", "-pk")

    def __str__(self) -> str:
        return in_readers_language(self.title_de, self.title_en)

    def get_absolute_url(self) -> str:
        return reverse("events:story", args=[self.slug])

    @property
    def text(self) -> str:
        """In the reader's language."""
        return in_readers_language(self.text_de, self.text_en)

    @property
    def is_published(self) -> bool:
        """Whether everybody may read it."""
        return self.state == StoryState.PUBLISHED
