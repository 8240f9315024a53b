"""What people agreed to, in which words; and people who are not in the register yet."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aufwind.actors.models.actor import Actor
from aufwind.core.bilingual import in_readers_language


class ConsentWording(models.Model):
    """What people are asked to agree to. A text that somebody agreed to is never changed; a new version is."""

    version = models.CharField(_("version"), max_length=20, unique=True)
    text_de = models.TextField()
    text_en = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.version

    @property
    def text(self) -> str:
        """In the reader's language."""
        return in_readers_language(self.text_de, self.text_en)


class Consent(models.Model):
    """That somebody agreed to be in the register, in which words, who noted it, and whether it was taken back."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="consents")
    wording = models.ForeignKey(ConsentWording, models.PROTECT, related_name="+")
    given_on = models.DateField(_("given on"))
    recorded_by = models.CharField(_("recorded by"), max_length=80)
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("-given_on", "-pk")

    def __str__(self) -> str:
        return f"{self.actor} {self.given_on}"


CONFIRM_WITHIN = timedelta(days=3)


class SignUp(models.Model):
    """Somebody who wants to be in the register and has not confirmed her address yet."""

    email = models.EmailField()
    language = models.CharField(max_length=2)
    answers: models.JSONField[dict[str, Any]] = models.JSONField()
    wording = models.ForeignKey(ConsentWording, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)
    actor = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        """Whether it can still be confirmed, or was, and its link still leads to the entry."""
        is_gone = self.confirmed_at is not None and self.actor_id is None
        return self.created_at > timezone.now() - CONFIRM_WITHIN and not is_gone
