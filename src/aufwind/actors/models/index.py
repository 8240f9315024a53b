"""The search index: what each circle of readers may find, kept ready for questions about a million entries."""

from __future__ import annotations

from django.db import models

from aufwind.actors.models.actor import Actor


class IndexRow(models.Model):
    """An entry as the readers of the tiers `tier_from` to `tier_to` see it; they all see the same.

    Its number never changes its tiers and is never given twice, so that a reader between two statements can only
    miss a match, not see one too many.

    Attributes:
        actor: No constraint: a row outlives its entry until the index is told.
        name: Folded; what the list is ordered by.
        terms: Sorted little-endian 32-bit numbers: term << 2 | field.
    """

    actor = models.ForeignKey(Actor, models.DO_NOTHING, db_constraint=False, related_name="+")
    tier_from = models.PositiveSmallIntegerField()
    tier_to = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    terms = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["name", "actor"], name="index_row_by_name")]
        constraints = [models.UniqueConstraint(fields=["actor", "tier_from"], name="index_row_once_per_tier")]

    def __str__(self) -> str:
        return f"{self.name} {self.tier_from}–{self.tier_to}"


class IndexTerm(models.Model):
    """A word as `index.words` writes it; with a star, the beginning of words («kunst*»)."""

    text = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.text


class IndexPosting(models.Model):
    """Which rows have a term: the key says the term, where it stands and which 65,536 rows (`index.postings`)."""

    bits = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)


class IndexPage(models.Model):
    """What can be counted about 4,096 rows, as one array (`index.columns`); the key is the page's number.

    Attributes:
        version: Drawn anew with every change, so that a page kept in memory is known to be current.
    """

    version = models.BigIntegerField()
    rows = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)


class IndexValue(models.Model):
    """A number for a kind or a district, small enough for the arrays of `IndexPage`."""

    facet = models.CharField(max_length=10)
    code = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facet", "code"], name="index_value_once")]

    def __str__(self) -> str:
        return f"{self.facet}:{self.code}"


class IndexAlphabet(models.Model):
    """The names at which the parts of the alphabet begin, in order: about as many rows from each to the next.

    Attributes:
        balance_again_at: Number of the row with which there are twice as many.
    """

    names: models.JSONField[list[str]] = models.JSONField(default=list)
    balance_again_at = models.BigIntegerField()

    def __str__(self) -> str:
        return str(len(self.names))
