"""Anchors: what the log's end was at a moment, noted where the database's owner cannot change it.

One line per anchor: position, hash, time. Print it, mail it, put it into a vault: whoever rewrites the whole
chain cannot rewrite that.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from aufwind.core.audit.chain import GENESIS
from aufwind.core.models.audit import AuditHead

if TYPE_CHECKING:
    from pathlib import Path


class Anchor(NamedTuple):
    """The log had `position` entries, the last with `hash`."""

    position: int
    hash: str
    at: str = ""


def head_anchor(using: str = "default") -> Anchor:
    """The log's end now; position 0 where nothing is logged yet."""
    head = AuditHead.objects.using(using).first()
    return Anchor(head.position if head else 0, head.hash if head else GENESIS, timezone.now().isoformat())


def write_anchor(path: Path, anchor: Anchor | None = None) -> Anchor:
    """Append the log's end to the file of anchors at `path`, on the disk before this returns."""
    anchor = anchor or head_anchor()
    with path.open("a", encoding="ascii") as file:
        file.write(f"{anchor.position}\t{anchor.hash}\t{anchor.at}\n")
        file.flush()
        os.fsync(file.fileno())
    return anchor


def read_anchors(path: Path) -> list[Anchor]:
    """The anchors noted at `path`; none where the file is missing.

    Raises:
        ValueError: A line is no anchor; names it.
    """
    if not path.exists():
        return []
    return [_anchor(line, number) for number, line in enumerate(path.read_text("ascii").splitlines(), 1) if line]


def _anchor(line: str, number: int) -> Anchor:
    position, _, rest = line.partition("\t")
    digest, _, at = rest.partition("\t")
    if not position.isdecimal() or len(digest) != 64:
        raise ValueError(f"Line {number} is no anchor; expected position, hash and time between tabs.")
    return Anchor(int(position), digest, at)
