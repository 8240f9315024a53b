"""Words of the register with a fixed meaning in code."""

from __future__ import annotations

from enum import IntEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sort(TextChoices):
    """What an actor is."""

    ORGANISATION = "organisation", _("organisation")
    PERSON = "person", _("person")


class Side(TextChoices):
    """Which way a listing looks."""

    OFFER = "offer", _("Offer")
    NEED = "need", _("Need")


class ListingKind(TextChoices):
    """What is offered or needed."""

    PRODUCT = "product", _("product")
    SERVICE = "service", _("service")
    SPACE = "space", _("space")
    SKILL = "skill", _("skill")
    MENTOR = "mentor", _("mentor")
    SITE = "site", _("site")
    IDEA = "idea", _("idea")
    CHALLENGE = "challenge", _("challenge")
    PARTNER = "partner", _("partner sought")
    OTHER = "other", _("something else")


class Audience(TextChoices):
    """Who may see something. «event:KEY», for the participants of one event, is an audience as well."""

    PUBLIC = "public", _("public")
    MEMBERS = "members", _("members")
    AGENCY = "agency", _("agency only")


class Tier(IntEnum):
    """How much of the register a visitor sees; each tier sees what those below it see."""

    PUBLIC = 0
    MEMBERS = 1
    AGENCY = 2


EVENT = "event:"
"""Begins the audience «participants of this event»."""


_TIERS = {Audience.PUBLIC.value: Tier.PUBLIC, Audience.MEMBERS.value: Tier.MEMBERS}


def tier_of(audience: str) -> Tier:
    """The lowest tier that sees `audience`; what is for one event's participants is the agency's for all others."""
    return _TIERS.get(audience, Tier.AGENCY)


class RowOutcome(TextChoices):
    """What became of a row of an import."""

    ACCEPTED = "accepted", _("accepted")
    MERGED = "merged", _("merged")
    UNCHANGED = "unchanged", _("unchanged")
    REFUSED = "refused", _("refused")


class ImportState(TextChoices):
    """How far an import is."""

    MAPPING = "mapping", _("columns to assign")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked, waiting for a yes")
    WRITING = "writing", _("being taken over")
    DONE = "done", _("taken over")
    FAILED = "failed", _("failed")


class Decision(TextChoices):
    """What somebody decided about two records that may be one."""

    OPEN = "open", _("undecided")
    MERGED = "merged", _("merged")
    DISTINCT = "distinct", _("two different ones")
