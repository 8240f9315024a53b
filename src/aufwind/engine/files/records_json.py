"""A list of objects as JSON, as `write_records` makes it; every value a text, a number, true, false or null."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.engine.errors import Text
from aufwind.engine.files.cells import shown
from aufwind.engine.files.records_shape import BadCell, Line, whole_file
from aufwind.engine.files.strict_json import MOST_BYTES, parse

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import BinaryIO

NO_TEXT = BadCell(
    Text("Hier steht eine Liste oder ein Objekt.", "There is a list or an object here."),
    Text("Schreiben Sie einen Text.", "Write a text."),
)


def json_lines(source: BinaryIO) -> Generator[Line]:
    """The objects of a list, the names of their fields first; a row's number is its place in the list plus one.

    Raises:
        FileIsRefused: Not JSON, or not a list of objects.
    """
    items = parse(source.read(MOST_BYTES + 1))
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise whole_file(
            Text("Sie ist keine Liste von Objekten.", "It is not a list of objects."),
            Text('Schreiben Sie [{"Name": "…"}, …].', 'Write [{"name": "…"}, …].'),
        )
    columns = list(dict.fromkeys(name for item in items for name in item))
    yield Line(1, columns)
    for number, item in enumerate(items, start=2):
        yield Line(number, [_text(item.get(column)) for column in columns])


def _text(value: object) -> str | BadCell:
    if value is None:
        return ""
    return NO_TEXT if isinstance(value, (list, dict)) else shown(value)
