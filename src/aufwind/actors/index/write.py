"""Bringing the index up to date: what changed in an entry is changed in its rows, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from django.db import transaction
from django.db.models import Prefetch

from aufwind.actors.index.alphabet import alphabet, balance_where_grown, part_of
from aufwind.actors.index.columns import day_number, write_columns
from aufwind.actors.index.content import runs_of
from aufwind.actors.index.postings import change_postings
from aufwind.actors.index.sql import insert_returning
from aufwind.actors.index.terms import TermBook
from aufwind.actors.index.values import numbers_for
from aufwind.actors.models import Actor, IndexRow, Listing
from aufwind.core.models.audit import AuditHead

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from aufwind.actors.index.columns import Row
    from aufwind.actors.index.content import Content, Run

    Codes = NDArray[np.uint32]

AT_ONCE = 5_000
UNSEARCHED = ("name_folded", "given_name", "family_name", "capacity", "created_at", "updated_at")
SEARCHED = ("actor", "side", "title_de", "title_en", "text_de", "text_en", "valid_until", "audience")
"""Columns of listings; loading the others of a hundred thousand entries takes seconds."""

NO_ROW: Row = (0,) * 8

RowKey = tuple[int, int, int]
"""Actor, lowest and highest tier."""


def refresh_index(keys: Collection[int]) -> None:
    """Bring the search index up to date for these actors; call it at the end of every action that changes them.

    Many at once cost far less than one by one: about 0.15 ms each in thousands, 10 ms for a single one.
    """
    ordered, book = sorted(set(keys)), TermBook()
    for part in range(0, len(ordered), AT_ONCE):
        with transaction.atomic():
            refresh_rows(ordered[part : part + AT_ONCE], book)


def refresh_rows(keys: Collection[int], book: TermBook) -> None:
    """The same within the caller's transaction, for a few thousand; `book` is what earlier ones have learnt."""
    _one_writer_at_a_time()
    wanted: dict[RowKey, Content] = {
        (pk, int(run.tier_from), int(run.tier_to)): run.content for pk, runs in _runs(keys) for run in runs
    }
    known = {_key(row): row for row in IndexRow.objects.filter(actor__in=keys)}
    book.learn([words for content in wanted.values() for words in content.words])
    change = _Change()
    gone = [row for key, row in known.items() if key not in wanted]
    for row in gone:
        change.note(row.pk, _codes_of(row), is_added=False)
    IndexRow.objects.filter(pk__in=[row.pk for row in gone]).delete()
    kept = [_brought_up(known[key], wanted[key], book, change) for key in wanted if key in known]
    IndexRow.objects.bulk_update([row for row, is_changed in kept if is_changed], ["name", "terms"], batch_size=400)
    new = _entered([key for key in wanted if key not in known], wanted, book, change)
    change.write()
    rows = [*new, *((row.pk, _key(row)) for row, _is_changed in kept)]
    write_columns({row.pk: NO_ROW for row in gone} | _columns([(number, key, wanted[key]) for number, key in rows]))
    if new:
        balance_where_grown(max(number for number, _key in new))


def _brought_up(row: IndexRow, content: Content, book: TermBook, change: _Change) -> tuple[IndexRow, bool]:
    """A row that stays, and whether anything in it changed."""
    old, new = _codes_of(row), np.array(book.coded(content.words), "<u4")
    change.note(row.pk, np.setdiff1d(old, new, assume_unique=True), is_added=False)
    change.note(row.pk, np.setdiff1d(new, old, assume_unique=True), is_added=True)
    is_changed = row.name != content.name or not np.array_equal(old, new)
    row.name, row.terms = content.name, new.tobytes()
    return row, is_changed


def _entered(
    keys: list[RowKey], wanted: dict[RowKey, Content], book: TermBook, change: _Change
) -> list[tuple[int, RowKey]]:
    """Numbers and keys of the new rows."""
    codes = {key: np.array(book.coded(wanted[key].words), "<u4") for key in keys}
    rows = [(*key, wanted[key].name, codes[key].tobytes()) for key in keys]
    entered = []
    columns = "actor_id, tier_from, tier_to"
    for number, *key in insert_returning("actors_indexrow", f"{columns}, name, terms", f"id, {columns}", rows):
        change.note(number, codes[tuple(key)], is_added=True)
        entered.append((number, tuple(key)))
    return entered


def _columns(rows: Sequence[tuple[int, RowKey, Content]]) -> dict[int, Row]:
    """What is counted about these rows. Two statements."""
    numbers = numbers_for(value for _number, _key, content in rows for value in content.values)
    names = alphabet()
    return {
        number: (
            sum(1 << tier for tier in range(tier_from, tier_to + 1)),
            *(numbers.get(value, 0) for value in content.values),
            part_of(content.name, names),
            day_number(content.offers_until),
            day_number(content.needs_until),
            day_number(content.texts_until),
        )
        for number, (_actor, tier_from, tier_to), content in rows
    }


def _one_writer_at_a_time() -> None:
    """Wait for whoever writes the index now.

    The audit log's head is what every action queues at anyway; taking it
    here, first, keeps two locks from being taken in two orders. SQLite has one writer at a time.
    """
    list(AuditHead.objects.select_for_update())


def _runs(keys: Collection[int]) -> Iterable[tuple[int, list[Run]]]:
    """What each tier sees of each of these actors. Three statements."""
    actors = Actor.objects.living().filter(pk__in=keys).defer(*UNSEARCHED)
    current = Listing.objects.current().filter(actor__in=keys).only(*SEARCHED)
    by_actor: dict[int, list[Listing]] = {}
    for listing in current.prefetch_related(Prefetch("topics", to_attr="its_topics")):
        by_actor.setdefault(listing.actor_id, []).append(listing)
    for actor in actors.prefetch_related("place__parent__parent", "industry"):
        listings = by_actor.get(actor.pk, [])
        for listing in listings:
            listing.actor = actor
        yield actor.pk, runs_of(actor, listings)


def _key(row: IndexRow) -> RowKey:
    return row.actor_id, row.tier_from, row.tier_to


def _codes_of(row: IndexRow) -> Codes:
    return np.frombuffer(bytes(row.terms), "<u4")


class _Change:
    """Postings that come and go, collected."""

    def __init__(self) -> None:
        self._codes: list[Codes] = []
        self._rows: list[tuple[int, int, bool]] = []

    def note(self, row: int, codes: Codes, *, is_added: bool) -> None:
        if not len(codes):
            return
        self._codes.append(codes)
        self._rows.append((row, len(codes), is_added))

    def write(self) -> None:
        if self._rows:
            rows, counts, added = (np.array(column) for column in zip(*self._rows, strict=True))
            codes = np.concatenate(self._codes).astype(np.int64)
            change_postings(codes >> 2, codes & 3, np.repeat(rows, counts), np.repeat(added, counts))
