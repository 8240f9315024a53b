"""Many rows at once, past the ORM: an import writes a thousand times what a page reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROWS_AT_ONCE = 500
"""Rows of one INSERT: few enough for SQLite's variables, many enough to cost nothing each."""


def read_where(table: str, columns: str, column: str, values: Sequence[int] | Sequence[str]) -> list[tuple[Any, ...]]:
    """The rows whose `column` has one of these values, however many. One statement."""
    if not values:
        return []
    is_postgres = connection.vendor == "postgresql"
    among = "= ANY(%s)" if is_postgres else "IN (SELECT value FROM json_each(%s))"
    statement = f"SELECT {columns} FROM {table} WHERE {column} {among}"  # noqa: S608 -- our own names
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(values) if is_postgres else json.dumps(values)])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def insert_returning(
    table: str, columns: str, returned: str, rows: Sequence[tuple[Any, ...]]
) -> Iterator[tuple[Any, ...]]:
    """Insert rows and give what the database made of each, in any order."""
    for start in range(0, len(rows), ROWS_AT_ONCE):
        part = rows[start : start + ROWS_AT_ONCE]
        marks = ", ".join([f"({', '.join(['%s'] * len(part[0]))})"] * len(part))
        values = [value for row in part for value in row]
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} ({columns}) VALUES {marks} RETURNING {returned}", values)  # noqa: S608
            yield from cursor.fetchall()


def write_over(table: str, columns: tuple[str, str], rows: Sequence[tuple[int, bytes]]) -> None:
    """Insert rows of key and value, over those with the same key."""
    key, value = columns
    for start in range(0, len(rows), ROWS_AT_ONCE):
        part = rows[start : start + ROWS_AT_ONCE]
        marks = ", ".join(["(%s, %s)"] * len(part))
        statement = (
            f"INSERT INTO {table} ({key}, {value}) VALUES {marks} "  # noqa: S608 -- our own names
            f"ON CONFLICT ({key}) DO UPDATE SET {value} = excluded.{value}"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [one for row in part for one in row])
