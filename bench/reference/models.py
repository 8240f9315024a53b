from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Place(models.Model):
    name_de = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    def __str__(self):
        return self.name_en if get_language() == "en" else self.name_de


class Actor(models.Model):
    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("association")
        COMPANY = "company", _("company")
        MUSEUM = "museum", _("museum")
        UNIVERSITY = "university", _("university")
        PUBLIC_AUTHORITY = "public_authority", _("public authority")

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    name_folded = models.CharField(max_length=300)
    kind = models.CharField(max_length=40, choices=Kind)
    place = models.ForeignKey(Place, models.PROTECT, null=True)
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        ordering = ("name_folded", "pk")
        indexes = [models.Index(fields=["name_folded", "id"], name="by_name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("actor", args=[self.slug])
