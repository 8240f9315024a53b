"""Tokens: 256 random bits, shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone

from aufwind.api.models import Token

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor

PREFIX = "awt_"
SHOWN = 8


def fresh_token() -> str:
    """A new token's text: «awt_» and 43 characters of A-Z, a-z, 0-9, «-», «_»."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(text: str) -> str:
    """The hash a token is found by. 256 random bits need no slow hash, and looking it up tells no timing."""
    return hashlib.sha256(text.encode()).hexdigest()


def token_from(header: str) -> Token | None:
    """The valid token of an Authorization header («Bearer awt_…»), or None. One statement; none for other headers.

    Its last day of use is noted, at most one write a day.
    """
    scheme, _space, text = header.partition(" ")
    if scheme.lower() != "bearer" or not text.startswith(PREFIX):
        return None
    token = Token.objects.select_related("owner").filter(digest=digest_of(text.strip())).first()
    if token is None or not token.is_valid or not token.owner.is_active:
        return None
    today = timezone.localdate()
    if token.used_on != today:
        Token.objects.filter(pk=token.pk).update(used_on=today)
    return token


def visitor_of_token(token: Token) -> Visitor:
    """Its owner as the policy sees her, known in the log by the token."""
    return replace(token.owner.visitor, key=f"token:{token.pk}")
