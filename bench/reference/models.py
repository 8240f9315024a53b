from django.db import models


class Place(models.Model):
    name_de = models.CharField(max_length=200)

    def __str__(self):
        return self.name_de


class Actor(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    name_folded = models.CharField(max_length=300)
    kind = models.CharField(max_length=40)
    place = models.ForeignKey(Place, models.PROTECT, null=True)
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        ordering = ("name_folded", "pk")
        indexes = [models.Index(fields=["name_folded", "id"], name="by_name")]

    def __str__(self):
        return self.name
