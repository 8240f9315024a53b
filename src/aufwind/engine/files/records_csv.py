"""Text tables (RFC 4180) with comma, semicolon, tab or bar, as spreadsheet programs of every language write them."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from aufwind.engine.errors import Text
from aufwind.engine.files.records_encoding import opened_as_text
from aufwind.engine.files.records_shape import Line
from aufwind.engine.files.refusal import refused

if TYPE_CHECKING:
    import io
    from collections.abc import Generator
    from typing import BinaryIO

    from aufwind.engine.files.refusal import FileIsRefused

SEPARATORS = ";,\t|"
SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
"""Excel's first line that names the separator; not part of the table."""
NEUTRALISED = re.compile(r"'+\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""A cell that would start a formula without its first apostrophe; see `write_records_csv`."""


def csv_lines(source: BinaryIO) -> Generator[Line]:
    """The rows of a text table, the heading first; a row's number is that of its first line in the file.

    An apostrophe that keeps a cell from starting a formula is taken away, as spreadsheets do.

    Raises:
        FileIsRefused: Encoding, or quotation marks that are not closed or closed in the middle; names the row.
    """
    with opened_as_text(source) as text:
        yield from _rows(_Lines(text))


def _rows(text: _Lines) -> Generator[Line]:
    reader = csv.reader(text, delimiter=_separator(text), strict=True)
    while True:
        number = text.number + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _broken(number, text.ended) from error
        if cells is None:
            return
        if any("'" in cell[:1] for cell in cells):
            cells = [cell[1:] if NEUTRALISED.match(cell) else cell for cell in cells]
        yield Line(number, cells)


class _Lines:
    """Lines of a text with their number, one of which can be put back."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._again: list[str] = []
        self.number = 0
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else self._text.readline()
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        return line

    def put_back(self, line: str) -> None:
        self._again.append(line)
        self.number -= 1


def _separator(lines: _Lines) -> str:
    """What separates cells: named by Excel's line, else what stands most often outside quotes in the heading."""
    first = next(lines, "")
    if named := SEPARATOR_LINE.fullmatch(first):
        return named[1]
    lines.put_back(first)
    bare = re.sub(r'"[^"]*"', "", first)
    return max(SEPARATORS, key=bare.count)


def _broken(number: int, ended: bool) -> FileIsRefused:
    where = Text(f"Zeile {number}", f"Row {number}")
    if ended:
        what = Text(
            "Hier öffnet ein Anführungszeichen, das nie geschlossen wird.",
            "A quotation mark opens here that is never closed.",
        )
    else:
        what = Text(
            "Ein Feld ist zu lang oder hinter einem schließenden Anführungszeichen steht noch Text.",
            "A field is too long, or text stands behind a closing quotation mark.",
        )
    repair = Text(
        "Verdoppeln Sie Anführungszeichen im Text oder speichern Sie die Liste als .xlsx.",
        "Double quotation marks in the text or save the list as .xlsx.",
    )
    return refused(where, what, repair)
