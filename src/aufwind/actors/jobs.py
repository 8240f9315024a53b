"""Work in the background: three-line doors into actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aufwind.actors.actions import forget_unconfirmed, remind_owners
from aufwind.actors.actions.duplicates import find_cases
from aufwind.actors.actions.imports import fail_import, forget_imports, try_import, write_import
from aufwind.actors.index import keep_index
from aufwind.actors.models import DuplicateSearch, ImportRun
from aufwind.core.clock import DAY, HOUR, every
from aufwind.core.jobs import JobHandle, findings_of, job
from aufwind.core.policy import SYSTEM, may
from aufwind.engine.errors import Finding, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from aufwind.core.models import Job
    from aufwind.core.policy import Visitor

CANCELLED = Finding(
    where=Text("Import", "Import"),
    what=Text("Er wurde abgebrochen.", "It was cancelled."),
    repair=Text("Laden Sie die Datei noch einmal hoch; was schon eingetragen ist, wird erkannt.",
                "Upload the file again; what is entered already is recognised."),
)  # fmt: skip


@every(6 * HOUR, name="actors.remind-owners")
def remind() -> None:
    """Ask owners of ending listings whether they still hold."""
    remind_owners()


@every(HOUR, name="actors.keep-index")
def refresh_search() -> None:
    """Take the words of ended listings out of the search."""
    keep_index()


@every(DAY, name="actors.forget-unconfirmed")
def forget() -> None:
    """Delete sign-ups nobody confirmed."""
    forget_unconfirmed()


@every(DAY, name="actors.forget-imports")
def forget_lists() -> None:
    """Delete lists nobody said yes to, and old reports."""
    forget_imports()


def can_watch_imports(visitor: Visitor, _row: Job) -> bool:
    """Whoever may import."""
    return may(visitor, "actors.import")


def import_page(row: Job) -> str:
    """The page of the import a job is about."""
    return reverse("actors:import", args=[row.subject_id])


def give_import_up(row: Job) -> None:
    """Say on the import that its job was given up."""
    fail_import(ImportRun.objects.get(pk=row.subject_id), findings_of(row) or [CANCELLED], by=SYSTEM)


@job("actors.check-import", title=_("Check the list"), can_watch=can_watch_imports, result_url=import_page,
     when_given_up=give_import_up)  # fmt: skip
def check_import(handle: JobHandle, *, run_id: int) -> None:
    """Try a file, writing nothing but the report; begun again, it begins anew."""
    run = ImportRun.objects.get(pk=run_id)
    try_import(run, by=handle.by, recording=handle.recording, progress=progress_of(handle))


@job("actors.write-import", title=_("Take the list over"), can_watch=can_watch_imports, result_url=import_page,
     when_given_up=give_import_up)  # fmt: skip
def write(handle: JobHandle, *, run_id: int) -> None:
    """Take a file over, going on where an earlier attempt was stopped."""
    run = ImportRun.objects.get(pk=run_id)
    write_import(run, by=handle.by, recording=handle.recording, progress=progress_of(handle))


@job("actors.find-duplicates", title=_("Look for duplicates"), can_watch=can_watch_imports,
     result_url=lambda _row: reverse("actors:duplicates"))  # fmt: skip
def find_duplicates(handle: JobHandle, *, search_id: int) -> None:
    """Look the register through; begun again, it begins anew and finds the same."""
    search = DuplicateSearch.objects.get(pk=search_id)
    find_cases(search, by=handle.by, recording=handle.recording, progress=progress_of(handle))


def progress_of(handle: JobHandle) -> Callable[[int, int], None]:
    """What tells a job's page how far it is, and ends the work where somebody asked for the end."""

    def tell(done: int, total: int) -> None:
        handle.report(done=done, total=total)
        handle.check()

    return tell
