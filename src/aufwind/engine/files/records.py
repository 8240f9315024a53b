"""Rows of a list of people and organisations: from CSV, XLSX, vCard or JSON, in constant memory.

    records.py         what all formats share: the headings, what a cell may hold, where something is wrong
    records_csv.py     text tables: separator, encoding, quotes
    records_xlsx.py    spreadsheets: which sheet, which cells; on the guards of `workbook.py`
    records_vcard.py   vCard 2.1, 3.0 and 4.0
    records_json.py    a list of objects

Knows nothing of actors: which column means what is decided by whoever asked.
"""

from __future__ import annotations

import io
import re
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aufwind.engine.errors import Text
from aufwind.engine.files import records_csv, records_json, records_vcard
from aufwind.engine.files.records_shape import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_RECORDS,
    BadCell,
    at_row,
    is_empty,
    whole_file,
)
from aufwind.engine.files.refusal import Findings, refused, shortened

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from typing import BinaryIO

    from aufwind.engine.files.records_shape import Line

BAD_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""Characters no text has: control characters but tab and line ends, and what no file can be written with."""
SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods")
LOOKS = {
    b"\x89PNG": Text("ein Bild", "a picture"),
    b"GIF8": Text("ein Bild", "a picture"),
    b"\xff\xd8\xff": Text("ein Bild", "a picture"),
    b"RIFF": Text("ein Bild", "a picture"),
    b"%PDF": Text("ein PDF", "a PDF"),
    b"<": Text("eine Webseite oder XML", "a web page or XML"),
}
"""How files begin that are no list, whatever they are called."""


@dataclass(frozen=True, slots=True)
class Records:
    """A list as it stands in a file.

    Attributes:
        columns: The headings in their order; all different, none empty.
    """

    columns: tuple[str, ...]
    _content: bytes | Path
    _name: str
    _sheet: str

    @property
    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Number of the row in the file, from 1, and its text by heading, "" where a cell is empty.

        Rows without any text are passed over. Every call reads the file anew, piece by piece.

        Raises:
            FileIsRefused: At the end, with all findings, if a cell was wrong on the way (its row is left out); at
                once where reading cannot go on. So whoever writes reads through once before: `count_records`.
        """
        with _lines(self._content, self._name, self._sheet) as lines:
            next(lines)
            yield from _rows(lines, self.columns)


def read_records(content: bytes | Path, name: str = "", *, sheet: str = "") -> Records:
    """The records of a file; read piece by piece, so memory does not grow with the file (JSON excepted).

    Args:
        content: The file, or where it stands.
        name: What it is called; its ending decides the format where the content does not.
        sheet: Which sheet of a workbook; needed where several hold rows.

    Raises:
        FileIsRefused: It is no list, or its headings cannot be used; says where and what to do.
    """
    name = name or (content.name if isinstance(content, Path) else "")
    with _lines(content, name, sheet) as lines:
        heading = next(lines, None)
    if heading is None:
        raise is_empty()
    return Records(_columns(heading), content, name, sheet)


def count_records(content: bytes | Path, name: str = "", *, sheet: str = "") -> int:
    """How many records a file holds, after checking every cell of it.

    Raises:
        FileIsRefused: Anything is wrong; the first findings say where and what to do.
    """
    return sum(1 for _ in read_records(content, name, sheet=sheet).rows)


@contextmanager
def _lines(content: bytes | Path, name: str, sheet: str) -> Iterator[Iterator[Line]]:
    source = content.open("rb") if isinstance(content, Path) else io.BytesIO(content)
    with source, closing(_lines_of(source, name, sheet)) as lines:
        yield lines


def _lines_of(source: BinaryIO, name: str, sheet: str) -> Generator[Line]:
    start = source.read(512)
    source.seek(0)
    ending = name[name.rfind(".") :].lower()
    if start.startswith((b"PK", b"\xd0\xcf\x11\xe0")) or ending in SPREADSHEETS:
        from aufwind.engine.files.records_xlsx import xlsx_lines  # noqa: PLC0415 -- slow import

        return xlsx_lines(source, sheet)
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    for look, kind in LOOKS.items():
        if start.startswith(look):
            raise whole_file(
                Text(f"Sie ist {kind.de}, keine Liste.", f"It is {kind.en}, no list."),
                Text("Speichern Sie die Liste als .xlsx oder .csv.", "Save the list as .xlsx or .csv."),
            )
    if ending in {".vcf", ".vcard"} or start[:11].upper() == b"BEGIN:VCARD":
        return records_vcard.vcard_lines(source)
    if ending == ".json" or start.startswith((b"[", b"{")):
        return records_json.json_lines(source)
    return records_csv.csv_lines(source)


def _columns(heading: Line) -> tuple[str, ...]:
    where, cells = at_row(heading), [" ".join(str(cell).split()) for cell in heading.cells]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise refused(
            where,
            Text(f"{len(cells)} Spalten sind zu viele.", f"{len(cells)} columns are too many."),
            Text(f"Erlaubt sind {MOST_COLUMNS}.", f"Allowed are {MOST_COLUMNS}."),
        )
    findings = Findings()
    for position, cell in enumerate(cells, start=1):
        column = Text(f"{where.de}, Spalte {position}", f"{where.en}, column {position}")
        if not cell:
            findings.add(
                column,
                Text("Die Überschrift fehlt.", "The heading is missing."),
                Text("Geben Sie der Spalte einen Namen oder löschen Sie sie.", "Name the column or delete it."),
            )
        elif cell.casefold() in {other.casefold() for other in cells[: position - 1]}:
            findings.add(
                column,
                Text(f"Die Überschrift «{shortened(cell)}» steht zweimal.", f"“{shortened(cell)}” stands twice."),
                Text("Benennen Sie eine der Spalten um.", "Rename one of the columns."),
            )
        elif BAD_CHARACTERS.search(cell) or len(cell) > 200:
            findings.add(
                column,
                Text("Das ist keine Überschrift.", "That is no heading."),
                Text("Prüfen Sie, ob die Datei eine Liste ist.", "Check whether the file is a list."),
            )
    findings.refuse_if_any()
    return tuple(cells)


def _rows(lines: Iterator[Line], columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    findings = Findings()
    count = 0
    for line in lines:
        cells = line.cells
        if not any(cells) or not any(not isinstance(cell, str) or cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_RECORDS:
            raise refused(
                at_row(line),
                Text(f"Die Liste hat mehr als {MOST_RECORDS} Zeilen.", f"The list has more than {MOST_RECORDS} rows."),
                Text("Teilen Sie sie auf mehrere Dateien auf.", "Split it into several files."),
            )
        noted = len(findings)
        _check(line, columns, findings)
        if len(findings) == noted:
            row = dict.fromkeys(columns, "")
            row.update(zip(columns, cells, strict=False))  # type: ignore[arg-type]  # checked: all are text
            yield line.number, row
    findings.refuse_if_any()


def _check(line: Line, columns: tuple[str, ...], findings: Findings) -> None:
    """Note what no cell may hold. The quick question first: nearly every row is in order."""
    cells = line.cells
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        findings.add(
            at_row(line),
            Text(
                f"Die Zeile hat {len(cells)} Felder, die Liste aber {len(columns)} Überschriften.",
                f"The row has {len(cells)} fields, but the list has {len(columns)} headings.",
            ),
            Text(
                "Setzen Sie Felder, die das Trennzeichen enthalten, in Anführungszeichen.",
                "Put fields that contain the separator in quotation marks.",
            ),
        )
        return
    for column, cell in zip(columns, cells, strict=False):
        if isinstance(cell, BadCell):
            what, repair = cell.what, cell.repair
        elif len(cell) > LONGEST_CELL:
            what = Text(f"Das Feld ist länger als {LONGEST_CELL} Zeichen.", f"Longer than {LONGEST_CELL} characters.")
            repair = Text("Kürzen Sie es.", "Shorten it.")
        elif not cell.isprintable() and BAD_CHARACTERS.search(cell):
            what = Text("Das Feld enthält Steuerzeichen.", "The field contains control characters.")
            repair = Text("Löschen Sie sie oder speichern Sie neu als UTF-8.", "Delete them or save anew as UTF-8.")
        else:
            continue
        where = at_row(line)
        name = shortened(column)
        findings.add(Text(f"{where.de}, Spalte «{name}»", f"{where.en}, column “{name}”"), what, repair)
