"""Repair on the day: what still works stays, what became free is filled, and everything can be undone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aufwind.engine.scheduling.instance import Instance
from aufwind.engine.scheduling.repair import repair
from aufwind.engine.stop import after_rounds


def event(pairs, *, n_people, n_slots, tables, worth=None, most=None, **more) -> Instance:
    """Wishes between pairs of people who are free all the time."""
    members = np.array(pairs, np.int32).reshape(len(pairs), -1)
    return Instance(
        n_slots=n_slots,
        n_people=n_people,
        n_units=n_people,
        members=members,
        worth=np.array(worth if worth is not None else [1] * len(pairs), np.int64),
        domain=more.pop("domain", np.full(len(pairs), (1 << n_slots) - 1, np.uint64)),
        max_meetings=np.full(n_people, n_slots if most is None else most, np.int32),
        min_meetings=np.zeros(n_people, np.int32),
        capacity=np.full((1, n_slots), tables, np.int32),
        kind=np.zeros(len(pairs), np.int32),
        must=np.zeros(len(pairs), np.int8),
        **more,
    )


def gone(instance: Instance, person: int) -> Instance:
    domain = instance.domain.copy()
    domain[(instance.members == person).any(axis=1)] = 0
    return replace(instance, domain=domain)


def flags(n: int, *which: int) -> np.ndarray:
    marks = np.zeros(n, np.bool_)
    marks[list(which)] = True
    return marks


def broken_rules(instance: Instance, slot: np.ndarray, frozen: int = 0) -> list[str]:
    """Checked with plain loops, sharing nothing with the repair."""
    seen, broken = set(), []
    used = np.zeros_like(instance.capacity)
    count = np.zeros(instance.n_units, int)
    for wish, t in enumerate(slot.tolist()):
        if t < 0:
            continue
        if t >= frozen and not int(instance.domain[wish]) >> t & 1:
            broken.append(f"{wish} outside its slots")
        for unit in instance.members[wish][instance.members[wish] >= 0].tolist():
            broken += [f"{unit} twice in {t}"] if (unit, t) in seen else []
            seen.add((unit, t))
            count[unit] += 1
        for row in {0, int(instance.kind[wish])}:
            used[row, t] += 1
    broken += ["tables"] if (used > instance.capacity)[:, frozen:].any() else []
    broken += ["limits"] if (count[: instance.n_people] > instance.max_meetings).any() else []
    for first, then in instance.after.tolist():
        if slot[first] >= 0 and slot[then] >= 0 and slot[first] >= slot[then]:
            broken.append("order")
    return broken


@pytest.fixture(params=["compiled", "plain"])
def either_way(request, monkeypatch):
    if request.param == "plain":
        monkeypatch.setenv("AUFWIND_PLAIN", "1")


@pytest.mark.usefixtures("either_way")
def test_partner_of_a_no_show_gets_another_wish_and_nobody_else_moves():
    before = event([(0, 1), (2, 3), (1, 4)], n_people=5, n_slots=1, tables=2)

    done = repair(gone(before, 0), np.array([0, 0, -1], np.int8), affected=flags(5, 0))

    assert done.slot.tolist() == [-1, 0, 0]
    assert (done.dropped.tolist(), done.added.tolist(), done.moved.tolist()) == ([0], [2], [])


@pytest.mark.usefixtures("either_way")
def test_late_person_meets_later_where_both_are_free():
    before = event([(0, 1), (2, 3)], n_people=4, n_slots=3, tables=2)
    late = replace(before, domain=np.array([0b110, 0b111], np.uint64))

    done = repair(late, np.array([0, 0], np.int8), affected=flags(4, 0))

    assert done.rescued.tolist() == [0]
    assert done.slot[0] > 0
    assert done.slot[1] == 0


@pytest.mark.usefixtures("either_way")
def test_the_cheapest_meeting_goes_where_tables_are_short():
    before = event([(0, 1), (2, 3), (4, 5)], n_people=6, n_slots=1, tables=3, worth=[5, 2, 9])
    short = replace(before, capacity=np.array([[2]], np.int32))

    done = repair(short, np.zeros(3, np.int8))

    assert done.thrown_out.tolist() == done.dropped.tolist() == [1]


@pytest.mark.usefixtures("either_way")
def test_the_meeting_at_the_lost_table_goes_first_and_finds_a_spare_slot():
    before = event([(0, 1), (2, 3)], n_people=4, n_slots=2, tables=2, worth=[9, 1])
    short = replace(before, capacity=np.array([[1, 2]], np.int32))

    done = repair(short, np.zeros(2, np.int8), first_out=flags(2, 0))

    assert done.slot.tolist() == [1, 0]
    assert done.rescued.tolist() == [0]


@pytest.mark.usefixtures("either_way")
def test_an_unaffected_meeting_moves_only_where_that_is_allowed():
    # 0 is free in slot 1, 2 in slot 0; the wish (0, 2) fits once (0, 1) has gone to slot 1.
    before = event(
        [(0, 1), (0, 2)], n_people=3, n_slots=2, tables=2, worth=[5, 9], domain=np.array([0b11, 0b01], np.uint64)
    )
    plan = np.array([0, -1], np.int8)

    kept = repair(before, plan)
    moved = repair(before, plan, most_moved=1.0)

    assert kept.slot.tolist() == [0, -1]
    assert (moved.slot.tolist(), moved.moved.tolist()) == ([1, 0], [0])


@pytest.mark.usefixtures("either_way")
def test_another_meeting_of_an_affected_person_may_shift():
    before = event(
        [(0, 1), (0, 2)], n_people=3, n_slots=2, tables=2, worth=[5, 9], domain=np.array([0b11, 0b01], np.uint64)
    )

    done = repair(before, np.array([0, -1], np.int8), affected=flags(3, 1))

    assert (done.slot.tolist(), done.shifted.tolist(), done.moved.tolist()) == ([1, 0], [0], [])


@pytest.mark.usefixtures("either_way")
def test_what_the_repair_put_in_gives_way_to_something_better():
    # Greedy takes (1, 2) for 9; the better answer is (1, 3) and (2, 4) for 8 each.
    before = event([(0, 1), (2, 5), (1, 2), (1, 3), (2, 4)], n_people=6, n_slots=1, tables=3, worth=[9, 9, 9, 8, 8])
    left = gone(gone(before, 0), 5)

    done = repair(left, np.array([0, 0, -1, -1, -1], np.int8), affected=flags(6, 0, 5))

    assert done.added.tolist() == [3, 4]


@pytest.mark.usefixtures("either_way")
def test_the_past_is_history():
    before = event([(0, 1), (0, 2), (1, 2)], n_people=3, n_slots=2, tables=1)

    done = repair(gone(before, 0), np.array([0, 1, -1], np.int8), frozen=1, affected=flags(3, 0))

    assert done.slot.tolist() == [0, -1, 1]


@pytest.mark.usefixtures("either_way")
def test_a_must_is_put_in_before_anything_dearer():
    before = event([(0, 1), (1, 2), (1, 3)], n_people=4, n_slots=1, tables=1, worth=[5, 9, 1])
    asked = replace(gone(before, 0), must=np.array([0, 0, 1], np.int8))

    done = repair(asked, np.array([0, -1, -1], np.int8))

    assert done.added.tolist() == [2]


@pytest.mark.usefixtures("either_way")
def test_a_missing_minimum_counts_more_than_worth():
    before = event([(0, 1), (1, 2), (1, 3)], n_people=4, n_slots=1, tables=1, worth=[5, 9, 1])
    asked = replace(gone(before, 0), min_meetings=np.array([0, 0, 0, 1], np.int32))

    done = repair(asked, np.array([0, -1, -1], np.int8))

    assert done.added.tolist() == [2]


@pytest.mark.usefixtures("either_way")
def test_of_two_meetings_of_one_person_at_a_time_one_finds_another_slot():
    # A colleague took over a meeting while she had one of her own.
    now = event([(0, 1), (0, 2)], n_people=3, n_slots=2, tables=2)

    done = repair(now, np.zeros(2, np.int8))

    assert done.slot.tolist() == [0, 1]
    assert done.rescued.tolist() == [1]


@pytest.mark.usefixtures("either_way")
def test_enormous_worths_are_compared_all_the_same():
    before = event([(0, 1), (1, 2), (1, 3)], n_people=4, n_slots=1, tables=1, worth=[5, 1 << 50, 1 << 49])

    done = repair(gone(before, 0), np.array([0, -1, -1], np.int8))

    assert done.added.tolist() == [1]


@pytest.mark.usefixtures("either_way")
def test_a_meeting_that_has_to_come_first_is_not_put_last():
    before = event([(0, 1), (1, 2), (2, 3)], n_people=4, n_slots=3, tables=1, after=np.array([[1, 2]], np.int32))

    done = repair(gone(before, 0), np.array([2, -1, 1], np.int8), affected=flags(4, 0))

    assert done.slot.tolist() == [-1, 0, 1]


@pytest.mark.usefixtures("either_way")
def test_a_meeting_moved_by_an_earlier_chain_may_go_home():
    # (0, 1) makes room for (0, 2); when (0, 1) can return to slot 0 it does.
    before = event(
        [(0, 1), (0, 2), (0, 3)], n_people=4, n_slots=2, tables=3, worth=[5, 9, 20],
        domain=np.array([0b11, 0b01, 0b01], np.uint64),
    )  # fmt: skip

    done = repair(before, np.array([0, -1, -1], np.int8), most_moved=1.0)

    assert done.slot.tolist() == [1, -1, 0]


def test_walk_ins_are_wishes_the_old_plan_did_not_know():
    now = event([(0, 1), (2, 0)], n_people=3, n_slots=2, tables=1)

    done = repair(now, np.array([0], np.int8))

    assert done.slot.tolist() == [0, 1]


def test_undo_refuses_a_plan_that_was_changed_since():
    before = event([(0, 1), (1, 2)], n_people=3, n_slots=1, tables=1)
    done = repair(gone(before, 0), np.array([0, -1], np.int8))

    with pytest.raises(ValueError, match="changed since"):
        done.undo(np.array([0, 0], np.int8))


def test_stop_ends_the_repair_between_passes_and_progress_is_told():
    before = event([(0, 1), (1, 2)], n_people=3, n_slots=1, tables=1, worth=[3, 4])
    seen = []

    done = repair(gone(before, 0), np.array([0, -1], np.int8), stop=after_rounds(0), listener=seen.append)

    assert done.added.tolist() == []
    assert [(progress.stage, progress.rounds) for progress in seen] == [("place", 0)]


@st.composite
def broken_days(draw):
    """An event with a first-come plan, and what went wrong with it."""
    n_people, n_slots = draw(st.integers(2, 9)), draw(st.integers(1, 5))
    width = draw(st.sampled_from([2, 3]))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    n_wishes = draw(st.integers(0, 20))
    members = np.full((n_wishes, width), -1, np.int32)
    for row in members:
        k = min(n_people, rng.integers(2, width + 1))
        row[:k] = rng.permutation(n_people)[:k]
    pairs = rng.integers(0, max(1, n_wishes), (3, 2)) if n_wishes > 6 else np.empty((0, 2))
    instance = Instance(
        n_slots=n_slots,
        n_people=n_people,
        n_units=n_people,
        members=members,
        worth=rng.integers(0, 9, n_wishes).astype(np.int64),
        domain=rng.integers(1, 1 << n_slots, n_wishes).astype(np.uint64),
        max_meetings=rng.integers(0, n_slots + 1, n_people).astype(np.int32),
        min_meetings=rng.integers(0, 2, n_people).astype(np.int32),
        capacity=np.array([[4] * n_slots, [2] * n_slots], np.int32),
        kind=rng.integers(0, 2, n_wishes).astype(np.int32),
        must=(rng.random(n_wishes) < 0.2).astype(np.int8),
        after=np.array([p for p in pairs.tolist() if p[0] < p[1]], np.int32).reshape(-1, 2),
        day_starts=draw(st.sampled_from([0, 2])) if n_slots > 1 else 0,
    )
    plan = np.full(n_wishes, -1, np.int8)
    for wish in range(n_wishes):
        for t in range(n_slots):
            plan[wish] = t
            if not broken_rules(instance, plan):
                break
            plan[wish] = -1
    affected = rng.random(n_people) < 0.3
    domain = instance.domain.copy()
    domain[affected[members].any(axis=1) & (rng.random(n_wishes) < 0.7)] &= np.uint64(0b10100)
    capacity = instance.capacity.copy()
    capacity[0, rng.integers(n_slots)] = 1
    return instance, replace(instance, domain=domain, capacity=capacity), plan, affected


@settings(max_examples=150, deadline=None)
@given(broken_days(), st.integers(0, 2), st.sampled_from([0.0, 0.3, 1.0]), st.booleans())
def test_any_repair_is_valid_frugal_accounted_for_and_undone(day, frozen, most_moved, plain):
    _, now, old, affected = day
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUFWIND_PLAIN", "1" if plain else "0")
        done = repair(now, old, frozen=frozen, affected=affected, most_moved=most_moved, seed=3)

    assert broken_rules(now, done.slot, frozen) == []
    past = (old >= 0) & (old < frozen)
    assert (done.slot[past] == old[past]).all()
    assert not ((done.slot >= 0) & (done.slot < frozen) & ~past).any()
    fits = (old >= 0) & ((now.domain >> np.maximum(old, 0).astype(np.uint64) & np.uint64(1)) == 1)
    touched = np.append(affected, np.False_)  # the last one is «nobody»
    touched[now.members[done.thrown_out]] = True
    touched[-1] = False
    unaffected = fits & ~touched[now.members].any(axis=1)
    changed = np.flatnonzero(done.slot != old)
    assert set(changed[unaffected[changed]].tolist()) <= set(done.moved.tolist())
    assert len(done.moved) <= most_moved * np.count_nonzero(fits | past)
    lists = [done.moved, done.shifted, done.rescued, done.dropped, done.added]
    assert sorted(np.concatenate(lists).tolist()) == changed.tolist()
    assert set(np.flatnonzero((old >= 0) & (done.slot < 0)).tolist()) == set(done.dropped.tolist())
    assert not fits[np.setdiff1d(done.dropped, done.thrown_out)].any()
    assert (done.undo(done.slot) == old).all()


@pytest.mark.parametrize("most_moved", [0.0, 0.05])
def test_compiled_and_plain_repairs_are_about_as_good(monkeypatch, most_moved):
    rng = np.random.default_rng(4)
    pairs = [tuple(rng.choice(40, 2, replace=False).tolist()) for _ in range(220)]
    before = event(pairs, n_people=40, n_slots=6, tables=12, worth=rng.integers(5, 30, 220), most=4)
    plan = repair(before, np.empty(0, np.int8)).slot
    left = gone(gone(gone(before, 3), 17), 29)

    values = []
    for plain in "01":
        monkeypatch.setenv("AUFWIND_PLAIN", plain)
        slot = repair(left, plan, affected=flags(40, 3, 17, 29), most_moved=most_moved).slot
        values.append(int(left.worth[slot >= 0].sum()))

    assert min(values) > 0.98 * max(values) > left.worth[(plan >= 0) & (left.domain > 0)].sum()
