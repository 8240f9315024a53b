from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from aufwind.cli import doctor as verb
from aufwind.core import doctor, vitals
from aufwind.core.audit import record
from aufwind.core.doctor import Line, State, examine
from aufwind.core.models import PeriodicRun
from aufwind.core.policy import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def migrated(monkeypatch, settings, tmp_path):
    """Tables come without migrations in tests; say they are all there. No kernel, font or file is missing."""
    monkeypatch.setattr(vitals, "_none_pending", lambda: 0)
    settings.DEFAULT_FROM_EMAIL = "Aufwind <post@example.org>"


def line(subject):
    return next(line for line in examine() if line.subject == subject)


def test_a_well_installation_has_no_failing_line():
    PeriodicRun.objects.create(name="x", started_at=timezone.now())
    record("x", None, by=SYSTEM)

    assert [line for line in examine() if line.state == State.FAIL] == []
    assert [line.subject for line in examine()] == list(doctor.QUESTIONS)


def test_the_database_is_named_with_what_keeps_it_safe():
    found = line("database").found

    assert line("database").state == State.OK
    assert "synchronous 2, transactions IMMEDIATE" in found or "synchronous_commit on" in found


def test_careless_sqlite_fails(monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own")
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")

    assert line("database").state == State.FAIL


def test_careless_postgres_fails():
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL's own")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")

    assert line("database").state == State.FAIL


def test_missing_packages_are_named(monkeypatch):
    monkeypatch.setattr(doctor, "requires", lambda _name: ["kite-strings>=2", "django", "x>1; extra == 'y'"])

    assert line("packages") == Line("packages", State.FAIL, "missing: kite-strings", "Run `make setup`.")


def test_missing_migrations_fail(monkeypatch):
    monkeypatch.setattr(doctor, "pending_migrations", lambda: 2)

    assert line("migrations").found == "2 steps behind the code"


@pytest.mark.parametrize(("needed", "state"), [(2**62, State.FAIL), (None, State.WARN), (1, State.OK)])
def test_room_on_the_disk(monkeypatch, settings, needed, state):
    free = doctor.shutil.disk_usage(settings.HOME).free
    monkeypatch.setattr(doctor, "DISK_MUST_HAVE_BYTES", needed or free // 5)

    assert line("disk").state == state


def test_a_clock_that_went_back_fails():
    entry = record("x", None, by=SYSTEM)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_auditentry SET at = %s", [entry.at + timedelta(hours=1)])

    assert line("clock").state == State.FAIL


def test_a_silent_mail_server_is_warned_of(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert line("mail").state == State.WARN
    assert line("mail").found.startswith("127.0.0.1:1 does not answer")


def test_an_address_nobody_can_answer_is_warned_of(settings):
    settings.DEFAULT_FROM_EMAIL = "Aufwind <aufwind@localhost>"

    assert line("mail").state == State.WARN
    settings.IS_DEMO = True
    assert line("mail").state == State.OK


@pytest.mark.parametrize(("hours", "state"), [(None, State.WARN), (1, State.OK), (48, State.FAIL)])
def test_the_worker_was_seen(hours, state):
    if hours is not None:
        PeriodicRun.objects.create(name="x", started_at=timezone.now() - timedelta(hours=hours))

    assert line("worker").state == state


def test_a_long_queue_fails():
    task = DBTaskResult.objects.create(args_kwargs={}, task_path="x", backend_name="default")
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - timedelta(hours=1))

    assert line("queue").state == State.FAIL


def test_the_logs_tail_is_looked_at():
    assert line("audit log") == Line("audit log", State.OK, "0 entries, the last 0 whole")
    for _ in range(3):
        record("x", None, by=SYSTEM)
    assert line("audit log").found == "3 entries, the last 3 whole"

    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_auditentry SET event = 'y' WHERE position = 2")
    assert line("audit log").found == "entry 2 was changed"

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_auditentry WHERE position = 3")
    assert line("audit log").found == "the log ends at 2, its head elsewhere"


def test_the_plain_planner_is_warned_of(monkeypatch):
    monkeypatch.setenv("AUFWIND_PLAIN", "1")

    assert line("planner").state == State.WARN


def test_missing_fonts_fail(monkeypatch, tmp_path):
    found = doctor.files
    monkeypatch.setattr(doctor, "files", lambda name: tmp_path if name == "aufwind.engine" else found(name))

    assert line("fonts").state == State.FAIL


def test_static_files_that_are_not_gathered_fail(settings, tmp_path, monkeypatch):
    assert line("static files").state == State.OK
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "whitenoise.storage.X"}}
    assert line("static files").state == State.FAIL

    monkeypatch.setattr(doctor, "STYLESHEET", "core/none.css")
    assert line("static files").found == "core/none.css is missing"


def test_a_silent_database_fails_line_by_line(monkeypatch):
    def silent():
        raise DatabaseError("gone")

    monkeypatch.setattr(doctor, "queue_age_seconds", silent)

    assert line("queue") == Line("queue", State.FAIL, "the database does not answer: gone", "See «database».")


def verb_run(capsys, *words):
    import argparse

    parser = argparse.ArgumentParser()
    verb.add_arguments(parser)
    return verb.run(parser.parse_args(words)), capsys.readouterr().out


def test_the_verb_prints_lines_and_remedies(monkeypatch, capsys):
    lines = [Line("disk", State.OK, "9 GB free"), Line("queue", State.FAIL, "waits", "Look.")]
    monkeypatch.setattr(doctor, "examine", lambda: lines)

    assert verb_run(capsys) == (1, "✓ disk            9 GB free\n✗ queue           waits\n                  → Look.\n")


def test_the_verb_speaks_json(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "examine", lambda: [Line("disk", State.WARN, "1 GB free", "Make room.")])

    code, out = verb_run(capsys, "--json")

    assert code == 0
    assert (
        out
        == '[\n {\n  "subject": "disk",\n  "state": "warn",\n  "found": "1 GB free",\n  "remedy": "Make room."\n }\n]\n'
    )
