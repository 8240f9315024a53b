"""Rows of a spreadsheet: which of its sheets is the list, and its cells as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.engine.errors import Text
from aufwind.engine.files.records_shape import MOST_COLUMNS, MOST_RECORDS, Line, is_empty, whole_file
from aufwind.engine.files.refusal import refused, shortened
from aufwind.engine.files.sheet_xml import SheetXml
from aufwind.engine.files.workbook import Limits, opened

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import BinaryIO

    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MOST_CLAIMED = 10_000_000_000
"""Cells. Excel's largest sheet has 17 thousand million; some programs claim one, though they fill a few rows."""
LIMITS = Limits(
    packed=64 << 20, unpacked=256 << 20, rows=MOST_RECORDS, columns=MOST_COLUMNS, others=64 << 20, ratio=200
)
"""Lists are longer than events; so what is packed suspiciously tight is refused instead. Lists of real people shrink
to a tenth, the most uniform one we could make to a fortieth."""


def xlsx_lines(source: BinaryIO, sheet: str = "") -> Generator[Line]:
    """The rows of one sheet, the heading first.

    Args:
        source: The file.
        sheet: The name of the sheet; without it the only one that holds rows below a heading.

    Raises:
        FileIsRefused: Not a spreadsheet, made to do harm, or the list is not the only one in it.
    """
    with opened(source, LIMITS) as sheets:
        found = _chosen(sheets, sheet)
        _refuse_boast(found)
        for number, cells in SheetXml(found).rows():
            yield Line(number, cells, found.title)


def _chosen(sheets: list[ReadOnlyWorksheet], name: str) -> ReadOnlyWorksheet:
    if name:
        named = [sheet for sheet in sheets if sheet.title.strip().casefold() == name.strip().casefold()]
        if not named:
            raise _choose(sheets, Text(f"Sie hat kein Blatt «{shortened(name)}».", f"No sheet “{shortened(name)}”."))
        return named[0]
    depth = {sheet.title: sum(1 for _ in SheetXml(sheet).rows(most=2)) for sheet in sheets}
    lists = [sheet for sheet in sheets if depth[sheet.title] > 1] or [
        sheet for sheet in sheets if depth[sheet.title] == 1
    ]
    if not lists:
        raise is_empty()
    if len(lists) > 1:
        raise _choose(lists, Text("Mehrere Blätter enthalten eine Liste.", "Several sheets contain a list."))
    return lists[0]


def _refuse_boast(sheet: ReadOnlyWorksheet) -> None:
    """A sheet that claims to be filled to its last corner would keep other programs busy for hours."""
    if (sheet.max_row or 0) * (sheet.max_column or 0) > MOST_CLAIMED:
        where = shortened(sheet.title)
        raise refused(
            Text(f"Blatt «{where}»", f"Sheet “{where}”"),
            Text(
                f"Es gibt {sheet.max_row} Zeilen und {sheet.max_column} Spalten an.",
                f"It claims {sheet.max_row} rows and {sheet.max_column} columns.",
            ),
            Text(
                "Kopieren Sie die Liste in eine neue Datei, nur so weit sie reicht.",
                "Copy the list, only as far as it goes, into a new file.",
            ),
        )


def _choose(sheets: list[ReadOnlyWorksheet], what: Text) -> Exception:
    names = ", ".join(f"«{shortened(sheet.title)}»" for sheet in sheets[:10])
    return whole_file(what, Text(f"Wählen Sie das Blatt: {names}.", f"Choose the sheet: {names}."))
