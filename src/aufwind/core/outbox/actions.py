"""Queueing mail, and giving dead letters another chance."""

from __future__ import annotations

from email.utils import parseaddr
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from aufwind.core.audit import record
from aufwind.core.models.jobs import type_of
from aufwind.core.models.outbox import MailState, OutgoingMail
from aufwind.core.outbox import rules  # noqa: F401 -- declares the permission asked for below
from aufwind.core.outbox.text import one_line
from aufwind.core.policy import require

if TYPE_CHECKING:
    from django.db.models import Model

    from aufwind.core.policy import Visitor


class NotAnAddress(ValueError):
    """The text is no single e-mail address; nothing was queued."""


def queue_mail(
    to: str, subject: str, text: str, *, language: str, about: Model | None = None, key: str
) -> OutgoingMail:
    """Have a mail sent once the caller's transaction commits; without a commit it never existed.

    Args:
        to: One address, nothing else.
        subject: Line breaks in it become spaces.
        text: Plain text; put strangers' words in by `as_placeholder`.
        language: Of the text: "de" or "en".
        about: What it is about, for staff.
        key: Says what this mail is («plan:7:guest:12»). The same key never makes a second mail.

    Returns:
        The mail, or the one queued before under this key.

    Raises:
        NotAnAddress: `to` is not exactly one e-mail address.
    """
    _check_address(to)
    now = timezone.now()
    with transaction.atomic():
        mail, _ = OutgoingMail.objects.get_or_create(
            key=key,
            defaults={
                "to": to,
                "subject": one_line(subject),
                "text": text.replace("\0", ""),
                "language": language,
                "about_type": type_of(about) if about is not None else "",
                "about_id": str(about.pk) if about is not None else "",
                "message_id": f"<{uuid4()}@{_domain()}>",
                "queued_at": now,
                "due_at": now,
            },
        )
    return mail


def _check_address(to: str) -> None:
    try:
        validate_email(to)
    except ValidationError as error:
        raise NotAnAddress("This is not an e-mail address.") from error


def _domain() -> str:
    """Give the Message-ID the sender's domain: it must be unique in the world, not only here."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


@transaction.atomic
def resend_mail(mail: OutgoingMail, *, by: Visitor) -> OutgoingMail:
    """Give a dead letter another chance, now. Others stay as they are.

    Raises:
        NotAllowed: `by` does not look after mail.
    """
    require(by, "mail.manage", mail)
    dead = OutgoingMail.objects.filter(pk=mail.pk, state=MailState.DEAD, erased_at=None)
    now = timezone.now()
    if dead.update(state=MailState.QUEUED, due_at=now, queued_at=now, attempts=0, failure=""):
        record("mail.resent", mail, by=by)
    mail.refresh_from_db()
    return mail
