"""Duplicates of a whole list, and of one new record in a register."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.fuzz import token_sort_ratio

from aufwind.engine.resolution.blocking import KeyIndex, Keys, keys_of
from aufwind.engine.resolution.compare import Comparison, compare
from aufwind.engine.resolution.counts import Counts
from aufwind.engine.resolution.features import Features, features_of, packed, packed_name, unpacked
from aufwind.engine.resolution.reasons import reasons_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aufwind.engine.errors import Text
    from aufwind.engine.resolution.record import Record

DEFAULT_THRESHOLD = 0.8
LIKE_ENOUGH = 72
"""Names that only sound alike in parts are compared when rapidfuzz calls them this alike (0 to 100): it takes a
hundredth of the time, and without a common contact such a pair could not become likely."""


class Match(NamedTuple):
    """A record of the register that may name the same as the one asked for.

    Attributes:
        id: Of the record in the register.
        probability: That both name the same, between 0 and 1.
        reasons: What speaks for it and against it, the name first; in German and English.
    """

    id: str
    probability: float
    reasons: tuple[Text, ...]


class DuplicatePair(NamedTuple):
    """Two records of a list that probably name the same; `left` stands before `right`."""

    left: str
    right: str
    probability: float
    reasons: tuple[Text, ...]


class Resolver:
    """A register as it is searched for duplicates: about 350 bytes a record.

    Asking costs about 150 µs whatever the size of the register; adding a record 100 µs.
    """

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._packed: list[str] = []
        self._index = KeyIndex()
        self._counts = Counts()
        self._last: tuple[Record, Features, Keys] | None = None

    @classmethod
    def build(cls, records: Iterable[Record]) -> Resolver:
        """A resolver that knows these records; they may come from a cursor, none is kept."""
        resolver = cls()
        for record in records:
            resolver.add(record)
        return resolver

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, record: Record) -> None:
        """Take one more record into the register, such as a row that was just imported."""
        features, keys = self._reduced(record)
        self._index.add(len(self._ids), [*keys.reach, *keys.sound])
        self._ids.append(record.id)
        self._packed.append(packed(features))
        self._counts.add(_counted(features))

    def candidates(self, record: Record, *, threshold: float = DEFAULT_THRESHOLD) -> list[Match]:
        """Records of the register that name the same as `record` with at least this probability, likeliest first.

        The record itself, if it was added, is not among them: records with its id are passed over.
        """
        found = self._matches(*self._reduced(record), len(self._ids), threshold)
        matches = [
            Match(self._ids[row], comparison.probability, reasons_for(comparison))
            for row, comparison in found
            if self._ids[row] != record.id
        ]
        return sorted(matches, key=lambda match: (-match.probability, match.id))

    def pairs(self, *, threshold: float = DEFAULT_THRESHOLD) -> Iterator[DuplicatePair]:
        """All pairs within the register, by the row of their later record."""
        for row, text in enumerate(self._packed):
            features = unpacked(text)
            for earlier, comparison in self._matches(features, keys_of(features), row, threshold):
                yield DuplicatePair(self._ids[earlier], self._ids[row], comparison.probability, reasons_for(comparison))

    def _reduced(self, record: Record) -> tuple[Features, Keys]:
        """What is compared of a record; an import asks for each row and then adds it, so the last one is kept."""
        if self._last is None or self._last[0] is not record:
            features = features_of(record)
            self._last = record, features, keys_of(features)
        return self._last[1:]

    def _matches(
        self, features: Features, keys: Keys, before: int, threshold: float
    ) -> Iterator[tuple[int, Comparison]]:
        for row in sorted(self._worth_comparing(features, keys)):
            if row < before:
                comparison = compare(unpacked(self._packed[row]), features, self._counts)
                if comparison and comparison.probability >= threshold:
                    yield row, comparison

    def _worth_comparing(self, features: Features, keys: Keys) -> set[int]:
        name = " ".join(features.words)
        reached = self._index.rows(keys.reach)
        alike = {
            row
            for row in self._index.rows(keys.sound) - reached
            if token_sort_ratio(name, packed_name(self._packed[row]), score_cutoff=LIKE_ENOUGH)
        }
        return reached | alike


def find_duplicates(records: Sequence[Record], *, threshold: float = DEFAULT_THRESHOLD) -> list[DuplicatePair]:
    """The pairs of a list that name the same organisation or person with at least this probability.

    Args:
        records: The list; their ids should differ.
        threshold: Between 0 and 1. Pairs are not closed under chains: a–b and b–c do not make a–c.

    Returns:
        Pairs, likeliest first, then by id. The order of the list does not change which pairs are found.

    Cost: proportional to the length of the list, about 300 µs a record.
    """
    pairs = Resolver.build(records).pairs(threshold=threshold)
    return sorted(pairs, key=lambda pair: (-pair.probability, pair.left, pair.right))


def _counted(features: Features) -> tuple[str, ...]:
    """What is counted of a record: words of its name, contacts, and place and post code with a mark of their own."""
    places = [f"@{features.place}"] if features.place else []
    codes = [f"#{features.postcode}"] if features.postcode else []
    return (*features.words, *features.emails, *features.domains, *features.phones, *places, *codes)
