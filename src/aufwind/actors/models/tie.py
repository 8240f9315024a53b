"""Who belongs to whom, and who works with whom: both live in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from aufwind.actors.enums import Audience
from aufwind.actors.models.actor import Actor

if TYPE_CHECKING:
    from datetime import date

Lived = TypeVar("Lived", bound=models.Model)


class LivedQuerySet(models.QuerySet[Lived]):
    def on(self, day: date) -> Self:
        """What held on `day`; an open end holds."""
        begun = models.Q(starts_on=None) | models.Q(starts_on__lte=day)
        going_on = models.Q(ends_on=None) | models.Q(ends_on__gte=day)
        return self.filter(begun, going_on)


class Affiliation(models.Model):
    """A person's place in an organisation."""

    person = models.ForeignKey(Actor, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Actor, models.CASCADE, related_name="people")
    role = models.CharField(_("role"), max_length=100, blank=True)
    starts_on = models.DateField(_("from"), null=True)
    ends_on = models.DateField(_("to"), null=True)
    audience = models.CharField(_("seen by"), max_length=60, default=Audience.AGENCY)

    objects = LivedQuerySet["Affiliation"].as_manager()

    class Meta:
        ordering = ("organisation_id", "person_id", "starts_on")
        constraints = [
            models.CheckConstraint(condition=~models.Q(person=models.F("organisation")), name="affiliation_of_two"),
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="affiliation_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.organisation}"


class Tie(models.Model):
    """A relation between two actors, read from left to right by its kind's label («supplies», «is supplied by»).

    Attributes:
        kind: A word of `actors.ties`, which has a label for each direction.
        origin: Where it came from: «register», «import:12», «event:floeha-2022».
        evidence: What shows it: an address or a sentence.
    """

    left = models.ForeignKey(Actor, models.CASCADE, related_name="ties_to")
    right = models.ForeignKey(Actor, models.CASCADE, related_name="ties_from")
    kind = models.CharField(_("kind"), max_length=40)
    starts_on = models.DateField(_("from"), null=True)
    ends_on = models.DateField(_("to"), null=True)
    origin = models.CharField(_("origin"), max_length=80, default="register")
    evidence = models.CharField(_("evidence"), max_length=500, blank=True)
    audience = models.CharField(_("seen by"), max_length=60, default=Audience.PUBLIC)

    objects = LivedQuerySet["Tie"].as_manager()

    class Meta:
        ordering = ("left_id", "right_id", "kind", "starts_on")
        constraints = [
            models.CheckConstraint(condition=~models.Q(left=models.F("right")), name="tie_of_two"),
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="tie_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left} – {self.right}"
