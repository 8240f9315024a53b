"""Mixers of small groups: nobody left out, nobody met twice where that can be, bounds that hold."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aufwind.engine.errors import ProblemError
from aufwind.engine.scheduling.designs import rounds_without_repeats
from aufwind.engine.scheduling.groups import GroupPlan, mix_groups
from aufwind.engine.scheduling.groups_plain import improve_plainly
from aufwind.engine.scheduling.starters import Rings, anneal_plainly, kind_of_pair, starting_rounds, turned
from aufwind.engine.stop import after_rounds


def pairs_in(plan: GroupPlan) -> list[tuple[int, int]]:
    return [pair for groups in plan.rounds for group in groups for pair in combinations(group, 2)]


def test_ninety_people_in_fives_meet_forty_others_in_ten_rounds():
    plan = mix_groups(90, 5, 10, stop=after_rounds(0))

    assert (plan.fewest, plan.most_each, plan.repeats) == (40, 40, 0)
    assert plan.is_proven
    assert len(set(pairs_in(plan))) == len(pairs_in(plan)) == 1800


@pytest.mark.parametrize(("people", "rounds"), [(10, 9), (11, 11)])
def test_pairs_meet_everybody_once(people, rounds):
    plan = mix_groups(people, 2, rounds, stop=after_rounds(0))

    assert sorted(pairs_in(plan)) == list(combinations(range(people), 2))


@pytest.mark.parametrize(
    ("n_groups", "size", "rounds"),
    [(5, 5, 6), (25, 5, 31), (20, 4, 20), (18, 5, 10), (9, 3, 13), (16, 4, 21)],
)
def test_algebra_repeats_no_pair(n_groups, size, rounds):
    seats = rounds_without_repeats(n_groups, size, rounds, seed=3)

    met = sum((row[:, None] == row).astype(int) for row in seats)
    np.fill_diagonal(met, 0)
    assert seats.shape == (rounds, n_groups * size)
    assert met.max() == 1


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 24), st.integers(2, 7), st.integers(1, 5), st.integers(0, 3), st.data())
def test_everybody_present_sits_once_and_contacts_stay_below_the_bound(people, size, rounds, seed, data):
    absent = [data.draw(st.sets(st.integers(0, people - 1))) for _ in range(rounds)]

    plan = mix_groups(people, size, rounds, stop=after_rounds(1), seed=seed, absent=absent)

    for groups, missing in zip(plan.rounds, absent, strict=True):
        assert sorted(p for group in groups for p in group) == sorted(set(range(people)) - missing)
        sizes = [len(group) for group in groups]
        assert max(sizes, default=0) <= size
        assert max(sizes, default=0) - min(sizes, default=0) <= 1
    assert plan.contacts == len(set(pairs_in(plan))) <= plan.contacts_bound


def test_people_who_met_before_or_stay_apart_are_not_put_together():
    met = [(0, 1), (2, 3), (4, 5)]
    apart = [(0, 2), (1, 3)]

    plan = mix_groups(12, 3, 3, stop=after_rounds(20), met_before=met, apart=apart)

    assert plan.apart_broken == 0
    assert not {*met, *apart} & set(pairs_in(plan))


def test_two_tables_must_repeat_pairs_and_the_bound_knows():
    plan = mix_groups(8, 4, 2, stop=after_rounds(5))

    assert plan.contacts == plan.contacts_bound == 20
    assert plan.statement.en == "20 contacts: no seating gives more."


def test_statement_names_the_bound_where_it_is_not_met():
    plan = mix_groups(24, 6, 5, stop=after_rounds(0))

    assert plan.statement.de == f"{plan.contacts} Begegnungen; mehr als {plan.contacts_bound} sind nicht möglich."


def test_same_seed_and_rounds_give_the_same_seating():
    plans = [mix_groups(22, 4, 6, stop=after_rounds(2), seed=7) for _ in range(2)]

    assert plans[0] == plans[1]


def test_plain_version_improves_like_the_compiled_one(monkeypatch):
    monkeypatch.setenv("AUFWIND_PLAIN", "1")
    plain = mix_groups(11, 4, 5, stop=after_rounds(16), seed=1)
    monkeypatch.delenv("AUFWIND_PLAIN")
    compiled = mix_groups(11, 4, 5, stop=after_rounds(16), seed=1)

    assert abs(plain.contacts - compiled.contacts) <= 2


def test_the_search_ends_when_nothing_gets_better():
    plan = mix_groups(6, 3, 3, stop=after_rounds(1000), seed=1)

    assert (plan.contacts, plan.contacts_bound) == (13, 14)


def test_plain_version_reports_the_cost_of_what_it_returns():
    rng = np.random.default_rng(5)
    seats = np.array([rng.permutation(12) % 4 for _ in range(4)], np.int32)
    before = np.zeros((12, 12), np.int8)

    better, cost = improve_plainly(seats, before, 60, seed=2)

    times = sum((row[:, None] == row).astype(int) for row in better)
    np.fill_diagonal(times, 0)
    assert cost == np.maximum(times - 1, 0).sum() // 2


def test_progress_is_told_round_by_round():
    seen = []

    mix_groups(20, 5, 6, stop=after_rounds(2), listener=seen.append)

    assert [progress.rounds for progress in seen] == [0, 1, 2]


@pytest.mark.parametrize(
    ("people", "size", "rounds", "more", "what"),
    [
        (0, 5, 3, {}, "people: 0 is not possible. Give a number from 1 to 5000."),
        (9, 1, 3, {}, "group size: 1 is not possible."),
        (9, 3, 99, {}, "rounds: 99 is not possible."),
        (9, 3, 2, {"apart": [(0, 9)]}, "person: 9 is not possible. Give a number from 0 to 8."),
        (9, 3, 1, {"absent": [[], [1]]}, "rounds with absences: 2 is not possible."),
    ],
)
def test_impossible_numbers_are_named(people, size, rounds, more, what):
    with pytest.raises(ProblemError, match=r"group mixer, ") as caught:
        mix_groups(people, size, rounds, stop=after_rounds(0), **more)

    assert what in str(caught.value)


@pytest.mark.parametrize(("people", "size", "rounds"), [(15, 3, 7), (24, 4, 7), (30, 5, 6), (23, 4, 7)])
def test_one_turning_round_settles_what_algebra_does_not(people, size, rounds):
    plan = mix_groups(people, size, rounds, stop=after_rounds(12), seed=1)

    assert plan.is_proven
    assert len(set(pairs_in(plan))) == len(pairs_in(plan))


@pytest.mark.parametrize(("people", "period"), [(9, 4), (12, 6), (11, 5)])
def test_what_a_base_round_counts_is_what_repeats_when_the_rings_turn(people, period):
    rings = Rings(people, period, people // period)
    base = np.random.default_rng(1).permutation(people).astype(np.int32) % 3

    better = anneal_plainly(base, rings, 2000, seed=1)

    seats = turned(better, rings, period)
    kinds = Counter(kind_of_pair(rings, p, q) for p, q in combinations(range(people), 2) if better[p] == better[q])
    met = sum((row[:, None] == row).astype(int) for row in seats)
    again = {(p, q) for p, q in combinations(range(people), 2) if met[p, q] > 1}
    doubled = {kind for kind, times in kinds.items() if times > 1 or kind is None}
    opposite = {(ring, ring, period // 2) for ring in range(rings.orbits) if period % 2 == 0} & set(kinds)
    assert {kind_of_pair(rings, p, q) for p, q in again} == doubled | opposite
    assert sorted(np.bincount(better)) == sorted(np.bincount(base))


def test_plain_search_finds_the_schoolgirls_too():
    rings = Rings(15, 7, 2)
    base = np.random.default_rng(2).permutation(15).astype(np.int32) % 5

    seats = turned(anneal_plainly(base, rings, 60_000, seed=4), rings, 7)

    met = sum((row[:, None] == row).astype(int) for row in seats)
    np.fill_diagonal(met, 0)
    assert met.max() == 1


def test_large_mixers_do_without_a_turning_round():
    assert list(starting_rounds(401, 100, 5, seed=0)) == []
