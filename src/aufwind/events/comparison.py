"""The yardstick beside every plan: what self-booking, first come first served, would have given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aufwind.engine.scheduling.first_come import first_come
from aufwind.engine.scheduling.instance import UNPLACED, gaps_of
from aufwind.engine.scheduling.solve import busy_of
from aufwind.engine.scheduling.translate import translate

if TYPE_CHECKING:
    from aufwind.engine.problem import Problem


def first_come_figures(problem: Problem) -> dict[str, Any]:
    """Value, meetings, gaps and musts met by first come first served, as stored with a plan."""
    instance = translate(problem).instance
    slot = first_come(instance)
    placed = slot != UNPLACED
    return {
        "value": float(instance.worth[placed].sum()) / instance.scale,
        "meetings": int(placed.sum()),
        "gaps": int(gaps_of(busy_of(instance, slot), instance.day_starts).sum()),
        "musts_met": int((placed & (instance.must == 1)).sum()),
    }
