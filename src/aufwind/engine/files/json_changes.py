"""What changed since a plan, as JSON: what `aufwind plan --from PLAN --changes CHANGES` reads."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from aufwind.engine.files.json_values import fields_of, note_unknown, object_in, row_from, value_of
from aufwind.engine.files.refusal import Findings
from aufwind.engine.files.shape import ROWS, Field
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

    from aufwind.engine.scheduling.changes import Change

_ID = Field("id", is_required=True)

_SIMPLE: dict[str, tuple[dict[str, Field], Callable[..., Change]]] = {
    "late": ({"participant": _ID, "until": _ID}, Late),
    "left": ({"participant": _ID, "from": _ID}, lambda **given: Leaves(given["participant"], given["from"])),
    "tables_lost": ({"table": _ID, "slots": Field("set")}, TableLost),
    "slots_moved": ({"slot": _ID, "to": _ID}, lambda **given: SlotMoved(given["slot"], _moment(given["to"]))),
}
"""Changes whose fields are plain."""


def read_changes_json(content: bytes) -> Changes:
    """The changes a JSON file holds; all fields may be missing.

    Raises:
        FileIsRefused: Names every place that does not fit, as a path: «late[0].until».
    """
    found = Findings()
    whole = object_in(parse(content), "", found) or {}
    note_unknown(whole, ("now", "no_shows", *_SIMPLE, "walk_ins", "substitutes"), "", found)
    now = whole.get("now")
    slot = None if now is None else value_of(now, _ID, "now", found)
    absent = value_of(whole.get("no_shows") or [], Field("ids"), "no_shows", found)
    changes = [NoShow(who) for who in absent] if isinstance(absent, tuple) else []
    named = _named(whole, found)
    found.refuse_if_any()
    return Changes((*changes, *named), slot if isinstance(slot, str) else None)


def _named(whole: dict[str, object], found: Findings) -> list[Change]:
    """Newcomers first: later changes may already speak of them."""
    changes: list[Any] = [_walk_in(item, path, found) for item, path in _items(whole, "walk_ins", found)]
    changes += [_substitute(item, path, found) for item, path in _items(whole, "substitutes", found)]
    for name, (fields, make) in _SIMPLE.items():
        for item, path in _items(whole, name, found):
            taken = fields_of(item, fields, path, found)
            changes.append(None if taken is None else make(**taken))
    return changes


def _items(whole: dict[str, object], name: str, found: Findings) -> list[tuple[object, str]]:
    value = whole.get(name) or []
    if not isinstance(value, list):
        value_of(value, Field("ids"), name, found)
        return []
    return [(item, f"{name}[{i}]") for i, item in enumerate(value)]


def _walk_in(value: object, path: str, found: Findings) -> WalkIn | None:
    given = object_in(value, path, found)
    if given is None:
        return None
    note_unknown(given, ("participant", "wishes"), path, found)
    person = row_from(given.get("participant"), ROWS["participants"], f"{path}.participant", found)
    wishes = [row_from(wish, ROWS["wishes"], at, found) for wish, at in _wishes(given, path, found)]
    return WalkIn(person, tuple(wishes))


def _wishes(given: dict[str, object], path: str, found: Findings) -> list[tuple[object, str]]:
    return [(wish, f"{path}.{at}") for wish, at in _items(given, "wishes", found)]


def _substitute(value: object, path: str, found: Findings) -> Substitute | None:
    given = object_in(value, path, found)
    if given is None:
        return None
    taken = fields_of({k: v for k, v in given.items() if k != "by"}, {"participant": _ID}, path, found)
    person = row_from(given.get("by"), ROWS["participants"], f"{path}.by", found)
    return None if taken is None else Substitute(taken["participant"], person)


def _moment(text: str) -> datetime | str:
    """A moment, or the id of the slot to change places with."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text
