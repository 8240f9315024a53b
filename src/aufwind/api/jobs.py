"""What the clock does for the interface."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from aufwind.api.models import GivenAnswer
from aufwind.core.clock import HOUR, every

KEPT = timedelta(days=1)


@every(6 * HOUR, name="api.forget")
def forget_answers() -> None:
    """Erase answers that may be asked for again no more; they hold what the first one told."""
    GivenAnswer.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
