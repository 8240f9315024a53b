"""What the readers of lists hand on: lines of cells, and the few ways to say what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aufwind.engine.errors import Text
from aufwind.engine.files.refusal import refused, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.engine.files.refusal import FileIsRefused

MOST_BYTES = 64 << 20
MOST_RECORDS = 150_000
"""A register of a region is a tenth of this; what is longer is a mistake or wants several files."""
MOST_COLUMNS = 200
LONGEST_CELL = 32_000
"""Excel holds 32,767 characters in a cell."""


class BadCell(NamedTuple):
    """A cell that holds no text; what is wrong with it."""

    what: Text
    repair: Text


class Line(NamedTuple):
    """One row: its number in the file, from 1, its cells, and the sheet it stands in, if any."""

    number: int
    cells: Sequence[str | BadCell]
    sheet: str = ""


def at_row(line: Line) -> Text:
    """Where a row stands, as a person finds it."""
    if not line.sheet:
        return Text(f"Zeile {line.number}", f"Row {line.number}")
    sheet = shortened(line.sheet)
    return Text(f"Blatt «{sheet}», Zeile {line.number}", f"Sheet “{sheet}”, row {line.number}")


def whole_file(what: Text, repair: Text) -> FileIsRefused:
    """A refusal of everything, to be raised."""
    return refused(Text("Ganze Datei", "Whole file"), what, repair)


def too_large() -> FileIsRefused:
    """The refusal of a file of more than `MOST_BYTES`."""
    return whole_file(
        Text("Sie ist zu groß.", "It is too large."),
        Text(f"Erlaubt sind {MOST_BYTES >> 20} MB. Teilen Sie sie.", f"Allowed are {MOST_BYTES >> 20} MB. Split it."),
    )


def is_empty() -> FileIsRefused:
    """The refusal of a file in which nothing stands."""
    return whole_file(Text("Sie ist leer.", "It is empty."), Text("Wählen Sie eine andere.", "Choose another one."))
