"""Sheets to rows of fields, whatever the file describes: what may stand where is a `Vocabulary`."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from aufwind.engine.errors import Text
from aufwind.engine.files.cells import CellDoesNotFit, cell_value
from aufwind.engine.files.places import cell_text, letter_of
from aufwind.engine.files.refusal import Findings, shortened

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from aufwind.engine.files.shape import Field, Row
    from aufwind.engine.files.workbook import Cell, Sheet

Place = tuple[str, int, str, str]
"""Sheet, row, field and list of a cell."""

Record = dict[str, Any]
"""Fields of one row. Any: what each holds stands in the table of rows."""

Names = tuple[str, ...]
"""What something may be called: English first, German second where it differs; those are written."""


def key_of(name: object) -> str:
    """A heading without case, accents, spaces and punctuation: «E-Mail» and «email» are the same."""
    folded = unicodedata.normalize("NFKD", str(name)).casefold()
    return "".join(char for char in folded if char.isalnum())


@dataclass(frozen=True)
class Vocabulary:
    """What the sheets and columns of a kind of file are called and hold.

    Attributes:
        sheets: Names of each list's sheet; a list without rows of its own (settings) may be among them.
        columns: Names of each column, by list and field.
        rows: The lists that are read as rows.
        required: Lists without whose sheet the file is refused.
        more: Columns that are no field of their own.
        untouched: Fields, by list, whose cells are handed on unread.
        template: The command that writes an example.
    """

    sheets: Mapping[str, Names]
    columns: Mapping[str, Mapping[str, Names]]
    rows: Mapping[str, Row]
    required: tuple[str, ...]
    template: str
    more: Mapping[str, Field] = field(default_factory=dict)
    untouched: Mapping[str, Container[str]] = field(default_factory=dict)

    @cached_property
    def list_of(self) -> dict[str, str]:
        """List by key of the sheet's name."""
        return {key_of(name): rows for rows, names in self.sheets.items() for name in names}

    @cached_property
    def field_of(self) -> dict[str, dict[str, str]]:
        """Field by list and key of the column's heading; a field's own name counts as well."""
        return {
            rows: {key_of(name): field for field, names in fields.items() for name in (field, *names)}
            for rows, fields in self.columns.items()
        }


@dataclass
class Reading:
    """What has been read so far."""

    vocabulary: Vocabulary
    found: Findings = field(default_factory=Findings)
    notes: list[Text] = field(default_factory=list)
    rows: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    columns: dict[tuple[str, str], str] = field(default_factory=dict)

    def object_to(self, place: Place, what: Text, repair: Text) -> None:
        """Note what is wrong with a cell."""
        sheet, row, name, rows = place
        self.found.add(cell_text(sheet, row, self.columns.get((rows, name))), what, repair)


def sheets_by_list(sheets: list[Sheet], reading: Reading) -> dict[str, Sheet]:
    """The sheet of each list; sheets nobody knows are noted, missing and doubled ones found wrong."""
    vocabulary = reading.vocabulary
    by_list: dict[str, Sheet] = {}
    for sheet in sheets:
        rows = vocabulary.list_of.get(key_of(sheet.name))
        if rows is None:
            name = shortened(sheet.name)
            reading.notes.append(Text(f"Blatt «{name}» wurde nicht gelesen.", f"Sheet “{name}” was not read."))
        elif rows in by_list:
            reading.found.add(
                Text(f"Blatt {sheet.name}", f"Sheet {sheet.name}"),
                Text(f"«{by_list[rows].name}» sagt dasselbe.", f"“{by_list[rows].name}” says the same."),
                Text("Lassen Sie nur eines stehen.", "Keep only one of them."),
            )
        else:
            by_list[rows] = sheet
    for rows in vocabulary.required:
        if rows not in by_list:
            english, german = vocabulary.sheets[rows][:2]
            reading.found.add(
                Text("Ganze Datei", "Whole file"),
                Text(f"Das Blatt «{german}» fehlt.", f"The sheet “{english}” is missing."),
                Text(f"Beginnen Sie mit «{vocabulary.template}».", f"Begin with “{vocabulary.template}”."),
            )
    return by_list


def records_in(rows: str, sheet: Sheet, reading: Reading) -> Iterator[Record]:
    """The rows of a sheet as fields, with «row» and «sheet»; cells that do not fit are noted."""
    fields = _headings(rows, sheet, reading)
    kinds = {**reading.vocabulary.rows[rows].fields, **reading.vocabulary.more}
    untouched = reading.vocabulary.untouched.get(rows, ())
    for number, cells in sheet.rows[1:]:
        record: Record = {"row": number, "sheet": sheet.name}
        for column, name in fields.items():
            cell = cells[column] if column < len(cells) else None
            if cell is not None:
                place = (sheet.name, number, name, rows)
                record[name] = cell if name in untouched else value_in(cell, kinds[name], place, reading)
        if len(record) > 2:
            yield record


def _headings(rows: str, sheet: Sheet, reading: Reading) -> dict[int, str]:
    """Field of each column; the first row that holds anything names them."""
    if not sheet.rows:
        return {}
    number, cells = sheet.rows[0]
    fields: dict[int, str] = {}
    for column, cell in enumerate(cells):
        if cell is None:
            continue
        name = reading.vocabulary.field_of[rows].get(key_of(cell))
        where = cell_text(sheet.name, number, letter_of(column))
        if name is None:
            shown = shortened(str(cell))
            reading.notes.append(
                Text(f"{where.de}: «{shown}» wurde nicht gelesen.", f"{where.en}: “{shown}” was not read.")
            )
        elif name in fields.values():
            reading.found.add(
                where,
                Text(f"«{shortened(str(cell))}» steht zweimal.", f"“{shortened(str(cell))}” stands twice."),
                Text("Benennen Sie eine Spalte um.", "Rename one column."),
            )
        else:
            fields[column] = name
            reading.columns[rows, name] = letter_of(column)
    if not fields:
        known = ", ".join(names[0] for names in reading.vocabulary.columns[rows].values())
        reading.found.add(
            cell_text(sheet.name, number),
            Text("Keine Überschrift ist bekannt.", "No heading is known."),
            Text(f"Bekannt sind zum Beispiel: {known}.", f"Known are for example: {known}."),
        )
    return fields


def value_in(cell: Cell, field: Field, place: Place, reading: Reading) -> object:
    """What a cell holds, as a field of this kind; None where it does not fit, which is noted."""
    try:
        return cell_value(cell, field.kind)
    except CellDoesNotFit as misfit:
        shown = shortened(str(cell))
        reading.object_to(
            place,
            Text(f"Hier steht «{shown}».", f"This is “{shown}”."),
            Text(f"Erwartet wird {misfit.wanted.de}.", f"Write {misfit.wanted.en}."),
        )
        return None
