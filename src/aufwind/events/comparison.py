"""The yardstick beside every plan: what self-booking, first come first served, would have given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aufwind.engine.scheduling.first_come import first_come

if TYPE_CHECKING:
    from aufwind.engine.problem import Problem


def first_come_figures(problem: Problem) -> dict[str, Any]:
    """Value, meetings, gaps and musts met by first come first served, as stored with a plan."""
    booked = first_come(problem)
    musts = {wish.id for wish in problem.wishes if wish.must}
    return {
        "value": booked.value,
        "meetings": len(booked.meetings),
        "gaps": booked.gaps,
        "musts_met": len(musts & {meeting.wish for meeting in booked.meetings}),
    }
