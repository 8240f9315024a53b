"""The choice of pairs: as good as trying everything, nobody too often, and bridging only as far as fit allows."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aufwind.engine.matching.assign import UNITS, best_pairs, chosen_pairs
from aufwind.engine.matching.score import Scores, Weights

NO_BONUS = Weights(topics=0.0, bridge=0.0)


def scores_of(*rows):
    """Pairs «a, b, fit, bridge»."""
    columns = list(zip(*rows, strict=True)) or [()] * 4
    a, b = (np.array(column, np.int32) for column in columns[:2])
    fit, bridge = (np.array(column, float) for column in columns[2:])
    return Scores(a, b, fit, np.zeros_like(fit), fit, np.zeros_like(fit), bridge)


def best_by_trying_all(scores, capacity, total):
    best = 0.0
    for size in range(min(len(scores), total or len(scores)) + 1):
        for rows in combinations(range(len(scores)), size):
            count = np.zeros(len(capacity), int)
            for row in rows:
                count[scores.a[row]] += 1
                count[scores.b[row]] += 1
            if (count <= capacity).all():
                best = max(best, float(scores.complementarity[list(rows)].sum()))
    return best


@st.composite
def small(draw):
    n = draw(st.integers(2, 5))
    pairs = draw(st.lists(st.sampled_from(list(combinations(range(n), 2))), unique=True, max_size=8))
    rows = [(a, b, draw(st.integers(1, 100)) / 100, 0.0) for a, b in pairs]
    return scores_of(*rows), np.array(draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)), np.int32)


@settings(max_examples=60, deadline=None)
@given(small(), st.sampled_from([None, 1, 2, 3]))
def test_the_choice_is_the_best_and_its_bound_holds(made, total):
    scores, capacity = made
    choice = best_pairs(scores, capacity, NO_BONUS, 0.0, total=total, seed=0)
    value = float(scores.complementarity[choice.rows].sum())
    count = np.bincount(np.concatenate([scores.a[choice.rows], scores.b[choice.rows]]), minlength=len(capacity))

    assert (count <= capacity).all()
    assert total is None or len(choice.rows) <= total
    assert value == pytest.approx(best_by_trying_all(scores, capacity, total), abs=2 / UNITS)
    assert choice.bound >= value - len(scores) / UNITS


def test_a_star_does_not_appear_in_everybodys_list():
    star = [(0, i, 0.9, 0.0) for i in range(1, 6)]
    others = [(i, i + 1, 0.5, 0.0) for i in range(1, 5)]
    choice = best_pairs(scores_of(*star, *others), np.full(6, 2, np.int32), NO_BONUS, 0.0, total=None, seed=0)

    assert sum(row < 5 for row in choice.rows) == 2


def test_the_seed_decides_between_equals_only():
    scores = scores_of(*((0, i, 0.5, 0.0) for i in range(1, 30)))
    capacity = np.ones(30, np.int32)

    def chosen(seed):
        return best_pairs(scores, capacity, NO_BONUS, 0.0, total=None, seed=seed).rows.tolist()

    assert chosen(3) == chosen(3)
    assert len({tuple(chosen(seed)) for seed in range(8)}) > 1


def bridging(keep, bridge=1.0):
    """Twenty people; pairs within a circle fit a little better than those across."""
    within = [(i, i + 1, 0.60, 0.0) for i in range(0, 20, 2)]
    across = [(i, (i + 3) % 20, 0.60 - 0.005 * i, 1.0) for i in range(0, 20, 2)]
    scores = scores_of(*((min(a, b), max(a, b), *more) for a, b, *more in (*within, *across)))
    weights = Weights(topics=0.0, bridge=bridge)
    choice = chosen_pairs(scores, np.ones(20, np.int32), weights, total=6, keep=keep, seed=0)
    return float(scores.bridge[choice.rows].mean()), float(scores.complementarity[choice.rows].mean()), choice.bonus


def test_bridging_goes_as_far_as_the_fit_allows():
    free, all_across, whole_bonus = bridging(keep=0.0)
    kept, mean, bonus = bridging(keep=0.98)
    none, best, _ = bridging(keep=1.0)

    assert (free, whole_bonus) == (1.0, 1.0)
    assert all_across < 0.98 * 0.6
    assert 0 < kept < 1
    assert mean >= 0.98 * best
    assert 0 < bonus < 1
    assert best == pytest.approx(0.6)
    assert none <= kept


def test_without_a_bonus_nothing_is_looked_for():
    assert bridging(keep=0.98, bridge=0.0)[2] == 0.0


def test_nothing_is_chosen_from_nothing():
    choice = chosen_pairs(scores_of(), np.ones(3, np.int32), Weights(), total=None, keep=0.98, seed=0)

    assert (choice.rows.tolist(), choice.bound) == ([], 0.0)


def test_pairs_worth_nothing_are_not_chosen():
    assert not len(
        best_pairs(scores_of((0, 1, 0.0, 0.0)), np.ones(2, np.int32), NO_BONUS, 0.0, total=None, seed=0).rows
    )
