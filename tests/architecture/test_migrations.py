"""The tables of the migrations are those of the models."""

from io import StringIO

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing():
    out = StringIO()
    try:
        call_command(
            "makemigrations",
            "core",
            "accounts",
            "actors",
            "projects",
            "matching",
            "events",
            check=True,
            dry_run=True,
            stdout=out,
        )
    except SystemExit:
        pytest.fail(f"run `aufwind manage makemigrations`:\n{out.getvalue()}")
