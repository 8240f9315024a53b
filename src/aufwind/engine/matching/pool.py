"""All profiles of a run with their needs and offers ready to be searched; made once, asked often."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.matching.board import Post, board_of
from aufwind.engine.matching.check import refuse_contradictions
from aufwind.engine.matching.circles import circles_of
from aufwind.engine.matching.feedback import with_answers
from aufwind.engine.matching.texts import body_of, labels_of, text_of, title_of, vectors_of
from aufwind.engine.stop import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
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
        known: Vector by title and text of an entry.
        on: Day of the run.
    """

    profiles: tuple[Profile, ...]
    row_of: Mapping[str, int]
    needs: Shelf
    offers: Shelf
    circles: Mapping[str, str]
    known: Mapping[tuple[str, str], Vectors]
    relevance: Relevance
    on: date | None

    def vectors_of(self, posts: Sequence[Post]) -> Vectors | None:
        """(n, dim) vectors; only entries the pool does not hold are encoded. None where vectors play no part."""
        if posts and all(_key(post) in self.known for post in posts):
            return np.stack([self.known[_key(post)] for post in posts])
        return vectors_of(posts, self.relevance.encode)


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
    posts = [post for _, post in (*needs, *offers)]
    vectors = vectors_of(posts, partial(relevance.encode, progress=_teller(listener)))
    n = len(needs)
    return Pool(
        tuple(wiser),
        {profile.id: row for row, profile in enumerate(wiser)},
        _shelf(board_of(needs, on), None if vectors is None else vectors[:n], relevance),
        _shelf(board_of(offers, on), None if vectors is None else vectors[n:], relevance),
        circles_of(wiser),
        {} if vectors is None else dict(zip(map(_key, posts), vectors, strict=True)),
        relevance,
        on,
    )


def _key(post: Post) -> tuple[str, str]:
    """What the vector of an entry depends on."""
    return title_of(post), body_of(post)


def _shelf(board: Board, vectors: Vectors | None, relevance: Relevance) -> Shelf:
    texts = [text_of(post) for post in board.posts]
    labels = [labels_of(post) for post in board.posts]
    return Shelf(board, tuple(texts), tuple(labels), vectors, relevance.index(texts, vectors=vectors, labels=labels))


def _teller(listener: Listener | None) -> Callable[[int, int], None]:
    def tell(done: int, _of: int) -> None:
        if listener is not None:
            listener(Progress("encode", done, 0.0, None, None, None))

    return tell
