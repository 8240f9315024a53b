"""Large events block by block: nothing is lost at the borders, and two threads find what one finds."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from aufwind.engine.scheduling.blocks import parts
from aufwind.engine.scheduling.gaps import Cutter, cut_gaps
from aufwind.engine.scheduling.place import place
from aufwind.engine.stop import after_rounds
from tests.engine.scheduling.schedules import faults, full_event, gaps

SIZE = 24


@pytest.fixture
def two_circles():
    """Two circles of people who meet among themselves, and one meeting between the circles."""
    one, other = full_event(1, n_people=SIZE), full_event(2, n_people=SIZE)
    members = np.concatenate([one.members, other.members + SIZE, [[0, SIZE]]]).astype(np.int32)
    n = len(members)
    return replace(
        one,
        n_people=2 * SIZE,
        n_units=2 * SIZE,
        members=members,
        worth=np.ones(n, np.int64),
        domain=np.full(n, (1 << one.n_slots) - 1, np.uint64),
        max_meetings=np.full(2 * SIZE, one.n_slots, np.int32),
        min_meetings=np.zeros(2 * SIZE, np.int32),
        capacity=one.capacity + other.capacity + 1,
        kind=np.zeros(n, np.int32),
        must=np.zeros(n, np.int8),
        after=np.array([[0, 1]], np.int32),
    )


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr("aufwind.engine.scheduling.gaps.LEAST_PEOPLE", 10)
    monkeypatch.setattr("aufwind.engine.scheduling.gaps.BLOCK_SIZES", (SIZE, SIZE - 5))
    monkeypatch.setattr("aufwind.engine.scheduling.gaps._LEAST_TRIES", 5_000)


def placed(instance):
    return place(instance, np.arange(instance.n_wishes, dtype=np.int32), stop=after_rounds(40))


def test_blocks_keep_every_rule_and_every_meeting(two_circles):
    before = placed(two_circles)

    slot = cut_gaps(two_circles, before, stop=after_rounds(150))

    assert faults(two_circles, slot) == []
    assert ((slot >= 0) == (before >= 0)).all()
    assert sum(gaps(two_circles, slot)) < sum(gaps(two_circles, before)) / 2


@pytest.mark.parametrize("rounds", [3, 60, 120])
def test_one_thread_finds_what_two_find(two_circles, monkeypatch, rounds):
    slot = placed(two_circles)

    by_two = cut_gaps(two_circles, slot, seed=3, stop=after_rounds(rounds))
    monkeypatch.setattr("aufwind.engine.scheduling.blocks.ThreadPoolExecutor", lambda _: ThreadPoolExecutor(1))
    by_one = cut_gaps(two_circles, slot, seed=3, stop=after_rounds(rounds))

    assert by_one.tolist() == by_two.tolist()


def test_the_blocks_are_the_circles(two_circles):
    slot = placed(two_circles)

    block = Cutter(two_circles, slot, -1, 0).blocks(SIZE)

    assert sorted(np.bincount(block)) == [SIZE, SIZE]
    assert np.bincount(block[:SIZE]).max() >= SIZE - 1  # whoever starts may be drawn to the other circle


def test_meetings_between_blocks_and_linked_ones_stand_still(two_circles):
    slot = placed(two_circles)
    block = np.repeat([0, 1], SIZE).astype(np.int32)

    first, second = parts(two_circles, slot, block)

    between = two_circles.n_wishes - 1
    assert first.wishes[-1] == second.wishes[-1] == between
    assert first.instance.members[-1].tolist() == second.instance.members[-1].tolist() == [0, -1]
    assert first.instance.domain[-1] == 1 << int(slot[between])
    assert first.instance.domain[0] == 1 << int(slot[0])


def test_where_most_meetings_cross_there_are_no_blocks(two_circles):
    slot = placed(two_circles)

    assert parts(two_circles, slot, (np.arange(2 * SIZE) % 2).astype(np.int32)) == []
    assert faults(two_circles, cut_gaps(two_circles, slot, stop=after_rounds(2))) == []
