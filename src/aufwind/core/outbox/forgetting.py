"""Erasing what was sent: addresses and texts are personal, and texts hold personal links."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from aufwind.core.clock import DAY, every
from aufwind.core.models.outbox import MailState, OutgoingMail

KEEP_SENT_DAYS = 14
KEEP_DEAD_DAYS = 60


@every(DAY, name="mail.forget")
def forget_old_mails() -> None:
    """Erase address, subject and text of old mails; the key stays, so that none is sent again."""
    sent_days: int = getattr(settings, "MAIL_KEEP_DAYS", KEEP_SENT_DAYS)
    _erase(MailState.SENT, days=sent_days)
    _erase(MailState.DEAD, days=KEEP_DEAD_DAYS)


def _erase(state: MailState, *, days: int) -> None:
    now = timezone.now()
    old = OutgoingMail.objects.filter(state=state, erased_at=None, queued_at__lt=now - timedelta(days=days))
    old.update(to="", subject="", text="", failure="", erased_at=now)
