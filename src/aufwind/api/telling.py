"""Telling webhooks what happened: the worker's lane. The audit log is the outbox, a webhook remembers how far it got.

Each entry is one POST with a signature (HMAC-SHA-256 of time and body under the webhook's secret). Nobody's data are in
it: the event's name, its number, when, and what it was about; whoever may know more asks the interface.
At least once, in order: an entry is told again when its answer was lost, with the same number.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import socket
import ssl
from datetime import timedelta
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from django.utils import timezone

from aufwind.api.addresses import Target, reachable
from aufwind.api.errors import AddressIsRefused
from aufwind.api.models import Webhook
from aufwind.core.models import AuditEntry
from aufwind.core.outbox.claims import pause_after

if TYPE_CHECKING:
    from aufwind.core.jobs.worker import Worker

AT_ONCE = 50
TIMEOUT_SECONDS = 10
LEASE = timedelta(seconds=TIMEOUT_SECONDS * AT_ONCE)
GIVE_UP_AFTER = timedelta(days=7)


def tell_webhooks(_worker: Worker | None = None) -> bool:
    """Tell the next due webhook what it has not heard yet; says whether there was anything to do.

    Costs one statement where no webhook is kept, two for each that has heard everything.
    """
    due = Webhook.objects.filter(is_active=True, due_at__lte=timezone.now())
    return any([_tell(webhook) for webhook in due])  # noqa: C419 -- each gets its turn


def _tell(webhook: Webhook) -> bool:
    entries = list(
        AuditEntry.objects.filter(position__gt=webhook.position, is_read=False).order_by("position")[:AT_ONCE]
    )
    if not entries or not _claim(webhook):
        return False
    for entry in entries:
        if _concerns(webhook, entry):
            failure = _post(webhook, entry)
            if failure:
                _note_failure(webhook, failure)
                return True
        webhook.position = entry.position
    webhook.attempts, webhook.failing_since, webhook.answer, webhook.due_at = 0, None, "200", timezone.now()
    webhook.save(update_fields=["position", "attempts", "failing_since", "answer", "due_at"])
    return True


def _claim(webhook: Webhook) -> bool:
    """Whether this worker is the one to tell it now: one UPDATE decides."""
    mine = Webhook.objects.filter(pk=webhook.pk, due_at=webhook.due_at, is_active=True)
    return bool(mine.update(due_at=timezone.now() + LEASE))


def _concerns(webhook: Webhook, entry: AuditEntry) -> bool:
    patterns = webhook.patterns
    return not patterns or any(fnmatchcase(entry.event, pattern) for pattern in patterns)


def _note_failure(webhook: Webhook, failure: str) -> None:
    now = timezone.now()
    webhook.attempts += 1
    webhook.failing_since = webhook.failing_since or now
    webhook.answer = failure[:200]
    webhook.due_at = now + pause_after(webhook.attempts)
    webhook.is_active = now - webhook.failing_since < GIVE_UP_AFTER
    webhook.save(update_fields=["position", "attempts", "failing_since", "answer", "due_at", "is_active"])


def body_of(entry: AuditEntry) -> bytes:
    """What is sent about an entry."""
    about = {"type": entry.subject_type, "id": entry.subject_id}
    said = {"number": entry.position, "event": entry.event, "at": entry.at.isoformat(), "about": about}
    return json.dumps(said, separators=(",", ":")).encode()


def signature(secret: str, at: int, body: bytes) -> str:
    """«t=TIME,v1=HEX»: who knows the secret computes HMAC-SHA-256 of «TIME.BODY» and compares."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def _post(webhook: Webhook, entry: AuditEntry) -> str:
    """What went wrong; empty when the address took it. Redirects are not followed: they could lead inside."""
    body = body_of(entry)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Aufwind",
        "Aufwind-Signature": signature(webhook.secret, int(timezone.now().timestamp()), body),
        "Idempotency-Key": f"{webhook.pk}-{entry.position}",
    }
    try:
        target = reachable(webhook.url)
        connection = _connection(target)
        try:
            connection.request("POST", target.path, body, headers)
            status = connection.getresponse().status
        finally:
            connection.close()
    except AddressIsRefused as error:
        return str(error)
    except (OSError, http.client.HTTPException) as error:
        return f"{type(error).__name__}: {error}"
    return "" if 200 <= status < 300 else f"HTTP {status}"


class _Checked(http.client.HTTPConnection):
    """A connection to the very address that was checked, whatever the name says a moment later."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=TIMEOUT_SECONDS)
        self._target = target

    def connect(self) -> None:
        self.sock = socket.create_connection((self._target.address, self._target.port), TIMEOUT_SECONDS)
        if self._target.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self._target.host)


def _connection(target: Target) -> http.client.HTTPConnection:
    return _Checked(target)
