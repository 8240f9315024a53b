"""What was done to an entry, as the audit log tells it. Never writes; a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from aufwind.accounts.models import User
from aufwind.core.models import AuditEntry
from aufwind.core.policy import require

if TYPE_CHECKING:
    from datetime import datetime

    from aufwind.actors.models import Actor
    from aufwind.core.policy import Visitor

LATEST = 100


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done: when, by whom (a name, or a key of the log), what, and to which fields."""

    at: datetime
    who: str
    is_owner: bool
    event: str
    fields: tuple[str, ...]


def history_of(actor: Actor, *, visitor: Visitor) -> list[Deed]:
    """The latest hundred deeds about an entry, its listings and consents, the newest first. Four statements.

    Raises:
        NotAllowed: `visitor` does not work with the register.
    """
    require(visitor, "actors.history", actor)
    about = Q(subject_type="actors.actor", subject_id=str(actor.pk))
    for rows in (actor.listings, actor.consents):
        keys = [str(key) for key in rows.values_list("pk", flat=True)]
        about |= Q(subject_type=rows.model._meta.label_lower, subject_id__in=keys)
    entries = list(AuditEntry.objects.filter(about, is_read=False).order_by("-position")[:LATEST])
    names = _names({entry.actor for entry in entries})
    return [
        Deed(
            entry.at,
            names.get(entry.actor, ""),
            entry.actor == f"entry:{actor.pk}",
            entry.event,
            tuple(entry.facts.get("fields", ())),
        )
        for entry in entries
    ]


def _names(keys: set[str]) -> dict[str, str]:
    """Names of the staff behind keys of the log («user:7»)."""
    accounts = [int(key.removeprefix("user:")) for key in keys if key.removeprefix("user:").isdecimal()]
    return {f"user:{pk}": name for pk, name in User.objects.filter(pk__in=accounts).values_list("pk", "name")}
