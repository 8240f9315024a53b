"""What takes place, where and for which project, and what guests agree to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aufwind.actors.models import Actor, Place
from aufwind.core.bilingual import in_readers_language
from aufwind.events.enums import EventState, Format
from aufwind.projects.models import Project


class EventQuerySet(models.QuerySet["Event"]):
    def announced(self) -> EventQuerySet:
        """All but drafts: what the public may know of."""
        return self.exclude(state=EventState.DRAFT)


class Event(models.Model):
    """An event of any kind; with a roster it is a matching event.

    Attributes:
        starts: As precise as known: «2022», «2022-05», «2022-02-10»; so is `ends`.
        team: Organisers who run it; an event without a team is run by every organiser.
        criterion_de: In one sentence whom it brings together.
        sides: Who takes part: [{"key": "companies", "de": …, "en": …}, …]; empty: an open event.
        pairings: Which sides may meet: [["companies", "creatives"], …]; empty: everybody may meet everybody.
        capacity: Seats; None: no limit.
        registrations: Numbers given out; grows under the event's lock, so numbers have no gap.
        slot_minutes: Usual length of a meeting, `change_minutes` the time to walk to the next.
        wishes_until: When wishes close; None: with the first published plan.
        counts_for: Budget line or indicator it counts for.
        forget_on: Day on which guests' personal data are removed.
    """

    slug = models.SlugField(max_length=80, unique=True)
    state = models.CharField(max_length=10, choices=EventState.choices, default=EventState.ANNOUNCED)
    format = models.CharField(_("format"), max_length=10, choices=Format.choices, default=Format.OTHER)
    title_de = models.CharField(_("title in German"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300)
    kind = models.CharField(_("kind"), max_length=60)
    starts = models.CharField(_("date"), max_length=10)
    ends = models.CharField(max_length=10, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", verbose_name=_("place"))
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+", verbose_name=_("project"))
    hosts = models.ManyToManyField(Actor, related_name="+", verbose_name=_("hosts"))
    team = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("team"))
    attendance = models.PositiveIntegerField(_("attendance"), null=True)
    summary_de = models.TextField(_("text in German"), blank=True)
    summary_en = models.TextField(_("text in English"), blank=True)
    criterion_de = models.CharField(_("who shall meet, in German"), max_length=300, blank=True)
    criterion_en = models.CharField(_("who shall meet, in English"), max_length=300, blank=True)
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail of the contact"), blank=True)
    counts_for = models.CharField(_("budget line or indicator"), max_length=120, blank=True)
    source = models.URLField(max_length=500, blank=True)
    is_invented = models.BooleanField(_("invented for the demo"), default=False)
    max_gap_spread = models.PositiveSmallIntegerField(null=True, default=2)
    fair_to = models.PositiveSmallIntegerField(default=0)
    is_matching = models.BooleanField(_("with planned meetings"), default=False)
    sides: models.JSONField[list[dict[str, str]]] = models.JSONField(default=list)
    pairings: models.JSONField[list[list[str]]] = models.JSONField(default=list)
    slot_minutes = models.PositiveSmallIntegerField(_("minutes of a meeting"), default=20)
    change_minutes = models.PositiveSmallIntegerField(_("minutes between meetings"), default=5)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    needs_approval = models.BooleanField(_("every registration is approved by hand"), default=False)
    registration_opens_at = models.DateTimeField(null=True, blank=True)
    registration_closes_at = models.DateTimeField(null=True, blank=True)
    wishes_until = models.DateTimeField(null=True, blank=True)
    forget_on = models.DateField(null=True, blank=True)
    registrations = models.PositiveIntegerField(default=0, editable=False)
    cloned_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")

    objects = EventQuerySet.as_manager()

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

    @property
    def criterion(self) -> str:
        """In the reader's language where it exists, else in the other."""
        return in_readers_language(self.criterion_de, self.criterion_en)

    @property
    def side_words(self) -> dict[str, str]:
        """Every side's key with its name in the reader's language."""
        return {side["key"]: in_readers_language(side["de"], side["en"]) for side in self.sides}

    @property
    def is_announced(self) -> bool:
        """Whether the public may see it."""
        return self.state != EventState.DRAFT


class Terms(models.Model):
    """What guests of an event agree to. A version somebody agreed to is never changed; a new one is written.

    Attributes:
        text_de: What is shown to whom and when it is deleted, and so in English.
        photos_de: What is asked about pictures; empty: nothing is asked.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="terms")
    version = models.PositiveSmallIntegerField()
    text_de = models.TextField(_("text in German"))
    text_en = models.TextField(_("text in English"))
    photos_de = models.TextField(_("about pictures, in German"), blank=True)
    photos_en = models.TextField(_("about pictures, in English"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-version",)
        constraints = [models.UniqueConstraint(fields=["event", "version"], name="terms_version_once")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.version}"

    @property
    def text(self) -> str:
        """In the reader's language."""
        return in_readers_language(self.text_de, self.text_en)

    @property
    def photos(self) -> str:
        """In the reader's language."""
        return in_readers_language(self.photos_de, self.photos_en)
