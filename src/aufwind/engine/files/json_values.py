"""JSON values to fields and rows, noting every place that does not fit."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from aufwind.engine.errors import Text
from aufwind.engine.files.refusal import shortened
from aufwind.engine.files.shape import LONGEST_ID, LONGEST_PROSE, LONGEST_TEXT
from aufwind.engine.files.strict_json import has_lone_surrogate, type_names

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from aufwind.engine.files.refusal import Findings
    from aufwind.engine.files.shape import Field, Kind, Row

LARGEST_WHOLE = 1_000_000


def fields_of(value: object, fields: dict[str, Field], path: str, found: Findings) -> dict[str, Any] | None:
    """The fields of an object; None with notes in `found` where one is missing, unknown or does not fit.

    Any: what each holds stands in `fields`.
    """
    given = object_in(value, path, found)
    if given is None:
        return None
    before = len(found)
    note_unknown(given, fields, path, found)
    taken = {
        name: value_of(given[name], field, f"{path}.{name}".lstrip("."), found)
        for name, field in fields.items()
        if given.get(name) is not None
    }
    for name, field in fields.items():
        if field.is_required and given.get(name) is None:
            found.add(
                at(path),
                Text(f"«{name}» fehlt.", f"“{name}” is missing."),
                Text(f"Ergänzen Sie «{name}».", f"Add “{name}”."),
            )
    return taken if len(found) == before else None


def row_from(value: object, row: Row, path: str, found: Findings) -> Any:
    """A slot, table, participant or wish; None with notes in `found` where the value is none.

    Any: which of the four it is stands in `row`.
    """
    taken = fields_of(value, row.fields, path, found)
    return None if taken is None else row.make(**taken)


def value_of(value: object, field: Field, path: str, found: Findings) -> object:
    """What a JSON value holds, as a field of this kind; None with a note where it does not fit."""
    read, wanted = _READERS[field.kind]
    try:
        return read(value)
    except _DoesNotFit as misfit:
        is_plain = isinstance(value, (str, int, float))
        name = type_names[type(value)]
        text = shortened(str(value))
        shown = Text(f"«{text}»", f"“{text}”") if is_plain else name
        found.add(
            at(path),
            misfit.why or Text(f"Hier steht {shown.de}.", f"This is {shown.en}."),
            Text(f"Erwartet wird {wanted.de}.", f"Write {wanted.en}."),
        )
        return None


class _DoesNotFit(Exception):
    def __init__(self, why: Text | None = None) -> None:
        self.why = why


def _text(value: object, most: int = LONGEST_TEXT, *, allowed: str = "") -> str:
    if not isinstance(value, str) or not value.strip():
        raise _DoesNotFit
    if len(value) > most:
        why = Text(f"{len(value)} Zeichen sind zu viele.", f"{len(value)} characters are too many.")
        raise _DoesNotFit(why)
    if has_lone_surrogate(value) or any((char < " " and char not in allowed) or char == "\x7f" for char in value):
        raise _DoesNotFit(Text("Steuerzeichen im Text.", "There are control characters in the text."))
    return value


def _prose(value: object) -> str:
    return _text(value, LONGEST_PROSE, allowed="\n\r\t")


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


def _day(value: object) -> date:
    try:
        return date.fromisoformat(_text(value))
    except ValueError:
        raise _DoesNotFit from None


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
    "prose": (
        _prose,
        Text(f"ein Text von 1 bis {LONGEST_PROSE} Zeichen", f"a text of 1 to {LONGEST_PROSE} characters"),
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
    "day": (_day, Text("ein Tag wie 2026-05-07", "a day such as 2026-05-07")),
    "moment": (
        _moment,
        Text("ein Zeitpunkt wie 2026-05-07T10:20", "a moment such as 2026-05-07T10:20"),
    ),
}


def object_in(value: object, path: str, found: Findings) -> dict[str, object] | None:
    """The value as an object; None with a note where it is none."""
    if isinstance(value, dict):
        return value
    name = type_names[type(value)]
    found.add(
        at(path),
        Text(f"Hier steht {name.de}.", f"This is {name.en}."),
        Text("Erwartet wird ein Objekt { … }.", "Write an object { … }."),
    )
    return None


def note_unknown(given: dict[str, object], known: Collection[str], path: str, found: Findings) -> None:
    """Note every field that nobody would read."""
    for name in [name for name in given if name not in known]:
        found.add(
            at(path),
            Text(f"Das Feld «{shortened(name)}» gibt es nicht.", f"There is no field “{shortened(name)}”."),
            Text(f"Bekannt sind: {', '.join(sorted(known))}.", f"Known are: {', '.join(sorted(known))}."),
        )


def at(path: str) -> Text:
    """A path in a JSON file, in words."""
    return Text(path, path) if path else Text("Ganze Datei", "Whole file")
