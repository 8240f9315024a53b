import argparse

import pytest
from django.db import connection

from aufwind.cli import audit
from aufwind.core.audit import record
from aufwind.core.policy import SYSTEM

pytestmark = pytest.mark.django_db


def run(*words):
    parser = argparse.ArgumentParser()
    audit.add_arguments(parser)
    return audit.run(parser.parse_args([str(word) for word in words]))


def test_a_whole_log_with_its_anchor(tmp_path, capsys):
    record("x", None, by=SYSTEM)

    assert run("anchor", tmp_path / "anchors") == 0
    assert run("verify", tmp_path / "anchors") == 0
    noted, whole = capsys.readouterr().out.splitlines()
    assert noted.startswith("1 entries, ending in ")
    assert whole.startswith("Whole: 1 entries, 1 anchors, ending in ")


def test_a_broken_log_is_named(settings, tmp_path, capsys):
    settings.HOME = tmp_path
    record("x", None, by=SYSTEM)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_auditentry SET event = 'y'")

    assert run("verify") == 1
    assert capsys.readouterr().out.startswith("Broken at entry 1: the entry was changed")


def test_unreadable_anchors_are_named(tmp_path, capsys):
    (tmp_path / "anchors").write_text("nonsense\n")

    assert run("verify", tmp_path / "anchors") == 2
    assert "Line 1 is no anchor" in capsys.readouterr().err
