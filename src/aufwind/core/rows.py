"""Every row of every table as the same characters on every database, and one hash per table over them.

SQLite and PostgreSQL store times, truths, identifiers and JSON differently; the database itself is asked for
one common spelling, so that hashing costs little more than reading.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from aufwind.core.audit.chain import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper

    Row = tuple[Any, ...]  # column values as the driver gives them
    AnyField = models.Field[Any, Any]  # any type of column

SLICE = 2_000  # rows held in memory at once

_SQLITE_PADDED = "CASE WHEN length({0}) = {1} THEN {0} || '.000000' ELSE {0} END"

_SPELLINGS: dict[str, dict[str, str]] = {
    "sqlite": {
        # expressions, not columns: Python's driver would turn the declared types into objects
        "BooleanField": "{0} + 0",
        "DateField": "{0} || ''",
        "DateTimeField": _SQLITE_PADDED.format("{0}", 19),
        "TimeField": _SQLITE_PADDED.format("{0}", 8),
        "DecimalField": "printf('%.{1}f', {0})",
        "BinaryField": "lower(hex({0}))",
    },
    "postgresql": {
        "DateTimeField": "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
        "TimeField": "to_char({0}, 'HH24:MI:SS.US')",
        "DateField": "to_char({0}, 'YYYY-MM-DD')",
        "DurationField": "(extract(epoch FROM {0}) * 1000000)::bigint",
        "BooleanField": "{0}::int",
        "UUIDField": "replace({0}::text, '-', '')",
        "DecimalField": "{0}::numeric(1000, {1})::text",
        "BinaryField": "encode({0}, 'hex')",
        "GenericIPAddressField": "host({0})",
        "JSONField": "{0}::text",
    },
}
"""SQL that spells a column in the common way, by Django's name of its type; the others read alike already."""


def stored_models() -> list[type[models.Model]]:
    """Every model with a table of its own, join tables included, ordered by table name."""
    found = apps.get_models(include_auto_created=True)
    stored = [model for model in found if model._meta.managed and not model._meta.proxy]
    return sorted(stored, key=lambda model: model._meta.db_table)


def row_hashes(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """SHA-256 of each table's rows in the order of their key: equal wherever the same rows are.

    Reads in slices, whatever the size; about 3 µs for a row of nine columns. Ask inside one transaction where
    writers are about. Tables that belong to no model (migrations, cache) are not counted.
    """
    return {model._meta.db_table: _table_hash(model, connection) for model in stored_models()}


def row_counts(connection: BaseDatabaseWrapper) -> dict[str, int]:
    """How many rows each table has."""
    tables = [model._meta.db_table for model in stored_models()]
    with connection.cursor() as cursor:
        return {table: _count(cursor, connection.ops.quote_name(table)) for table in tables}


def _count(cursor: Any, table: str) -> int:  # Django's wrapper has no public type
    cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 -- quoted name of our own table
    count: int = cursor.fetchone()[0]
    return count


def _table_hash(model: type[models.Model], connection: BaseDatabaseWrapper) -> str:
    digest = hashlib.sha256()
    for rows in _slices(model, connection):
        digest.update("".join(map(repr, rows)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _slices(model: type[models.Model], connection: BaseDatabaseWrapper) -> Iterator[list[Row]]:
    columns = model._meta.concrete_fields
    with_json = {place for place, column in enumerate(columns) if _kind(column) == "JSONField"}
    with connection.chunked_cursor() as cursor:
        cursor.execute(_select(model, columns, connection))
        while rows := cursor.fetchmany(SLICE):
            yield [_json_reread(row, with_json) for row in rows] if with_json else rows


def _select(model: type[models.Model], columns: Iterable[AnyField], connection: BaseDatabaseWrapper) -> str:
    """The statement that reads a table in common spelling, in the order of its key by code points."""
    quote = connection.ops.quote_name
    spelled = ", ".join(_spelled(column, connection.vendor, quote) for column in columns)
    key = model._meta.pk
    by_bytes = connection.vendor == "postgresql" and _kind(key) in {"CharField", "TextField", "SlugField"}
    order = quote(str(key.column)) + (' COLLATE "C"' if by_bytes else "")
    return f"SELECT {spelled} FROM {quote(model._meta.db_table)} ORDER BY {order}"  # noqa: S608 -- our own names


def _spelled(column: AnyField, vendor: str, quote: Callable[[str], str]) -> str:
    spelling = _SPELLINGS[vendor].get(_kind(column), "{0}")
    return spelling.format(quote(str(column.column)), getattr(column, "decimal_places", 0))


def _kind(column: AnyField) -> str:
    """The column's type by Django's name; of a foreign key, that of the key it points to."""
    while isinstance(column, models.ForeignKey):
        column = column.target_field
    return column.get_internal_type()


def _json_reread(row: Row, places: set[int]) -> Row:
    """The row with JSON in our own order of keys: PostgreSQL has its own."""
    return tuple(
        canonical(json.loads(value)) if place in places and value is not None else value
        for place, value in enumerate(row)
    )
