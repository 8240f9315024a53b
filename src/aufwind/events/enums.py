"""Fixed lists of this context."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Phase(TextChoices):
    """How far a matching event is; always computed, never stored."""

    ROSTER = "roster", _("Guests and wishes")
    PLAN = "plan", _("Compute the plan")
    PUBLISH = "publish", _("Check and publish")
    DAY = "day", _("The day itself")


class PlanState(TextChoices):
    COMPUTING = "computing", _("being computed")
    READY = "ready", _("ready to check")
    FAILED = "failed", _("could not be computed")
    PUBLISHED = "published", _("published")
    REPLACED = "replaced", _("replaced by a newer plan")
