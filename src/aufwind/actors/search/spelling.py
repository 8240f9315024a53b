"""Words that may have been meant, among those the reader can find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from django.db import connection
from rapidfuzz.distance import OSA

from aufwind.actors.index.postings import Field, key_range, unpacked
from aufwind.actors.index.terms import grams_of
from aufwind.actors.models import IndexTerm

if TYPE_CHECKING:
    from collections.abc import Collection

SHORTEST = 4
LONG = 9
"""From this many letters on two errors are forgiven, below it one."""
AT_ONCE = 10_000


def errors_forgiven(word: str) -> int:
    """How many letters may be wrong, missing, too many or swapped with their neighbour."""
    if len(word) < SHORTEST or word.isdecimal():
        return 0
    return 2 if len(word) >= LONG else 1


def least_shared(word: str) -> int:
    """How many of its groups of three letters a word keeps after its errors, two at least.

    An error spoils three groups, a swap of neighbours four; of two errors one at most is surely found as a swap.
    """
    return max(2, len(grams_of(word)) - 3 * errors_forgiven(word) - 1)


def near_words(words: Collection[str]) -> dict[str, dict[str, int]]:
    """For each word all words of the register within its errors, with their distance; whoever may read them.

    Every word that shares enough groups of three letters is compared, none is cut off: what a reader cannot see must
    not push aside what she can. Two statements.
    """
    wanted = {word: grams_of(word) for word in words if errors_forgiven(word)}
    members = _members({gram for grams in wanted.values() for gram in grams})
    shared = {word: _sharing(grams, members, least_shared(word)) for word, grams in wanted.items()}
    texts = _texts({term for terms in shared.values() for term in terms})
    return {word: _near(word, [texts[term] for term in terms if term in texts]) for word, terms in shared.items()}


def _near(word: str, texts: list[str]) -> dict[str, int]:
    most = errors_forgiven(word)
    distances = {text: OSA.distance(word, text, score_cutoff=most) for text in texts if text != word}
    return {text: distance for text, distance in distances.items() if distance <= most}


def _sharing(grams: list[int], members: dict[int, list[np.ndarray]], least: int) -> list[int]:
    """Terms with at least `least` of these groups of letters."""
    parts = [part for gram in grams for part in members.get(gram, [])]
    if not parts:
        return []
    terms = np.concatenate(parts)
    first = terms.min()
    found: list[int] = (np.flatnonzero(np.bincount(terms - first) >= least) + first).tolist()
    return found


def _members(grams: set[int]) -> dict[int, list[np.ndarray]]:
    ranges = [key_range(gram, Field.GRAM, Field.GRAM) for gram in sorted(grams)]
    if not ranges:
        return {}
    condition = " OR ".join(f"id BETWEEN {first} AND {last}" for first, last in ranges)
    members: dict[int, list[np.ndarray]] = {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, bits FROM actors_indexposting WHERE {condition}")  # noqa: S608 -- numbers
        for key, bits in cursor.fetchall():
            places = unpacked(bytes(bits)).astype(np.int64)
            members.setdefault(key >> 20, []).append(places + ((key & 0xFFFF) << 16))
    return members


def _texts(terms: set[int]) -> dict[int, str]:
    ordered = sorted(terms)
    texts: dict[int, str] = {}
    for start in range(0, len(ordered), AT_ONCE):
        texts |= dict(IndexTerm.objects.filter(pk__in=ordered[start : start + AT_ONCE]).values_list("pk", "text"))
    return texts
