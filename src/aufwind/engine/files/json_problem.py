"""The problem as JSON: what `aufwind plan EVENT.json` reads, and what writes it back."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aufwind.engine.errors import Text
from aufwind.engine.files.refusal import Findings, shortened
from aufwind.engine.files.shape import LONGEST_ID, LONGEST_TEXT, ROWS, SETTINGS
from aufwind.engine.files.strict_json import has_lone_surrogate, in_lines, parse, type_names
from aufwind.engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from aufwind.engine.files.shape import Field, Kind, Row

LARGEST_WHOLE = 1_000_000


def read_problem_json(content: bytes) -> Problem:
    """The problem a JSON file holds.

    Args:
        content: The file, UTF-8; the format is `schema/problem.json`.

    Raises:
        FileIsRefused: Names every place that does not fit, as a path: «wishes[3].people».
    """
    found = Findings()
    problem = problem_from(parse(content), found)
    found.refuse_if_any()
    assert problem is not None
    return problem


def problem_from(value: object, found: Findings) -> Problem | None:
    """The problem a parsed JSON value holds; None with a note in `found` where it holds none."""
    whole = _object(value, "", found)
    if whole is None:
        return None
    _note_unknown(whole, {*ROWS, *SETTINGS}, "", found)
    lists = {name: _rows(whole, name, found) for name in ROWS}
    settings = {
        name: _value(whole[name], field, name, found) for name, field in SETTINGS.items() if whole.get(name) is not None
    }
    if "max_gap_spread" in whole and whole["max_gap_spread"] is None:
        settings["max_gap_spread"] = None
    if len(found):
        return None
    # The table in shape.py says which field goes where; mypy cannot follow it.
    return Problem(**lists, **settings)  # type: ignore[arg-type]


def problem_to_json(problem: Problem) -> str:
    """The problem as JSON text, without fields that have their usual value; reading it gives `problem`."""
    usual = Problem((), (), (), ())
    whole: dict[str, object] = {name: [_as_object(row) for row in getattr(problem, name)] for name in ROWS}
    for name in SETTINGS:
        if getattr(problem, name) != getattr(usual, name):
            whole[name] = getattr(problem, name)
    return in_lines(whole)


def row_from(value: object, row: Row, path: str, found: Findings) -> Any:
    """A slot, table, participant or wish; None with notes in `found` where the value is none.

    Any: which of the four it is stands in `row`.
    """
    given = _object(value, path, found)
    if given is None:
        return None
    before = len(found)
    _note_unknown(given, row.fields.keys(), path, found)
    taken = {
        name: _value(given[name], field, f"{path}.{name}", found)
        for name, field in row.fields.items()
        if given.get(name) is not None
    }
    for name, field in row.fields.items():
        if field.is_required and given.get(name) is None:
            found.add(
                _at(path),
                Text(f"«{name}» fehlt.", f"“{name}” is missing."),
                Text(f"Ergänzen Sie «{name}».", f"Add “{name}”."),
            )
    return row.make(**taken) if len(found) == before else None


def _rows(whole: dict[str, object], name: str, found: Findings) -> tuple[object, ...]:
    row = ROWS[name]
    value = whole.get(name)
    if not isinstance(value, list):
        found.add(
            Text("Ganze Datei", "Whole file") if value is None else _at(name),
            Text(f"Die Liste «{name}» fehlt.", f"The list “{name}” is missing."),
            Text(f'Ergänzen Sie "{name}": [ … ].', f'Add "{name}": [ … ].'),
        )
        return ()
    if len(value) > row.most:
        found.add(
            _at(name),
            Text(f"{len(value)} Einträge sind zu viele.", f"{len(value)} entries are too many."),
            Text(f"Höchstens {row.most} gehen in eine Datei.", f"A file takes {row.most} at most."),
        )
        return ()
    return tuple(row_from(item, row, f"{name}[{i}]", found) for i, item in enumerate(value))


def _value(value: object, field: Field, path: str, found: Findings) -> object:
    read, wanted = _READERS[field.kind]
    try:
        return read(value)
    except _DoesNotFit as misfit:
        is_plain = isinstance(value, (str, int, float))
        shown = f"«{shortened(str(value))}»" if is_plain else None
        name = type_names[type(value)]
        found.add(
            _at(path),
            misfit.why or Text(f"Hier steht {shown or name.de}.", f"This is {shown or name.en}."),
            Text(f"Erwartet wird {wanted.de}.", f"Write {wanted.en}."),
        )
        return None


class _DoesNotFit(Exception):
    def __init__(self, why: Text | None = None) -> None:
        self.why = why


def _text(value: object, most: int = LONGEST_TEXT) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _DoesNotFit
    if len(value) > most:
        why = Text(f"{len(value)} Zeichen sind zu viele.", f"{len(value)} characters are too many.")
        raise _DoesNotFit(why)
    if has_lone_surrogate(value) or any(char < " " or char == "\x7f" for char in value):
        raise _DoesNotFit(Text("Steuerzeichen im Text.", "There are control characters in the text."))
    return value


def _id(value: object) -> str:
    return _text(value, LONGEST_ID)


def _ids(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _DoesNotFit
    return tuple(_id(item) for item in value)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _DoesNotFit
    return float(value)


def _whole(value: object) -> int:
    number = _number(value)
    if number != int(number) or not 0 <= number <= LARGEST_WHOLE:
        raise _DoesNotFit
    return int(number)


def _yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise _DoesNotFit
    return value


def _moment(value: object) -> datetime:
    try:
        return datetime.fromisoformat(_text(value))
    except ValueError:
        raise _DoesNotFit from None


_READERS: dict[Kind, tuple[Callable[[object], object], Text]] = {
    "id": (
        _id,
        Text(f"ein Text von 1 bis {LONGEST_ID} Zeichen", f"a text of 1 to {LONGEST_ID} characters"),
    ),
    "text": (
        _text,
        Text(f"ein Text von 1 bis {LONGEST_TEXT} Zeichen", f"a text of 1 to {LONGEST_TEXT} characters"),
    ),
    "ids": (_ids, Text("eine Liste von Kennungen (Texten)", "a list of ids (texts)")),
    "set": (
        lambda value: frozenset(_ids(value)),
        Text("eine Liste von Kennungen (Texten)", "a list of ids (texts)"),
    ),
    "number": (_number, Text("eine Zahl", "a number")),
    "whole": (
        _whole,
        Text(f"eine ganze Zahl von 0 bis {LARGEST_WHOLE}", f"a whole number from 0 to {LARGEST_WHOLE}"),
    ),
    "yes": (_yes, Text("true oder false", "true or false")),
    "moment": (
        _moment,
        Text("ein Zeitpunkt wie 2026-05-07T10:20", "a moment such as 2026-05-07T10:20"),
    ),
}


def _object(value: object, path: str, found: Findings) -> dict[str, object] | None:
    if isinstance(value, dict):
        return value
    name = type_names[type(value)]
    found.add(
        _at(path),
        Text(f"Hier steht {name.de}.", f"This is {name.en}."),
        Text("Erwartet wird ein Objekt { … }.", "Write an object { … }."),
    )
    return None


def _note_unknown(given: dict[str, object], known: Any, path: str, found: Findings) -> None:
    for name in given.keys() - known:
        found.add(
            _at(path),
            Text(f"Das Feld «{shortened(name)}» gibt es nicht.", f"There is no field “{shortened(name)}”."),
            Text(f"Bekannt sind: {', '.join(sorted(known))}.", f"Known are: {', '.join(sorted(known))}."),
        )


def _at(path: str) -> Text:
    return Text(path, path) if path else Text("Ganze Datei", "Whole file")


def _as_object(row: Any) -> dict[str, object]:
    """A row without the fields that have their usual value."""
    return {
        field.name: _plain(getattr(row, field.name))
        for field in fields(row)
        if getattr(row, field.name) != field.default
    }


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value
