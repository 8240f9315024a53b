"""Nearest vectors, exactly and through cells."""

from __future__ import annotations

import numpy as np
import pytest

from aufwind.engine.matching.vectors import CellVectors, ExactVectors, best_of, vectors_of


@pytest.fixture(scope="module")
def rows():
    """3,000 rows in 60 loose bunches."""
    random = np.random.default_rng(1)
    bunches = random.normal(size=(60, 32))
    made = bunches[random.integers(0, 60, 3000)] + 0.6 * random.normal(size=(3000, 32))
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def test_few_rows_are_compared_exactly_and_many_through_cells(rows):
    assert isinstance(vectors_of(rows), ExactVectors)
    assert isinstance(vectors_of(rows, exact_up_to=1000), CellVectors)


def test_exactly_nearest_is_what_sorting_says(rows):
    wanted = np.argsort(-(rows @ rows[7]), kind="stable")[:20]

    assert ExactVectors(rows).nearest(rows[7], 20).tolist() == wanted.tolist()


def test_cells_find_nineteen_of_twenty_nearest(rows):
    exact, cells = ExactVectors(rows), CellVectors(rows)
    queries = rows[::25] + np.float32(0.01)

    found = [len(set(cells.nearest(query, 10)) & set(exact.nearest(query, 10))) for query in queries]

    assert np.mean(found) >= 9.5
    assert cells.probes < cells.cells


def test_the_same_seed_gives_the_same_cells(rows):
    one, other = CellVectors(rows, seed=3), CellVectors(rows, seed=3)

    assert one.nearest(rows[0], 50).tolist() == other.nearest(rows[0], 50).tolist()


def test_likeness_is_the_cosine_of_the_rows_asked_for(rows):
    asked = np.array([5, 2999, 5, 0])

    for vectors in (ExactVectors(rows), CellVectors(rows)):
        np.testing.assert_allclose(vectors.likeness(rows[1], asked), rows[asked] @ rows[1], atol=2e-3)
        assert vectors.likeness(rows[1]).shape == (3000,)


@pytest.mark.parametrize("depth", [1, 3, 5, 9])
def test_best_are_highest_first_and_equal_ones_by_number(depth):
    scores = np.array([1, 3, 3, 0, 3], np.float32)

    assert best_of(scores, depth).tolist() == [1, 2, 4, 0, 3][:depth]
