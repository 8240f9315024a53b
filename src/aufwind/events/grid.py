"""Times from blocks: which slots there are, and how many meetings fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time."""

    key: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Time:
    """A slot as the grid gives it: `key` is the block's and a number that counts from 1 within it."""

    key: str
    starts_at: datetime
    minutes: int
    block: str


def times_of(blocks: Iterable[Span], breaks: Iterable[Span], *, minutes: int, change: int) -> list[Time]:
    """The slots of an event in order of time.

    Args:
        blocks: When meetings take place; aware moments, so that a clock change within a block shortens or lengthens it.
        breaks: When nobody meets; a slot never overlaps one, and the next begins with its end.
        minutes: Length of a slot, at least 1.
        change: Minutes between two slots.

    Raises:
        ValueError: A slot would have no length.
    """
    if minutes < 1 or change < 0:
        raise ValueError("a slot has at least one minute")
    shut = sorted(((gap.starts_at, gap.ends_at) for gap in breaks), key=lambda span: span[0])
    found = []
    for block in sorted(blocks, key=lambda block: (block.starts_at, block.key)):
        begin, number = block.starts_at.astimezone(UTC), 0
        while (end := begin + timedelta(minutes=minutes)) <= block.ends_at:
            gap = next((over for start, over in shut if start < end and over > begin), None)
            if gap is not None:
                begin = gap.astimezone(UTC)
                continue
            number += 1
            local = begin.astimezone(block.starts_at.tzinfo)
            found.append(Time(f"{block.key}-{number}", local, minutes, block.key))
            begin = end + timedelta(minutes=change)
    return sorted(found, key=lambda time: time.starts_at)


def meetings_each(slots: int, tables: int, people: int) -> float:
    """How many meetings each gets if every table is used all the time and two meet at each."""
    most = min(slots * tables, slots * (people // 2))
    return 2 * most / people if people else 0.0
