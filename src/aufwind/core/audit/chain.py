"""How an entry is written down and hashed: the same characters on every database."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"

GENESIS = "0" * 64
"""What the first entry names as its predecessor's hash."""


class Link(NamedTuple):
    """An entry's columns in the order they are hashed, then its hash."""

    position: int
    at: datetime
    event: str
    is_read: bool
    actor: str
    subject_type: str
    subject_id: str
    facts_json: str
    previous_hash: str
    hash: str = ""


def canonical(value: JSON) -> str:
    """The one way to write `value` as JSON: sorted keys, no spaces, ASCII only.

    ASCII, because PostgreSQL stores no NUL and no lone surrogate, which escapes carry safely.

    Raises:
        ValueError: NaN or infinity, which JSON does not know.
        TypeError: Something JSON cannot say, such as a date; write it as text.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def hash_of(link: Link) -> str:
    """SHA-256 over everything but the hash itself, in 64 hexadecimal digits; time counts in UTC µs."""
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(canonical([link.position, at, *link[2:-1]]).encode()).hexdigest()
