"""The formats of profiles and pairs as JSON Schema, made of the same table the reader reads by.

The published schemas stand in `schema/`; `python -m aufwind.engine.files.match_schema` writes them anew.
"""

from __future__ import annotations

import json
from typing import Any

from aufwind.engine.files.match_shape import REQUIRED, ROWS, VERDICTS
from aufwind.engine.files.schema import DRAFT, FOLDER, KINDS, object_of, row_of

Schema = dict[str, Any]
"""Any: JSON."""

_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}


def profiles_schema() -> Schema:
    """The format `aufwind match` reads."""
    items = {name: row_of(row.fields) for name, row in ROWS.items()}
    items["answers"]["properties"]["verdict"] = {"enum": list(VERDICTS)}
    lists: Schema = {name: {"type": "array", "items": items[name], "maxItems": row.most} for name, row in ROWS.items()}
    return {"$schema": DRAFT, "title": "Aufwind profiles", **object_of(lists, list(REQUIRED))}


def matches_schema() -> Schema:
    """The format `aufwind match` writes."""
    id_, text = KINDS["id"], KINDS["text"]
    field = object_of({"profile": id_, "side": {"enum": ["need", "offer", "profile"]}, "entry": id_})
    reason = object_of(
        {
            "met": {"type": "array", "items": field, "minItems": 2, "maxItems": 2},
            "voices": {"type": "array", "items": {"enum": ["topic", "concept", "words", "meaning", "circle"]}},
            "topics": {"type": "array", "items": id_},
            "fit": _SHARE,
            "text": object_of({"de": {"type": "string"}, "en": {"type": "string"}}),
        }
    )
    parts = object_of(dict.fromkeys(("a_needs", "b_needs", "complementarity", "topics", "bridge"), _SHARE))
    reasons = {"type": "array", "items": reason, "minItems": 1}
    pair = object_of({"a": id_, "b": id_, "score": _SHARE, "parts": parts, "reasons": reasons})
    fields: Schema = {
        "pairs": {"type": "array", "items": pair},
        "unmatched": {"type": "array", "items": id_},
        "bound": {"type": "number", "minimum": 0},
        "version": text,
        "inputs": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "parameters": {"type": "object"},
        "seed": {"type": "integer"},
    }
    return {"$schema": DRAFT, "title": "Aufwind matches", **object_of(fields)}


SCHEMAS = {"profiles": profiles_schema, "matches": matches_schema}


def main() -> None:
    """Write the published schemas."""
    for name, make in SCHEMAS.items():
        (FOLDER / f"{name}.json").write_text(json.dumps(make(), indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
