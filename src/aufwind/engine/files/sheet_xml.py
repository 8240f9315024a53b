"""The rows of one sheet straight from its XML: five times as fast as through cell objects, and in constant memory.

Also sees what cell objects hide: a formula without a stored value, and an error as an error.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import from_excel

from aufwind.engine.errors import Text
from aufwind.engine.files.cells import shown
from aufwind.engine.files.records_shape import LONGEST_CELL, MOST_COLUMNS, BadCell
from aufwind.engine.files.refusal import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

PIECE = 1 << 16
NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",
)
REPAIR = Text("Ersetzen Sie die Formel durch ihren Wert.", "Replace the formula by its value.")
UNCOMPUTED = BadCell(Text("Die Formel hat keinen gespeicherten Wert.", "The formula has no stored value."), REPAIR)
NO_VALUE = BadCell(
    Text("Das Feld kann nicht gelesen werden.", "The field cannot be read."),
    Text("Geben Sie den Wert als Text ein.", "Enter the value as text."),
)


class SheetXml:
    """Reads one sheet of a workbook that `workbook.opened` has checked."""

    def __init__(self, sheet: ReadOnlyWorksheet) -> None:
        book = sheet.parent
        self._open = sheet._get_source  # type: ignore[attr-defined]  # noqa: SLF001 -- where the sheet's XML stands
        self._strings: list[str] = sheet._shared_strings  # type: ignore[attr-defined]  # noqa: SLF001 -- its texts
        self._dates = book._date_formats  # type: ignore[attr-defined]  # noqa: SLF001 -- which styles show a number as a moment
        self._lengths = book._timedelta_formats  # type: ignore[attr-defined]  # noqa: SLF001
        self._epoch = book.epoch
        self._done: list[tuple[int, list[str | BadCell]]] = []
        self._row: list[str | BadCell] = []
        self._number = 0
        self._text: list[str] = []
        self._size = 0
        self._reads = False
        self._formula = False
        self._kind, self._style, self._column = "n", 0, 0

    def rows(self, most: int | None = None) -> Iterator[tuple[int, list[str | BadCell]]]:
        """Number of the row, from 1, and its cells as text, "" where empty; rows without text are left out.

        Args:
            most: Stop after so many rows.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        count = 0
        with self._open() as source:
            while piece := source.read(PIECE):
                parser.Parse(piece, False)
                for row in self._done:
                    yield row
                    count += 1
                    if count == most:
                        return
                self._done.clear()
        parser.Parse(b"", True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _local(name)
        if tag in {"v", "t"}:
            self._reads = True
        elif tag == "c":
            self._kind = attributes.get("t", "n")
            self._style = int(attributes.get("s", 0))
            reference = attributes.get("r")
            self._column = _column(reference) if reference else len(self._row)
            self._formula = False
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._row = []

    def _characters(self, text: str) -> None:
        if self._reads and self._size <= LONGEST_CELL:
            self._text.append(text)
            self._size += len(text)

    def _end(self, name: str) -> None:
        tag = _local(name)
        if tag in {"v", "t"}:
            self._reads = False
        elif tag == "c":
            if self._column <= MOST_COLUMNS:
                self._row += [""] * (self._column - len(self._row))
                self._row.append(self._value("".join(self._text)))
            self._text.clear()
            self._size = 0
        elif tag == "row" and any(self._row):
            self._done.append((self._number, self._row))

    def _value(self, text: str) -> str | BadCell:
        if not text:
            return UNCOMPUTED if self._formula and self._kind != "str" else ""
        try:
            return self._typed(text)
        except (ValueError, IndexError, OverflowError):
            return NO_VALUE

    def _typed(self, text: str) -> str | BadCell:
        if self._kind == "s":
            return _unescaped(self._strings[int(text)])
        if self._kind in {"inlineStr", "str"}:
            return _unescaped(text)
        if self._kind == "b":
            return shown(text.strip() == "1")
        if self._kind == "e":
            error = shortened(text, 10)
            return BadCell(Text(f"Rechenfehler {error}.", f"Formula error {error}."), REPAIR)
        if self._kind == "d":
            return text
        return self._number_shown(text)

    def _number_shown(self, text: str) -> str:
        if self._style in self._dates:
            return shown(from_excel(float(text), self._epoch, timedelta=self._style in self._lengths))
        return text if re.fullmatch(r"-?\d{1,15}", text) else shown(float(text))


def _unescaped(text: str) -> str:
    """Excel writes characters XML cannot hold as _xHHHH_; read in one pass, so what such an escape yields is text."""
    return re.sub(r"_x([0-9a-fA-F]{4})_", lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _local(name: str) -> str:
    for namespace in NAMESPACES:
        if name.startswith(namespace):
            return name[len(namespace) :]
    return ""


def _column(reference: str) -> int:
    return column_index_from_string(reference.rstrip("0123456789")) - 1
