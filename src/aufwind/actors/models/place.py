"""Territories with their official codes, and the codes of classifications."""

from __future__ import annotations

from django.db import models

from aufwind.core.bilingual import in_readers_language


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
        indexes = [
            models.Index(fields=["ags"], name="place_by_ags"),
            models.Index(fields=["nuts"], name="place_by_nuts"),
        ]

    def __str__(self) -> str:
        return in_readers_language(self.name_de, self.name_en)

    @property
    def area(self) -> str:
        """The code that contains those of all places within: the official key (AGS) with its state, else NUTS."""
        return self.ags or self.nuts


class Code(models.Model):
    """An entry of a classification: an industry (NACE, WZ), a topic. Labels in both languages."""

    scheme = models.CharField(max_length=20)
    code = models.CharField(max_length=40)
    label_de = models.CharField(max_length=400)
    label_en = models.CharField(max_length=400)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("scheme", "code")
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="code_once_in_its_scheme")]

    def __str__(self) -> str:
        return in_readers_language(self.label_de, self.label_en)


class Shape(models.Model):
    """Where a place lies: rings of longitude and latitude for the map, with the notice its source demands."""

    place = models.OneToOneField(Place, models.CASCADE, related_name="shape")
    rings: models.JSONField[list[list[list[float]]]] = models.JSONField()
    notice = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return str(self.place)
