"""Which texts name the same concepts, or carry the same topics, as a query; whatever the language.

A text is tied to the concepts one of whose labels it is, else to those it mentions. A query meets a text by naming the
same concepts; and a text that is itself a label is also met by what comes close in spelling to another label of
its concept: a German query finds an English title through the German labels of the title's concept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.matching.lexical import LexicalIndex
from aufwind.engine.matching.words import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from aufwind.engine.matching.taxonomy import Taxonomy

MENTIONED = 0.7
"""A title that contains a label («media buyer» in «assistant of the media buyer») is often about something else."""


class ConceptIndex:
    """Texts by concept and topic. Building looks every text up; a query costs O(labels of the concepts tied)."""

    def __init__(
        self, texts: Sequence[str], topics: Sequence[Sequence[str]], groups: NDArray[np.int64], taxonomy: Taxonomy
    ) -> None:
        self.size = len(texts)
        self._taxonomy = taxonomy
        self._numbers: dict[int | str, int] = {}
        # Text by text, so that each is made neutral once: what was read last is remembered.
        found = [
            (self._ties(text, own), taxonomy.named(text), self._sureness(text, own))
            for text, own in zip(texts, topics, strict=True)
        ]
        self._ties_of, self._starts = self._stretches(_agreed([tied for tied, _, _ in found], groups))
        self._names_of, self._name_starts = self._stretches(_agreed([named for _, named, _ in found], groups))
        self._sure = np.array([sure for _, _, sure in found], np.float32)
        seen = np.bincount(self._ties_of[self._ties_of >= 0], minlength=len(self._numbers) + 1)
        self._weights = np.log((1 + self.size) / (1 + seen)).astype(np.float32) + 1
        self._spell()

    def scores(self, query: str, topics: Sequence[str] = ()) -> NDArray[np.float32]:
        """Agreement of every text with the query, 0..1, shape (size,); 1 where all the query names is there."""
        if not self._numbers:
            return np.zeros(self.size, np.float32)
        named = self._ties(query, topics)
        rarest = np.log(1 + self.size) + 1
        shared = np.zeros(len(self._numbers) + 1, np.float32)
        known = [self._numbers[tie] for tie in named if tie in self._numbers]
        shared[known] = self._weights[known]
        whole = float(shared.sum()) + rarest * (len(named) - len(known))
        parts = np.add.reduceat(shared[self._ties_of], self._starts) / max(whole, 1e-9) * self._sure
        parts *= self._sureness(query, topics)
        near = np.maximum.reduceat(self._near(query)[self._names_of], self._name_starts)
        agreement: NDArray[np.float32] = np.clip(np.maximum(parts, near), 0, 1).astype(np.float32)
        return agreement

    def _ties(self, text: str, topics: Sequence[str]) -> list[int | str]:
        """Concepts by number, topics by concept where a taxonomy knows them, else by their words."""
        own: list[int | str] = list(self._taxonomy.named(text) or self._taxonomy.mentioned(text))
        for topic in topics:
            own.extend(self._taxonomy.named(topic) or (key_of(topic),))
        return list(dict.fromkeys(own))

    def _sureness(self, text: str, topics: Sequence[str]) -> float:
        """How surely a text is about what it is tied to."""
        return 1.0 if topics or self._taxonomy.named(text) else MENTIONED

    def _stretches(self, tied: list[Sequence[int | str]]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """All ties, text after text, and where each text begins.

        Every text ends with the tie -1, which weighs nothing, so that sums and maxima by stretch are always defined.
        """
        numbers = self._numbers
        lengths = np.array([len(own) + 1 for own in tied], np.int64)
        flat = [at for own in tied for at in (*(numbers.setdefault(tie, len(numbers)) for tie in own), -1)]
        return np.array(flat, np.int32), np.cumsum(lengths) - lengths

    def _spell(self) -> None:
        named = set(self._names_of.tolist())
        concepts = [(tie, at) for tie, at in self._numbers.items() if isinstance(tie, int) and at in named]
        keys = [self._taxonomy.keys(tie) for tie, _ in concepts]
        lengths = np.array([len(own) for own in keys], np.int64)
        self._spelt = np.array([at for _, at in concepts], np.int64)
        self._key_starts = np.cumsum(lengths) - lengths
        self._keys = LexicalIndex([key for own in keys for key in own], split=str.split)

    def _near(self, query: str) -> NDArray[np.float32]:
        """How close the query comes to a label of each concept that a text is a label of, 0..1; 0 for the others."""
        near = np.zeros(len(self._numbers) + 1, np.float32)
        if len(self._spelt):
            near[self._spelt] = np.maximum.reduceat(self._keys.scores(query), self._key_starts)
        return near


def _agreed(tied: Sequence[Sequence[int | str]], groups: NDArray[np.int64]) -> list[Sequence[int | str]]:
    """Ties that most rows of a group share: rows of one group name one thing, so a word of many meanings is settled."""
    votes: dict[int, Counter[int | str]] = defaultdict(Counter)
    for group, own in zip(groups.tolist(), tied, strict=True):
        votes[group].update(own)
    most = {group: max(own.values(), default=0) for group, own in votes.items()}
    shared = {group: [tie for tie, count in own.items() if count == most[group]] for group, own in votes.items()}
    return [shared[group] for group in groups.tolist()]
