"""What is searched for instead where the words asked for are nowhere together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING

import numpy as np

from aufwind.actors.index.postings import Field, field_of, rows_of
from aufwind.actors.search.matches import Match, match_of, read_words, rows_with_all
from aufwind.actors.search.spelling import near_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from aufwind.actors.index.columns import Columns
    from aufwind.actors.search.matches import Stored

    Flags = NDArray[np.bool_]

TRIED_PER_WORD = 3
MOST_TRIALS = 64


@dataclass(frozen=True, slots=True)
class Choice:
    """A word that may stand in another's place; distance 0: the word itself."""

    word: str
    distance: int
    match: Match


@dataclass(frozen=True, slots=True)
class Reading:
    """What is searched through: the rows' numbers, which of them the reader may find, and the day."""

    columns: Columns
    visible: Flags
    today: int

    def count(self, stored: Stored) -> int:
        """In how many visible rows a term stands; it stands in one field of each."""
        fresh = self.visible & (self.columns.by_name["texts_until"] >= self.today)
        return sum(
            int((fresh if field_of(key) == Field.LISTING else self.visible)[rows_of(self.columns, key, bits)].sum())
            for _text, key, bits in stored
        )


def instead_of(words: Sequence[str], matches: Sequence[Match], reading: Reading) -> list[Choice]:
    """The nearest words that are found together, in the order of those asked for; empty where there are none.

    Words that are somewhere are kept as long as possible: only where that finds nothing they are doubted, too.
    Built from what the reader can find alone. Three statements.
    """
    kept = [
        Choice(word, 0, match) if (match.anywhere & reading.visible).any() else None
        for word, match in zip(words, matches, strict=True)
    ]
    near = _near_choices(words, reading)
    cautious = [[choice] if choice else near[word] for word, choice in zip(words, kept, strict=True)]
    doubtful = [([choice] if choice else []) + near[word] for word, choice in zip(words, kept, strict=True)]
    return _best(cautious, reading) or _best(doubtful, reading)


def _near_choices(words: Sequence[str], reading: Reading) -> dict[str, list[Choice]]:
    """For each word the three nearest the reader can find: by distance, then how often, then alphabet."""
    near = near_words(words)
    stored: dict[str, Stored] = {}
    for one in read_words({text for texts in near.values() for text in texts}):
        stored.setdefault(one[0], []).append(one)
    counts = {text: reading.count(postings) for text, postings in stored.items()}
    choices = {}
    for word in words:
        ranked = sorted(
            (distance, -counts[text], text) for text, distance in near.get(word, {}).items() if counts.get(text)
        )
        choices[word] = [
            Choice(text, distance, match_of(text, stored[text], reading.columns, reading.today))
            for distance, _count, text in ranked[:TRIED_PER_WORD]
        ]
    return choices


def _best(choices: Sequence[Sequence[Choice]], reading: Reading) -> list[Choice]:
    """The combination with the fewest errors that finds anything; of several the one that finds the most."""
    ranked = []
    for trial in islice(product(*choices), MOST_TRIALS):
        total = np.count_nonzero(rows_with_all([one.match for one in trial], reading.visible))
        if total:
            ranked.append((sum(one.distance for one in trial), -total, [one.word for one in trial], trial))
    return list(min(ranked, key=lambda one: one[:3])[3]) if ranked else []
