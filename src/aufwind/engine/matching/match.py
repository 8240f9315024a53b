"""Who should meet whom: whole runs, and partners for one."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.matching.assign import chosen_pairs
from aufwind.engine.matching.digest import inputs_hash
from aufwind.engine.matching.encoders import encoder_named
from aufwind.engine.matching.explain import Speaker
from aufwind.engine.matching.fits import fits_in
from aufwind.engine.matching.matches import Match, Matches, Parts
from aufwind.engine.matching.pool import pool_of
from aufwind.engine.matching.profile import MOST_SUGGESTIONS
from aufwind.engine.matching.relevance import TextRelevance
from aufwind.engine.matching.score import Weights, pair_scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from aufwind.engine.matching.board import Ints
    from aufwind.engine.matching.pool import Pool
    from aufwind.engine.matching.profile import Answer, Profile
    from aufwind.engine.matching.relevance import Relevance
    from aufwind.engine.matching.score import Scores
    from aufwind.engine.stop import Listener

VERSION = "aufwind-match/1"
"""Changes whenever the same inputs may give other pairs."""

USUAL_WEIGHTS = Weights()
DEPTH = 3
"""Offers looked at for a need, in lengths of a list: those everybody wants are soon taken."""

SHALLOWEST = 30


def match_profiles(
    profiles: Iterable[Profile],
    *,
    per_profile: int = 10,
    total: int | None = None,
    relevance: Relevance | None = None,
    answers: Sequence[Answer] = (),
    on: date | None = None,
    weights: Weights = USUAL_WEIGHTS,
    keep: float = 0.98,
    seed: int = 0,
    listener: Listener | None = None,
) -> Matches:
    """Choose who should meet whom, for the most total fit, with reasons.

    Args:
        profiles: In any order.
        per_profile: How often everybody appears at most, who says nothing else; 1..64.
        total: How many pairs at most; None: as many as there is room for.
        relevance: Compares texts; None: the built-in encoder, words and topics.
        answers: What became of earlier suggestions.
        on: Day of the run: what ended before is out. None: nothing expires.
        weights: What counts how much; `weights.bridge` is the most that bridging may count.
        keep: Bridging counts less where the mean fit would fall below this share of what it is without, 0..1.
        seed: Decides between choices of equal worth.
        listener: Told of stages "encode" and "search" with how many texts are done.

    Returns:
        Pairs no hard limit forbids, by falling score. The same profiles, answers and parameters give the same pairs.

    Raises:
        ProblemError: Two profiles, or two entries of one, share an id; a capacity is negative.

    Cost: 3 ms a text for its vector, 1 ms a need and 10,000 offers, 50 µs a candidate pair for the choice.
    """
    pool = pool_of(profiles, relevance=relevance or usual_relevance(), answers=answers, on=on, listener=listener)
    return matches_in(
        pool, per_profile=per_profile, total=total, weights=weights, keep=keep, seed=seed, listener=listener
    )


def matches_in(
    pool: Pool,
    *,
    per_profile: int = 10,
    total: int | None = None,
    weights: Weights = USUAL_WEIGHTS,
    keep: float = 0.98,
    seed: int = 0,
    listener: Listener | None = None,
) -> Matches:
    """The same as `match_profiles` for a pool that is there already."""
    fits = fits_in(pool, depth_for(per_profile), listener)
    scores = pair_scores(fits, pool.profiles, circle_numbers(pool), weights)
    choice = chosen_pairs(scores, _capacities(pool, per_profile), weights, total=total, keep=keep, seed=seed)
    speaker = Speaker.of(pool.profiles, pool.needs.board.posts, pool.offers.board.posts, fits, pool.circles)
    worth = scores.total(weights, choice.bonus)
    pairs = [match_of(scores, int(row), float(worth[row]), speaker) for row in choice.rows]
    pairs.sort(key=lambda match: (-match.score, match.a, match.b))
    return Matches(
        tuple(pairs),
        choice.bound,
        f"{VERSION} {pool.relevance.id}",
        inputs_hash(pool.profiles),
        {
            "per_profile": per_profile,
            "total": total,
            "keep": keep,
            "bridge_used": choice.bonus,
            "on": pool.on and pool.on.isoformat(),
            **asdict(weights),
        },
        seed,
        _unmatched(pool, pairs),
    )


def depth_for(most: int) -> int:
    """How many offers are looked at for a need when lists have `most` places."""
    return max(SHALLOWEST, DEPTH * most)


def usual_relevance() -> Relevance:
    """The built-in encoder, words and topics."""
    return TextRelevance(encoder_named())


def circle_numbers(pool: Pool) -> Ints:
    """(n_profiles,) number of each one's circle; -1 where it has none."""
    number = {circle: row for row, circle in enumerate(sorted(set(pool.circles.values())))}
    return np.array(
        [number[pool.circles[profile.id]] if profile.id in pool.circles else -1 for profile in pool.profiles], np.int32
    )


def match_of(scores: Scores, row: int, score: float, speaker: Speaker, need: int | None = None) -> Match:
    """One row of the scores in words; reasons begin with `need` where it is given."""
    a, b = int(scores.a[row]), int(scores.b[row])
    parts = Parts(
        float(scores.a_needs[row]),
        float(scores.b_needs[row]),
        float(scores.complementarity[row]),
        float(scores.topics[row]),
        float(scores.bridge[row]),
    )
    return Match(speaker.profiles[a].id, speaker.profiles[b].id, score, parts, speaker.reasons(a, b, need))


def _capacities(pool: Pool, per_profile: int) -> Ints:
    most = (per_profile if profile.capacity is None else profile.capacity for profile in pool.profiles)
    return np.fromiter((min(count, MOST_SUGGESTIONS) for count in most), np.int32, len(pool.profiles))


def _unmatched(pool: Pool, pairs: list[Match]) -> tuple[str, ...]:
    matched = {who for match in pairs for who in (match.a, match.b)}
    return tuple(
        profile.id for profile in pool.profiles if (profile.needs or profile.offers) and profile.id not in matched
    )
