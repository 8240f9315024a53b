"""The score of two profiles and its parts: reciprocal need↔offer fit first, then shared topics and bridging.

Every entry pair between two profiles counts, each next one a tenth of the one before: a second fitting offer is worth
little, but never nothing, so removing a field that met always changes the score.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.engine.matching.board import Ints
    from aufwind.engine.matching.profile import Profile

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]

NEXT = 0.1
"""What the next best entry pair of two profiles counts against the one before."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts beside the better of the two directions of need and offer, which counts 1.

    Attributes:
        reciprocity: The weaker direction: that the other one is served as well.
        topics: Topics both profiles care about.
        bridge: Coming from different circles, at most; see `keep` of `match_profiles`.
    """

    reciprocity: float = 0.25
    topics: float = 0.05
    bridge: float = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Fits:
    """Entry pairs that may meet, as columns; all of one length.

    Attributes:
        need, offer: Rows on the two boards; entries of an asker stand behind them.
        needer, offerer: Positions of their profiles; an asker stands behind those of the pool.
        fit: How well they fit, 0..1.
        lexical, meaning, taxonomy: What spoke, 0..1 each.
    """

    need: Ints
    offer: Ints
    needer: Ints
    offerer: Ints
    fit: Floats
    lexical: Floats
    meaning: Floats
    taxonomy: Floats

    def __len__(self) -> int:
        return len(self.fit)


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Pairs of profiles, as columns.

    Attributes:
        a_needs, b_needs: Fit of the needs of the one with the offers of the other, 0..1.
        complementarity: Both directions, 0..1.
        topics: Share of common topics, 0..1.
        bridge: 1 where the circles differ.
    """

    a: Ints
    b: Ints
    a_needs: Floats
    b_needs: Floats
    complementarity: Floats
    topics: Floats
    bridge: Floats

    def __len__(self) -> int:
        return len(self.a)

    def total(self, weights: Weights, bonus: float) -> Floats:
        """(n,) score, 0..1, when bridging counts `bonus`."""
        whole = 1 + weights.topics + bonus
        return (self.complementarity + weights.topics * self.topics + bonus * self.bridge) / whole


def pair_scores(fits: Fits, profiles: Sequence[Profile], circles: Ints, weights: Weights) -> Scores:
    """All pairs of profiles with at least one entry pair, ordered by a, then b.

    Args:
        profiles: Whom `needer` and `offerer` number.
        circles: (n_profiles,) number of each one's circle, negative where it has none.

    Cost: O(n log n) in entry pairs.
    """
    n = len(profiles)
    low, high = np.minimum(fits.needer, fits.offerer), np.maximum(fits.needer, fits.offerer)
    found, pair = np.unique(low.astype(np.int64) * n + high, return_inverse=True)
    forth = fits.needer < fits.offerer
    directions = (
        directed_fit(pair[forth], fits.fit[forth], len(found)),
        directed_fit(pair[~forth], fits.fit[~forth], len(found)),
    )
    return scores_of(found // max(n, 1), found % max(n, 1), directions, Setting(profiles, circles, weights))


def need_scores(fits: Fits, profiles: Sequence[Profile], circles: Ints, weights: Weights) -> tuple[Ints, Scores]:
    """Every need with everybody who offers something for it, ordered by need, then profile.

    Returns:
        need: (n,) row of each need.
        scores: `a` needs, `b` offers; `a_needs` is the fit of this need alone, `b_needs` of all needs of b.

    Cost: O(n log n) in entry pairs.
    """
    n = max(len(profiles), 1)
    found, pair = np.unique(fits.need.astype(np.int64) * n + fits.offerer, return_inverse=True)
    need, b = found // n, found % n
    owner = np.zeros(int(fits.need.max(initial=-1)) + 1, np.int64)
    owner[fits.need] = fits.needer
    a = owner[need]
    forward = directed_fit(pair, fits.fit, len(found))
    ways, way = np.unique(fits.needer.astype(np.int64) * n + fits.offerer, return_inverse=True)
    directed = np.append(directed_fit(way, fits.fit, len(ways)), 0.0)
    back = np.searchsorted(ways, b * n + a)
    back[np.append(ways, -1)[back] != b * n + a] = len(ways)
    return need.astype(np.int32), scores_of(a, b, (forward, directed[back]), Setting(profiles, circles, weights))


class Setting(NamedTuple):
    """What pairs are scored with beside their fits; see `pair_scores`."""

    profiles: Sequence[Profile]
    circles: Ints
    weights: Weights


def scores_of(a: Longs, b: Longs, directions: tuple[Floats, Floats], setting: Setting) -> Scores:
    """The scores of these pairs, whose two directions are known."""
    circles = setting.circles
    return Scores(
        a.astype(np.int32),
        b.astype(np.int32),
        *directions,
        complementarity(*directions, setting.weights.reciprocity),
        _shared(a, b, setting.profiles),
        ((circles[a] != circles[b]) & (circles[a] >= 0) & (circles[b] >= 0)).astype(np.float64),
    )


def directed_fit(pair: Longs, fit: Floats, pairs: int) -> Floats:
    """(pairs,) the entry pairs of each pair as one fit: 0.9 of the best, 0.09 of the next, ….

    Args:
        pair: (n,) which pair each entry pair belongs to.
        fit: (n,) 0..1.
    """
    order = np.lexsort((-fit, pair))
    ordered = pair[order]
    first = np.searchsorted(ordered, ordered)
    rank = np.arange(len(order)) - first
    return np.bincount(ordered, (1 - NEXT) * NEXT**rank * fit[order], minlength=pairs).astype(np.float64)


def complementarity(one: Floats, other: Floats, reciprocity: float) -> Floats:
    """The better direction, and a share of the weaker one; 0..1."""
    better, weaker = np.maximum(one, other), np.minimum(one, other)
    return (better + reciprocity * weaker) / (1 + reciprocity)


def _shared(a: Longs, b: Longs, profiles: Sequence[Profile]) -> Floats:
    """(n,) topics both care about, of all that either does."""
    topics = [profile.topics for profile in profiles]
    return np.fromiter(
        (
            len(topics[i] & topics[j]) / len(topics[i] | topics[j]) if topics[i] and topics[j] else 0.0
            for i, j in zip(a.tolist(), b.tolist(), strict=True)
        ),
        np.float64,
        len(a),
    )
