"""Tokens of programs, and addresses that want to be told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aufwind.api.enums import Scope


class Token(models.Model):
    """What a program shows instead of a password. Only its hash is kept.

    Attributes:
        shown: The beginning, by which its owner recognises it.
        used_on: The last day it was used.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("what it is for"), max_length=80)
    scope = models.CharField(_("scope"), max_length=5, choices=Scope.choices, default=Scope.READ)
    shown = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.name

    @property
    def is_valid(self) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and self.expires_at > timezone.now()


class Webhook(models.Model):
    """An address that is told what happened, in the order of the audit log, each thing at least once.

    Attributes:
        events: What it wants to hear of: «plan.published», or «plan.*», one a line; empty: everything.
        secret: Signs what is sent.
        position: Of the last audit entry it was told, or that did not concern it.
        due_at: When it is tried next, or until when somebody is trying.
        failing_since: Since when it answers nothing good; after seven days it is paused.
    """

    url = models.URLField(_("address"), max_length=500)
    events = models.TextField(_("events"), blank=True)
    secret = models.CharField(max_length=64)
    is_active = models.BooleanField(_("active"), default=True)
    position = models.BigIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    failing_since = models.DateTimeField(null=True)
    answer = models.CharField(_("last answer"), max_length=200, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.url

    @property
    def patterns(self) -> list[str]:
        """What it wants to hear of, as patterns."""
        return self.events.split()


class GivenAnswer(models.Model):
    """What was answered to a request with a key of the program's own; given again for a day.

    Attributes:
        who: As the audit log names the token.
        asked: Hash of method, address and body: the same key means the same request.
        status: None while the request is being worked on.
    """

    who = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    content_type = models.CharField(max_length=120, blank=True)
    body = models.BinaryField(default=bytes)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "key"], name="one_answer_for_a_key")]

    def __str__(self) -> str:
        return f"{self.who} {self.key}"
