"""Placing chosen wishes and winning worth back, compiled and plain."""

from dataclasses import replace

import numpy as np
import pytest

from aufwind.engine.native import SWITCH
from aufwind.engine.scheduling.place import by_tightness, place
from aufwind.engine.scheduling.recover import Recovery, recover
from aufwind.engine.stop import after_rounds
from tests.engine.scheduling.schedules import faults, full_event, random_event, worth

SEEDS = range(4)
SHAPES = [{}, {"width": 4, "n_wishes": 24}, {"kinds": 3}, {"width": 3, "kinds": 2, "tables": 2}, {"tables": 1}]


@pytest.fixture(params=["compiled", "plain"], autouse=True)
def way(request, monkeypatch):
    monkeypatch.setenv(SWITCH, "1" if request.param == "plain" else "0")


def everything(instance):
    return np.arange(instance.n_wishes, dtype=np.int32)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", SEEDS)
def test_place_keeps_every_rule(seed, shape):
    instance = random_event(seed, **shape)

    slot = place(instance, everything(instance), seed=seed, stop=after_rounds(9))

    assert faults(instance, slot) == []
    assert (slot >= 0).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_place_fits_all_meetings_of_an_event_with_nothing_to_spare(seed):
    instance = full_event(seed)

    slot = place(instance, everything(instance), seed=seed, stop=after_rounds(99))

    assert faults(instance, slot) == []
    assert (slot >= 0).all()


def test_place_takes_chosen_wishes_only():
    instance = random_event(1)
    chosen = np.array([3, 5, 7], np.int32)

    slot = place(instance, chosen, stop=after_rounds(9))

    assert set(np.flatnonzero(slot >= 0)) <= {3, 5, 7}


def test_place_of_nothing_is_empty():
    instance = random_event(1)

    slot = place(instance, np.empty(0, np.int32), stop=after_rounds(9))

    assert (slot == -1).all()


def test_place_puts_musts_before_what_was_chosen_earlier():
    pair = np.array([[0, 1], [0, 2]], np.int32)
    columns = {"members": pair, "domain": np.array([1, 1], np.uint64), "worth": np.array([9, 1])}
    columns |= {"kind": np.zeros(2, np.int32), "after": np.empty((0, 2), np.int32), "must": np.array([0, 1], np.int8)}
    instance = random_event(1, n_wishes=2, **columns)

    slot = place(instance, everything(instance), stop=after_rounds(9))

    assert slot.tolist() == [-1, 0]


def test_place_is_the_same_for_the_same_seed_and_rounds():
    instance = full_event(3)

    slots = [place(instance, everything(instance), seed=7, stop=after_rounds(4)) for _ in range(2)]

    assert slots[0].tolist() == slots[1].tolist()


def test_place_tells_after_each_round_and_stops_when_told():
    told = []

    place(full_event(3), everything(full_event(3)), stop=after_rounds(1), listener=told.append)

    assert [progress.rounds for progress in told] == [1]
    assert told[0].stage == "place"
    assert told[0].value > 0


def test_tightest_people_come_first():
    domain = np.array([0b111, 0b001, 0b011], np.uint64)
    members = np.array([[0, 1], [2, 3], [4, 5]], np.int32)
    instance = replace(random_event(1, n_wishes=3), members=members, domain=domain)

    order = by_tightness(instance, np.arange(3, dtype=np.int32))

    assert order.tolist() == [1, 2, 0]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", SEEDS)
def test_recover_keeps_every_rule_and_never_loses_worth(seed, shape):
    instance = random_event(seed, **shape)
    few = place(instance, everything(instance)[::3], seed=seed, stop=after_rounds(2))

    slot = recover(instance, few, seed=seed, stop=after_rounds(12))

    assert faults(instance, slot) == []
    assert worth(instance, slot) >= worth(instance, few)


def test_recover_ejects_what_is_cheaper():
    members = np.array([[0, 1], [0, 2]], np.int32)
    columns = {"members": members, "domain": np.array([1, 1], np.uint64), "worth": np.array([1, 9])}
    columns |= {"kind": np.zeros(2, np.int32), "after": np.empty((0, 2), np.int32)}
    instance = random_event(1, n_wishes=2, **columns)

    slot = recover(instance, np.array([0, -1], np.int8), stop=after_rounds(9))

    assert slot.tolist() == [-1, 0]


def test_recover_never_drops_a_must_for_worth():
    members = np.array([[0, 1], [0, 2]], np.int32)
    columns = {"members": members, "domain": np.array([1, 1], np.uint64), "worth": np.array([1, 9])}
    columns |= {"kind": np.zeros(2, np.int32), "after": np.empty((0, 2), np.int32), "must": np.array([1, 0], np.int8)}
    instance = random_event(1, n_wishes=2, **columns)

    slot = recover(instance, np.array([0, -1], np.int8), stop=after_rounds(9))

    assert slot.tolist() == [0, -1]


def test_recover_keeps_minimums_before_worth():
    members = np.array([[0, 1], [0, 2]], np.int32)
    columns = {"members": members, "domain": np.array([1, 1], np.uint64), "worth": np.array([1, 9])}
    columns |= {"kind": np.zeros(2, np.int32), "after": np.empty((0, 2), np.int32)}
    instance = random_event(1, n_wishes=2, **columns)
    instance.min_meetings[1] = 1

    slot = recover(instance, np.array([0, -1], np.int8), stop=after_rounds(9))

    assert slot.tolist() == [0, -1]


def test_recover_finds_the_best_of_a_small_event():
    chance = np.random.default_rng(5)
    pairs = [(a, b) for a in range(6) for b in range(a + 1, 6)]
    columns = {"members": np.array(pairs, np.int32), "worth": chance.integers(1, 40, 15)}
    columns |= {"domain": np.full(15, 0b111, np.uint64), "max_meetings": np.full(12, 3, np.int32)}
    instance = random_event(2, n_slots=3, n_wishes=15, tables=3, **columns, after=np.empty((0, 2), np.int32))

    slot = recover(instance, np.full(15, -1, np.int8), stop=after_rounds(40))

    assert worth(instance, slot) == best_worth(instance)


def best_worth(instance):
    """The most that three rounds of disjoint pairs of six people are worth, by trying all perfect matchings."""
    value = {tuple(pair): int(w) for pair, w in zip(instance.members.tolist(), instance.worth, strict=True)}

    def matchings(people):
        if not people:
            return [[]]
        first, *rest = people
        return [[(first, b), *more] for b in rest for more in matchings([p for p in rest if p != b])]

    rounds = matchings(list(range(6)))
    unions = [{*a, *b, *c} for a in rounds for b in rounds for c in rounds]
    return max(sum(value[pair] for pair in union) for union in unions)


def test_recover_of_a_large_event_ends_when_passes_win_nothing(monkeypatch):
    monkeypatch.setattr("aufwind.engine.scheduling.recover._SMALL", 0)
    instance = random_event(6, n_wishes=60)
    told = []

    slot = recover(instance, np.full(60, -1, np.int8), stop=after_rounds(999), listener=told.append)

    assert faults(instance, slot) == []
    assert len(told) < 999


def test_recover_stops_in_the_middle_of_a_pass():
    instance = random_event(6, n_wishes=60)

    slot = recover(instance, np.full(60, -1, np.int8), stop=after_rounds(1))

    assert faults(instance, slot) == []


def test_recover_of_wishes_that_all_take_place_has_nothing_to_do():
    instance = full_event(2)
    slot = place(instance, everything(instance), stop=after_rounds(99))

    again = recover(instance, slot, stop=after_rounds(9))

    assert again.tolist() == slot.tolist()


def test_recover_ends_at_a_known_bound():
    instance = full_event(2)
    told = []

    recover(
        instance, np.full(instance.n_wishes, -1, np.int8), stop=after_rounds(99), listener=told.append, value_bound=1
    )

    assert len(told) == 1


def test_recover_is_the_same_for_the_same_seed_and_rounds():
    instance = random_event(4, n_wishes=60)
    nothing = np.full(60, -1, np.int8)

    slots = [recover(instance, nothing, seed=7, stop=after_rounds(12)) for _ in range(2)]

    assert slots[0].tolist() == slots[1].tolist()


def test_recover_leaves_out_who_would_meet_twice_at_the_start():
    instance = full_event(2, capacity=np.full((1, 8), 99, np.int32))

    slot = recover(instance, np.zeros(instance.n_wishes, np.int8), stop=after_rounds(3))

    assert faults(instance, slot) == []


def test_compiled_recovery_needs_its_kernels(monkeypatch):
    monkeypatch.setenv(SWITCH, "1")
    instance = full_event(2)

    with pytest.raises(RuntimeError, match="PlainRecovery"):
        Recovery(instance, np.full(instance.n_wishes, -1, np.int8), 1)
