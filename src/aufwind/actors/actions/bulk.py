"""Many rows of one table at once, past the ORM, which takes longer to prepare a row than the database to write it."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import DateTimeField, JSONField
from django.utils import timezone

from aufwind.actors.index.sql import insert_returning
from aufwind.actors.models import Actor, ImportRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.db.models import Field

    from aufwind.actors.intake.verdicts import Verdict


@cache
def _columns() -> tuple[tuple[str, str, Callable[[], Any]], ...]:
    """Name, column and default of every field of an actor, in order."""
    fields = Actor._meta.concrete_fields
    return tuple((field.name, field.attname, field.get_default) for field in fields)


def new_actor(facts: Mapping[str, Any]) -> Actor:
    """An actor of these facts, not written yet. Given by position: a third of the time names would take."""
    values: list[Any] = []
    for name, attname, default in _columns():
        value = facts.get(name)
        if value is None or value == "":
            value = None if name == "id" else default()
        values.append(value.pk if name != attname and value is not None else value)
    return Actor(*values)


def insert_actors(actors: Sequence[Actor]) -> None:
    """Insert new actors, whose slugs are set and free, and give them their keys. About 40 µs each."""
    fields = [field for field in Actor._meta.concrete_fields if not field.primary_key]
    now = timezone.now()
    for actor in actors:
        actor.created_at = actor.updated_at = now
    ready = [(field.attname, _adapter(field)) for field in fields]
    rows = [tuple(adapt(getattr(actor, name)) for name, adapt in ready) for actor in actors]
    by_slug = {actor.slug: actor for actor in actors}
    columns = ", ".join(str(field.column) for field in fields)
    for pk, slug in insert_returning(Actor._meta.db_table, columns, "id, slug", rows):
        by_slug[slug].pk = pk


def _adapter(field: Field[Any, Any]) -> Callable[[Any], Any]:
    """How a value of this column is handed to the database."""
    if isinstance(field, JSONField):
        return _json
    if isinstance(field, DateTimeField):
        return cache(connection.ops.adapt_datetimefield_value)  # all rows are of the same moment
    return _plain


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value  # words of an enumeration as what they mean


def _json(value: Any) -> str:
    return json.dumps(value) if value else ("[]" if isinstance(value, list) else "{}")


def write_report(run_id: int, verdicts: Sequence[Verdict], *, is_written: bool) -> None:
    """Insert lines of a report, over those of the trial. About 15 µs each."""
    rows = [
        (
            run_id,
            verdict.number,
            str(verdict.outcome),
            is_written,
            verdict.name[:300],
            verdict.actor.pk if verdict.actor else None,
            json.dumps([[*remark.text, remark.column] for remark in verdict.remarks]) if verdict.remarks else "[]",
        )
        for verdict in verdicts
    ]
    statement = (
        f"INSERT INTO {ImportRow._meta.db_table} (run_id, number, outcome, is_written, name, actor_id, reasons) "  # noqa: S608 -- our own names
        "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (run_id, number) DO UPDATE SET outcome = excluded.outcome, "
        "is_written = excluded.is_written, name = excluded.name, actor_id = excluded.actor_id, "
        "reasons = excluded.reasons"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
