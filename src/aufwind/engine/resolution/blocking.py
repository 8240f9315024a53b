"""Which pairs are worth comparing: those that share a key. No pair is looked at otherwise, so nothing is quadratic.

A record has about fifteen keys of different kinds, so that no single typing error parts a pair: its contacts; what two
of its words sound like; what one word sounds like together with how another one begins, or ends, in its town.
"""

from __future__ import annotations

from array import array
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np

from aufwind.engine.resolution.phonetic import sound_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aufwind.engine.resolution.features import Features

LARGEST_BLOCK = 60
"""A key that more records share tells nothing; other keys of the pair remain."""
MOST_WORDS = 5
MOST_RECENT = 30_000
"""Keys of new records wait in a dictionary, which is large, until so many are merged into the columns."""


class Keys(NamedTuple):
    """The keys of a record as 32-bit hashes; two different keys meet once in four thousand million.

    Attributes:
        reach: How somebody is reached, and acronyms: worth comparing however the names look.
        sound: What words sound like: worth comparing if the names look alike.
    """

    reach: list[int]
    sound: list[int]


def keys_of(features: Features) -> Keys:
    """The keys of a record. About 40 µs."""
    kind = "p" if features.is_person else "o"
    reach, sound = (
        list({crc32(f"{kind}{key}".encode()) for key in keys})
        for keys in (_reach_keys(features), _sound_keys(features))
    )
    return Keys(reach, sound)


def _reach_keys(features: Features) -> Iterator[str]:
    yield from features.emails
    yield from (f"t{phone}" for phone in features.phones)
    if features.is_person:  # who works in one house shares its domain
        sounds = [sound_of(word) for word in features.words]
        yield from (f"d{domain} {sound}" for domain in features.domains for sound in sounds)
        return
    yield from (f"d{domain}" for domain in features.domains)
    town, words = _town(features), features.words
    if len(words) < 3:
        yield from (f"a{town} {word}" for word in words if 2 < len(word) < 6)
    else:
        initials = "".join(word[0] for word in words)
        yield f"a{town} {initials}"
        yield f"a{town} {initials[:-1]}"  # the town, last in many names, is rarely part of an acronym


def _sound_keys(features: Features) -> Iterator[str]:
    words = features.words[:MOST_WORDS]
    sounds = sorted({sound_of(word) for word in words})
    yield from (f"s{first} {second}" for first, second in combinations(sounds, 2))
    town = _town(features)
    telling = sorted((word for word in words if word != features.place), key=len)[-3:]
    for word in telling:
        sound = sound_of(word)
        for other in telling:
            if other is not word:
                yield f"b{town} {sound} {other[0]}"
                yield f"e{town} {sound} {other[-1]}"
                yield f"w{sound} {other[0]}{other[-1]}"
    if len(telling) < 2:
        yield from (f"n{town} {sound}" for sound in sounds)
        yield from (f"n{word}" for word in words)


def _town(features: Features) -> str:
    return sound_of(features.place) or features.postcode[:4]


class KeyIndex:
    """Rows by key: two columns sorted by key (8 bytes an entry) and a small dictionary of what came last."""

    def __init__(self) -> None:
        self._keys = np.empty(0, np.uint32)
        self._rows = np.empty(0, np.int32)
        self._recent: dict[int, list[int]] = {}
        self._waiting = 0

    def add(self, row: int, keys: list[int]) -> None:
        """Enter a row under its keys. Merging the columns costs as much as a thousand calls, every thousandth call."""
        for key in keys:
            self._recent.setdefault(key, []).append(row)
        self._waiting += len(keys)
        if self._waiting > max(MOST_RECENT, len(self._keys) // 8):
            self._merge()

    def rows(self, keys: list[int]) -> set[int]:
        """The rows that share a key which not too many share."""
        asked = np.array(keys, np.uint32)
        begins = self._keys.searchsorted(asked, "left").tolist()
        ends = self._keys.searchsorted(asked, "right").tolist()
        found: set[int] = set()
        for key, begin, end in zip(keys, begins, ends, strict=True):
            recent = self._recent.get(key, ())
            if end - begin + len(recent) <= LARGEST_BLOCK:
                if end > begin:
                    found.update(self._rows[begin:end].tolist())
                found.update(recent)
        return found

    def _merge(self) -> None:
        keys, rows = array("I"), array("i")
        for key, recent in self._recent.items():
            keys.extend([key] * len(recent))
            rows.extend(recent)
        self._recent.clear()
        self._waiting = 0
        every = np.concatenate([self._keys, np.frombuffer(keys, np.uint32)])
        order = every.argsort(kind="stable")
        self._keys = every[order]
        self._rows = np.concatenate([self._rows, np.frombuffer(rows, np.int32)])[order]
