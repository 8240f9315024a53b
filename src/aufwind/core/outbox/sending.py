"""Handing mail to the mail server: the worker's mail lane."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage, get_connection

from aufwind.core.jobs.leases import LEASE_SECONDS
from aufwind.core.jobs.worker import Worker
from aufwind.core.outbox.claims import claim_mail

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

    from aufwind.core.models.outbox import OutgoingMail
    from aufwind.core.outbox.claims import MailClaim

MAILS_PER_CONNECTION = 50
LONGEST_FAILURE = 500


@dataclass(slots=True)
class Sender:
    """Sends due mails one after the other, several over one connection."""

    _connection: BaseEmailBackend | None = None
    _sent: int = 0

    def step(self, worker: Worker) -> bool:
        """Send the next due mail; False where none is due (the connection is closed then)."""
        claim = claim_mail(worker.name, lease=worker.lease)
        if claim is None or self._sent >= MAILS_PER_CONNECTION:
            self._hang_up()
        if claim is None:
            return False
        with worker.keeping(claim):
            self._send(claim)
        return True

    def _send(self, claim: MailClaim) -> None:
        try:
            message = message_of(claim.mail)
            self._open().send_messages([message])
        except ValueError as error:  # no mail can be written from this: the next attempt would fail as well
            claim.give_up(f"{type(error).__name__}: {error}"[:LONGEST_FAILURE])
        except (OSError, smtplib.SMTPException) as error:
            self._hang_up()
            note_failure(claim, error)
        else:
            self._sent += 1
            claim.mark_sent()

    def _open(self) -> BaseEmailBackend:
        """Open the connection beforehand: Django would close it after each mail and may fail in doing so."""
        if self._connection is None:
            connection = get_connection()
            connection.open()
            self._connection = connection
        return self._connection

    def _hang_up(self) -> None:
        if self._connection is not None:
            with suppress(OSError, smtplib.SMTPException):  # every mail of it is noted already
                self._connection.close()
        self._connection, self._sent = None, 0


def message_of(mail: OutgoingMail) -> EmailMessage:
    """Build the mail; the same bytes at every attempt, date and Message-ID included."""
    headers = {
        "Message-ID": mail.message_id,
        "Date": format_datetime(mail.queued_at),
        "Content-Language": mail.language,
        "Auto-Submitted": "auto-generated",  # no out-of-office answers, please (RFC 3834)
    }
    return EmailMessage(subject=mail.subject, body=mail.text, to=[mail.to], headers=headers)


def note_failure(claim: MailClaim, error: Exception) -> None:
    """Try again later, or give up where the server said that it will never take this mail (5xx)."""
    code, text = answer_of(error)
    failure = text[:LONGEST_FAILURE]
    if 500 <= code < 600:
        claim.give_up(failure)
    else:
        claim.try_later(failure)


def answer_of(error: Exception) -> tuple[int, str]:
    """What the server answered: its code (0 without an answer) and its words."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return code, f"{code} {_words(words)}"
    if isinstance(error, smtplib.SMTPResponseException):
        # a refused login is the operator's mistake, not the mail's: try again
        is_login = isinstance(error, smtplib.SMTPAuthenticationError)
        return 0 if is_login else error.smtp_code, f"{error.smtp_code} {_words(error.smtp_error)}"
    return 0, f"{type(error).__name__}: {error}"


def _words(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else answer


def send_due_mails() -> int:
    """Send everything due in this thread and return how many attempts that took; for tests."""
    worker, sender = Worker(lease=timedelta(seconds=LEASE_SECONDS)), Sender()
    attempts = 0
    while sender.step(worker):
        attempts += 1
    return attempts
