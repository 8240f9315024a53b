"""What changed since a plan was made, as JSON: `aufwind plan EVENT --from PLAN.json --changes CHANGES.json`.

    {"now": "s3",
     "no_shows": ["anna"],
     "late": [{"participant": "ben", "until": "s5"}],
     "left": [{"participant": "cleo", "from": "s7"}],
     "tables_lost": [{"table": "t4", "slots": ["s3", "s4"]}],
     "walk_ins": [{"id": "dora", "name": "Dora Alt", "wishes": [{"id": "w99", "people": ["dora", "ben"]}]}],
     "substitutes": [{"participant": "emil", "by": {"id": "frida"}}],
     "slots_moved": [{"slot": "s4", "to": "2026-05-07T11:15"}, {"slot": "s5", "to": "s6"}]}

Every part may be missing. Slots before `now` are history. `slots_moved` takes a moment or a slot to change with.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aufwind.engine.errors import Text
from aufwind.engine.files.json_values import row_from
from aufwind.engine.files.refusal import Findings, shortened
from aufwind.engine.files.shape import LONGEST_ID, MOST_PEOPLE, ROWS, Field, Row
from aufwind.engine.files.strict_json import parse
from aufwind.engine.scheduling.changes import (
    Changes,
    Late,
    Leaves,
    NoShow,
    SlotMoved,
    Substitute,
    TableLost,
    WalkIn,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from aufwind.engine.problem import Participant
    from aufwind.engine.scheduling.changes import Change

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_ID = Field("id", is_required=True)

PARTS: dict[str, Row] = {
    "slots_moved": Row(lambda slot, to: SlotMoved(slot, _moment_or_slot(to)), {"slot": _ID, "to": _ID}, 1_000),
    "late": Row(Late, {"participant": _ID, "until": _ID}, MOST_PEOPLE),
    "left": Row(lambda **row: Leaves(row["participant"], row["from"]), {"participant": _ID, "from": _ID}, MOST_PEOPLE),
    "tables_lost": Row(TableLost, {"table": _ID, "slots": Field("set")}, MOST_PEOPLE),
}
"""The parts that are lists of simple rows."""


def read_changes_json(content: bytes) -> Changes:
    """The changes a JSON file holds; see the module for the format.

    Raises:
        FileIsRefused: Names every place that does not fit, as a path: «late[0].until».
    """
    return changes_from(parse(content))


def changes_from(value: object) -> Changes:
    """The changes a parsed JSON value holds.

    Ids are only read here; `apply_changes` checks that they stand for something.

    Raises:
        FileIsRefused: As `read_changes_json`.
    """
    found = Findings()
    whole = value if isinstance(value, dict) else {}
    if not isinstance(value, dict):
        _expect(found, "", Text("ein Objekt { … }", "an object { … }"))
    for name in sorted(whole.keys() - READERS.keys() - {"now"}):
        found.add(
            Text(shortened(name), shortened(name)),
            Text("Diesen Teil gibt es nicht.", "There is no such part."),
            Text(f"Bekannt sind: {', '.join(KNOWN)}.", f"Known are: {', '.join(KNOWN)}."),
        )
    changes = [change for name, read in READERS.items() for change in read(name, whole.get(name), found)]
    now = _an_id(whole.get("now"), "now", found) if whole.get("now") is not None else None
    found.refuse_if_any()
    return Changes(tuple(changes), now)


def _rows(name: str, value: object, found: Findings) -> list[Change]:
    rows = [row_from(item, PARTS[name], f"{name}[{i}]", found) for i, item in _items(name, value, found)]
    return [row for row in rows if row is not None]


def _no_shows(name: str, value: object, found: Findings) -> list[Change]:
    ids = [_an_id(item, f"{name}[{i}]", found) for i, item in _items(name, value, found)]
    return [NoShow(who) for who in ids if who is not None]


def _walk_ins(name: str, value: object, found: Findings) -> list[Change]:
    guests: list[Change] = []
    for i, item in _items(name, value, found):
        path = f"{name}[{i}]"
        given = dict(item) if isinstance(item, dict) else item
        listed = given.pop("wishes", None) if isinstance(given, dict) else None
        person: Participant | None = row_from(given, ROWS["participants"], path, found)
        wishes: list[Any] = [  # Any: what row_from makes of a wish's row is a wish
            row_from(wish, ROWS["wishes"], f"{path}.wishes[{k}]", found)
            for k, wish in _items(f"{path}.wishes", listed, found)
        ]
        if person is not None and None not in wishes:
            guests.append(WalkIn(person, tuple(wishes)))
    return guests


def _substitutes(name: str, value: object, found: Findings) -> list[Change]:
    changes: list[Change] = []
    for i, item in _items(name, value, found):
        path = f"{name}[{i}]"
        if not isinstance(item, dict) or item.keys() != {"participant", "by"}:
            _expect(found, path, Text('{"participant": …, "by": { … }}', '{"participant": …, "by": { … }}'))
            continue
        who = _an_id(item["participant"], f"{path}.participant", found)
        person: Participant | None = row_from(item["by"], ROWS["participants"], f"{path}.by", found)
        if who is not None and person is not None:
            changes.append(Substitute(who, person))
    return changes


READERS: dict[str, Callable[[str, object, Findings], list[Change]]] = {
    "slots_moved": _rows,
    "walk_ins": _walk_ins,
    "substitutes": _substitutes,
    "late": _rows,
    "left": _rows,
    "no_shows": _no_shows,
    "tables_lost": _rows,
}
"""In the order in which the parts are applied: first who and when there is, then who and what is missing."""

KNOWN = ["now", *READERS]


def _items(path: str, value: object, found: Findings) -> list[tuple[int, object]]:
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > MOST_PEOPLE:
        _expect(found, path, Text("eine Liste [ … ]", "a list [ … ]"))
        return []
    return list(enumerate(value))


def _an_id(value: object, path: str, found: Findings) -> str | None:
    if isinstance(value, str) and 0 < len(value.strip()) <= LONGEST_ID:
        return value
    _expect(found, path, Text("eine Kennung (ein Text)", "an id (a text)"))
    return None


def _moment_or_slot(text: str) -> datetime | str:
    try:
        return datetime.fromisoformat(text) if _MOMENT.match(text) else text
    except ValueError:
        return text  # apply_changes says that there is no such slot


def _expect(found: Findings, path: str, wanted: Text) -> None:
    where = Text(path, path) if path else Text("Ganze Datei", "Whole file")
    found.add(
        where,
        Text("Das passt hier nicht.", "This does not fit here."),
        Text(f"Erwartet wird {wanted.de}.", f"Write {wanted.en}."),
    )
