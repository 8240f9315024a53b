"""Scores: reciprocal fit first, the next entry pair a tenth, bridging and topics beside."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aufwind.engine.matching.profile import Profile
from aufwind.engine.matching.score import Fits, Scores, Weights, complementarity, directed_fit, need_scores, pair_scores

PLAIN = Weights(reciprocity=0.25, topics=0.0, bridge=0.0)
unit = st.floats(0, 1)


def fits_of(*rows):
    """Entry pairs «need, offer, needer, offerer, fit»."""
    columns = list(zip(*rows, strict=True)) or [()] * 5
    places = [np.array(column, np.int32) for column in columns[:4]]
    fit = np.array(columns[4], float)
    return Fits(*places, fit, fit, np.zeros(len(fit)), np.zeros(len(fit)))


def people(*topics, circles=None):
    profiles = tuple(Profile(f"p{i}", topics=frozenset(own)) for i, own in enumerate(topics))
    return profiles, np.array(circles or [-1] * len(topics), np.int32)


def test_one_entry_pair_counts_nine_tenths_and_the_next_a_tenth_of_that():
    fit = directed_fit(np.array([0, 1, 0]), np.array([0.5, 1.0, 1.0]), 3)

    assert fit.tolist() == pytest.approx([0.9 * (1.0 + 0.1 * 0.5), 0.9, 0.0])


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=8), st.data())
def test_without_one_of_several_entry_pairs_the_fit_is_smaller(fits, data):
    gone = data.draw(st.integers(0, len(fits) - 1))
    rest = [fit for i, fit in enumerate(fits) if i != gone]

    def fit_of(values):
        return directed_fit(np.zeros(len(values), np.int64), np.array(values), 1)[0]

    assert 0 <= fit_of(rest) < fit_of(fits) < 1


def test_the_weaker_direction_counts_a_share():
    both = complementarity(np.array([0.8, 0.4, 0.8]), np.array([0.4, 0.8, 0.0]), 0.25)

    assert both.tolist() == pytest.approx([(0.8 + 0.1) / 1.25, (0.8 + 0.1) / 1.25, 0.8 / 1.25])


@given(unit, unit)
def test_complementarity_is_a_share_and_falls_with_neither_direction(one, other):
    both = complementarity(np.array([one, 1.0, one]), np.array([other, other, 1.0]), 0.25)

    assert 0 <= both[0] <= min(both[1], both[2]) <= 1 + 1e-12


def test_pairs_stand_once_whoever_needs():
    profiles, circles = people((), (), ())
    scores = pair_scores(fits_of((0, 0, 2, 0, 0.5), (1, 1, 0, 2, 1.0), (1, 2, 0, 1, 0.2)), profiles, circles, PLAIN)

    assert scores.a.tolist() == [0, 0]
    assert scores.b.tolist() == [1, 2]
    assert scores.a_needs.tolist() == pytest.approx([0.18, 0.9])
    assert scores.b_needs.tolist() == pytest.approx([0.0, 0.45])
    assert scores.total(PLAIN, 0.0).tolist() == pytest.approx(scores.complementarity.tolist())


def test_topics_and_circles_count_beside():
    profiles, circles = people({"wood", "clay"}, {"wood"}, {"wood"}, circles=[0, 1, 0])
    weights = Weights(reciprocity=0.25, topics=0.1, bridge=0.1)
    scores = pair_scores(fits_of((0, 0, 0, 1, 1.0), (0, 1, 0, 2, 1.0)), profiles, circles, weights)

    assert scores.topics.tolist() == [0.5, 0.5]
    assert scores.bridge.tolist() == [1.0, 0.0]
    assert scores.total(weights, 0.1).tolist() == pytest.approx([(0.72 + 0.05 + 0.1) / 1.2, (0.72 + 0.05) / 1.2])


def test_whoever_has_no_circle_crosses_none():
    profiles, circles = people((), (), circles=[-1, 3])

    assert pair_scores(fits_of((0, 0, 0, 1, 1.0)), profiles, circles, PLAIN).bridge.tolist() == [0.0]


def test_a_need_is_scored_with_what_the_other_needs_in_turn():
    profiles, circles = people((), (), ())
    fits = fits_of((0, 0, 0, 1, 0.5), (1, 0, 0, 1, 0.9), (2, 1, 1, 0, 0.3), (0, 2, 0, 2, 0.4))
    need, scores = need_scores(fits, profiles, circles, PLAIN)

    assert list(zip(need.tolist(), scores.a.tolist(), scores.b.tolist(), strict=True)) == [
        (0, 0, 1), (0, 0, 2), (1, 0, 1), (2, 1, 0),
    ]  # fmt: skip
    assert scores.a_needs.tolist() == pytest.approx([0.45, 0.36, 0.81, 0.27])
    assert scores.b_needs.tolist() == pytest.approx([0.27, 0.0, 0.27, 0.9 * (0.9 + 0.05)])


def test_nothing_is_scored_where_nothing_fits():
    profiles, circles = people((), ())

    need, of_needs = need_scores(fits_of(), profiles, circles, PLAIN)
    scores: Scores = pair_scores(fits_of(), profiles, circles, PLAIN)

    assert (len(need), len(of_needs), len(scores)) == (0, 0, 0)
    assert len(pair_scores(fits_of(), (), circles[:0], PLAIN)) == 0
