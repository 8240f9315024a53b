"""Tokens are made and revoked; webhooks are kept."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from aufwind.api.addresses import reachable
from aufwind.api.enums import Scope
from aufwind.api.models import Token, Webhook
from aufwind.api.tokens import SHOWN, digest_of, fresh_token
from aufwind.core.audit import record
from aufwind.core.models import AuditEntry
from aufwind.core.policy import require

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor

LONGEST_DAYS = 400
"""A token outlives one yearly event, not two: forgotten ones end by themselves."""


@transaction.atomic
def make_token(name: str, *, by: Visitor, scope: str = Scope.READ, days: int = 90) -> tuple[Token, str]:
    """A new token of `by`, and its text, which nobody can read again.

    Args:
        scope: What of her own rights it carries.
        days: How long it is valid, 1 … 400.

    Raises:
        NotAllowed: `by` has no tokens.
    """
    require(by, "api.tokens")
    text = fresh_token()
    token = Token.objects.create(
        owner_id=by.user_id or 0,
        name=name[:80],
        scope=Scope(scope),
        shown=text[:SHOWN],
        digest=digest_of(text),
        expires_at=timezone.now() + timedelta(days=min(max(days, 1), LONGEST_DAYS)),
    )
    record("token.made", token, by=by, facts={"scope": token.scope})
    return token, text


@transaction.atomic
def revoke_token(token: Token, *, by: Visitor) -> Token:
    """Make a token worthless, at once and for ever. Twice is once.

    Raises:
        NotAllowed: It is not `by`'s own.
    """
    require(by, "api.tokens", token)
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record("token.revoked", token, by=by)
    token.refresh_from_db()
    return token


@transaction.atomic
def keep_webhook(url: str, events: str, *, by: Visitor) -> Webhook:
    """Tell this address from now on what happens; what happened before is not told.

    Raises:
        NotAllowed: `by` keeps no webhooks.
        AddressIsRefused: The address leads nowhere or into our own network.
    """
    require(by, "api.webhooks")
    reachable(url)
    newest = AuditEntry.objects.aggregate(newest=Max("position"))["newest"] or 0
    webhook = Webhook.objects.create(
        url=url,
        events="\n".join(events.split()),
        secret=secrets.token_urlsafe(32),
        position=newest,
        created_by_id=by.user_id,
    )
    record("webhook.kept", webhook, by=by)
    return webhook


@transaction.atomic
def end_webhook(webhook: Webhook, *, by: Visitor) -> None:
    """Tell this address nothing any more.

    Raises:
        NotAllowed: `by` keeps no webhooks.
    """
    require(by, "api.webhooks", webhook)
    record("webhook.ended", webhook, by=by)
    webhook.delete()
