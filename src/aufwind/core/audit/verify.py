"""Reading the whole log and saying where it was first tampered with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aufwind.core.audit.chain import GENESIS, Link, hash_of
from aufwind.core.models.audit import AuditEntry, AuditHead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aufwind.core.audit.anchors import Anchor

SLICE = 2_000  # entries held in memory at once


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the log.

    Attributes:
        whole: Nothing is missing, changed, added or out of order.
        entries: How many good entries stand before the first broken position, or in all.
        broken_at: The first broken position, counted from 1; None where whole.
        what: What is wrong there, for the person who must act; empty where whole.
        head_hash: The last good entry's hash.
    """

    whole: bool
    entries: int
    broken_at: int | None = None
    what: str = ""
    head_hash: str = GENESIS


class _Broken(Exception):
    def __init__(self, position: int, what: str) -> None:
        self.position, self.what = position, what


def verify_chain(anchors: Sequence[Anchor] = (), *, using: str = "default") -> Verdict:
    """Whether the log is as it was written, asked without stopping writers.

    Args:
        anchors: Heads noted earlier outside the database. Only they show a rewritten chain: whoever can
            change every row can also compute every hash anew.
        using: The database.

    Returns:
        The verdict, naming the first broken position. One pass in constant memory, about 15 µs an entry.
    """
    walk = _Walk({anchor.position: anchor.hash for anchor in anchors})
    try:
        _walk_to_head(walk, using)
        walk.check_anchors_reached()
    except _Broken as broken:
        return Verdict(False, walk.position, broken.position, broken.what, walk.hash)
    return Verdict(whole=True, entries=walk.position, head_hash=walk.hash)


def _walk_to_head(walk: _Walk, using: str) -> None:
    """Follow the entries until the head row agrees; entries written meanwhile are followed, too."""
    while True:
        before = walk.position
        walk.follow(_links_after(before, using))
        head = AuditHead.objects.using(using).first()  # read after the entries: it is never behind them
        expected = head.position if head else 0
        if expected == walk.position:
            if head and head.hash != walk.hash:
                raise _Broken(walk.position, "the head row names another hash than the last entry")
            return
        if expected < walk.position:
            raise _Broken(expected + 1, f"the head row ends at {expected}: entries were added past the log")
        if walk.position == before:
            raise _Broken(before + 1, f"the last {expected - before} entries are missing")


def _links_after(position: int, using: str) -> Iterator[Link]:
    """The entries behind `position`; at the start also those numbered 0 or less, which nobody wrote."""
    entries = AuditEntry.objects.using(using).order_by("position").values_list(*Link._fields)
    rows = entries.filter(position__gt=position) if position else entries
    return (Link(*row) for row in rows.iterator(SLICE))


class _Walk:
    """The way along the chain: where we are, and what the next entry must continue."""

    def __init__(self, anchored: dict[int, str]) -> None:
        self.position, self.hash, self.anchored = 0, GENESIS, anchored

    def follow(self, links: Iterable[Link]) -> None:
        for link in links:
            self._step(link)

    def _step(self, link: Link) -> None:
        expected = self.position + 1
        if link.position < 1:
            raise _Broken(link.position, "an entry stands before the first")
        if link.position != expected:
            raise _Broken(expected, f"the entry is missing; the next one is {link.position}")
        if link.hash != hash_of(link):
            raise _Broken(expected, "the entry was changed: its content does not give its hash")
        if link.previous_hash != self.hash:
            raise _Broken(expected, "the entry does not continue the one before")
        if self.anchored.get(expected, link.hash) != link.hash:
            raise _Broken(expected, "the chain was rewritten: an anchor noted another hash at this position")
        self.position, self.hash = expected, link.hash

    def check_anchors_reached(self) -> None:
        if self.anchored and (last := max(self.anchored)) > self.position:
            raise _Broken(self.position + 1, f"an anchor saw {last} entries")
