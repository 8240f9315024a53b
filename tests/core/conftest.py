"""Databases beside the suite's own."""

import contextlib
import shutil
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

from aufwind.core.transfer import database_at, prepare


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory, django_db_setup, django_db_blocker):
    """A SQLite file with empty tables: made once, because every step of a migration waits for the disk."""
    path = tmp_path_factory.mktemp("empty") / "empty.sqlite3"
    with django_db_blocker.unblock(), database_at(f"sqlite:///{path}") as database:
        prepare(database)
    return path


@pytest.fixture
def sqlite_address(empty_sqlite, tmp_path):
    """The address of a SQLite database that holds nothing yet."""
    path = tmp_path / "other.sqlite3"
    shutil.copy(empty_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_address():
    """The address of a new PostgreSQL database on the suite's server, dropped afterwards."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: scripts/test-postgres")
    with _empty_database(connection.settings_dict) as address:
        yield address


@contextlib.contextmanager
def _empty_database(settings):
    server = {"user": settings["USER"], "host": settings["HOST"], "dbname": "postgres"}
    other = f"{settings['NAME']}_other"  # each of several test processes has a database of its own
    with psycopg.connect(**server, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {other} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {other}")
        try:
            yield f"postgresql://{settings['USER']}:@/{other}?host={quote(settings['HOST'], safe='')}"
        finally:
            admin.execute(f"DROP DATABASE {other} WITH (FORCE)")
