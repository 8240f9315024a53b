"""What allauth may do here: let staff in. Nobody signs up; the agency makes the accounts."""

from __future__ import annotations

import base64
import hashlib
import time
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import uuid4

import segno
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.translation import get_language

from aufwind.core.outbox import queue_mail

if TYPE_CHECKING:
    from django.http import HttpRequest


class StaffOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """No sign-up; mail through the outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth's signature
        """Say no."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """Leave the subject as it is; the sender's name says who writes."""
        return subject

    def is_reauthentication_required(self, *, app: str, **more: object) -> bool:
        """Ask for the password again before touching factors, unless she has just come in by it."""
        records = get_authentication_records(context.request, context.request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **more))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Queue what allauth would send at once."""
        message = self.render_mail(template_prefix, email, context)
        language = get_language() or settings.LANGUAGE_CODE
        queue_mail(email, message.subject, message.body, language=language, key=f"account:{uuid4()}")


class EncryptedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of authenticator apps encrypted, so that a stolen database opens no account."""

    def build_totp_svg(self, url: str) -> str:
        """Draw the code on white, so that a phone can read it in dark mode too."""
        drawing = BytesIO()
        segno.make(url, micro=False).save(drawing, kind="svg", scale=5, border=4, light="#fff", xmldecl=False)
        return drawing.getvalue().decode()

    def encrypt(self, text: str) -> str:
        """Encrypt with the installation's present key."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt with the present key or one it replaced (SECRET_KEY_FALLBACKS)."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(str(key))) for key in keys])


def _derived(key: str) -> bytes:
    """Derive a key for this purpose alone; the installation's key is random, so one hash is enough."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"aufwind.accounts.factors:{key}".encode()).digest())
