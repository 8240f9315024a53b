"""What a file says, and where in a spreadsheet each row of it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aufwind.engine.errors import Finding, Text
from aufwind.engine.scheduling.spot import FindingAt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aufwind.engine.problem import Problem


@dataclass(frozen=True, slots=True)
class EventFile:
    """What a file says.

    Attributes:
        notes: What was read but not used, for whoever wonders.
    """

    problem: Problem
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Rows and columns of a workbook.

    Attributes:
        rows: Sheet and row number (from 1) of each row of the problem, by list and id.
        columns: Letter of the column of each field, by list and field.
    """

    rows: Mapping[tuple[str, str], tuple[str, int]]
    columns: Mapping[tuple[str, str], str]

    def located(self, finding: Finding) -> Finding:
        """The finding with sheet, row and column before what it speaks of, where they are known."""
        if not isinstance(finding, FindingAt) or (finding.spot.rows, finding.spot.id) not in self.rows:
            return finding
        spot = finding.spot
        sheet, row = self.rows[spot.rows, spot.id]
        where = cell_text(sheet, row, self.columns.get((spot.rows, spot.field)))
        named = spot.at("").where
        return Finding(Text(f"{where.de} ({named.de})", f"{where.en} ({named.en})"), finding.what, finding.repair)


def cell_text(sheet: str, row: int, column: str | None = None) -> Text:
    """A place in a workbook: «Blatt Wünsche, Zeile 7, Spalte C»."""
    letter = Text(f", Spalte {column}", f", column {column}") if column else Text("", "")
    return Text(f"Blatt {sheet}, Zeile {row}{letter.de}", f"Sheet {sheet}, row {row}{letter.en}")


def letter_of(column: int) -> str:
    """The name of a column counted from 0: A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
