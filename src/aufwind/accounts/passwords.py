"""Passwords that are long and still easy to guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from aufwind.accounts.models import User

FEWEST_SIGNS = 6


class NotGuessable:
    """Refuses digits alone, few different signs, our own name, and common passwords said twice or decorated."""

    def __init__(self) -> None:
        self._common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 -- Django's signature
        """Raise ValidationError where the password is one of the first a machine would try."""
        plain = password.casefold().strip("0123456789!?.,-_#*+ ")
        half = plain[: len(plain) // 2]
        words = {plain, half} if half * 2 == plain else {plain}
        if len(set(plain)) < FEWEST_SIGNS or "aufwind" in plain or words & self._common:
            raise ValidationError(self.get_help_text(), code="password_is_guessable")

    def get_help_text(self) -> str:
        """Say what to do."""
        return _("Four or five words that do not belong together make a good password.")
