"""Lists of rows in a JSON file: read with a note for every place that does not fit, and written back."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from aufwind.engine.errors import Text
from aufwind.engine.files.json_values import at, row_from

if TYPE_CHECKING:
    from aufwind.engine.files.refusal import Findings
    from aufwind.engine.files.shape import Row


def rows_in(
    whole: dict[str, object], name: str, row: Row, found: Findings, *, is_required: bool = True
) -> tuple[Any, ...]:
    """The rows of the list called `name`; empty with notes in `found` where it is missing, no list or too long.

    Any: what `row` makes.
    """
    value = whole.get(name)
    if value is None and not is_required:
        return ()
    if not isinstance(value, list):
        found.add(
            Text("Ganze Datei", "Whole file") if value is None else at(name),
            Text(f"Die Liste «{name}» fehlt.", f"The list “{name}” is missing."),
            Text(f'Ergänzen Sie "{name}": [ … ].', f'Add "{name}": [ … ].'),
        )
        return ()
    if len(value) > row.most:
        found.add(
            at(name),
            Text(f"{len(value)} Einträge sind zu viele.", f"{len(value)} entries are too many."),
            Text(f"Höchstens {row.most} gehen in eine Datei.", f"A file takes {row.most} at most."),
        )
        return ()
    return tuple(row_from(item, row, f"{name}[{i}]", found) for i, item in enumerate(value))


def as_object(row: Any, **more: object) -> dict[str, object]:
    """A row without the fields that have their usual value; `more` stands before them. Any: a dataclass."""
    given = {
        field.name: _plain(getattr(row, field.name))
        for field in fields(row)
        if getattr(row, field.name) != field.default
    }
    return {**more, **given}


def _plain(value: object) -> object:
    if isinstance(value, date):  # moments are dates as well
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value
