"""Parts as one fit, rows as one thing."""

from __future__ import annotations

import numpy as np
import pytest

from aufwind.engine.matching.fusion import Groups, fit_of, score_of

VALUES = np.array([0.2, 0.9, 0.6, 0.9, 0.3], np.float32)
ROWS = np.arange(5)


def test_a_fit_rises_with_every_part():
    none, one = np.zeros(1, np.float32), np.ones(1, np.float32)

    fits = [float(fit_of(*parts)[0]) for parts in [(none,) * 3, (one, none, none), (one, one, none), (one,) * 3]]

    assert fits == sorted(fits)
    assert fits[-1] == pytest.approx(1)
    assert fit_of(None, one / 2, none).tolist() == [0.5]


def test_a_text_no_taxonomy_knows_does_not_stand_back():
    none, half, one = np.zeros(1, np.float32), np.full(1, 0.5, np.float32), np.ones(1, np.float32)

    assert fit_of(half, one, none) == fit_of(half, one, one) == fit_of(half, none, one)


def test_scores_lie_between_nought_and_one_and_keep_the_order():
    scores = score_of(np.linspace(-1, 2, 50, dtype=np.float32))

    assert (np.diff(scores) >= 0).all()
    assert 0 <= scores[0] < 0.01
    assert 0.99 < scores[-1] <= 1


def test_rows_without_a_group_stand_alone():
    groups = Groups(["", "", "", "", ""], 5)

    assert groups.single
    assert groups.best(VALUES, ROWS) is VALUES
    assert groups.pooled(VALUES, ROWS) is VALUES


def test_a_group_has_the_best_value_of_its_rows():
    groups = Groups(["a", "a", "a", "", "b"], 5)

    np.testing.assert_allclose(groups.best(VALUES, ROWS), [0.9, 0.9, 0.9, 0.9, 0.3])


def test_pooling_weighs_the_best_with_the_three_best_different_values():
    groups = Groups(["a", "a", "a", "a", "b"], 5)

    best, three = 0.9, (0.9 + 0.6 + 0.2) / 3
    np.testing.assert_allclose(groups.pooled(VALUES, ROWS), [(2 * best + three) / 3] * 4 + [0.3], rtol=1e-6)


def test_pooling_looks_at_the_rows_given_alone():
    groups = Groups(["a", "a", "a", "a", "b"], 5)

    np.testing.assert_allclose(groups.best(VALUES[[0, 4]], ROWS[[0, 4]]), VALUES[[0, 4]])
