"""What one change on the day would do to a plan, before anything is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.engine.scheduling.changes import Changes
from aufwind.engine.scheduling.day import repair_plan
from aufwind.events.profiles import problem_of_plan, result_from
from aufwind.events.queries.plans import Moved

if TYPE_CHECKING:
    from aufwind.engine.scheduling.changes import Change
    from aufwind.events.models import Plan


def preview_of_repair(plan: Plan, change: Change) -> list[Moved]:
    """What one change would move, drop and add, and why; about a tenth of a second, nothing is stored.

    Raises:
        ProblemError: The change names somebody or something that does not exist.
    """
    repaired = repair_plan(problem_of_plan(plan), result_from(plan), Changes((change,)))
    return [
        Moved(
            tuple(move.people),
            (move.before.slot, move.before.table) if move.before else None,
            (move.after.slot, move.after.table) if move.after else None,
            {"de": move.why.de, "en": move.why.en},
        )
        for move in repaired.moves
    ]
