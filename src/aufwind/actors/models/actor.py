"""Organisations and people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aufwind.actors.enums import Audience, Sort
from aufwind.actors.models.place import Code, Place
from aufwind.core.bilingual import in_readers_language
from aufwind.core.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models.base import ModelBase


class ActorQuerySet(models.QuerySet["Actor"]):
    def living(self) -> ActorQuerySet:
        """All but the records that were merged into another."""
        return self.filter(merged_into=None)


class Actor(models.Model):
    """An organisation or a person; `kind` is a word of the list in `actors.kinds`.

    `audience` says who may see that the entry exists, with name and kind; `disclosures` who may see each other
    field, where that differs from the usual (`actors.fields`). A field is never seen by more than the entry.
    """

    slug = models.SlugField(max_length=80, unique=True)
    sort = models.CharField(max_length=12, choices=Sort.choices, default=Sort.ORGANISATION)
    name = models.CharField(_("name"), max_length=300)
    given_name = models.CharField(_("given name"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    name_folded = models.CharField(max_length=300, editable=False)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=40)
    industry = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", verbose_name=_("industry"))
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", verbose_name=_("place"))
    street = models.CharField(_("street"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    links: models.JSONField[list[str]] = models.JSONField(_("further links"), default=list)
    languages: models.JSONField[list[str]] = models.JSONField(_("languages"), default=list)
    summary_de = models.TextField(_("profile in German"), blank=True)
    summary_en = models.TextField(_("profile in English"), blank=True)
    source = models.URLField(max_length=500, blank=True)
    audience = models.CharField(_("seen by"), max_length=60, default=Audience.PUBLIC)
    disclosures: models.JSONField[dict[str, str]] = models.JSONField(default=dict)
    capacity = models.PositiveSmallIntegerField(_("suggestions at a time"), null=True)
    # no index: nearly all rows hold NULL, and SQLite without statistics would begin every list with it
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ("name_folded", "pk")
        indexes = [
            models.Index(fields=["name_folded", "id"], name="actor_by_name"),
            models.Index(fields=["email"], name="actor_by_email"),
        ]

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
        self.name_folded = folded(self.name)[:300]
        super().save(force_insert=force_insert, force_update=force_update, using=using, update_fields=update_fields)

    def get_absolute_url(self) -> str:
        return reverse("actors:actor", args=[self.slug])

    @property
    def is_person(self) -> bool:
        """Whether this is a person, whose data need consent."""
        return self.sort == Sort.PERSON

    @property
    def summary(self) -> str:
        """In the reader's language where it exists, else in the other."""
        return in_readers_language(self.summary_de, self.summary_en)


class FormerSlug(models.Model):
    """An address an entry had before; it leads to where the entry is now."""

    slug = models.SlugField(max_length=80, unique=True)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug
