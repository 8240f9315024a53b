"""The needs or the offers of a pool as columns: what the hard limits look over for one entry at a time.

Few values repeat often (areas, languages, houses), so a limit compares each distinct value once and looks the rest up.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from aufwind.engine.matching.profile import Entry, Profile

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Value = TypeVar("Value")


class Post(NamedTuple):
    """A need or an offer with whose it is."""

    profile: Profile
    entry: Entry


@dataclass(frozen=True, slots=True, eq=False)
class Column(Generic[Value]):
    """One value a row, each distinct value once.

    Attributes:
        values: Distinct values, in order of appearance.
        row: (n,) position in `values`.
    """

    values: tuple[Value, ...]
    row: Ints
    _answers: dict[Hashable, Bools] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Sequence[Value]) -> Column[Value]:
        """The column of these values, which can be hashed."""
        place: dict[Value, int] = {}
        row = np.fromiter((place.setdefault(value, len(place)) for value in given), np.int32, len(given))
        return cls(tuple(place), row)

    def where(self, key: Hashable, holds: Callable[[Value], bool]) -> Bools:
        """(n,) whether `holds` for the value of each row; computed once for each `key`, which names the question."""
        answer = self._answers.get(key)
        if answer is None:
            answer = np.fromiter(map(holds, self.values), np.bool_, len(self.values))
            self._answers[key] = answer
        return answer[self.row]


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """All needs, or all offers, of a pool.

    Attributes:
        posts: In the order of profiles, then as each profile lists them.
        owner: (n,) position of the profile in the pool.
        area: What each entry is limited to; `place`: where its owner is.
        languages: In which it can be done; empty: no limit.
        is_closed: (n,) full or expired.
        rows_of: Rows by id of their owner, and by id of its organisation.
        named_by: Rows whose owner names an id: by list (`NAMING`).
    """

    posts: tuple[Post, ...]
    owner: Ints
    area: Column[str | None]
    place: Column[str | None]
    languages: Column[frozenset[str]]
    is_closed: Bools
    rows_of: Mapping[str, Ints]
    named_by: Mapping[str, Mapping[str, Ints]]

    def __len__(self) -> int:
        return len(self.posts)

    def rows_in(self, ids: Iterable[str], rows: Mapping[str, Ints] | None = None) -> Bools:
        """(n,) which rows stand under one of `ids`, in `rows_of` unless said otherwise."""
        among = self.rows_of if rows is None else rows
        found = np.zeros(len(self), np.bool_)
        for name in ids:
            if name in among:
                found[among[name]] = True
        return found


NAMING: Mapping[str, Callable[[Profile], frozenset[str]]] = {
    "vetoes": lambda profile: profile.vetoes,
    "met": lambda profile: profile.met,
    "partners": lambda profile: profile.partners,
    "settled": lambda profile: profile.settled,
}
"""The lists in which profiles name whom they must not be proposed to."""


def board_of(posts: Iterable[tuple[int, Post]], on: date | None) -> Board:
    """The board of these entries, each with the position of its profile.

    Args:
        on: Day of the run; what ended before is closed. None: nothing has expired.

    Cost: about 5 µs an entry.
    """
    placed = list(posts)
    given = [post for _, post in placed]
    return Board(
        tuple(given),
        np.fromiter((owner for owner, _ in placed), np.int32, len(placed)),
        Column.of([post.entry.area or post.profile.within for post in given]),
        Column.of([post.profile.area for post in given]),
        Column.of([languages_of(post) for post in given]),
        np.fromiter((is_closed(post.entry, on) for post in given), np.bool_, len(given)),
        _rows((who, row) for row, post in enumerate(given) for who in names_of(post.profile)),
        {
            kind: _rows((who, row) for row, post in enumerate(given) for who in names(post.profile))
            for kind, names in NAMING.items()
        },
    )


def languages_of(post: Post) -> frozenset[str]:
    """In which languages an entry can be done; empty: no limit."""
    return post.entry.languages or post.profile.languages


def names_of(profile: Profile) -> Iterator[str]:
    """The ids under which others may name a profile: its own and that of its house."""
    yield profile.id
    if profile.organisation is not None and profile.organisation != profile.id:
        yield profile.organisation


def is_closed(entry: Entry, on: date | None) -> bool:
    """Whether nothing can come of an entry any more: full, or expired before `on`."""
    is_full = entry.capacity is not None and entry.capacity <= 0
    return is_full or (on is not None and entry.valid_until is not None and entry.valid_until < on)


def _rows(pairs: Iterable[tuple[str, int]]) -> dict[str, Ints]:
    rows: dict[str, list[int]] = defaultdict(list)
    for who, row in pairs:
        rows[who].append(row)
    return {who: np.array(found, np.int32) for who, found in rows.items()}
