"""What was done to an entry, as the audit log tells it. Never writes; a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from aufwind.accounts.models import User
from aufwind.actors.enums import RowOutcome
from aufwind.actors.models import ImportRow
from aufwind.core.models import AuditEntry
from aufwind.core.policy import require

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

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
    """The latest hundred deeds about an entry, its listings, consents and imports, the newest first. Five statements.

    Raises:
        NotAllowed: `visitor` does not work with the register.
    """
    require(visitor, "actors.history", actor)
    about = Q(subject_type="actors.actor", subject_id=str(actor.pk))
    for rows in (actor.listings, actor.consents):
        keys = [str(key) for key in rows.values_list("pk", flat=True)]
        about |= Q(subject_type=rows.model._meta.label_lower, subject_id__in=keys)
    entries = list(AuditEntry.objects.filter(about, is_read=False).order_by("-position")[:LATEST])
    lists = list(_rows_of_lists(actor))
    names = _names({entry.actor for entry in entries} | {row.run.started_by for row in lists})
    deeds = [
        Deed(
            entry.at,
            names.get(entry.actor, ""),
            entry.actor == f"entry:{actor.pk}",
            entry.event,
            tuple(entry.facts.get("fields", ())),
        )
        for entry in entries
    ]
    deeds += [
        Deed(
            row.run.finished_at or row.run.created_at,
            names.get(row.run.started_by, ""),
            False,
            f"row.{row.outcome}",
            (),
        )
        for row in lists
    ]
    return sorted(deeds, key=lambda deed: deed.at, reverse=True)[:LATEST]


def _rows_of_lists(actor: Actor) -> QuerySet[ImportRow]:
    """Rows of imported lists that entered the entry or filled it in; the log holds a line a thousand rows."""
    rows = ImportRow.objects.filter(actor=actor, is_written=True, outcome__in=[RowOutcome.ACCEPTED, RowOutcome.MERGED])
    return rows.select_related("run").order_by("-pk")[:LATEST]


def _names(keys: set[str]) -> dict[str, str]:
    """Names of the staff behind keys of the log («user:7»)."""
    accounts = [int(key.removeprefix("user:")) for key in keys if key.removeprefix("user:").isdecimal()]
    return {f"user:{pk}": name for pk, name in User.objects.filter(pk__in=accounts).values_list("pk", "name")}
