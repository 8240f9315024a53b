from __future__ import annotations

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from aufwind.api.actions import keep_webhook
from aufwind.api.addresses import reachable
from aufwind.api.errors import AddressIsRefused
from aufwind.api.models import Webhook
from aufwind.api.telling import signature, tell_webhooks
from aufwind.core.audit import record, record_read
from tests.cast import AGENCY, HERR_VOGEL


class Listener(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((dict(self.headers), body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture
def listener(settings):
    settings.WEBHOOKS_INSIDE = True
    server = HTTPServer(("127.0.0.1", 0), Listener)
    server.heard, server.status = [], 200
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def webhook(listener, db):
    return keep_webhook(f"http://127.0.0.1:{listener.server_port}/in", "plan.*", by=AGENCY)


def told(listener) -> list[str]:
    return [json.loads(body)["event"] for _headers, body in listener.heard]


def test_what_concerns_it_is_told_once_in_order_and_signed(listener, webhook):
    for name in ("plan.started", "event.entered", "plan.published"):
        record(name, None, by=HERR_VOGEL, facts={"secret": "canary"})
    record_read("plan.downloaded", None, by=HERR_VOGEL)

    tell_webhooks()
    tell_webhooks()

    assert told(listener) == ["plan.started", "plan.published"]
    headers, body = listener.heard[0]
    at = int(headers["Aufwind-Signature"].split(",")[0].removeprefix("t="))
    assert headers["Aufwind-Signature"] == signature(webhook.secret, at, body)
    assert b"canary" not in body


def test_what_was_not_taken_is_told_again_later_with_the_same_number(listener, webhook):
    record("plan.published", None, by=HERR_VOGEL)
    listener.status = 500

    tell_webhooks()
    tell_webhooks()
    Webhook.objects.update(due_at=timezone.now())
    listener.status = 204
    tell_webhooks()

    assert told(listener) == ["plan.published"] * 2
    assert listener.heard[0][0]["Idempotency-Key"] == listener.heard[1][0]["Idempotency-Key"]


def test_an_address_that_fails_for_a_week_is_paused(listener, webhook):
    record("plan.published", None, by=HERR_VOGEL)
    listener.status = 404
    Webhook.objects.update(failing_since=timezone.now() - timedelta(days=8))

    tell_webhooks()

    assert not Webhook.objects.get().is_active
    assert Webhook.objects.get().answer == "HTTP 404"


@pytest.mark.parametrize(
    "inside",
    [
        "https://127.0.0.1/", "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://169.254.169.254/latest",
        "https://10.1.2.3/", "https://192.168.0.1:8443/", "https://[fe80::1]/", "https://0/", "https://2130706433/",
        "http://93.184.216.34/", "ftp://93.184.216.34/", "https://user:pass@93.184.216.34/", "https://", "nothing",
        "https://[::1/", "https://93.184.216.34:99999/",
    ],
)  # fmt: skip
def test_no_address_leads_inside(inside):
    with pytest.raises(AddressIsRefused):
        reachable(inside)


def test_an_address_outside_is_connected_to_as_it_was_checked():
    assert reachable("https://93.184.216.34/in?x=1").address == "93.184.216.34"
