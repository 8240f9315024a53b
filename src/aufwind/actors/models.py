"""Places and actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aufwind.core.bilingual import in_readers_language
from aufwind.core.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models.base import ModelBase


class Place(models.Model):
    """A territory with its official codes: country, state, district, municipality."""

    slug = models.SlugField(max_length=80, unique=True)
    name_de = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    level = models.CharField(max_length=20)
    nuts = models.CharField("NUTS", max_length=5, blank=True)
    ags = models.CharField("AGS", max_length=8, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    source = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ("name_de",)

    def __str__(self) -> str:
        return in_readers_language(self.name_de, self.name_en)


class ActorQuerySet(models.QuerySet["Actor"]):
    def matching(self, text: str) -> ActorQuerySet:
        """Actors whose name contains every word of `text`, whatever the case or umlaut."""
        found = self
        for word in folded(text).split():
            found = found.filter(name_folded__contains=word)
        return found

    def after(self, name_folded: str, pk: int) -> ActorQuerySet:
        """What follows a row of the alphabetical list: paging without counting what came before."""
        # the range lets the index begin at the mark; with the alternatives alone SQLite reads it from the start
        beyond = models.Q(name_folded__gt=name_folded) | models.Q(pk__gt=pk)
        return self.filter(beyond, name_folded__gte=name_folded)


class Actor(models.Model):
    """An organisation the agency works with; `kind` is a word of the agency's own vocabulary."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=300)
    name_folded = models.CharField(max_length=300, editable=False)
    acronym = models.CharField(max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=40)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", verbose_name=_("place"))
    country = models.CharField(_("country"), max_length=2, blank=True)
    summary_de = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    source = models.URLField(max_length=500, blank=True)

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ("name_folded", "pk")
        indexes = [models.Index(fields=["name_folded", "id"], name="actor_by_name")]

    def __str__(self) -> str:
        return self.name

    def save(
        self,
        *,
        force_insert: bool | tuple[ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        self.name_folded = folded(self.name)
        super().save(force_insert=force_insert, force_update=force_update, using=using, update_fields=update_fields)

    def get_absolute_url(self) -> str:
        return reverse("actors:actor", args=[self.slug])

    @property
    def summary(self) -> str:
        """In the reader's language where it exists, else in the other."""
        return in_readers_language(self.summary_de, self.summary_en)
