"""Who is sending a mail, and until when: the outbox's own leases (see `core.jobs.leases`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from aufwind.core.models.outbox import MailState, OutgoingMail

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

GIVE_UP_AFTER = timedelta(days=2)
LONGEST_PAUSE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class MailClaim:
    """The right to send one mail, until the lease ends."""

    mail: OutgoingMail
    lease: timedelta

    def row(self) -> QuerySet[OutgoingMail]:
        """The mail, as long as it is ours."""
        mail = self.mail
        return OutgoingMail.objects.filter(
            pk=mail.pk, state=MailState.SENDING, worker=mail.worker, attempts=mail.attempts
        )

    def renew(self) -> bool:
        """Hold on for another lease; False where another worker has it."""
        return bool(self.row().update(due_at=timezone.now() + self.lease))

    def mark_sent(self) -> None:
        """Note that the server took it."""
        self.row().update(state=MailState.SENT, sent_at=timezone.now(), worker="", failure="")

    def try_later(self, failure: str) -> None:
        """Note a passing failure; after two days in vain it is a dead letter."""
        if timezone.now() - self.mail.queued_at > GIVE_UP_AFTER:
            self.give_up(failure)
        else:
            due_at = timezone.now() + pause_after(self.mail.attempts)
            self.row().update(state=MailState.QUEUED, due_at=due_at, worker="", failure=failure)

    def give_up(self, failure: str) -> None:
        """Make it a dead letter, visible to the agency."""
        self.row().update(state=MailState.DEAD, worker="", failure=failure)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 1, 2, 4, 8, 16, then 30 minutes."""
    return min(timedelta(minutes=2 ** min(attempts - 1, 10)), LONGEST_PAUSE)


def due_mails(now: datetime) -> QuerySet[OutgoingMail]:
    """Mails to send now, the longest due first; also those whose sender let the lease end."""
    open_states = [MailState.QUEUED, MailState.SENDING]
    return OutgoingMail.objects.filter(state__in=open_states, due_at__lte=now).order_by("due_at", "pk")


def claim_mail(worker: str, *, lease: timedelta) -> MailClaim | None:
    """Take the next due mail, or None. Costs one SELECT when idle, and takes no lock then."""
    now = timezone.now()
    if not due_mails(now).exists():
        return None
    with transaction.atomic():
        mail = due_mails(now).select_for_update(skip_locked=True).first()
        if mail is None:
            return None
        mail.state, mail.worker, mail.attempts, mail.due_at = (
            MailState.SENDING,
            worker,
            mail.attempts + 1,
            now + lease,
        )
        mail.save(update_fields=["state", "worker", "attempts", "due_at"])
    return MailClaim(mail, lease)
