"""Lists of people and organisations out: as XLSX, CSV and JSON that `records.read_records` reads back unchanged.

Every value is a text. Control characters other than tab and line ends are left out, because no reader accepts them.
Rows without any text are not written.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Literal

from aufwind.engine.errors import Text
from aufwind.engine.files.records import BAD_CHARACTERS
from aufwind.engine.files.records_shape import LONGEST_CELL
from aufwind.engine.files.refusal import refused, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import BinaryIO

Format = Literal["xlsx", "csv", "json"]
STARTS_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""Cells a spreadsheet program might take for a formula (OWASP, CSV injection; full-width forms as well), and cells
that look as if they had been kept from it: both get an apostrophe, so the reader can take exactly one away."""


def write_records(
    target: BinaryIO,
    form: Format,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, str]],
    *,
    title: str = "Register",
) -> None:
    """Write a list, row by row; memory does not grow with it.

    Args:
        target: Where to; a file open for writing bytes, or `io.BytesIO`.
        form: XLSX (texts, never formulas or links), CSV (UTF-8 with mark, semicolons, every cell quoted, cells that
            would start a formula behind an apostrophe) or JSON (a list of objects, one a line).
        columns: The headings in their order.
        rows: Text by heading; what is missing is written as empty.
        title: Name of the sheet, up to 31 characters.

    Raises:
        FileIsRefused: A text is longer than `LONGEST_CELL`, which spreadsheets cannot hold; names row and column.
    """
    cells = _cells(columns, rows)
    if form == "xlsx":
        from aufwind.engine.files.write_records_xlsx import write_xlsx  # noqa: PLC0415 -- slow import

        write_xlsx(target, columns, cells, title)
    elif form == "csv":
        _csv(target, columns, cells)
    else:
        _json(target, columns, cells)


def _cells(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Iterator[list[str]]:
    for number, row in enumerate(rows, start=2):
        cells = [_clean(row.get(column, "")) for column in columns]
        for column, cell in zip(columns, cells, strict=True):
            if len(cell) > LONGEST_CELL:
                raise refused(
                    Text(
                        f"Zeile {number}, Spalte «{shortened(column)}»", f"Row {number}, column “{shortened(column)}”"
                    ),
                    Text("Der Text ist zu lang für eine Tabelle.", "The text is too long for a spreadsheet."),
                    Text(f"Erlaubt sind {LONGEST_CELL} Zeichen.", f"Allowed are {LONGEST_CELL} characters."),
                )
        if any(cell.strip() for cell in cells):
            yield cells


def _clean(text: str) -> str:
    return text if text.isprintable() else BAD_CHARACTERS.sub("", text)


def _csv(target: BinaryIO, columns: Sequence[str], rows: Iterator[list[str]]) -> None:
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([neutralised(column) for column in columns])
    for cells in rows:
        writer.writerow([neutralised(cell) for cell in cells])
    text.detach()


def neutralised(text: str) -> str:
    """A text no spreadsheet program takes for a formula; the reader of `records_csv` undoes it."""
    return f"'{text}" if STARTS_FORMULA.match(text) else text


def _json(target: BinaryIO, columns: Sequence[str], rows: Iterator[list[str]]) -> None:
    target.write(b"[")
    for number, cells in enumerate(rows):
        line = json.dumps(dict(zip(columns, cells, strict=True)), ensure_ascii=False)
        target.write((",\n  " if number else "\n  ").encode() + line.encode())
    target.write(b"\n]\n")
