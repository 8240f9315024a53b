"""Security events of allauth, written into the audit log."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from aufwind.core.audit import record

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aufwind.accounts.models import User

log = logging.getLogger(__name__)


@receiver(user_logged_in)
def record_login(user: User, **_more: object) -> None:
    """Somebody came in."""
    record("user.logged-in", user, by=user.visitor)


@receiver(user_logged_out)
def record_logout(user: User | None, **_more: object) -> None:
    """Somebody left; None where the session was over already."""
    if user is not None:
        record("user.logged-out", user, by=user.visitor)


@receiver([password_changed, password_reset])
def record_new_password(user: User, **_more: object) -> None:
    """Somebody has a new password."""
    record("user.password-changed", user, by=user.visitor)


@receiver([authenticator_added, authenticator_removed])
def record_factor(signal: object, user: User, authenticator: object, **_more: object) -> None:
    """A second factor came or went."""
    verb = "added" if signal is authenticator_added else "removed"
    kind = str(getattr(authenticator, "type", ""))
    record(f"user.second-factor-{verb}", user, by=user.visitor, facts={"kind": kind})


@receiver(user_login_failed)
def log_failure(request: HttpRequest | None = None, **_more: object) -> None:
    """Somebody typed a wrong password: for the operator's log, without the address typed."""
    peer = request.META.get("REMOTE_ADDR", "") if request is not None else ""
    log.warning("login failed from %s", peer)
