"""Partners for one who asks, and for every need of a pool: lists by score, in which nobody's capacity is counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.errors import Finding, ProblemError, Text
from aufwind.engine.matching.board import Post
from aufwind.engine.matching.explain import Speaker
from aufwind.engine.matching.fits import Query, fits_in, fits_of_needs, fits_of_offers, joined
from aufwind.engine.matching.match import USUAL_WEIGHTS, circle_numbers, depth_for, match_of
from aufwind.engine.matching.score import need_scores, pair_scores
from aufwind.engine.matching.texts import labels_of, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.engine.matching.board import Ints
    from aufwind.engine.matching.matches import Match
    from aufwind.engine.matching.pool import Pool
    from aufwind.engine.matching.profile import Entry, Profile
    from aufwind.engine.matching.score import Weights
    from aufwind.engine.stop import Listener


def partners_for(
    asker: Profile, pool: Pool, *, need: str | None = None, top: int = 10, weights: Weights = USUAL_WEIGHTS
) -> tuple[Match, ...]:
    """Whom somebody should meet, the best first.

    Args:
        asker: In the pool or not; she is never proposed to herself.
        pool: Who can be proposed.
        need: Id of the only need that counts; None: all she has, and her offers.
        top: How many at most.
        weights: What counts how much.

    Returns:
        Matches whose `a` is the asker; fewer than `top` where limits leave no more.

    Raises:
        ProblemError: The asker has no need with that id.

    Cost: 3 ms for each text the pool does not know, then some milliseconds an entry and 10,000 counterparts.
    """
    needs = [entry for entry in asker.needs if need in {None, entry.id}]
    if need is not None and not needs:
        raise ProblemError([_no_such_need(asker, need)])
    depth = depth_for(top)
    asked, offered = _query(asker, needs, pool), _query(asker, asker.offers, pool)
    forth = fits_of_needs(asked, len(pool.needs.board), pool.offers, depth, pool.on)
    # Who has nothing for the need that is asked about is not proposed, whatever she needs herself.
    within = None if need is None else np.isin(pool.needs.board.owner, forth.offerer)
    back = fits_of_offers(offered, len(pool.offers.board), pool.needs, depth, pool.on, within=within)
    fits, profiles = joined([forth, back]), (*pool.profiles, asker)
    scores = pair_scores(fits, profiles, _circles(asker, pool), weights)
    scores = replace(scores, a=scores.b, b=scores.a, a_needs=scores.b_needs, b_needs=scores.a_needs)
    worth = scores.total(weights, weights.bridge)
    best = np.lexsort((scores.b, -worth))[:top].tolist()
    posts = (*pool.needs.board.posts, *asked.posts), (*pool.offers.board.posts, *offered.posts)
    speaker = Speaker.of(profiles, *posts, fits, pool.circles)
    return tuple(match_of(scores, row, float(worth[row]), speaker) for row in best)


def partners_for_needs(
    pool: Pool, *, top: int = 10, weights: Weights = USUAL_WEIGHTS, listener: Listener | None = None
) -> dict[tuple[str, str], tuple[Match, ...]]:
    """For every open need of a pool whom it should meet, the best first, by id of profile and need.

    Args:
        top: How many at most for each need.
        weights: What counts how much.
        listener: Told how many needs have been compared, stage "search".

    Cost: about a millisecond a need and 10,000 offers.
    """
    fits = fits_in(pool, depth_for(top), listener)
    need, scores = need_scores(fits, pool.profiles, circle_numbers(pool), weights)
    worth = scores.total(weights, weights.bridge)
    order = np.lexsort((scores.b, -worth, need))
    place = np.arange(len(order)) - np.searchsorted(need[order], need[order])
    speaker = Speaker.of(pool.profiles, pool.needs.board.posts, pool.offers.board.posts, fits, pool.circles)
    lists: dict[tuple[str, str], list[Match]] = {}
    for row in order[place < top].tolist():
        post = pool.needs.board.posts[need[row]]
        match = match_of(scores, row, float(worth[row]), speaker, int(need[row]))
        lists.setdefault((post.profile.id, post.entry.id), []).append(match)
    return {asked: tuple(found) for asked, found in lists.items()}


def _query(asker: Profile, entries: Sequence[Entry], pool: Pool) -> Query:
    posts = [Post(asker, entry) for entry in entries]
    texts = [text_of(post) for post in posts]
    owner = [len(pool.profiles)] * len(posts)
    return Query(posts, owner, texts, [labels_of(post) for post in posts], pool.vectors_of(posts))


def _circles(asker: Profile, pool: Pool) -> Ints:
    """(n_profiles + 1,) circles of the pool, then the asker's; a circle nobody of the pool has is one of its own."""
    numbers = circle_numbers(pool)
    circle = asker.circle or pool.circles.get(asker.id)
    if circle is None:
        return np.append(numbers, np.int32(-1))
    same = [row for row, profile in enumerate(pool.profiles) if pool.circles.get(profile.id) == circle]
    return np.append(numbers, numbers[same[0]] if same else numbers.max(initial=-1) + 1).astype(np.int32)


def _no_such_need(asker: Profile, need: str) -> Finding:
    return Finding(
        Text(f"Profil {asker.id}", f"Profile {asker.id}"),
        Text(f"Den Bedarf «{need}» gibt es nicht.", f"There is no need “{need}”."),
        Text("Nennen Sie einen Bedarf dieses Profils.", "Name a need of this profile."),
    )
