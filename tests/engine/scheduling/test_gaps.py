"""Cutting gaps, compiled and plain."""

import numpy as np
import pytest

from aufwind.engine.native import SWITCH
from aufwind.engine.scheduling.gaps import Cutter, cut_gaps, gaps_total, heat_of
from aufwind.engine.scheduling.place import place
from aufwind.engine.stop import after_rounds
from tests.engine.scheduling.schedules import faults, full_event, gaps, random_event

SEEDS = range(3)
SHAPES = [{}, {"width": 4, "n_wishes": 24}, {"kinds": 3}, {"width": 3, "kinds": 2, "tables": 2}, {"day_starts": 0b1000}]


@pytest.fixture(params=["compiled", "plain"], autouse=True)
def way(request, monkeypatch):
    monkeypatch.setenv(SWITCH, "1" if request.param == "plain" else "0")


@pytest.fixture(autouse=True)
def short_rounds(monkeypatch):
    """A pass of 24 rounds tries this many chains; the plain way looks at some 50,000 a second."""
    monkeypatch.setattr("aufwind.engine.scheduling.gaps._LEAST_TRIES", 2_000)
    monkeypatch.setattr("aufwind.engine.scheduling.gaps._TRIES", 0)


def placed(instance, seed=1):
    return place(instance, np.arange(instance.n_wishes, dtype=np.int32), seed=seed, stop=after_rounds(40))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", SEEDS)
def test_cut_gaps_keeps_every_rule_and_every_meeting(seed, shape):
    instance = random_event(seed, **shape)
    before = placed(instance, seed)

    slot = cut_gaps(instance, before, seed=seed, stop=after_rounds(24))

    assert faults(instance, slot) == []
    assert ((slot >= 0) == (before >= 0)).all()
    assert sum(gaps(instance, slot)) <= sum(gaps(instance, before))


@pytest.mark.parametrize("seed", SEEDS)
def test_cut_gaps_finds_the_plan_without_gaps(seed):
    instance = full_event(seed, n_people=16, n_slots=6)

    slot = cut_gaps(instance, placed(instance), stop=after_rounds(24 * 8))

    assert faults(instance, slot) == []
    assert sum(gaps(instance, slot)) == 0


def test_gaps_end_with_the_day():
    instance = full_event(1, day_starts=0b00010000)
    slot = placed(instance)

    assert gaps_total(instance, slot) == sum(gaps(instance, slot))


def test_a_gap_nobody_can_avoid_ends_the_search_at_once():
    columns = {"members": np.array([[0, 1], [0, 2]], np.int32), "domain": np.array([1, 0b100], np.uint64)}
    columns |= {"worth": np.ones(2, np.int64), "kind": np.zeros(2, np.int32), "after": np.empty((0, 2), np.int32)}
    instance = random_event(1, n_wishes=2, max_meetings=np.full(12, 6, np.int32), **columns)
    told = []

    slot = cut_gaps(instance, np.array([0, 2], np.int8), stop=after_rounds(50), listener=told.append)

    assert slot.tolist() == [0, 2]
    assert told == []


def test_cut_gaps_stops_at_the_goal():
    instance = full_event(3)
    slot = placed(instance)
    goal = sum(gaps(instance, slot)) - 1

    better = cut_gaps(instance, slot, stop=after_rounds(500), goal=goal)

    assert sum(gaps(instance, better)) <= goal


def test_spread_makes_the_worst_person_dear():
    instance = full_event(3, n_people=40, n_slots=10)
    slot = placed(instance)

    even = cut_gaps(instance, slot, stop=after_rounds(24), spread=0, goal=1)

    assert faults(instance, even) == []
    assert max(gaps(instance, even)) <= max(gaps(instance, slot))


def test_the_same_seed_and_rounds_give_the_same_slots():
    instance = full_event(3)
    slot = placed(instance)

    slots = [cut_gaps(instance, slot, seed=5, stop=after_rounds(7)).tolist() for _ in range(2)]

    assert slots[0] == slots[1]


def test_a_single_slot_has_no_gaps_to_cut():
    instance = full_event(3, n_slots=8)
    one = random_event(3, n_slots=1, n_wishes=8)

    assert cut_gaps(one, placed(one), stop=after_rounds(3)).tolist() == placed(one).tolist()
    assert instance.n_slots == 8


def test_cut_gaps_gives_up_after_passes_that_win_nothing(monkeypatch):
    monkeypatch.setattr("aufwind.engine.scheduling.gaps._GIVE_UP", 1)
    instance = full_event(4, n_people=40, n_slots=4, capacity=np.full((1, 4), 20, np.int32))
    told = []

    cut_gaps(instance, placed(instance), stop=after_rounds(10_000), listener=told.append)

    assert len(told) < 10_000


def test_the_listener_hears_of_each_round():
    told = []
    instance = full_event(4, n_people=40)

    cut_gaps(instance, placed(instance), stop=after_rounds(2), listener=told.append)

    assert [(progress.stage, progress.rounds) for progress in told] == [("gaps", 1), ("gaps", 2)]
    assert told[0].gaps >= told[1].gaps >= told[1].gaps_bound


def test_heat_halves_every_sixteen_steps():
    assert [heat_of(0), heat_of(16), heat_of(128)] == [1 << 32, 1 << 31, 1 << 24]
    assert heat_of(8) == round(2**31.5)


def test_compiled_cutter_needs_its_kernel(monkeypatch):
    monkeypatch.setenv(SWITCH, "1")
    instance = full_event(2)

    with pytest.raises(RuntimeError, match="PlainCutter"):
        Cutter(instance, placed(instance), -1, 1)
