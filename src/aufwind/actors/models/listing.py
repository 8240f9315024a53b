"""What actors offer and need."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aufwind.actors.enums import Audience, ListingKind, Side
from aufwind.actors.models.actor import Actor
from aufwind.actors.models.place import Code, Place
from aufwind.core.bilingual import in_readers_language

if TYPE_CHECKING:
    from datetime import date

REMIND_BEFORE = timedelta(days=14)
"""How long before a listing ends its owner is asked whether it still holds."""


class ListingQuerySet(models.QuerySet["Listing"]):
    def current(self, day: date | None = None) -> ListingQuerySet:
        """Listings valid on `day` (None: today): an expired one leaves every list by itself."""
        return self.filter(valid_until__gte=day or timezone.localdate(), actor__merged_into=None)

    def offers(self) -> ListingQuerySet:
        """What is offered."""
        return self.filter(side=Side.OFFER)

    def needs(self) -> ListingQuerySet:
        """What is needed."""
        return self.filter(side=Side.NEED)


class Listing(models.Model):
    """One offer or one need of an actor, until a date.

    Attributes:
        area: Hard limit: partners must be of this place or one within it.
        partner_languages: Hard limit: partners must speak one of these; empty: any.
        capacity: How many partners it has room for; None: no limit.
        reminded_at: When the owner was asked whether it still holds; once per `valid_until`.
    """

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="listings")
    key = models.SlugField(max_length=80, blank=True)
    side = models.CharField(_("side"), max_length=5, choices=Side.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=ListingKind.choices, default=ListingKind.OTHER)
    title_de = models.CharField(_("title in German"), max_length=200, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    text_de = models.TextField(_("text in German"), max_length=4000, blank=True)
    text_en = models.TextField(_("text in English"), max_length=4000, blank=True)
    topics = models.ManyToManyField(Code, related_name="+", verbose_name=_("topics"))
    area = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("only partners from")
    )
    partner_languages: models.JSONField[list[str]] = models.JSONField(_("languages"), default=list, blank=True)
    capacity = models.PositiveSmallIntegerField(_("partners wanted at most"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"))
    audience = models.CharField(_("seen by"), max_length=60, default=Audience.PUBLIC)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ("actor_id", "side", "pk")
        indexes = [models.Index(fields=["valid_until", "side"], name="listing_by_day")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title_de="", title_en=""), name="listing_has_a_title"),
            models.UniqueConstraint(fields=["actor", "key"], condition=~models.Q(key=""), name="listing_key_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('actors:actor', args=[self.actor.slug])}#listing-{self.pk}"

    @property
    def title(self) -> str:
        """In the reader's language where it exists, else in the other."""
        return in_readers_language(self.title_de, self.title_en)

    @property
    def text(self) -> str:
        """In the reader's language where it exists, else in the other."""
        return in_readers_language(self.text_de, self.text_en)

    @property
    def is_current(self) -> bool:
        """Whether it still holds today."""
        return self.valid_until >= timezone.localdate()

    @property
    def ends_soon(self) -> bool:
        """Whether its owner has been, or is about to be, asked if it still holds."""
        return self.is_current and self.valid_until <= timezone.localdate() + REMIND_BEFORE
