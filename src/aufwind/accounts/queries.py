"""What pages read about accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator

if TYPE_CHECKING:
    from aufwind.accounts.models import User


def has_second_factor(user: User) -> bool:
    """Whether `user` has an authenticator app or a passkey; recovery codes alone are none. One statement."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=user, type__in=kinds).exists())
