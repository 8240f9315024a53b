"""A spreadsheet to cells, guarded against bombs, entities, encryption and lies about size.

Knows nothing of events: `sheets.py` makes a problem of the cells.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

import openpyxl

from aufwind.engine.errors import Text
from aufwind.engine.files.refusal import FileIsRefused, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    Cell = object
    """Text, number, moment … or None."""
    Row = tuple[int, list[Cell]]
    """Number of the row, from 1, and its cells; never only empty ones."""

MOST_PARTS = 1_000
MOST_SHEETS = 50
MOST_EMPTY_ROWS = 5_000
"""After so many empty rows nothing more is looked for: a sheet may claim a million."""
PIECE = 1 << 20
OLE = b"\xd0\xcf\x11\xe0"
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY", b"<\x00!\x00D\x00O", b"\x00<\x00!\x00D", b"<\x00!\x00E\x00N")
"""No office program writes these; they are how XML parsers are attacked (in UTF-8 and UTF-16)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a workbook may be: packed and unpacked in bytes, a sheet in rows and columns."""

    packed: int = 20 << 20
    unpacked: int = 100 << 20
    rows: int = 450_000
    columns: int = 60
    others: int = 100 << 20
    """Unpacked bytes of any part that is no sheet: the reader holds texts and styles in memory, but not sheets."""
    ratio: int = 2_000
    """How many times its packed size a part of more than 1 MB may claim; DEFLATE cannot exceed 1,032."""


EVENT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and its rows that hold anything."""

    name: str
    rows: list[Row]


def open_workbook(content: bytes) -> list[Sheet]:
    """The sheets of an XLSX file. Formulas count as the values they had when the file was saved.

    Raises:
        FileIsRefused: Not a spreadsheet, protected, damaged, too large, or made to do harm.
    """
    with opened(io.BytesIO(content), EVENT_LIMITS) as sheets:
        return [Sheet(sheet.title, list(rows_of(sheet, EVENT_LIMITS))) for sheet in sheets]


@contextmanager
def opened(source: BinaryIO, limits: Limits) -> Iterator[list[ReadOnlyWorksheet]]:
    """The sheets of an XLSX file, unread; whatever goes wrong inside, reading rows included, is a refusal.

    Raises:
        FileIsRefused: Not a spreadsheet, protected, damaged, too large, or made to do harm.
    """
    try:
        _refuse_by_look(source, limits)
        with zipfile.ZipFile(source) as archive:
            _refuse_bombs(archive, limits)
            _refuse_entities(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and drawings, which are not read
            book = openpyxl.load_workbook(source, read_only=True, data_only=True, keep_links=False)
            try:
                if not 1 <= len(book.worksheets) <= MOST_SHEETS:
                    raise _damaged()
                yield cast("list[ReadOnlyWorksheet]", book.worksheets)
            finally:
                book.close()
    except FileIsRefused:
        raise
    except MemoryError:
        raise _too_large(limits) from None
    except Exception as error:  # of a dozen kinds: openpyxl and zipfile meet damage anywhere
        raise _damaged() from error


def _refuse_by_look(source: BinaryIO, limits: Limits) -> None:
    start = source.read(len(OLE))
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    if start.startswith(OLE):
        raise _whole(
            Text(
                "Sie ist mit einem Kennwort geschützt oder stammt aus einem alten Excel (.xls).",
                "It is protected by a password or comes from an old Excel (.xls).",
            ),
            Text("Speichern Sie sie ohne Kennwort als .xlsx.", "Save it without password as .xlsx."),
        )
    if size > limits.packed:
        raise _too_large(limits)
    if not start.startswith(b"PK"):
        raise _damaged()


def _refuse_bombs(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Sizes as the archive claims them; `zipfile` never unpacks more than was claimed."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > limits.unpacked:
        raise _too_large(limits)
    for part in parts:
        most = limits.unpacked if part.filename.startswith("xl/worksheets/") else limits.others
        if part.file_size > min(most, max(PIECE, limits.ratio * part.compress_size)):
            raise _too_large(limits)
    if len({part.filename for part in parts}) < len(parts):
        raise _damaged()


def _refuse_entities(archive: zipfile.ZipFile) -> None:
    for part in archive.infolist():
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        tail = b""
        with archive.open(part) as stream:
            while piece := stream.read(PIECE):
                if any(mark in tail + piece for mark in FORBIDDEN):
                    raise _whole(
                        Text("Sie enthält XML-Entitäten.", "It contains XML entities."),
                        Text(
                            "Speichern Sie sie neu in Ihrem Tabellenprogramm.",
                            "Save it again in your office program.",
                        ),
                    )
                tail = piece[-16:]


def rows_of(sheet: ReadOnlyWorksheet, limits: Limits) -> Iterator[Row]:
    """Rows that hold anything. What a sheet says of its own size is not believed."""
    sheet.reset_dimensions()
    # openpyxl's stubs borrow this method from a class that is not its base
    rows = sheet.iter_rows(max_row=limits.rows + 1, max_col=limits.columns + 1, values_only=True)  # type: ignore[misc]
    last = 0
    for number, row in enumerate(rows, start=1):
        cells: list[Cell] = [cell.strip() or None if isinstance(cell, str) else cell for cell in row]
        if any(cell is not None for cell in cells):
            if number > limits.rows or any(cell is not None for cell in cells[limits.columns :]):
                raise _too_large(limits)
            last = number
            yield number, cells
        elif number - last > MOST_EMPTY_ROWS:
            return


def _whole(what: Text, repair: Text) -> FileIsRefused:
    return refused(Text("Ganze Datei", "Whole file"), what, repair)


def _too_large(limits: Limits) -> FileIsRefused:
    return _whole(
        Text("Sie ist zu groß.", "It is too large."),
        Text(
            f"Erlaubt sind {limits.packed >> 20} MB, ausgepackt {limits.unpacked >> 20} MB,"
            f" {limits.columns} Spalten und {limits.rows} Zeilen.",
            f"Allowed are {limits.packed >> 20} MB, {limits.unpacked >> 20} MB unpacked,"
            f" {limits.columns} columns and {limits.rows} rows.",
        ),
    )


def _damaged() -> FileIsRefused:
    return _whole(
        Text("Sie ist keine lesbare Tabelle (.xlsx).", "It is not a readable spreadsheet (.xlsx)."),
        Text("Öffnen Sie sie und speichern Sie sie neu als .xlsx.", "Open it and save it again as .xlsx."),
    )
