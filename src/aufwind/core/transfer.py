"""A full database carried over to another one, SQLite or PostgreSQL, with proof that nothing changed."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.utils import ConnectionHandler, load_backend

from aufwind.core.audit import verify_chain
from aufwind.core.rows import SLICE, row_counts, row_hashes, stored_models

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from django.db import models
    from django.db.backends.base.base import BaseDatabaseWrapper

    Say = Callable[[str], None]

MADE_BY_MIGRATING = {"django_content_type", "auth_permission"}
"""Tables Django fills by itself in every new database; they do not make it «in use»."""


class TransferRefused(Exception):
    """The move would not be safe, or was not faithful; the source is untouched, the target as it was."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What arrived: tables with rows, rows in all, and entries of the audit log."""

    tables: int
    rows: int
    entries: int


@contextmanager
def database_at(address: str) -> Iterator[BaseDatabaseWrapper]:
    """A second database by its address, beside the one of the settings; closed afterwards.

    Raises:
        ImproperlyConfigured: The address is neither SQLite's nor PostgreSQL's.
    """
    with beside(settings.DATABASE_OF(address)) as database:
        yield database


@contextmanager
def beside(database: dict[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    """A second database by Django's settings for it, usable in this thread; closed afterwards."""
    alias = f"other-{uuid4().hex}"
    configured = ConnectionHandler({DEFAULT_DB_ALIAS: database}).settings[DEFAULT_DB_ALIAS]
    connections[alias] = load_backend(configured["ENGINE"]).DatabaseWrapper(configured, alias)
    try:
        yield connections[alias]
    finally:
        connections[alias].close()
        del connections[alias]


def move(source: BaseDatabaseWrapper, target: BaseDatabaseWrapper, *, say: Say = lambda _line: None) -> Moved:
    """Copy every row into an empty database, then compare hashes and walk the audit chain.

    One transaction in the target: it holds everything or nothing. SQLite admits no writer meanwhile; from
    PostgreSQL the copy shows one moment, so stop the site before, or what is written later stays behind.

    Raises:
        TransferRefused: The target holds rows already, or does not hold the same ones afterwards.
    """
    refuse_used(target)
    prepare(target)
    with transaction.atomic(using=source.alias), transaction.atomic(using=target.alias):
        one_moment(source)
        for model in stored_models():
            _copy_table(model, source, target, say)
        _reset_sequences(target)
        _prove_equal(row_hashes(source), row_hashes(target))
        verdict = verify_chain(using=target.alias)
        if not verdict.whole:
            raise TransferRefused(f"The audit log is broken at {verdict.broken_at}: {verdict.what}.")
        counts = [count for count in row_counts(target).values() if count]
    return Moved(tables=len(counts), rows=sum(counts), entries=verdict.entries)


def refuse_used(target: BaseDatabaseWrapper) -> None:
    """Go on only where the database holds no rows of ours.

    Raises:
        TransferRefused: It does; names a table.
    """
    present = set(target.introspection.table_names())
    models = [model for model in stored_models() if model._meta.db_table in present - MADE_BY_MIGRATING]
    for model in models:
        if model._base_manager.using(target.alias).exists():
            raise TransferRefused(f"The target is in use: {model._meta.db_table} has rows. Name an empty database.")


def prepare(target: BaseDatabaseWrapper) -> None:
    """Make all tables in an empty database, and take out what Django itself puts in."""
    call_command("migrate", database=target.alias, run_syncdb=True, verbosity=0)
    with transaction.atomic(using=target.alias):  # in which constraints wait for its end
        for model in stored_models():
            rows = model._base_manager.using(target.alias)
            if rows.exists():
                rows.all().delete()


def one_moment(source: BaseDatabaseWrapper) -> None:
    """Let the open transaction see the database as it is now, whatever others write. SQLite does so anyway.

    Must be the transaction's first statement on PostgreSQL.
    """
    if source.vendor == "postgresql" and not source.savepoint_ids:
        with source.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _copy_table(model: type[models.Model], source: BaseDatabaseWrapper, target: BaseDatabaseWrapper, say: Say) -> None:
    columns = [column for column in model._meta.concrete_fields if not column.generated]
    everything = model._base_manager.using(source.alias).order_by()
    rows = everything.values_list(*(column.attname for column in columns)).iterator(SLICE)
    copied = 0
    while batch := list(islice(rows, SLICE)):
        adapted = [
            tuple(column.get_db_prep_save(value, target) for column, value in zip(columns, row, strict=True))
            for row in batch
        ]
        _insert(target, model._meta.db_table, [str(column.column) for column in columns], adapted)
        copied += len(batch)
    if copied:
        say(f"{model._meta.db_table}: {copied} rows")


def _insert(target: BaseDatabaseWrapper, table: str, columns: list[str], rows: Sequence[Sequence[Any]]) -> None:
    """Rows into a table, past the ORM: no default and no «now» is filled in."""
    quote = target.ops.quote_name
    names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    with target.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})", rows)  # noqa: S608 -- our names


def _reset_sequences(target: BaseDatabaseWrapper) -> None:
    with target.cursor() as cursor:
        for statement in target.ops.sequence_reset_sql(no_style(), stored_models()):
            cursor.execute(statement)


def _prove_equal(before: dict[str, str], after: dict[str, str]) -> None:
    if different := [table for table in before if before[table] != after[table]]:
        raise TransferRefused(f"Rows changed on the way in {', '.join(different)}; nothing was kept.")
