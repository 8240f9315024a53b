"""Moments with and without a zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime


def aware(moment: datetime) -> datetime:
    """The moment with its zone; without one it is meant where the event takes place."""
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
