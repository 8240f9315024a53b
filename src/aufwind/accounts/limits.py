"""How often one may ask, counted in the shared cache: by address of the asker and by what is asked for.

The asker's address is the peer's own. `X-Forwarded-For` is only believed as far as the operator's own proxies
wrote it (allauth's setting ALLAUTH_TRUSTED_PROXY_COUNT, 0 by default).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core.internal.ratelimit import consume

if TYPE_CHECKING:
    from django.http import HttpRequest

LINKS = "30/m/ip,5/h/key"
"""Schools and offices share an address; one mailbox gets at most five mails an hour."""

SIGN_UPS = "60/h/ip,3/h/key"
"""At a fair everybody signs up through the hall's one address; one mailbox gets at most three mails an hour."""

REGISTRATIONS = "30/m/ip,5/h/key"
"""A school or an office registers together; one mailbox gets at most five mails an hour for one event."""


def may_register(request: HttpRequest, event: str, email: str) -> bool:
    """Count a registration for an event and say whether it is within the limits."""
    return _is_within(request, "register", REGISTRATIONS, f"{event} {email.strip().lower()}")


def may_sign_up(request: HttpRequest, email: str) -> bool:
    """Count somebody who enters herself in the register and say whether it is within the limits."""
    return _is_within(request, "sign_up", SIGN_UPS, email.strip().lower())


def may_ask_for_links(request: HttpRequest, email: str) -> bool:
    """Count a request for links and say whether it is within the limits."""
    return _is_within(request, "ask_for_links", LINKS, email.strip().lower())


def _is_within(request: HttpRequest, action: str, rates: str, key: str) -> bool:
    usage = consume(request, app="aufwind", action=action, key=key, config={action: rates})
    return usage is not None
