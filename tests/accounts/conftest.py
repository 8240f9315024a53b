"""Herr Vogel has an account; some tests give him a second factor."""

from __future__ import annotations

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache

from aufwind.accounts.actions import create_staff
from aufwind.core.policy import SYSTEM, Role

PASSWORD = "korrekt-pferd-batterie"


@pytest.fixture(autouse=True)
def _no_memory():
    """Rate limits start at zero."""
    cache.clear()


@pytest.fixture
def vogel(db):
    """The organiser's account, password only."""
    return create_staff("Vogel@Example.org", name="Herr Vogel", role=Role.ORGANISER, by=SYSTEM, password=PASSWORD)


@pytest.fixture
def totp(vogel):
    """Herr Vogel's authenticator app."""
    return TOTP.activate(vogel, generate_totp_secret())


@pytest.fixture
def codes(totp, vogel):
    """Herr Vogel's recovery codes, on paper."""
    return RecoveryCodes.activate(vogel)
