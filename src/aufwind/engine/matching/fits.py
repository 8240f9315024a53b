"""Which needs and offers may meet, and how well they fit: hard limits first, then text relevance."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aufwind.engine.matching.board import is_closed
from aufwind.engine.matching.limits import forbidden
from aufwind.engine.matching.score import Fits
from aufwind.engine.matching.search import Hits
from aufwind.engine.stop import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    import numpy.typing as npt

    from aufwind.engine.matching.board import Board, Bools, Ints, Post
    from aufwind.engine.matching.pool import Pool, Shelf
    from aufwind.engine.matching.relevance import Vectors
    from aufwind.engine.stop import Listener

    Rows = npt.NDArray[np.int64]

AVOIDED = 0.5
"""What an offer counts of which a need has learnt that it is about something else."""

SPARE = 2
"""How many times deeper than asked is searched, because limits take some of what is found."""

BLOCK = 512
"""Entries searched for at once; what they found is in memory until limits have looked at it."""


class Query(NamedTuple):
    """Entries of one side that look for their counterparts; fields as on a `Shelf`.

    Attributes:
        owner: Position of the profile of each.
    """

    posts: Sequence[Post]
    owner: Sequence[int]
    texts: Sequence[str]
    labels: Sequence[list[str]]
    vectors: Vectors | None


class Found(NamedTuple):
    """What one entry may meet, the best first."""

    at: int
    hits: Hits


def fits_in(pool: Pool, depth: int, listener: Listener | None) -> Fits:
    """The best offers for every open need of a pool, at most `depth` each.

    Cost: about a millisecond a need and 10,000 offers.
    """
    query = query_of(pool.needs)
    parts = []
    for start in range(0, len(query.posts), BLOCK):
        block = _part(query, slice(start, start + BLOCK))
        parts += [
            _fits_of_need(start + found.at, block.owner[found.at], block.posts[found.at], found.hits, pool.offers.board)
            for found in found_for(block, pool.offers, depth, pool.on)
        ]
        if listener is not None:
            listener(Progress("search", start + len(block.posts), 0.0, None, None, None))
    return joined(parts)


def fits_of_needs(query: Query, first: int, offers: Shelf, depth: int, on: date | None) -> Fits:
    """The best offers for the needs of an asker, numbered from `first`."""
    return joined(
        [
            _fits_of_need(first + found.at, query.owner[found.at], query.posts[found.at], found.hits, offers.board)
            for found in found_for(query, offers, depth, on)
        ]
    )


def fits_of_offers(
    query: Query, first: int, needs: Shelf, depth: int, on: date | None, *, within: Bools | None = None
) -> Fits:
    """The needs the offers of an asker fit best; offers are numbered from `first`.

    Args:
        within: (n,) the only needs that are looked at; None: all.
    """
    return joined(
        [
            _fits_of_offer(first + found.at, query.owner[found.at], query.posts[found.at], found.hits, needs.board)
            for found in found_for(query, needs, depth, on, within)
        ]
    )


def query_of(shelf: Shelf) -> Query:
    """All entries of a shelf as a query."""
    return Query(shelf.board.posts, shelf.board.owner.tolist(), shelf.texts, shelf.labels, shelf.vectors)


def found_for(query: Query, shelf: Shelf, depth: int, on: date | None, within: Bools | None = None) -> Iterator[Found]:
    """For each open entry of the query what of the shelf it may meet, at most `depth`."""
    deep = None if within is not None else _nearest(query, shelf, depth * SPARE)
    for at, post in enumerate(query.posts):
        if is_closed(post.entry, on):
            continue
        allowed = ~forbidden(post, shelf.board)
        if within is not None:
            allowed &= within
        hits = None if deep is None else _kept(deep[at], allowed, depth)
        enough = min(depth, int(allowed.sum()))
        if hits is None or len(hits.indices) < enough:
            (hits,) = _nearest(_part(query, slice(at, at + 1)), shelf, enough, np.flatnonzero(allowed))
        yield Found(at, hits)


def _nearest(query: Query, shelf: Shelf, depth: int, within: Rows | None = None) -> list[Hits]:
    return shelf.index.nearest(query.texts, depth=depth, vectors=query.vectors, labels=query.labels, within=within)


def _part(query: Query, rows: slice) -> Query:
    vectors = None if query.vectors is None else query.vectors[rows]
    return Query(query.posts[rows], query.owner[rows], query.texts[rows], query.labels[rows], vectors)


def _kept(hits: Hits, allowed: Bools, depth: int) -> Hits:
    kept = np.flatnonzero(allowed[hits.indices])[:depth]
    return Hits(hits.indices[kept], hits.scores[kept], hits.lexical[kept], hits.meaning[kept], hits.taxonomy[kept])


def _fits_of_need(need: int, owner: int, post: Post, hits: Hits, offers: Board) -> Fits:
    rows, avoid = hits.indices.tolist(), post.entry.avoid
    avoided = [bool(avoid & offers.posts[row].entry.topics) for row in rows] if avoid else []
    ours, theirs = (np.full(len(rows), number, np.int32) for number in (need, owner))
    return _fits(ours, hits.indices.astype(np.int32), theirs, offers.owner[rows], (hits, avoided))


def _fits_of_offer(offer: int, owner: int, post: Post, hits: Hits, needs: Board) -> Fits:
    rows, topics = hits.indices.tolist(), post.entry.topics
    avoided = [bool(topics & needs.posts[row].entry.avoid) for row in rows]
    ours, theirs = (np.full(len(rows), number, np.int32) for number in (offer, owner))
    return _fits(hits.indices.astype(np.int32), ours, needs.owner[rows], theirs, (hits, avoided))


def _fits(need: Ints, offer: Ints, needer: Ints, offerer: Ints, found: tuple[Hits, list[bool]]) -> Fits:
    """The columns of one entry's hits, of which some are about what the need is not."""
    hits, avoided = found
    fit = hits.scores.astype(np.float64)
    if any(avoided):
        fit = np.where(avoided, AVOIDED * fit, fit)
    kept = fit > 0  # what does not fit at all is no reason
    need, offer, needer, offerer = (column[kept] for column in (need, offer, needer, offerer))
    fit, lexical, meaning, taxonomy = (
        part[kept].astype(np.float64) for part in (fit, hits.lexical, hits.meaning, hits.taxonomy)
    )
    return Fits(need, offer, needer, offerer, fit, lexical, meaning, taxonomy)


def joined(parts: Sequence[Fits]) -> Fits:
    """All entry pairs of several."""
    rows = np.empty(0, np.int32)
    whole = [Fits(rows, rows, rows, rows, *(np.empty(0) for _ in range(4))), *parts]
    return Fits(*(np.concatenate([getattr(part, name.name) for part in whole]) for name in fields(Fits)))
