"""What takes place, where and for which project."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aufwind.actors.models import Actor, Place
from aufwind.core.bilingual import in_readers_language
from aufwind.projects.models import Project


class Event(models.Model):
    """An event of any kind; with a roster it is a matching event.

    `starts` is as precise as known: «2022», «2022-05», «2022-02-10».
    """

    slug = models.SlugField(max_length=80, unique=True)
    title_de = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    kind = models.CharField(_("kind"), max_length=60)
    starts = models.CharField(_("date"), max_length=10)
    ends = models.CharField(max_length=10, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", verbose_name=_("place"))
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+", verbose_name=_("project"))
    hosts = models.ManyToManyField(Actor, related_name="+", verbose_name=_("hosts"))
    attendance = models.PositiveIntegerField(_("attendance"), null=True)
    summary_de = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    source = models.URLField(max_length=500, blank=True)
    is_invented = models.BooleanField(_("invented for the demo"), default=False)
    max_gap_spread = models.PositiveSmallIntegerField(null=True, default=2)
    fair_to = models.PositiveSmallIntegerField(default=0)
    is_matching = models.BooleanField(_("with planned meetings"), default=False)

    class Meta:
        ordering = ("-starts", "slug")

    def __str__(self) -> str:
        return in_readers_language(self.title_de, self.title_en)

    def get_absolute_url(self) -> str:
        return reverse("events:event", args=[self.slug])

    @property
    def summary(self) -> str:
        """In the reader's language where it exists, else in the other."""
        return in_readers_language(self.summary_de, self.summary_en)
