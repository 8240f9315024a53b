"""The database itself refuses changes to the log, whoever asks: triggers on update, delete and truncate.

Whoever owns the database can drop a trigger; the hash chain is for them. The trigger is for everyone else,
our own mistakes included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connections

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "audit entries are never changed or removed"

_SQLITE_TRIGGER = (
    "CREATE TRIGGER IF NOT EXISTS audit_no_{change} BEFORE {change} ON core_auditentry "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
)
_POSTGRES_FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)
_POSTGRES_TRIGGER = (
    "CREATE OR REPLACE TRIGGER audit_no_{change} BEFORE {change} ON core_auditentry "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
)

_INSTALL = {
    "sqlite": [_SQLITE_TRIGGER.format(change=change) for change in ("update", "delete")],
    "postgresql": [
        _POSTGRES_FUNCTION,
        *(_POSTGRES_TRIGGER.format(change=change) for change in ("update", "delete", "truncate")),
    ],
}
_REMOVE = {
    "sqlite": [f"DROP TRIGGER IF EXISTS audit_no_{change}" for change in ("update", "delete")],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS audit_no_{change} ON core_auditentry" for change in ("update", "delete", "truncate")
    ],
}


def install_seal(connection: BaseDatabaseWrapper) -> None:
    """Make the database refuse changes to the log. Harmless when done twice."""
    _run(connection, _INSTALL)


def remove_seal(connection: BaseDatabaseWrapper) -> None:
    """Let the database accept changes to the log again: for tests that tamper with it."""
    _run(connection, _REMOVE)


def _run(connection: BaseDatabaseWrapper, statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


def seal_after_migrate(*, using: str, **_rest: object) -> None:
    """Receiver of `post_migrate`: every database that has the table gets its triggers.

    Off in the test suite (`AUDIT_SEAL = False`), whose tests end by emptying all tables.
    """
    connection = connections[using]
    if getattr(settings, "AUDIT_SEAL", True) and "core_auditentry" in connection.introspection.table_names():
        install_seal(connection)
