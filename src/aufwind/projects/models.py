"""Programmes and projects."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aufwind.actors.models import Actor
from aufwind.core.bilingual import in_readers_language
from aufwind.core.money import rate_of


class Programme(models.Model):
    """A funding programme, by reference instead of free text."""

    slug = models.SlugField(max_length=80, unique=True)
    name_de = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    fund = models.CharField(max_length=80, blank=True)
    period = models.CharField(max_length=20, blank=True)
    source = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ("name_de",)

    def __str__(self) -> str:
        return in_readers_language(self.name_de, self.name_en)


class Project(models.Model):
    """A project in any role of the agency. Dates are as precise as known: «2019», «2019-01», «2019-01-31»."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    acronym = models.CharField(_("acronym"), max_length=80, blank=True)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, related_name="projects", verbose_name=_("programme")
    )
    code = models.CharField(max_length=80, blank=True)
    starts = models.CharField(_("begins"), max_length=10, blank=True)
    ends = models.CharField(_("ends"), max_length=10, blank=True)
    agency_role = models.CharField(_("role of the agency"), max_length=80, blank=True)
    budget_cents = models.BigIntegerField(_("total budget"), null=True)
    funding_cents = models.BigIntegerField(_("funding"), null=True)
    lead = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+", verbose_name=_("lead partner"))
    partners = models.ManyToManyField(Actor, related_name="+", verbose_name=_("partners"))
    predecessors = models.ManyToManyField("self", symmetrical=False, related_name="successors")
    summary_de = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    source = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ("-starts", "acronym")

    def __str__(self) -> str:
        return self.acronym or self.title

    def get_absolute_url(self) -> str:
        return reverse("projects:project", args=[self.slug])

    @property
    def summary(self) -> str:
        """In the reader's language where it exists, else in the other."""
        return in_readers_language(self.summary_de, self.summary_en)

    @property
    def funding_rate_basis_points(self) -> int | None:
        """Funding over budget in hundredths of a per cent, rounded; None where either is unknown."""
        if not self.budget_cents or self.funding_cents is None:
            return None
        return rate_of(self.funding_cents, self.budget_cents)
