"""Which pairs are suggested: the greatest sum of scores in which nobody appears more often than she can take.

This is the same question as which meetings an event holds before they have slots, a b-matching, and is answered by the
same proven solver (`engine.scheduling.choose`): exact up to the rounding of odd cycles, with a bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from aufwind.engine.matching.profile import MOST_SUGGESTIONS
from aufwind.engine.scheduling.choose import choose
from aufwind.engine.scheduling.instance import Instance

if TYPE_CHECKING:
    from aufwind.engine.matching.board import Ints
    from aufwind.engine.matching.score import Floats, Scores, Weights
    from aufwind.engine.scheduling.certificate import Certificate

Rows = npt.NDArray[np.int64]

UNITS = 1_000_000
"""A score of 1 in the whole numbers the solver reads."""

FIRST_STEP, FINEST_STEP = 128, 4096
"""The largest bridging bonus is looked for from a 128th of what was asked, to a 4096th of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """Pairs chosen.

    Attributes:
        rows: Which, in order.
        bound: No choice has a higher sum of scores, when bridging counts `bonus`.
        bonus: What bridging counts.
        certificate: Proves the bound, and starts the next choice from the same pairs.
    """

    rows: Rows
    bound: float
    bonus: float
    certificate: Certificate | None = None


def chosen_pairs(
    scores: Scores, capacity: Ints, weights: Weights, *, total: int | None, keep: float, seed: int
) -> Choice:
    """The pairs to suggest, with the largest bridging bonus that does not cost too much fit.

    Args:
        scores: Pairs that may be suggested.
        capacity: (n_profiles,) how often each profile may appear.
        weights: `bridge` is the most the bonus may be.
        total: How many pairs at most; None: as many as capacities allow.
        keep: The mean complementarity of the chosen stays at least this share of what it is without a bonus, 0..1.
        seed: Decides between choices of equal worth.

    Method: the bonus is the multiplier of the constraint on complementarity; the share of bridging pairs rises with
    it and complementarity falls, so doubling and then halving finds it.
    Cost: about 5 µs a pair for each of some fifteen choices.
    """

    def choice(bonus: float, warm: Choice | None = None) -> Choice:
        return best_pairs(scores, capacity, weights, bonus, total=total, seed=seed, warm=warm)

    best = plain = choice(0.0)
    least = keep * _mean_fit(scores, plain)
    low, high = 0.0, weights.bridge
    bonus = high / FIRST_STEP
    while high - low > weights.bridge / FINEST_STEP:
        tried = choice(bonus, best)
        if _mean_fit(scores, tried) >= least:
            best, low = tried, bonus
        else:
            high = bonus
        is_open = high == weights.bridge  # no bonus was too large yet: small ones are quicker to try
        bonus = min(2 * bonus, high) if is_open and bonus < high else (low + high) / 2
    return best


def best_pairs(
    scores: Scores,
    capacity: Ints,
    weights: Weights,
    bonus: float,
    *,
    total: int | None,
    seed: int,
    warm: Choice | None = None,
) -> Choice:
    """The pairs of greatest total score when bridging counts `bonus`; quicker from an earlier choice (`warm`)."""
    worth = np.rint(UNITS * scores.total(weights, bonus)).astype(np.int64)
    order = np.random.default_rng(seed).permutation(len(worth))
    order = order[worth[order] > 0]
    if not len(order):
        return Choice(np.empty(0, np.int64), 0.0, bonus)
    start = warm.certificate if warm else None
    selection = choose(_instance(scores, order, worth[order], capacity, total), warm=start)
    return Choice(np.sort(order[selection.chosen]), selection.bound / UNITS, bonus, selection.certificate)


def _instance(scores: Scores, rows: Rows, worth: npt.NDArray[np.int64], capacity: Ints, total: int | None) -> Instance:
    """Pairs as wishes that fit any of as many slots as somebody may appear."""
    n = len(rows)
    slots = min(MOST_SUGGESTIONS, max(1, int(capacity.max())))
    most = np.full(slots, n, np.int32) if total is None else _shared_out(total, slots)
    return Instance(
        n_slots=slots,
        n_people=len(capacity),
        n_units=len(capacity),
        members=np.stack([scores.a[rows], scores.b[rows]], axis=1).astype(np.int32),
        worth=worth,
        domain=np.full(n, (1 << slots) - 1, np.uint64),
        max_meetings=capacity.astype(np.int32),
        capacity=most[None, :],
        min_meetings=np.zeros(len(capacity), np.int32),
        kind=np.zeros(n, np.int32),
        must=np.zeros(n, np.int8),
    )


def _shared_out(total: int, slots: int) -> Ints:
    """(slots,) whole numbers with this sum."""
    share = np.full(slots, total // slots, np.int32)
    share[: total % slots] += 1
    return share


def _mean_fit(scores: Scores, choice: Choice) -> float:
    fits: Floats = scores.complementarity[choice.rows]
    return float(fits.mean()) if len(fits) else 0.0
