"""Lists come in: kept, their columns assigned, tried, and after a yes taken over in chunks that go on after a stop."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.utils import timezone

from aufwind.actors.actions.bulk import write_report
from aufwind.actors.actions.import_chunks import Intake
from aufwind.actors.enums import ImportState
from aufwind.actors.errors import ImportIsRefused
from aufwind.actors.intake.columns import BY_KEY, guessed, header_hash, names_somebody
from aufwind.actors.models import ImportRow, ImportRun, ImportSource
from aufwind.core.audit import record
from aufwind.core.folding import folded
from aufwind.core.jobs import start_job
from aufwind.core.jobs.findings import rows_of
from aufwind.core.policy import require
from aufwind.engine.errors import Finding, ProblemError, Text
from aufwind.engine.files.records import Records, count_records, read_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from django.core.files import File

    from aufwind.actors.intake.verdicts import Verdict
    from aufwind.core.policy import Visitor

    Progress = Callable[[int, int], None]
    Recording = Callable[[], AbstractContextManager[None]]
    Numbered = tuple[int, dict[str, str]]

AT_ONCE = 1_000
"""Rows a transaction: a second of the one writer, and little to do anew after a stop."""
READ_AT_ONCE = 1 << 20
"""Bytes of a file that is read whole while she waits, so that she learns at once what is wrong with it."""


def mapping_for(columns: Sequence[str]) -> dict[str, str]:
    """Which column means what: as it was the last time a list had these headings, else as far as they tell."""
    source = ImportSource.objects.filter(header_hash=header_hash(columns)).first()
    if source is None:
        return guessed(columns)
    remembered = {folded(column): key for column, key in source.mapping.items()}
    return {column: remembered[folded(column)] for column in columns if folded(column) in remembered}


def read_list(content: bytes | Path, file_name: str) -> Records:
    """The list in a file, with usable headings.

    Raises:
        ImportIsRefused: It is no list; with where, what and repair.
    """
    try:
        return read_records(content, file_name)
    except ProblemError as error:
        raise ImportIsRefused(error.findings) from error


def check_list(content: bytes | Path, file_name: str) -> int:
    """How many rows a file has, after looking at every cell.

    Raises:
        ImportIsRefused: Anything cannot be read; with where, what and repair.
    """
    try:
        return count_records(content, file_name)
    except ProblemError as error:
        raise ImportIsRefused(error.findings) from error


@transaction.atomic
def keep_import(file: File[bytes], *, by: Visitor, name: str = "") -> ImportRun:
    """Keep a file that shall be taken over; its columns are assigned as they were the last time.

    Args:
        file: XLSX, CSV, vCard or JSON.
        by: Who hands it in.
        name: Where it comes from, in her words; empty: the file's name.

    Raises:
        NotAllowed: `by` may not import.
        ImportIsRefused: It cannot be read; nothing is kept.
    """
    require(by, "actors.import")
    content, file_name = file.read(), (file.name or "")[-200:]
    columns = read_list(content, file_name).columns
    if len(content) <= READ_AT_ONCE:
        check_list(content, file_name)
    source = _source(columns, name or file_name)
    run = ImportRun(source=source, file_name=file_name, mapping=mapping_for(columns), started_by=by.key)
    file.seek(0)
    run.file.save(file_name[-80:], file, save=False)
    run.save()
    record("import.kept", run, by=by, facts={"columns": len(columns)})
    return run


def _source(columns: Sequence[str], name: str) -> ImportSource:
    defaults = {"name": name[:120], "mapping": guessed(columns)}
    return ImportSource.objects.get_or_create(header_hash=header_hash(columns), defaults=defaults)[0]


def samples_of(run: ImportRun, count: int = 3) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    """The headings of a kept file, and its first rows.

    Raises:
        ImportIsRefused: A row of these cannot be read.
    """
    records = read_list(_file_of(run), run.file_name)
    try:
        return records.columns, [row for _number, row in islice(records.rows, count)]
    except ProblemError as error:
        raise ImportIsRefused(error.findings) from error


def _file_of(run: ImportRun) -> Path | bytes:
    """Where a kept file stands; its content where the storage has no paths."""
    if isinstance(run.file.storage, FileSystemStorage):
        return Path(run.file.path)
    with run.file.open() as file:
        content: bytes = file.read()
        return content


@transaction.atomic
def assign_columns(run: ImportRun, mapping: Mapping[str, str], *, by: Visitor) -> ImportRun:
    """Say which column means what, remember it for the next time, and have the file tried. Twice is harmless.

    Raises:
        NotAllowed: `by` may not import.
        ImportIsRefused: No column names anybody, or two mean the same field.
    """
    require(by, "actors.import")
    kept = {column: key for column, key in mapping.items() if key in BY_KEY}
    if findings := list(_mapping_findings(kept)):
        raise ImportIsRefused(findings)
    ImportSource.objects.filter(pk=run.source_id).update(mapping=kept, updated_at=timezone.now())
    states = [ImportState.MAPPING, ImportState.CHECKED, ImportState.FAILED]
    found = ImportRun.objects.filter(pk=run.pk, state__in=states)
    if found.update(mapping=kept, state=ImportState.CHECKING, rows_done=0, findings=[], finished_at=None):
        start_job("actors.check-import", run, by=by, args={"run_id": run.pk})
        record("import.columns-assigned", run, by=by, facts={"columns": len(kept)})
    run.refresh_from_db()
    return run


def _mapping_findings(mapping: Mapping[str, str]) -> Iterator[Finding]:
    where = Text("Spalten", "Columns")
    if not names_somebody(mapping):
        yield Finding(
            where,
            Text("Keine Spalte sagt, um wen es geht.", "No column says who it is about."),
            Text("Ordnen Sie eine dem Namen, dem Nachnamen oder der Organisation zu.",
                 "Assign one to the name, the family name or the organisation."),
        )  # fmt: skip
    given = list(mapping.values())
    for key in sorted({key for key in given if given.count(key) > 1}):
        field = BY_KEY[key]
        yield Finding(
            where,
            Text(f"«{field.de}» ist mehrmals zugeordnet.", f"“{field.en}” is assigned more than once."),
            Text("Ordnen Sie das Feld einer Spalte zu.", "Assign the field to one column."),
        )


def try_import(run: ImportRun, *, by: Visitor, recording: Recording, progress: Progress) -> None:
    """Say for every row what would become of it, and write nothing but this report. Begun again, it begins anew.

    Args:
        run: Being tried.
        by: Who started it.
        recording: Opens the transaction of each chunk.
        progress: Told how many rows are done, of how many.

    Raises:
        NotAllowed: `by` may not import.
    """
    require(by, "actors.import")
    file = _file_of(run)
    with recording():
        run.rows.all().delete()
    try:
        total = check_list(file, run.file_name)
    except ImportIsRefused as refusal:
        with recording():
            fail_import(run, refusal.findings, by=by)
        return
    intake = Intake(run.mapping, by=by.key)
    done = 0
    for rows in _chunks(read_records(file, run.file_name).rows):
        with recording():
            write_report(run.pk, intake.take(rows, is_dry_run=True), is_written=False)
            done += len(rows)
            ImportRun.objects.filter(pk=run.pk).update(rows_done=done, rows_in_all=total)
        progress(done, total)
    with recording():
        ImportRun.objects.filter(pk=run.pk, state=ImportState.CHECKING).update(
            state=ImportState.CHECKED, rows_in_all=total, rows_done=done
        )
        record("import.tried", run, by=by, facts={"rows": done})


@transaction.atomic
def approve_import(run: ImportRun, *, by: Visitor) -> ImportRun:
    """Say yes: have a tried file written, in the background. Twice is harmless.

    Raises:
        NotAllowed: `by` may not import.
    """
    require(by, "actors.import")
    tried = ImportRun.objects.filter(pk=run.pk, state=ImportState.CHECKED)
    if tried.update(state=ImportState.WRITING, rows_done=0):
        start_job("actors.write-import", run, by=by, args={"run_id": run.pk})
        record("import.approved", run, by=by)
    run.refresh_from_db()
    return run


def write_import(run: ImportRun, *, by: Visitor, recording: Recording, progress: Progress) -> None:
    """Take a file over, a chunk a transaction, going on where an earlier attempt was stopped: each row once.

    Args:
        run: Approved.
        by: Who said yes.
        recording: Opens the transaction of each chunk; what it refuses to commit is not done.
        progress: Told how many rows are done, of how many.

    Raises:
        NotAllowed: `by` may not import.
    """
    require(by, "actors.import")
    intake = Intake(run.mapping, by=by.key)
    rows = read_records(_file_of(run), run.file_name).rows
    if run.rows_done:
        before = run.rows.filter(is_written=True).exclude(actor=None).values_list("number", "actor_id")
        intake.pass_over(islice(rows, run.rows_done), dict(before))
    _write(run, intake, rows, by=by, recording=recording, progress=progress)
    run.file.delete(save=False)
    with recording():
        _finish(run)


def take_over(
    path: Path, *, by: Visitor, name: str = "", is_dry_run: bool = False, progress: Progress = lambda _done, _all: None
) -> Iterator[Verdict]:
    """Take a file over without asking first, as the command line does; verdicts as they are reached.

    Checked whole before the first row is written. Begun again after a stop, rows that came in are known and unchanged.

    Args:
        path: The file.
        by: Who.
        name: Where it comes from; empty: the file's name.
        is_dry_run: Write nothing.
        progress: Told how many rows are done, of how many.

    Raises:
        NotAllowed: `by` may not import.
        ImportIsRefused: It cannot be read, or names nobody; nothing is written.
    """
    require(by, "actors.import")
    total = check_list(path, path.name)
    records = read_list(path, path.name)
    mapping = mapping_for(records.columns)
    if findings := list(_mapping_findings(mapping)):
        raise ImportIsRefused(findings)
    intake = Intake(mapping, by=by.key)
    if is_dry_run:
        for rows in _chunks(records.rows):
            yield from intake.take(rows, is_dry_run=True)
        return
    with transaction.atomic():
        run = ImportRun.objects.create(source=_source(records.columns, name or path.name), file_name=path.name[-200:],
                                       mapping=mapping, state=ImportState.WRITING, rows_in_all=total,
                                       started_by=by.key)  # fmt: skip
    for rows in _chunks(records.rows):
        yield from _write_chunk(run, intake, rows, by=by, recording=transaction.atomic)
        progress(run.rows_done, total)
    with transaction.atomic():
        _finish(run)


def _write(
    run: ImportRun, intake: Intake, rows: Iterable[Numbered], *, by: Visitor, recording: Recording,
    progress: Progress,
) -> None:  # fmt: skip
    for chunk in _chunks(rows):
        _write_chunk(run, intake, chunk, by=by, recording=recording)
        progress(run.rows_done, run.rows_in_all)


def _write_chunk(
    run: ImportRun, intake: Intake, rows: Sequence[Numbered], *, by: Visitor, recording: Recording
) -> list[Verdict]:
    """Rows, their lines of the report, the cursor and a line of the audit log: all or nothing."""
    with recording():
        verdicts = intake.take(rows, is_dry_run=False)
        write_report(run.pk, verdicts, is_written=True)
        done = run.rows_done + len(rows)
        ImportRun.objects.filter(pk=run.pk).update(rows_done=done)
        outcomes = [str(verdict.outcome) for verdict in verdicts]
        facts = {"from": rows[0][0], "to": rows[-1][0], **{one: outcomes.count(one) for one in sorted(set(outcomes))}}
        record("import.rows-written", run, by=by, facts=facts)
    run.rows_done = done
    return verdicts


def _chunks(rows: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    left = iter(rows)
    while chunk := list(islice(left, AT_ONCE)):
        yield chunk


def _finish(run: ImportRun) -> None:
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.DONE, finished_at=timezone.now(), file="")
    run.refresh_from_db()


def fail_import(run: ImportRun, findings: Sequence[Finding], *, by: Visitor) -> None:
    """Say why a file could not be taken over; what was written before stays, and is told in the report."""
    rows = rows_of(list(findings))
    ImportRun.objects.filter(pk=run.pk).exclude(state=ImportState.DONE).update(
        state=ImportState.FAILED, findings=rows, finished_at=timezone.now()
    )
    record("import.failed", run, by=by, facts={"findings": len(rows)})


KEEP_FILE_DAYS = 30
KEEP_REPORT_DAYS = 365
"""Reports name people and quote what stood in their rows: a year is enough to answer where an entry came from."""


FORGOTTEN = Finding(
    Text("Ganze Datei", "Whole file"),
    Text(f"Nach {KEEP_FILE_DAYS} Tagen ohne Ja wurde sie gelöscht.",
         f"It was deleted after {KEEP_FILE_DAYS} days without a yes."),
    Text("Laden Sie sie noch einmal hoch.", "Upload it again."),
)  # fmt: skip


def forget_imports() -> int:
    """Delete files nobody said yes to within a month, and the rows of reports after a year.

    Returns:
        How many files and rows are gone.
    """
    now = timezone.now()
    waiting = ImportRun.objects.filter(created_at__lt=now - timedelta(days=KEEP_FILE_DAYS)).exclude(
        state__in=[ImportState.WRITING, ImportState.DONE]
    )
    gone = 0
    for run in waiting.exclude(file=""):
        run.file.delete(save=False)
        ImportRun.objects.filter(pk=run.pk).update(
            file="", state=ImportState.FAILED, findings=rows_of([FORGOTTEN]), finished_at=now
        )
        gone += 1
    old = ImportRow.objects.filter(run__created_at__lt=now - timedelta(days=KEEP_REPORT_DAYS))
    return gone + old.delete()[0]
