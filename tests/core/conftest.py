"""Databases beside the suite's own."""

import contextlib
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection


@pytest.fixture
def sqlite_address(tmp_path):
    """The address of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'other.sqlite3'}"


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
    with psycopg.connect(**server, autocommit=True) as admin:
        admin.execute("CREATE DATABASE aufwind_other")
        try:
            yield f"postgresql://{settings['USER']}:@/aufwind_other?host={quote(settings['HOST'], safe='')}"
        finally:
            admin.execute("DROP DATABASE aufwind_other WITH (FORCE)")
