"""Events and plans as files: JSON, spreadsheets, PDF, calendars.

    shape.py         which fields a slot, table, participant and wish have; read by all formats
    refusal.py       one error type for whatever is wrong with a file
    strict_json.py   JSON text to plain values, refusing what two readers could read differently
    json_problem.py json_plan.py   values to problems and plans, and back
    workbook.py      a spreadsheet to cells, guarded against bombs; never a problem itself
    headers.py cells.py sheets.py  cells to a problem, with sheet, row and column in every message
    records.py records_*.py sheet_xml.py   lists of people and organisations to rows, piece by piece
    write_records*.py              and back, without formulas
    match_*.py ranking.py          profiles and texts for matching, pairs and ranks out

Importing this package loads no format: `openpyxl`, `xlsxwriter`, `typst` and `icalendar` wait until needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aufwind.engine.problem import Problem


def read_problem(content: bytes, name: str = "") -> Problem:
    """The event a file describes, checked: it can be planned as far as can be seen without a search.

    What the content is decides how it is read: a spreadsheet where it begins like one, else JSON; `name`,
    where it ends in .csv, makes it a table of wishes.

    Raises:
        FileIsRefused: It cannot be read; the findings say where (sheet, row and column, or path) and what to
            do.
        ProblemError: It can be read but not planned; the findings name places in the file as well.
    """
    from aufwind.engine.files.event import read_event  # noqa: PLC0415 -- whoever only writes needs no readers

    return read_event(content, name).problem
