"""The hard limits: one named function each, asked before anything is scored.

A limit takes one entry and a board of counterparts and says which of these are out. Each holds both ways, whoever of
the two states it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from aufwind.engine.errors import Text
from aufwind.engine.matching.board import languages_of, names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aufwind.engine.matching.board import Board, Bools, Post


def closed(_post: Post, board: Board) -> Bools:
    """Full or expired; whether the entry itself is, asks whoever picks it."""
    return board.is_closed


def same_organisation(post: Post, board: Board) -> Bools:
    """Herself, a colleague of the same house, or the house itself."""
    return board.rows_in(names_of(post.profile))


def other_area(post: Post, board: Board) -> Bools:
    """Outside the area one of the two is limited to. An unknown place contradicts no limit."""
    limit, place = post.entry.area or post.profile.within, post.profile.area
    return ~(
        board.area.where(("limit", limit), lambda area: overlap(limit, area))
        & board.place.where(("place", limit), lambda area: overlap(limit, area))
        & board.area.where(("limit", place), lambda area: overlap(place, area))
    )


def no_common_language(post: Post, board: Board) -> Bools:
    """Both are limited to languages, and share none."""
    ours = languages_of(post)
    return board.languages.where(ours, lambda theirs: bool(ours) and bool(theirs) and not ours & theirs)


def vetoed(post: Post, board: Board) -> Bools:
    """One of the two does not want to meet the other, or anybody of the other's house."""
    return _named(post, board, "vetoes", post.profile.vetoes)


def met_before(post: Post, board: Board) -> Bools:
    """They have met."""
    return _named(post, board, "met", post.profile.met)


def already_partners(post: Post, board: Board) -> Bools:
    """They work together already."""
    return _named(post, board, "partners", post.profile.partners)


def settled(post: Post, board: Board) -> Bools:
    """The suggestion was made before and answered."""
    return _named(post, board, "settled", post.profile.settled)


LIMITS: Final[Mapping[str, tuple[Callable[[Post, Board], Bools], Text]]] = {
    "closed": (closed, Text("voll oder abgelaufen", "full or expired")),
    "same_organisation": (same_organisation, Text("dieselbe Einrichtung", "the same organisation")),
    "other_area": (other_area, Text("außerhalb des Gebiets", "outside the area")),
    "no_common_language": (no_common_language, Text("keine gemeinsame Sprache", "no common language")),
    "vetoed": (vetoed, Text("ausgeschlossen", "vetoed")),
    "met_before": (met_before, Text("kennen sich schon", "have met before")),
    "already_partners": (already_partners, Text("schon Partner", "already partners")),
    "settled": (settled, Text("schon beantwortet", "answered before")),
}
"""Every limit by name, with how it is told."""


def forbidden(post: Post, board: Board) -> Bools:
    """(n,) which rows of the board some limit keeps from meeting this entry.

    Cost: about 10 µs a limit and 10,000 rows, once the distinct values have been compared.
    """
    out = np.zeros(len(board), np.bool_)
    for limit, _ in LIMITS.values():
        out |= limit(post, board)
    return out


def broken(post: Post, board: Board, row: int) -> tuple[str, ...]:
    """Names of the limits that keep one row of the board from meeting this entry."""
    return tuple(name for name, (limit, _) in LIMITS.items() if limit(post, board)[row])


def overlap(one: str | None, other: str | None) -> bool:
    """Whether two areas share ground: unlimited, equal, or one within the other."""
    return one is None or other is None or one.startswith(other) or other.startswith(one)


def _named(post: Post, board: Board, kind: str, names: frozenset[str]) -> Bools:
    return board.rows_in(names) | board.rows_in(names_of(post.profile), board.named_by[kind])
