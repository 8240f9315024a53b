from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from aufwind.engine.native import SWITCH
from aufwind.engine.scheduling.certificate import certified_bound
from aufwind.engine.scheduling.choose import choose
from aufwind.engine.scheduling.fair import Level, choose_fair
from tests.engine.scheduling.small_events import event, events, is_possible


@pytest.fixture(params=["kernel", "plain"])
def way(request, monkeypatch):
    if request.param == "plain":
        monkeypatch.setenv(SWITCH, "1")
    return request.param


def people_with(instance, chosen, meetings):
    held = np.bincount(instance.members[list(chosen)].ravel() + 1, minlength=instance.n_people + 1)[1:]
    return int((held >= meetings).sum())


def fairest(instance, levels):
    """Greatest (people with ≥ 1, people with ≥ 2, …, worth) in this order, by trying all sets of wishes."""

    def rank(chosen):
        reached = (people_with(instance, chosen, level) for level in range(1, levels + 1))
        return *reached, int(instance.worth[list(chosen)].sum())

    open_to = [w for w in range(instance.n_wishes) if instance.domain[w]]
    sets = (chosen for size in range(len(open_to) + 1) for chosen in combinations(open_to, size))
    return max(rank(chosen) for chosen in sets if is_possible(instance, chosen))


STAR = event([(0, 1), (0, 2), (0, 1), (3, 4)], [9, 1, 8, 3], max_meetings=[2, 2, 1, 1, 1])


def test_the_worst_off_come_before_value(way):
    fair = choose_fair(STAR, 1)

    assert sorted(fair.selection.chosen.tolist()) == [0, 1, 3]
    assert (fair.selection.worth, fair.selection.bound, fair.price) == (13, 13, 7)
    assert [(level.people, level.most) for level in fair.levels] == [(5, 5)]
    assert fair.is_proven


def test_without_levels_value_alone_counts(way):
    fair = choose_fair(STAR, 0)

    assert (fair.selection.worth, fair.levels, fair.price) == (choose(STAR).worth, (), 0)


def test_a_level_nobody_can_reach_fully_is_proven_by_prices(way):
    instance = event([(0, 1), (0, 2), (0, 3)], [1, 2, 3], max_meetings=[1, 1, 1, 1])

    (level,) = choose_fair(instance, 1).levels

    assert (level.people, level.most) == (2, 2)
    assert level.certificate is not None


def test_what_is_not_reached_is_not_called_proven(way):
    triangle = event([(0, 1), (1, 2), (0, 2)], [1, 1, 1], max_meetings=[1, 1, 1])

    fair = choose_fair(triangle, 1)

    assert not fair.is_proven  # the relaxation sees three halves: nobody proves here that one stays alone
    assert [(level.people, level.most) for level in fair.levels] == [(2, 3)]


def test_a_given_choice_saves_choosing_anew():
    fair = choose_fair(STAR, 2, unfair=choose(STAR))

    assert fair.price == choose(STAR).worth - fair.selection.worth


@settings(deadline=None)
@given(events(most_people=5, most_wishes=6))
def test_no_choice_is_fairer_than_the_levels_say(instance):
    instance.min_meetings[:] = 0
    instance.must[:] = 0
    best = fairest(instance, 2)

    fair = choose_fair(instance, 2)

    assert is_possible(instance, fair.selection.chosen.tolist())
    reached = tuple(people_with(instance, fair.selection.chosen, level.meetings) for level in fair.levels)
    assert reached == tuple(level.people for level in fair.levels)
    assert best[0] <= fair.levels[0].most
    assert best[1] <= fair.levels[1].most or best[0] < fair.levels[0].most
    assert (*reached, fair.selection.worth) <= best
    assert fair.selection.bound == certified_bound(instance, fair.selection.certificate)


def test_levels_count_from_one():
    assert [level.meetings for level in choose_fair(STAR, 3).levels] == [1, 2, 3]
    assert isinstance(choose_fair(STAR, 1).levels[0], Level)
