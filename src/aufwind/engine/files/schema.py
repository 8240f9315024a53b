"""The file formats as JSON Schema (draft 2020-12), made of the same table the readers read by.

The schemas that are published stand in `schema/`; `python -m aufwind.engine.files.schema` writes them anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aufwind.engine.files.json_values import LARGEST_WHOLE
from aufwind.engine.files.shape import LONGEST_ID, LONGEST_PROSE, LONGEST_TEXT, ROWS, SETTINGS, Field

Schema = dict[str, Any]
"""Any: JSON."""

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = Path(__file__).parent / "schema"

_ID: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_ID, "pattern": r"\S"}
_TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT, "pattern": r"\S"}
_WHOLE: Schema = {"type": "integer", "minimum": 0, "maximum": LARGEST_WHOLE}
_NUMBER: Schema = {"type": "number"}

KINDS: dict[str, Schema] = {
    "id": _ID,
    "text": _TEXT,
    "prose": {**_TEXT, "maxLength": LONGEST_PROSE},
    "ids": {"type": "array", "items": _ID},
    "set": {"type": "array", "items": _ID},
    "number": _NUMBER,
    "whole": _WHOLE,
    "yes": {"type": "boolean"},
    "moment": {"type": "string", "format": "date-time-local"},
    "day": {"type": "string", "format": "date"},
}


def problem_schema() -> Schema:
    """The format `aufwind plan` reads."""
    lists = {name: {"type": "array", "items": row_of(row.fields), "maxItems": row.most} for name, row in ROWS.items()}
    settings = {name: _or_null(KINDS[field.kind]) for name, field in SETTINGS.items()}
    return {"$schema": DRAFT, "title": "Aufwind event", **object_of({**lists, **settings}, list(lists))}


def plan_schema() -> Schema:
    """The format `aufwind plan` writes."""
    words = object_of({"de": _TEXT, "en": _TEXT})
    meeting = object_of({"wish": _ID, "slot": _ID, "table": _ID, "people": {"type": "array", "items": _ID}})
    fields: Schema = {
        "meetings": {"type": "array", "items": meeting},
        "unplaced": {"type": "array", "items": object_of({"wish": _ID, "reason": words})},
        "value": {"type": "number", "minimum": 0},
        "value_bound": {"type": "number", "minimum": 0},
        "gaps": _WHOLE,
        "gaps_bound": _WHOLE,
        "gap_spread": _WHOLE,
        "worst_off": _or_null(object_of({"participant": _ID, "meetings": _WHOLE})),
        "binding": {"type": "array", "items": words},
        "proven": {"type": "boolean"},
        "seconds": {"type": "number", "minimum": 0},
        "seed": {"type": "integer"},
        "version": _TEXT,
    }
    return {"$schema": DRAFT, "title": "Aufwind plan", **object_of(fields)}


def changes_schema() -> Schema:
    """The format `aufwind plan --changes` reads."""
    person, wish = row_of(ROWS["participants"].fields), row_of(ROWS["wishes"].fields)
    guest = {**person, "properties": {**person["properties"], "wishes": {"type": "array", "items": wish}}}
    ids = {"type": "array", "items": _ID}
    each: Schema = {
        "late": object_of({"participant": _ID, "until": _ID}),
        "left": object_of({"participant": _ID, "from": _ID}),
        "tables_lost": object_of({"table": _ID, "slots": ids}, ["table"]),
        "slots_moved": object_of({"slot": _ID, "to": _ID}),
        "walk_ins": guest,
        "substitutes": object_of({"participant": _ID, "by": person}),
    }
    lists = {name: {"type": "array", "items": item} for name, item in each.items()}
    return {"$schema": DRAFT, "title": "Aufwind changes", **object_of({"now": _ID, "no_shows": ids, **lists}, [])}


def row_of(fields: dict[str, Field]) -> Schema:
    """An object with these fields; those that are not required may be null."""
    kinds = {name: KINDS[field.kind] for name, field in fields.items()}
    needed = [name for name, field in fields.items() if field.is_required]
    return object_of({name: kind if name in needed else _or_null(kind) for name, kind in kinds.items()}, needed)


def object_of(fields: Schema, required: list[str] | None = None) -> Schema:
    """An object with these fields and no others; all of them required unless said otherwise."""
    needed = list(fields) if required is None else required
    return {"type": "object", "properties": fields, "required": needed, "additionalProperties": False}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


SCHEMAS = {"event": problem_schema, "plan": plan_schema, "changes": changes_schema}


def main() -> None:
    """Write the published schemas."""
    for name, make in SCHEMAS.items():
        (FOLDER / f"{name}.json").write_text(json.dumps(make(), indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
