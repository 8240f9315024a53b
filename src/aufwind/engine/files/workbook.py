"""A spreadsheet to cells, guarded against bombs, entities, encryption and lies about size.

Knows nothing of events: `sheets.py` makes a problem of the cells.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

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

MOST_BYTES = 20 << 20
MOST_UNPACKED = 100 << 20
MOST_PARTS = 1_000
MOST_SHEETS = 50
MOST_ROWS = 450_000
MOST_COLUMNS = 60
MOST_EMPTY_ROWS = 5_000
"""After so many empty rows nothing more is looked for: a sheet may claim a million."""
PIECE = 1 << 20
OLE = b"\xd0\xcf\x11\xe0"
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY", b"<\x00!\x00D\x00O", b"\x00<\x00!\x00D", b"<\x00!\x00E\x00N")
"""No office program writes these; they are how XML parsers are attacked (in UTF-8 and UTF-16)."""


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
    _refuse_by_look(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bombs(archive)
            _refuse_entities(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and drawings, which are not read
            return _sheets(content)
    except FileIsRefused:
        raise
    except MemoryError:
        raise _too_large() from None
    except Exception as error:  # of a dozen kinds: openpyxl and zipfile meet damage anywhere
        raise _damaged() from error


def _refuse_by_look(content: bytes) -> None:
    if content.startswith(OLE):
        raise _whole(
            Text(
                "Sie ist mit einem Kennwort geschützt oder stammt aus einem alten Excel (.xls).",
                "It is protected by a password or comes from an old Excel (.xls).",
            ),
            Text("Speichern Sie sie ohne Kennwort als .xlsx.", "Save it without password as .xlsx."),
        )
    if len(content) > MOST_BYTES:
        raise _too_large()
    if not content.startswith(b"PK"):
        raise _damaged()


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Sizes as the archive claims them; `zipfile` never unpacks more than was claimed."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _too_large()
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


def _sheets(content: bytes) -> list[Sheet]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = book.worksheets
        if not sheets or len(sheets) > MOST_SHEETS:
            raise _damaged()
        return [Sheet(sheet.title, list(_rows(sheet))) for sheet in sheets]
    finally:
        book.close()


def _rows(sheet: ReadOnlyWorksheet) -> Iterator[Row]:
    """Rows that hold anything. What a sheet says of its own size is not believed."""
    sheet.reset_dimensions()
    # openpyxl's stubs borrow this method from a class that is not its base
    rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1, values_only=True)  # type: ignore[misc]
    last = 0
    for number, row in enumerate(rows, start=1):
        cells: list[Cell] = [cell.strip() or None if isinstance(cell, str) else cell for cell in row]
        if any(cell is not None for cell in cells):
            if number > MOST_ROWS or any(cell is not None for cell in cells[MOST_COLUMNS:]):
                raise _too_large()
            last = number
            yield number, cells
        elif number - last > MOST_EMPTY_ROWS:
            return


def _whole(what: Text, repair: Text) -> FileIsRefused:
    return refused(Text("Ganze Datei", "Whole file"), what, repair)


def _too_large() -> FileIsRefused:
    return _whole(
        Text("Sie ist zu groß.", "It is too large."),
        Text(
            f"Erlaubt sind {MOST_BYTES >> 20} MB, ausgepackt {MOST_UNPACKED >> 20} MB,"
            f" {MOST_COLUMNS} Spalten und {MOST_ROWS} Zeilen.",
            f"Allowed are {MOST_BYTES >> 20} MB, {MOST_UNPACKED >> 20} MB unpacked,"
            f" {MOST_COLUMNS} columns and {MOST_ROWS} rows.",
        ),
    )


def _damaged() -> FileIsRefused:
    return _whole(
        Text("Sie ist keine lesbare Tabelle (.xlsx).", "It is not a readable spreadsheet (.xlsx)."),
        Text("Öffnen Sie sie und speichern Sie sie neu als .xlsx.", "Open it and save it again as .xlsx."),
    )
