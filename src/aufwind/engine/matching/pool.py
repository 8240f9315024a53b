"""All profiles of a run with their needs and offers ready to be searched; made once, asked often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.matching.board import Post, board_of
from aufwind.engine.matching.check import refuse_contradictions
from aufwind.engine.matching.circles import circles_of
from aufwind.engine.matching.feedback import with_answers
from aufwind.engine.matching.texts import labels_of, text_of
from aufwind.engine.stop import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from aufwind.engine.matching.board import Board
    from aufwind.engine.matching.profile import Answer, Profile
    from aufwind.engine.matching.relevance import Index, Relevance, Vectors
    from aufwind.engine.stop import Listener


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """One side of the pool: the entries, and the index that finds them.

    Attributes:
        texts: What is compared of each entry.
        labels: Topics of each entry.
        vectors: (n, dim) where the relevance has any.
    """

    board: Board
    texts: tuple[str, ...]
    labels: tuple[list[str], ...]
    vectors: Vectors | None
    index: Index


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Who can be proposed to whom.

    Attributes:
        profiles: By id; answers have made them wiser.
        row_of: Position of each profile by id.
        circles: Circle by id, for those that have one.
        known: Vector by text.
        on: Day of the run.
    """

    profiles: tuple[Profile, ...]
    row_of: Mapping[str, int]
    needs: Shelf
    offers: Shelf
    circles: Mapping[str, str]
    known: Mapping[str, Vectors]
    relevance: Relevance
    on: date | None

    def vectors_of(self, texts: Sequence[str]) -> Vectors | None:
        """(n, dim) vectors; only texts the pool does not know are encoded. None where vectors play no part."""
        if not all(text in self.known for text in texts) or not texts:
            return self.relevance.encode(texts)
        return np.stack([self.known[text] for text in texts])


def pool_of(
    profiles: Iterable[Profile],
    *,
    relevance: Relevance,
    answers: Sequence[Answer] = (),
    on: date | None = None,
    listener: Listener | None = None,
) -> Pool:
    """A pool of these profiles; their order does not matter.

    Args:
        relevance: Compares texts.
        answers: What became of earlier suggestions.
        on: Day of the run: entries that ended before are out. None: nothing expires.
        listener: Told how many texts are encoded, stage "encode".

    Raises:
        ProblemError: Two profiles, or two entries of one, share an id.

    Cost: about 3 ms a text for the vectors, unless the relevance knows them already.
    """
    ordered = sorted(profiles, key=lambda profile: profile.id)
    refuse_contradictions(ordered)
    wiser = with_answers(ordered, answers, on)
    needs = [(row, Post(profile, need)) for row, profile in enumerate(wiser) for need in profile.needs]
    offers = [(row, Post(profile, offer)) for row, profile in enumerate(wiser) for offer in profile.offers]
    texts = [text_of(post) for _, post in (*needs, *offers)]
    vectors = _encoded(texts, relevance, listener)
    return Pool(
        tuple(wiser),
        {profile.id: row for row, profile in enumerate(wiser)},
        _shelf(board_of(needs, on), texts[: len(needs)], None if vectors is None else vectors[: len(needs)], relevance),
        _shelf(
            board_of(offers, on), texts[len(needs) :], None if vectors is None else vectors[len(needs) :], relevance
        ),
        circles_of(wiser),
        {} if vectors is None else dict(zip(texts, vectors, strict=True)),
        relevance,
        on,
    )


def _shelf(board: Board, texts: list[str], vectors: Vectors | None, relevance: Relevance) -> Shelf:
    labels = [labels_of(post) for post in board.posts]
    return Shelf(board, tuple(texts), tuple(labels), vectors, relevance.index(texts, vectors=vectors, labels=labels))


def _encoded(texts: Sequence[str], relevance: Relevance, listener: Listener | None) -> Vectors | None:
    """(n, dim) vectors; a text that stands several times is encoded once."""
    place: dict[str, int] = {}
    row = np.fromiter((place.setdefault(text, len(place)) for text in texts), np.int64, len(texts))

    def tell(done: int, _of: int) -> None:
        if listener is not None:
            listener(Progress("encode", done, 0.0, None, None, None))

    vectors = relevance.encode(list(place), tell)
    return None if vectors is None else vectors[row]
