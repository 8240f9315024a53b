"""One list as a workbook, row by row: texts, never formulas, numbers or links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from aufwind.engine.files.sheet_writer import INERT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

ESCAPED = re.compile(r"_(?=x[0-9a-fA-F]{4}(?:_|[\x00-\x08\x0b-\x1f]))|[\x00-\x08\x0b-\x1f]")


class _Sheet(Worksheet):  # type: ignore[misc]  # xlsxwriter ships no types
    """A sheet that writes _xHHHH_ so that it is read back: the library's own way fails where two of them overlap."""

    @staticmethod
    def _escape_control_characters(data: str) -> str:
        return ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", data)


def write_xlsx(target: BinaryIO, columns: Sequence[str], rows: Iterator[list[str]], title: str) -> None:
    """Write headings and rows as the only sheet of a workbook; memory does not grow with the rows."""
    with Workbook(target, {**INERT, "in_memory": False, "constant_memory": True}) as book:
        sheet = book.add_worksheet(title, _Sheet)
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for position, column in enumerate(columns):
            sheet.set_column(position, position, 24)
            sheet.write_string(0, position, column, bold)
        for number, cells in enumerate(rows, start=1):
            for position, cell in enumerate(cells):
                if cell:
                    sheet.write_string(number, position, cell)
