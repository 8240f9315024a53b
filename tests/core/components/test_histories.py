"""What happened, day by day, the latest first, in the reader's time."""

from __future__ import annotations

from datetime import UTC, datetime

from django.template import Context, Template
from django.utils.translation import override

from aufwind.core.components.histories import HistoryLine, history_list

EVENING = HistoryLine(datetime(2026, 5, 3, 22, 30, tzinfo=UTC), "Ines", "recorded the consent")
MORNING = HistoryLine(datetime(2026, 5, 4, 7, 0, tzinfo=UTC), "", "ended the offer", "/offer", "its time is over")
EARLIER = HistoryLine(datetime(2026, 5, 2, 7, 0, tzinfo=UTC), "Elif", "changed the profile")


def shown(lines, language="en"):
    with override(language):
        return Template("{% history_list lines %}").render(Context({"lines": lines}))


def test_days_are_the_readers_days_and_the_latest_comes_first():
    days = history_list([EARLIER, EVENING, MORNING])["days"]

    assert [(day["day"].isoformat(), [line.what for line in day["lines"]], day["is_open"]) for day in days] == [
        ("2026-05-04", ["ended the offer", "recorded the consent"], True),  # 22:30 UTC is past midnight here
        ("2026-05-02", ["changed the profile"], False),
    ]


def test_line_says_when_who_and_what():
    html = shown([MORNING])

    assert ">09:00<" in html
    assert "<strong>Aufwind itself</strong>" in html
    assert '<a href="/offer">ended the offer</a>' in html
    assert "its time is over" in html


def test_days_are_written_in_the_readers_language():
    assert "Montag, 4. Mai 2026" in shown([MORNING], "de")
    assert "1 Eintrag" in shown([MORNING], "de")
    assert "Monday, May 4, 2026" in shown([MORNING])
    assert "2 entries" in shown([MORNING, EVENING])


def test_nothing_yet_is_said():
    assert "Nothing has happened yet." in shown([])
