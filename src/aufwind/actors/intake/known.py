"""The register as a list in memory, in which each row looks for the actor it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from aufwind.actors.enums import Sort
from aufwind.actors.models import Actor
from aufwind.engine.resolution import Record, Resolver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aufwind.engine.resolution import Match

SURE = 0.95
"""From here on a row is taken for the entry it looks like; below, somebody decides at the desk of duplicates."""
LIKELY = 0.8
COLUMNS = ("pk", "sort", "name", "email", "phone", "website", "street", "postcode", "place__name_de")


class Found(NamedTuple):
    """Which actor a row is about, if any is sure, and which are only like it; the keys are those of `Known`."""

    same: Match | None
    like: tuple[Match, ...] = ()


@dataclass(slots=True)
class Known:
    """Everybody known: the register's living entries, and what the file brought so far. About 450 bytes each."""

    resolver: Resolver = field(default_factory=Resolver)
    _exact: dict[int, str] = field(default_factory=dict)
    _last: tuple[Record, int] | None = None

    @classmethod
    def of_register(cls) -> Known:
        """Everybody in the register, read row by row. One statement, about 0.1 ms an entry."""
        known = cls()
        for record in register_records():
            known.add(record)
        return known

    def add(self, record: Record) -> None:
        """Take somebody in, under the record's id."""
        self.resolver.add(record)
        self._exact.setdefault(self._identity(record), record.id)

    def exactly(self, record: Record) -> str | None:
        """The key of somebody of whom the very same is known: a row that was taken over before."""
        return self._exact.get(self._identity(record))

    def _identity(self, record: Record) -> int:
        """The record's number; each is asked for and then added, so the last one is kept."""
        if self._last is None or self._last[0] is not record:
            self._last = record, _identity(record)
        return self._last[1]

    def find(self, record: Record) -> Found:
        """Who a row is about. About 0.2 ms."""
        matches = self.resolver.candidates(record, threshold=LIKELY)
        if matches and matches[0].probability >= SURE:
            return Found(matches[0], tuple(matches[1:]))
        return Found(None, tuple(matches))


def register_records() -> Iterator[Record]:
    """The living entries as they are compared, keys as text; streamed."""
    rows = Actor.objects.living().order_by("pk").values_list(*COLUMNS)
    for pk, sort, name, email, phone, website, street, postcode, place in rows.iterator(chunk_size=5_000):
        yield Record(
            str(pk),
            "person" if sort == Sort.PERSON else "organisation",
            name,
            (email,) if email else (),
            (phone,) if phone else (),
            (website,) if website else (),
            street,
            postcode,
            place or "",
        )


def _identity(record: Record) -> int:
    """A number that is the same only where everything compared is: in a million, two differ by chance never."""
    return hash(
        (record.kind, record.name.casefold(), record.emails, record.phones, record.websites, record.street,
         record.postcode, record.place.casefold())
    )  # fmt: skip
