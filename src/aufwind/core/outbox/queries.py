"""What pages read of outgoing mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from aufwind.core.models.outbox import MailState, OutgoingMail

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_SHOWN = 200


def dead_mails() -> QuerySet[OutgoingMail]:
    """Mails given up and not yet erased, the newest first, at most 200; one statement."""
    dead = OutgoingMail.objects.filter(state=MailState.DEAD, erased_at=None)
    return dead.order_by("-queued_at")[:MOST_SHOWN]


def mail_counts() -> dict[MailState, int]:
    """How many mails are in each state, in the order of their life; one statement."""
    counts = dict(OutgoingMail.objects.values_list("state").annotate(Count("pk")))
    return {state: counts.get(state, 0) for state in MailState}
