"""Mail on its way out: written with the change that causes it, sent by the worker."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    DEAD = "dead", _("given up")


class OutgoingMail(models.Model):
    """One mail to one person.

    Attributes:
        key: Unique for ever: the same key never makes a second mail.
        message_id: Fixed when queued, so that a repeated delivery can be recognised by every mail server.
        due_at: Not before this moment: when queued, or when the next attempt is due, or when the lease ends.
        worker: Who is sending it; with `attempts` the proof that the sender still holds it.
        failure: What the mail server answered last.
        erased_at: When address, subject and text were erased; the key stays.
    """

    key = models.CharField(max_length=200, unique=True)
    to = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=5)
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=MailState, default=MailState.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=64, blank=True)
    failure = models.TextField(blank=True)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[OutgoingMail]] = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="mail_due")]

    def __str__(self) -> str:
        return self.key
