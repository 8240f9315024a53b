import pytest

from aufwind.core import clock
from aufwind.core.models import PeriodicRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def rang(monkeypatch, time_machine):
    """Collects the ringing of one hourly function, the only one in the table."""
    times = []
    monkeypatch.setattr(clock, "_table", {})
    time_machine.move_to("2027-03-28 00:30 +0000", tick=False)  # the night the clocks go forward
    clock.every(clock.HOUR, name="test.hourly")(lambda: times.append(clock.timezone.now().hour))
    return times


def test_each_period_runs_once_whoever_comes_first(rang, time_machine):
    ours, theirs = clock.Clock(), clock.Clock()

    for _hour in range(3):
        ours.step()
        theirs.step()
        ours.step()
        time_machine.shift(3600)

    assert rang == [0, 1, 2]


def test_a_step_says_whether_anything_ran(rang):
    ours = clock.Clock()

    assert (ours.step(), ours.step()) == (True, False)
    assert PeriodicRun.objects.get().finished_at is not None


def test_after_a_long_stop_only_the_present_period_runs(rang, time_machine):
    clock.Clock().step()
    time_machine.shift(10 * 3600)

    clock.Clock().step()

    assert rang == [0, 10]


def test_an_idle_clock_asks_the_database_nothing(rang, django_assert_num_queries):
    ours = clock.Clock()
    ours.step()

    with django_assert_num_queries(0):
        ours.step()


def test_two_functions_cannot_share_a_name(rang):
    with pytest.raises(ValueError, match=r"Two periodic functions are called test\.hourly"):
        clock.every(clock.DAY, name="test.hourly")(print)
