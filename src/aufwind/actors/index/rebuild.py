"""The whole index anew, and what the calendar changes in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from django.db import transaction
from django.utils import timezone

from aufwind.actors.index.columns import day_number, read_columns
from aufwind.actors.index.terms import TermBook
from aufwind.actors.index.write import AT_ONCE, refresh_index, refresh_rows
from aufwind.actors.models import (
    Actor,
    IndexAlphabet,
    IndexPage,
    IndexPosting,
    IndexRow,
    IndexTerm,
    IndexValue,
)

if TYPE_CHECKING:
    from collections.abc import Callable

TABLES = (IndexRow, IndexTerm, IndexPosting, IndexPage, IndexValue, IndexAlphabet)


def rebuild_index(progress: Callable[[int, int], None] = lambda _done, _total: None) -> int:
    """Forget the index and build it anew, a few thousand entries a transaction, while people go on working.

    Meanwhile a search finds only what has been built; the register itself is whole. Broken off, it is begun anew.

    Args:
        progress: Told how many entries are done, of how many.

    Returns:
        How many entries there are.
    """
    with transaction.atomic():
        for table in TABLES:
            table._base_manager.all().delete()
    living, book, done, last = Actor.objects.living().order_by("pk"), TermBook(), 0, 0
    total = living.count()
    while keys := list(living.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            refresh_rows(keys, book)
        done, last = done + len(keys), keys[-1]
        progress(done, max(done, total))
    return done


def keep_index() -> None:
    """What comes round by itself: ended listings leave, and a register that was never indexed is."""
    if IndexPage.objects.exists():
        refresh_ended()
    else:
        rebuild_index()


def refresh_ended() -> int:
    """Take the words of listings that ended out of the index; searches leave them aside already.

    Returns:
        How many entries were brought up to date.
    """
    columns = read_columns()
    until = columns.by_name.get("texts_until", np.zeros(0, np.uint16))
    rows = np.flatnonzero((until > 0) & (until < day_number(timezone.localdate()))) + columns.origin
    keys = {key for part in _parts(rows.tolist()) for key in _actors_of(part)}
    refresh_index(keys)
    return len(keys)


def _parts(numbers: list[int]) -> list[list[int]]:
    return [numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE)]


def _actors_of(rows: list[int]) -> list[int]:
    return list(IndexRow.objects.filter(pk__in=rows).values_list("actor_id", flat=True))
