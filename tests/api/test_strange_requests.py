"""Whatever is sent, the answer says what is wrong; nothing that is sent ends in a server error."""

from __future__ import annotations

import json
import random
from itertools import product
from typing import Any

import pytest
from django.db import transaction

from aufwind.api.interface import description
from aufwind.core.jobs import run_until_idle

SEED, BODIES = 20991, 12
STRANGE: list[Any] = [
    None, "", " ", "\x00", "a\x00b", "\ud800", "=1+1", "x" * 5000, "💐", -1, 0, 1.5, 10**30, 1e308, True, [], {},
    ["\x00"], [None], {"a": {}}, "2099-05-04", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", "kunsthaus",
]  # fmt: skip
PLACES = {"number": ["1", "99999999999999999999999", "0"], "slug": ["floeha", "nowhere"]}
QUERIES = ("limit=-5&offset=-9", "limit=99999999999999999999&offset=99999999999999999999", "state=%00&group=x")
KEYS = ["kunsthaus", "weberei", "nobody", "%00", "x" * 300]


@pytest.fixture
def published(asking, event):
    """A program that may write, at an event whose first plan is published."""
    client = asking("write")
    client.raise_request_exception = False
    client.post("/api/v1/events/floeha/plans", '{"seconds": 1}', content_type="application/json")
    run_until_idle()
    client.post("/api/v1/events/floeha/plans/1/publish")
    return client


def fields_of(schema: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """The properties of what an operation takes."""
    name = schema.get("$ref", "").rpartition("/")[2]
    return dict(known[name].get("properties", {})) if name else {}


def sensible(field: dict[str, Any], known: dict[str, Any], chance: random.Random) -> Any:
    """Something the description allows, or nearly."""
    if name := field.get("$ref", "").rpartition("/")[2]:
        return {key: sensible(one, known, chance) for key, one in known[name].get("properties", {}).items()}
    if "anyOf" in field:
        return sensible(field["anyOf"][0], known, chance)
    if "enum" in field:
        return chance.choice(field["enum"])
    match field.get("type"):
        case "integer":
            return chance.randint(int(field.get("minimum", 0)), int(field.get("maximum", 20)))
        case "number":
            return float(field.get("minimum", 0))
        case "boolean":
            return True
        case "array":
            return [sensible(field.get("items", {}), known, chance)]
        case "object":
            return {"guest": "kunsthaus", "slot": "1", "table": "1", "minutes": 5, "name": "Neu"}
    return {"date-time": "2099-05-04T18:00:00+02:00", "date": "2099-05-04"}.get(
        field.get("format", ""), chance.choice(["kunsthaus", "weberei", "a@example.org", "1", "Text"])
    )


def bodies(schema: dict[str, Any], known: dict[str, Any], chance: random.Random) -> list[bytes]:
    """A sensible one, several with one field replaced by something strange, and some that are no objects."""
    fields = fields_of(schema, known)
    whole = {name: sensible(one, known, chance) for name, one in fields.items()}
    found = [json.dumps(whole)]
    for _time in range(BODIES if fields else 0):
        strange = chance.choice(STRANGE)
        name = chance.choice(list(fields))
        kept = {key: sensible(one, known, chance) for key, one in fields.items()}
        inner = {**kept[name], chance.choice(["guest", "slot", "table", "minutes", "name", "guests"]): strange} if (
            isinstance(kept[name], dict) and chance.random() < 0.8) else strange  # fmt: skip
        found.append(json.dumps({**kept, name: inner}))
    return [one.encode() for one in (*found, "[]", "null", "{", "1e999", "[" * 3000)]


def broken(client, method: str, path: str, body: bytes = b"") -> list[str]:
    """What came to a server error; the next request finds everything as it was."""
    with transaction.atomic():
        answer = client.generic(method.upper(), path, body, "application/json")
        transaction.set_rollback(True)
    if answer.status_code >= 500:
        return [f"{method} {path} {body[:300]!r} {answer.exc_info[1]!r:.200}"]
    if answer.status_code >= 400:
        said = answer.json()
        return [] if said["status"] == answer.status_code and said["title"] else [f"{method} {path}: {said}"]
    return []


def test_nothing_that_is_sent_ends_in_a_server_error(published):
    chance = random.Random(SEED)
    said = description()
    known = said["components"]["schemas"]
    failed = []
    for where, operations in sorted(said["paths"].items()):
        for method, operation in operations.items():
            names = [one["name"] for one in operation.get("parameters", []) if one["in"] == "path"]
            schema = (operation.get("requestBody") or {}).get("content", {}).get("application/json", {})
            places = list(product(*(PLACES.get(name, KEYS) for name in names)))
            first, *others = [where.format(**dict(zip(names, place, strict=True))) for place in places]
            for body in bodies(schema.get("schema", {}), known, chance):
                failed += broken(published, method, first, body)
            for path in chance.sample(others, min(4, len(others))):
                failed += broken(published, method, path, b"{}")
            for query in QUERIES if method == "get" else ():
                failed += broken(published, method, f"{first}?{query}")

    __import__("pathlib").Path("/tmp/failed.json").write_text("\n".join(map(repr, failed)))
    assert failed == []
