"""Whether everything Aufwind needs is there and in order: a line per question, with what to do where it is not."""

from __future__ import annotations

import re
import shutil
import smtplib
import sys
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.utils import timezone

from aufwind.core.audit.chain import Link, hash_of
from aufwind.core.models.audit import AuditEntry, AuditHead
from aufwind.core.vitals import (
    DISK_MUST_HAVE_BYTES,
    QUEUE_MAY_WAIT_SECONDS,
    pending_migrations,
    queue_age_seconds,
    worker_seen_at,
)
from aufwind.engine import native

if TYPE_CHECKING:
    from collections.abc import Callable

WORKER_MAY_REST = timedelta(hours=25)  # the rarest thing on its clock is daily
TAIL = 1_000  # how many of the last audit entries are looked at; `aufwind audit verify` looks at all
STYLESHEET = "core/aufwind.css"


class State(StrEnum):
    """How urgent a line is."""

    OK = "ok"
    WARN = "warn"  # works, but somebody should look
    FAIL = "fail"  # does not work, or loses data


@dataclass(frozen=True, slots=True)
class Line:
    """An answer.

    Attributes:
        subject: What was asked about, one word or two.
        state: How it is.
        found: What was seen.
        remedy: What to do; empty where all is well.
    """

    subject: str
    state: State
    found: str
    remedy: str = ""


def examine() -> list[Line]:
    """Ask everything, in the order in which one would mend it. Changes nothing, never raises, takes a second."""
    return [_asked(subject, question) for subject, question in QUESTIONS.items()]


def _asked(subject: str, question: Callable[[], tuple[State, str, str]]) -> Line:
    try:
        return Line(subject, *question())
    except DatabaseError as error:
        return Line(subject, State.FAIL, f"the database does not answer: {error}".strip(), "See «database».")


def _python() -> tuple[State, str, str]:
    return State.OK, ".".join(map(str, sys.version_info[:3])), ""  # older ones cannot install the package


def _packages() -> tuple[State, str, str]:
    wanted = [line for line in requires("aufwind") or [] if "extra ==" not in line]
    names = [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in wanted]
    missing = [name for name in names if not _is_installed(name)]
    if missing:
        return State.FAIL, f"missing: {', '.join(missing)}", "Run `make setup`."
    return State.OK, f"aufwind {version('aufwind')}, {len(names)} packages", ""


def _is_installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def _database() -> tuple[State, str, str]:
    return _sqlite() if connection.vendor == "sqlite" else _postgres()


def _sqlite() -> tuple[State, str, str]:
    journal, sync = _answer("PRAGMA journal_mode"), _answer("PRAGMA synchronous")
    mode = connection.settings_dict["OPTIONS"].get("transaction_mode")
    found = f"SQLite, journal {journal}, synchronous {sync}, transactions {mode}"
    is_in_memory = journal == "memory"  # the test suite's
    if (sync, mode) != ("2", "IMMEDIATE") or not (journal == "wal" or is_in_memory):
        return State.FAIL, found, "Acknowledged writes can be lost; take the options of config/environment.py."
    return State.OK, found, ""


def _postgres() -> tuple[State, str, str]:
    sync = _answer("SHOW synchronous_commit")
    found = f"PostgreSQL {_answer('SHOW server_version')}, synchronous_commit {sync}"
    if sync == "off":
        return State.FAIL, found, "Acknowledged writes can be lost; set synchronous_commit to on."
    return State.OK, found, ""


def _answer(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return str(cursor.fetchone()[0])


def _migrations() -> tuple[State, str, str]:
    if steps := pending_migrations():
        return State.FAIL, f"{steps} steps behind the code", "Run `aufwind manage migrate`."
    return State.OK, "up to date", ""


def _disk() -> tuple[State, str, str]:
    free = shutil.disk_usage(settings.HOME).free
    found = f"{free / 1e9:.1f} GB free at {settings.HOME}"
    if free < DISK_MUST_HAVE_BYTES:
        return State.FAIL, found, "Make room: writes will fail soon."
    if free < 10 * DISK_MUST_HAVE_BYTES:
        return State.WARN, found, "Make room before a backup."
    return State.OK, found, ""


def _clock() -> tuple[State, str, str]:
    now = timezone.now()
    newest = AuditEntry.objects.order_by("-position").values_list("at", flat=True).first()
    if newest and newest > now + timedelta(seconds=5):
        return State.FAIL, f"{now:%Y-%m-%d %H:%M} UTC, before the newest audit entry", "Set the machine's clock."
    return State.OK, f"{now:%Y-%m-%d %H:%M} UTC", ""


def _mail() -> tuple[State, str, str]:
    found = f"from {settings.DEFAULT_FROM_EMAIL}"
    try:
        mail = get_connection()
        mail.open()
        mail.close()
    except (OSError, smtplib.SMTPException) as error:
        server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        return State.WARN, f"{server} does not answer: {error}", "Set AUFWIND_SMTP_HOST; mails wait until then."
    if "@localhost" in settings.DEFAULT_FROM_EMAIL and not settings.IS_DEMO:
        return State.WARN, found, "Set AUFWIND_MAIL_FROM to an address people can answer."
    return State.OK, found, ""


def _worker() -> tuple[State, str, str]:
    seen = worker_seen_at()
    if seen is None:
        return State.WARN, "no worker was ever seen", "Start `aufwind worker`: plans and mails wait for it."
    found = f"last seen {seen:%Y-%m-%d %H:%M} UTC"
    if timezone.now() - seen > WORKER_MAY_REST:
        return State.FAIL, found, "Start `aufwind worker`: plans and mails wait for it."
    return State.OK, found, ""


def _queue() -> tuple[State, str, str]:
    age = queue_age_seconds()
    if age > QUEUE_MAY_WAIT_SECONDS:
        return State.FAIL, f"oldest task waits {age} s", "Look at `aufwind worker`, or start a second one."
    return State.OK, f"oldest task waits {age} s", ""


def _audit_tail() -> tuple[State, str, str]:
    rows = AuditEntry.objects.order_by("-position").values_list(*Link._fields)[: TAIL + 1]
    links = [Link(*row) for row in rows]
    head = AuditHead.objects.first()
    last = links[0].position if links else 0
    if (head.position if head else 0) != last:
        return State.FAIL, f"the log ends at {last}, its head elsewhere", "Run `aufwind audit verify`."
    broken = [link for link in links[:TAIL] if hash_of(link) != link.hash]
    broken += [link for link, before in pairwise(links) if link.previous_hash != before.hash]
    if broken:
        return State.FAIL, f"entry {broken[0].position} was changed", "Run `aufwind audit verify`."
    return State.OK, f"{last} entries, the last {len(links[:TAIL])} whole", ""


def _planner() -> tuple[State, str, str]:
    names = _kernel_names()
    missing = [name for name in names if native.kernel(name) is None]
    if missing:
        what = f"plain versions of {', '.join(missing)}"
        return State.WARN, what, "Slow above 300 people; no kernel for this machine, or AUFWIND_PLAIN is set."
    return State.OK, f"compiled: {', '.join(names)}", ""


def _kernel_names() -> list[str]:
    """Every kernel shipped for any platform."""
    lines = files(native).joinpath("MANIFEST.tsv").read_text().splitlines()[1:]
    return sorted({line.split("\t")[0] for line in lines})


def _fonts() -> tuple[State, str, str]:
    # a folder of the engine, asked as a resource: the shared kernel does not import the document writers
    folder = files("aufwind.engine").joinpath("files/fonts")
    count = sum(1 for font in folder.iterdir() if font.name.endswith(".ttf")) if folder.is_dir() else 0
    if count == 0:
        return State.FAIL, "no fonts for documents", "Install Aufwind again: PDFs cannot be made."
    return State.OK, f"{count} for documents", ""


def _static() -> tuple[State, str, str]:
    if finders.find(STYLESHEET) is None:
        return State.FAIL, f"{STYLESHEET} is missing", "Install Aufwind again."
    gathered = settings.STORAGES["staticfiles"]["BACKEND"].startswith("whitenoise")
    if gathered and not Path(settings.STATIC_ROOT, "staticfiles.json").exists():
        return State.FAIL, f"not gathered in {settings.STATIC_ROOT}", "Run `aufwind manage collectstatic`."
    return State.OK, "in place", ""


QUESTIONS: dict[str, Callable[[], tuple[State, str, str]]] = {
    "python": _python,
    "packages": _packages,
    "database": _database,
    "migrations": _migrations,
    "disk": _disk,
    "clock": _clock,
    "mail": _mail,
    "worker": _worker,
    "queue": _queue,
    "audit log": _audit_tail,
    "planner": _planner,
    "fonts": _fonts,
    "static files": _static,
}
