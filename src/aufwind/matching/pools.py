"""The engine's pools in this process's memory: made at the first question, asked often, made anew when needed.

One pool for each sort of reader (public, members, staff), because what a reader may not see must not weigh: not in the
rarity of a word, not in who is whose circle. Whether the register changed is read from the audit log: one statement
where nothing happened on the whole site since the last look, three where something did.

A large pool takes a minute to make, so it may lag behind; whoever shows its answers asks again what her reader may see.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from django.utils import timezone

from aufwind.engine.matching.pool import Pool, pool_of
from aufwind.matching.changes import concerns, log_mark
from aufwind.matching.profiles import answers_given, pool_profiles, reader_like
from aufwind.matching.vectors import WHILE_SOMEBODY_WAITS, encoder_in_use, stored_relevance

if TYPE_CHECKING:
    from datetime import date

    from aufwind.core.policy import Visitor
    from aufwind.matching.changes import Mark

SMALL = 3_000
"""Needs and offers up to which a pool is made anew at every change: about a second."""

LAG_SECONDS = 600.0
"""How old a larger pool may get while the register changes."""


@dataclass(slots=True)
class _Held:
    pool: Pool
    mark: Mark
    encoder: str
    on: date
    made_at: float

    @property
    def may_lag(self) -> bool:
        entries = len(self.pool.needs.board) + len(self.pool.offers.board)
        return entries > SMALL and monotonic() - self.made_at < LAG_SECONDS


_held: dict[Visitor, _Held] = {}
_making = Lock()


def pool_for(visitor: Visitor) -> Pool:
    """The pool of everything that readers like `visitor` may see.

    Answers in one to three statements where nothing concerns it; making it costs about a millisecond a listing.

    Raises:
        ProblemError: The encoder's setting names nothing known.
    """
    reader = reader_like(visitor)
    with _making:  # a second thread waits instead of doing the same
        held = _held.get(reader)
        if held is None or not _is_current(held):
            held = _held[reader] = _made(reader)
        return held.pool


def forget_pools() -> None:
    """Make every pool anew at the next question: for whoever changed rows without an audit entry."""
    _held.clear()


def _made(reader: Visitor) -> _Held:
    mark = log_mark()  # before the rows are read: what changes meanwhile is noticed the next time
    today = timezone.localdate()
    encoder = encoder_in_use()
    relevance = stored_relevance(most_encoded=WHILE_SOMEBODY_WAITS)
    pool = pool_of(pool_profiles(reader), relevance=relevance, answers=answers_given(), on=today)
    return _Held(pool, mark, encoder.id if encoder else "", today, monotonic())


def _is_current(held: _Held) -> bool:
    encoder = encoder_in_use()
    if held.on != timezone.localdate() or held.encoder != (encoder.id if encoder else ""):
        return False
    mark = log_mark()
    if mark == held.mark or held.may_lag:
        return True
    if concerns(held.mark):
        return False
    held.mark = mark
    return True
