"""A mail server whose answers a test decides."""

from __future__ import annotations

import smtplib

import pytest
from django.core.mail.backends.locmem import EmailBackend


class Scripted(EmailBackend):
    """Django's mailbox in memory, after first raising whatever stands in `errors`."""

    errors: list[Exception] = []
    opened = 0
    closed = 0

    def open(self):
        type(self).opened += 1

    def close(self):
        type(self).closed += 1
        raise smtplib.SMTPServerDisconnected("quitting failed; nobody cares")

    def send_messages(self, messages):
        if self.errors:
            raise self.errors.pop(0)
        return super().send_messages(messages)


@pytest.fixture
def server(monkeypatch):
    """The server; append to `server.errors` what the next attempts shall meet."""
    for name, value in [("errors", []), ("opened", 0), ("closed", 0)]:
        monkeypatch.setattr(Scripted, name, value)
    monkeypatch.setattr("aufwind.core.outbox.sending.get_connection", Scripted)
    return Scripted
