"""What happened to something: who did what, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime

from aufwind.core.components.numbers import written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Something that was done.

    Attributes:
        at: When, with its zone; shown in the reader's.
        who: Who did it; empty where nobody did («the system»).
        what: What she did, in a sentence without subject («published the plan»).
        href: Where it can be seen.
        note: What was changed, from what to what.

    """

    at: datetime
    who: str
    what: str
    href: str = ""
    note: str = ""


def history_list(lines: Sequence[HistoryLine], *, open_days: int = 1) -> dict[str, Any]:
    """Dated lines, the latest day first, each day a group that opens; the first `open_days` stand open.

    Args:
        lines: In any order.
        open_days: Days whose lines are seen at once.

    """
    latest = sorted(lines, key=lambda line: line.at, reverse=True)
    by_day = [(day, list(group)) for day, group in groupby(latest, key=lambda line: localtime(line.at).date())]
    days = [
        {"day": day, "lines": group, "count": written(len(group)), "is_open": place < open_days}
        for place, (day, group) in enumerate(by_day)
    ]
    return {"days": days}
