"""Spreadsheets out: sheets with a heading that stays in sight, and text that is never a formula."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

INERT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
LONGEST_CELL = 32_000
"""Excel holds 32,767 characters in a cell."""

Value = str | float | bool | datetime | None


class SheetWriter:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self._time = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"})

    def sheet(self, name: str, head: Sequence[str], lines: Iterable[Sequence[Value]]) -> None:
        """A sheet with a heading that stays in sight, in columns as wide as their text."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        widths = [len(title) for title in head]
        for column, title in enumerate(head):
            sheet.write_string(0, column, title, self._bold)
        for row, line in enumerate(lines, start=1):
            for column, value in enumerate(line):
                self._write(sheet, row, column, value)
                widths[column] = max(widths[column], len(str(value if value is not None else "")))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(40, width + 2))

    def _write(self, sheet: Worksheet, row: int, column: int, value: Value) -> None:
        if isinstance(value, datetime):
            sheet.write_datetime(row, column, value, self._time)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            sheet.write_number(row, column, value)
        elif value is not None:
            sheet.write_string(row, column, str(value)[:LONGEST_CELL], self._wrap)


def name_in(names: Sequence[str], language: str) -> str:
    """What a sheet or column is called in `language` ("de" or "en")."""
    return names[1] if language == "de" and len(names) > 1 else names[0]


def cell_of(value: object) -> Value:
    """The cell for the value of a field; lists in one cell, separated by semicolons."""
    if isinstance(value, bool):
        return "x" if value else None
    if isinstance(value, frozenset):
        return "; ".join(sorted(value)) or None
    if isinstance(value, tuple):
        return "; ".join(value) or None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, (str, int, float, datetime)) else None
