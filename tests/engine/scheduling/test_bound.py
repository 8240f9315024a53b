import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aufwind.engine.native import SWITCH
from aufwind.engine.scheduling.bound import relax
from aufwind.engine.scheduling.certificate import Certificate, Floor, certified_bound
from aufwind.engine.scheduling.choose import choose, minimum_floors
from tests.engine.scheduling.small_events import best_of, event, events


@pytest.fixture(params=["kernel", "plain"])
def way(request, monkeypatch):
    if request.param == "plain":
        monkeypatch.setenv(SWITCH, "1")
    return request.param


TRIANGLE = event([(0, 1), (1, 2), (0, 2)], [4, 4, 5], max_meetings=[1, 1, 1])


def test_relaxed_triangle_takes_three_halves(way):
    relaxed = relax(TRIANGLE, ())

    assert relaxed.halves.tolist() == [1, 1, 1]
    assert relaxed.bound == 6  # 6.5 rounded down: worths are whole
    assert relaxed.is_optimal


def test_two_sided_event_needs_no_halves(way):
    pairs = [(0, 3), (0, 4), (1, 3), (1, 4), (2, 4)]
    instance = event(pairs, [7, 5, 6, 3, 2], max_meetings=[1, 1, 1, 1, 1])

    relaxed = relax(instance, ())

    assert relaxed.halves.tolist() == [0, 2, 2, 0, 0]
    assert relaxed.bound == 11


def test_tables_limit_the_sum_of_meetings(way):
    instance = event([(0, 1), (2, 3), (4, 5)], [3, 5, 4], capacity=[[1, 0, 1]])

    assert relax(instance, ()).bound == 9


def test_tables_count_only_in_slots_somebody_can_use(way):
    instance = event([(0, 1), (2, 3)], [3, 5], capacity=[[0, 9, 9]], domain=[1, 1])

    assert relax(instance, ()).bound == 0


def test_never_wishes_are_not_in_the_bound(way):
    instance = event([(0, 1), (1, 2)], [9, 2], domain=[0, 7])

    assert relax(instance, ()).bound == 2


def test_wishes_of_no_worth_change_nothing(way):
    assert relax(event([(0, 1)], [0]), ()).bound == 0


def test_an_event_without_wishes_has_bound_zero(way):
    relaxed = relax(event([], [], n_people=2), ())

    assert (relaxed.bound, len(relaxed.halves)) == (0, 0)


def test_plain_and_kernel_find_the_same_bound(monkeypatch):
    rng = np.random.default_rng(3)
    pairs = np.sort(np.array([rng.choice(60, 2, replace=False) for _ in range(400)]), axis=1)
    instance = event(
        pairs, rng.integers(1, 1_000_000, 400), n_people=60, must=rng.random(400) < 0.02,
        min_meetings=rng.integers(0, 3, 60), capacity=[[20] * 3],
    )  # fmt: skip

    with_kernel = relax(instance, minimum_floors(instance))
    monkeypatch.setenv(SWITCH, "1")
    without = relax(instance, minimum_floors(instance))

    assert with_kernel.bound == without.bound
    assert certified_bound(instance, with_kernel.certificate) == with_kernel.bound


@settings(deadline=None)
@given(events())
def test_no_choice_beats_the_bound(instance):
    bound = choose(instance).bound
    musts, floor, worth = best_of(instance)
    claims = choose(instance).certificate
    keeps = musts >= claims.musts and floor >= sum(f.reached for f in claims.floors)

    assert worth <= bound or not keeps


@settings(deadline=None)
@given(events(), st.data())
def test_any_prices_give_a_valid_bound(instance, data):
    price = st.integers(-5, 20)
    units = data.draw(st.lists(price, min_size=instance.n_units, max_size=instance.n_units))
    rows = data.draw(st.lists(st.integers(0, 20), min_size=2, max_size=2))
    musts, floor, worth = best_of(instance)
    floors = (Floor(instance.min_meetings, data.draw(st.integers(0, 50)), floor),)

    certificate = Certificate(
        np.array(units, np.int64), np.array(rows, np.int64), data.draw(st.integers(0, 50)), musts, floors
    )

    assert certified_bound(instance, certificate) >= worth


def test_prices_below_zero_are_refused():
    certificate = Certificate(np.zeros(3, np.int64), np.array([-1]))

    with pytest.raises(ValueError, match="must not be negative"):
        certified_bound(TRIANGLE, certificate)


def test_bonuses_beyond_64_bits_cancel_exactly():
    instance = event([(0, 1)] * 3, [1, 2, 3], must=[1, 1, 1])
    certificate = Certificate(np.zeros(2, np.int64), np.zeros(1, np.int64), must_bonus=1 << 62, musts=3)

    assert certified_bound(instance, certificate) == 6


def test_a_kind_of_table_in_short_supply_gets_a_price(way):
    instance = event([(0, 1), (2, 3), (4, 5)], [9, 6, 2], kind=[1, 1, 1], capacity=[[9, 9, 9], [2, 0, 0]])

    relaxed = relax(instance, ())

    assert relaxed.bound == 15
    assert 4 <= relaxed.certificate.row_price[1] <= 12


def test_a_third_member_in_demand_gets_a_price(way):
    instance = event([(0, 1, 6), (2, 3, 6), (4, 5, 6)], [9, 6, 2], n_people=7, max_meetings=[1] * 7)

    assert relax(instance, ()).bound == 9


def test_side_prices_start_from_an_earlier_certificate():
    columns = {"kind": [1, 1, 1], "capacity": [[9, 9, 9], [1, 0, 0]], "n_people": 7, "max_meetings": [2] * 7}
    instance = event([(0, 1, 6), (2, 3, 6), (4, 5, 6)], [90, 60, 20], **columns)
    first = relax(instance, ())

    again = relax(instance, (), warm=first.certificate)

    assert again.bound == first.bound == 90


def test_tuning_ends_when_asked_to():
    instance = event([(0, 1), (2, 3), (4, 5)], [9, 6, 2], kind=[1, 1, 1], capacity=[[9, 9, 9], [1, 0, 0]])

    relaxed = relax(instance, (), goes=lambda _phase, _left: False)

    assert relaxed.bound == 17 == certified_bound(instance, relaxed.certificate)
