"""Words of matching with a fixed meaning in code."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RunState(TextChoices):
    """How far a run is."""

    RUNNING = "running", _("being computed")
    DONE = "done", _("computed")
    FAILED = "failed", _("failed")


class RunAudience(TextChoices):
    """Whose eyes the profiles of a run are made for: nothing they may not see plays a part."""

    MEMBERS = "members", _("the members")
    AGENCY = "agency", _("the agency alone")


class Verdict(TextChoices):
    """What somebody answered to a suggestion."""

    ACCEPTED = "accepted", pgettext_lazy("suggestion", "accepted")
    POSTPONED = "postponed", pgettext_lazy("suggestion", "later")
    DECLINED = "declined", pgettext_lazy("suggestion", "declined")


class DeclineReason(TextChoices):
    """Why a suggestion was declined; the first three teach the next run something about the fields that met."""

    WRONG_TOPIC = "wrong_topic", _("the topics do not fit")
    WRONG_SIDE = "wrong_side", _("the offer does not answer the need")
    TOO_FAR = "too_far", _("too far away")
    KNOWN = "known", _("we know each other already")
    COMPETITOR = "competitor", _("we are competitors")
    NO_TIME = "no_time", _("no time at present")
    OTHER = "other", _("another reason")
