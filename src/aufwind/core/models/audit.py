"""The audit log's two tables: the entries, and the one row that says where the chain ends."""

from __future__ import annotations

import json
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditIsAppendOnly(TypeError):
    """Somebody tried to change or remove an entry. Record a new one that says what was wrong."""

    def __init__(self) -> None:
        super().__init__("Audit entries are never changed or removed; record a new entry instead.")


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Entries, readable only: every bulk change refuses."""

    def update(self, **_values: object) -> NoReturn:
        raise AuditIsAppendOnly

    def delete(self) -> NoReturn:
        raise AuditIsAppendOnly

    def bulk_update(self, *_entries: object, **_options: object) -> NoReturn:
        raise AuditIsAppendOnly

    def bulk_create(self, *_entries: object, **_options: object) -> NoReturn:
        raise AuditIsAppendOnly

    def about(self, subject_type: str, subject_id: str) -> AuditQuerySet:
        """Entries about one thing; an empty id means every thing of that type."""
        chosen = self.filter(subject_type=subject_type)
        return chosen.filter(subject_id=subject_id) if subject_id else chosen


class AuditEntry(models.Model):
    """One line of the log: who did or read what, when. Written by `aufwind.core.audit.record` alone."""

    position = models.BigIntegerField(_("position"), primary_key=True)
    at = models.DateTimeField(_("time"))
    event = models.CharField(_("event"), max_length=80)
    is_read = models.BooleanField(_("read"), default=False)
    actor = models.CharField(_("by"), max_length=80)
    subject_type = models.CharField(_("kind of thing"), max_length=80)
    subject_id = models.CharField(_("number of thing"), max_length=80)
    # text, not JSON: PostgreSQL would reorder keys, and the hash is taken over these very characters
    facts_json = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects: ClassVar[Any] = AuditQuerySet.as_manager()  # django-stubs loses the refusing signatures

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id", "position"], name="audit_by_subject")]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")

    def __str__(self) -> str:
        return f"{self.position} {self.event}"

    def save(self, *args: Any, **kwargs: Any) -> None:  # Django's own signature
        if not self._state.adding:
            raise AuditIsAppendOnly
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise AuditIsAppendOnly

    @property
    def facts(self) -> dict[str, Any]:  # JSON
        """What was noted beside the event."""
        facts: dict[str, Any] = json.loads(self.facts_json)
        return facts


class AuditHead(models.Model):
    """Where the chain ends: a second place, so that lost last entries are missed. One row."""

    position = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.position} {self.hash}"
