"""One page of what was found: best first, then by name; goes on after a mark, wherever it lies, at the same cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aufwind.actors.index.alphabet import alphabet, part_of
from aufwind.actors.models import IndexRow
from aufwind.actors.search.asked import Mark

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aufwind.actors.index.columns import Columns

AT_ONCE = 20_000
BEST = 2**10
"""More than any score."""


@dataclass(frozen=True, slots=True)
class Page:
    """The actors of a page in order, and the mark of the last one where more follow."""

    actors: list[int]
    after: Mark | None


def page_of(rows: NDArray[np.intp], scores: NDArray[np.uint32], columns: Columns, mark: Mark | None, size: int) -> Page:
    """The first `size` rows after the mark. Two statements, one without a mark."""
    if not len(rows):
        return Page([], None)
    keys = (BEST - scores).astype(np.int64) << 16 | columns.by_name["bucket"][rows]
    at_mark = 0
    if mark:
        at_mark = (BEST - min(mark.score, BEST)) << 16 | part_of(mark.name, alphabet())
        rest = keys >= at_mark
        rows, scores, keys = rows[rest], scores[rest], keys[rest]
    beyond = keys[keys > at_mark]
    last = np.partition(beyond, size)[size] if len(beyond) > size else 2**40
    near = keys <= last
    marks = sorted(_marks(rows[near] + columns.origin, scores[near]), key=_place)
    if mark:
        marks = [one for one in marks if _place(one) > _place(mark)]
    return Page([one.actor for one in marks[:size]], marks[size - 1] if len(marks) > size else None)


def _place(mark: Mark) -> tuple[int, str, int]:
    return -mark.score, mark.name, mark.actor


def _marks(rows: NDArray[np.intp], scores: NDArray[np.uint32]) -> list[Mark]:
    numbers = rows.tolist()
    score_of = dict(zip(numbers, scores.tolist(), strict=True))
    return [
        Mark(score_of[row], actor, name)
        for start in range(0, len(numbers), AT_ONCE)
        for row, actor, name in IndexRow.objects.filter(pk__in=numbers[start : start + AT_ONCE]).values_list(
            "pk", "actor", "name"
        )
    ]
