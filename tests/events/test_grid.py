"""Slots from blocks: never overlapping, never in a break, right when the clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aufwind.events.grid import Span, meetings_each, times_of

BERLIN = ZoneInfo("Europe/Berlin")


def at(clock: str, day: str = "2027-02-11") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=BERLIN)


def clocks(times) -> list[str]:
    return [time.starts_at.strftime("%H:%M") for time in times]


def test_slots_follow_one_another_with_time_to_walk():
    times = times_of([Span("a", at("10:00"), at("11:10"))], [], minutes=20, change=5)

    assert clocks(times) == ["10:00", "10:25", "10:50"]
    assert [time.key for time in times] == ["a-1", "a-2", "a-3"]


def test_nobody_meets_during_the_talk():
    talk = Span("", at("10:30"), at("10:45"))

    assert clocks(times_of([Span("a", at("10:00"), at("11:30"))], [talk], minutes=20, change=5)) == [
        "10:00", "10:45", "11:10",
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "slots"), [("2027-03-28", 2), ("2026-10-25", 6), ("2027-02-11", 4)])
def test_a_changed_clock_changes_how_many_fit(day, slots):
    night = Span("a", at("01:00", day), at("03:00", day))
    real = Span("a", night.starts_at, night.ends_at)

    assert len(times_of([real], [], minutes=30, change=0)) == slots


def test_a_slot_without_length_is_refused():
    with pytest.raises(ValueError, match="minute"):
        times_of([], [], minutes=0, change=0)


def test_how_many_meetings_each_gets():
    assert meetings_each(12, 20, 100) == 4.8
    assert meetings_each(12, 80, 100) == 12
    assert meetings_each(12, 20, 0) == 0


spans = st.lists(
    st.tuples(st.integers(0, 600), st.integers(1, 200)).map(
        lambda both: (datetime(2027, 2, 11, tzinfo=UTC) + timedelta(minutes=both[0]), timedelta(minutes=both[1]))
    ),
    max_size=4,
)


@given(spans, spans, st.integers(1, 60), st.integers(0, 20))
def test_no_slot_leaves_its_block_or_meets_a_break_or_another_of_its_block(blocks, breaks, minutes, change):
    given_blocks = [Span(f"b{i}", start, start + length) for i, (start, length) in enumerate(blocks)]
    shut = [Span("", start, start + length) for start, length in breaks]

    times = times_of(given_blocks, shut, minutes=minutes, change=change)

    homes = {block.key: block for block in given_blocks}
    for time in times:
        end = time.starts_at + timedelta(minutes=time.minutes)
        assert homes[time.block].starts_at <= time.starts_at
        assert end <= homes[time.block].ends_at
        assert all(end <= gap.starts_at or time.starts_at >= gap.ends_at for gap in shut)
    for block in homes:
        own = [time for time in times if time.block == block]
        for before, after in pairwise(own):
            assert after.starts_at >= before.starts_at + timedelta(minutes=minutes + change) or any(
                gap.ends_at == after.starts_at for gap in shut
            )
