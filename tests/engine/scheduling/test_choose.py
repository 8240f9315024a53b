import numpy as np
import pytest
from hypothesis import given, settings

from aufwind.engine.native import SWITCH
from aufwind.engine.scheduling import flow, rounding
from aufwind.engine.scheduling.certificate import certified_bound
from aufwind.engine.scheduling.choose import certificate_for, choose
from aufwind.engine.stop import after_rounds
from tests.engine.scheduling.small_events import event, events, is_possible


@pytest.fixture(params=["kernel", "plain"])
def way(request, monkeypatch):
    if request.param == "plain":
        monkeypatch.setenv(SWITCH, "1")
    return request.param


def random_event(n_people, n_wishes, seed, **columns):
    rng = np.random.default_rng(seed)
    pairs = np.sort(np.array([rng.choice(n_people, 2, replace=False) for _ in range(n_wishes)]), axis=1)
    return event(pairs, rng.integers(1, 50, n_wishes), n_people=n_people, **columns)


def test_chosen_stands_musts_first_then_by_falling_worth(way):
    instance = event([(0, 1), (2, 3), (4, 5), (0, 2)], [3, 5, 1, 5], must=[0, 0, 1, 0])

    selection = choose(instance)

    assert selection.chosen.tolist() == [2, 1, 3, 0]
    assert selection.worth == selection.bound == 14


def test_a_must_is_chosen_before_any_value(way):
    instance = event([(0, 1), (0, 2)], [1, 100], max_meetings=[1, 1, 1], must=[1, 0])

    selection = choose(instance)

    assert (selection.chosen.tolist(), selection.worth, selection.bound) == ([0], 1, 1)


def test_of_more_musts_than_fit_as_many_as_possible_are_chosen(way):
    instance = event([(0, 1), (0, 2), (3, 4)], [1, 2, 9], max_meetings=[1, 1, 1, 1, 1], must=[1, 1, 0])

    selection = choose(instance)

    assert selection.chosen.tolist() == [1, 2]
    assert (selection.certificate.musts, selection.bound) == (1, 11)


def test_minimums_come_before_value(way):
    instance = event([(0, 1), (0, 2)], [1, 100], max_meetings=[1, 1, 1], min_meetings=[0, 1, 0])

    selection = choose(instance)

    assert (selection.chosen.tolist(), selection.bound) == ([0], 1)


def test_minimums_that_cannot_be_kept_are_kept_as_far_as_possible(way):
    instance = event([(0, 1), (2, 3)], [1, 2], min_meetings=[3, 0, 1, 0], capacity=[[1, 0, 0]])

    selection = choose(instance)

    assert (selection.chosen.tolist(), selection.bound) == ([1], 2)


def test_a_wish_of_three_takes_a_place_of_everybody(way):
    instance = event([(0, 1, 2), (3, 4, 2)], [5, 4], max_meetings=[1, 1, 1, 1, 1])

    selection = choose(instance)

    assert selection.chosen.tolist() == [0]
    assert selection.bound >= 5


def test_never_wishes_do_not_close_gaps(way):
    instance = event([(0, 2), (2, 0)], [0, 9], domain=[7, 0], kind=[1, 0], capacity=[[1, 0, 0], [0, 0, 0]])

    assert choose(instance).chosen.tolist() == []


def test_two_odd_circles_are_joined_by_a_path(way):
    circles = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)]
    instance = event([*circles, (2, 3)], [4, 4, 4, 4, 4, 4, 4], max_meetings=[1] * 6)

    selection = choose(instance)

    assert (selection.worth, selection.bound) == (12, 12)


def test_a_gap_closes_through_somebody_who_can_spare_a_meeting(way):
    instance = event([(0, 1), (1, 2), (0, 2), (2, 3)], [5, 5, 5, 5], max_meetings=[1, 1, 1, 1])

    selection = choose(instance)

    assert (selection.worth, selection.bound) == (10, 10)


def test_rounding_loses_next_to_nothing_where_tables_are_short(way):
    instance = random_event(60, 500, seed=5, capacity=[[20] * 3])

    selection = choose(instance)

    assert selection.bound - selection.worth <= 1


def test_places_below_a_minimum_are_mended_first(way):
    instance = random_event(40, 300, seed=6, min_meetings=[2] * 40)

    selection = choose(instance)

    assert np.bincount(instance.members[selection.chosen].ravel(), minlength=40).min() >= 2


MUST_OR_VALUE = event(
    [(0, 1), (0, 2), (3, 4)], [1, 100, 5], max_meetings=[1] * 5, must=[1, 0, 0], min_meetings=[0, 1, 0, 1, 0]
)


def test_the_certificate_stays_for_plans_that_keep_what_it_claims():
    certificate = choose(MUST_OR_VALUE).certificate

    assert certificate_for(MUST_OR_VALUE, certificate, np.array([0, 2])) is certificate


def test_a_plan_below_a_minimum_gets_a_bound_without_minimums():
    weaker = certificate_for(MUST_OR_VALUE, choose(MUST_OR_VALUE).certificate, np.array([0]))

    assert (weaker.musts, weaker.floors, certified_bound(MUST_OR_VALUE, weaker)) == (1, (), 6)


def test_a_plan_without_its_musts_gets_a_bound_without_musts():
    weaker = certificate_for(MUST_OR_VALUE, choose(MUST_OR_VALUE).certificate, np.array([1, 2]))

    assert (weaker.musts, weaker.floors, certified_bound(MUST_OR_VALUE, weaker)) == (0, (), 105)


def test_stopping_early_still_gives_a_possible_choice_and_a_valid_bound(way):
    instance = random_event(100, 900, seed=1)

    early = choose(instance, stop=after_rounds(1))
    full = choose(instance)

    assert (early.is_optimal, full.is_optimal) == (False, True)
    assert early.bound >= full.bound >= full.worth >= early.worth
    assert early.bound == certified_bound(instance, early.certificate)
    assert is_possible(instance, early.chosen.tolist())


@pytest.mark.parametrize("stage", [flow, rounding])
def test_a_kernel_without_memory_is_named(monkeypatch, stage):
    class OutOfMemory:
        def __getattr__(self, name):
            return lambda *_arguments: -1

    monkeypatch.setattr(stage, "kernel", lambda _name: OutOfMemory())

    with pytest.raises(MemoryError, match="choice of wishes"):
        choose(random_event(10, 20, seed=1))


def test_the_listener_hears_every_phase():
    heard = []

    choose(random_event(100, 900, seed=1), listener=heard.append)

    assert heard

    assert [progress.stage for progress in heard] == ["choose"] * len(heard)
    assert [progress.rounds for progress in heard] == list(range(1, len(heard) + 1))


def test_a_warm_start_finds_the_same_bound():
    instance = random_event(60, 500, seed=2, capacity=[[15] * 3])
    first = choose(instance)

    again = choose(instance, warm=first.certificate)

    assert (again.bound, again.is_optimal) == (first.bound, True)


def test_the_same_event_gives_the_same_choice():
    instance = random_event(60, 500, seed=4)

    assert choose(instance).chosen.tolist() == choose(instance).chosen.tolist()


@settings(deadline=None)
@given(events(most_members=3))
def test_what_is_chosen_fits_and_is_within_the_bound(instance):
    selection = choose(instance)

    assert is_possible(instance, selection.chosen.tolist())
    assert selection.bound == certified_bound(instance, selection.certificate) >= selection.worth
    assert int(instance.worth[selection.chosen].sum()) == selection.worth


@settings(deadline=None)
@given(events(most_members=3))
def test_the_plain_way_keeps_the_same_bound(instance):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SWITCH, "1")
        selection = choose(instance)

    assert is_possible(instance, selection.chosen.tolist())
    assert selection.bound == certified_bound(instance, selection.certificate)
    assert selection.worth <= selection.bound
