"""A plan that changes another one is kept, whoever changed it: on the day, by hand, or for other times and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max

from aufwind.events.actions.plans import store_plan
from aufwind.events.models import Plan
from aufwind.events.profiles import document_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.core.policy import Visitor
    from aufwind.engine.scheduling.day import RepairedPlan
    from aufwind.engine.scheduling.moves import Move
    from aufwind.events.enums import PlanOrigin


def keep_changed(
    plan: Plan,
    done: RepairedPlan,
    *,
    said: dict[str, str],
    origin: PlanOrigin,
    by: Visitor,
    change: dict[str, Any] | None = None,
    told: Sequence[dict[str, Any]] = (),
) -> Plan:
    """Keep what became of a plan as a new one to check and publish; its event is locked.

    Args:
        said: What changed, in both languages, for the plan's page.
        change: The same for the machine.
        told: Moves the engine does not count as such: a new name at the same table and time.

    Raises:
        NotAllowed: `by` may not run this event.
        PlanHasFaults: The independent check refuses it; nothing was stored.
    """
    newest = Plan.objects.filter(event=plan.event).aggregate(newest=Max("number"))["newest"]
    new = Plan.objects.create(
        event=plan.event,
        number=newest + 1,
        title=plan.title,
        seed=plan.seed,
        seconds_allowed=plan.seconds_allowed,
        repairs=plan,
        changed=said,
        change=change,
        moves=[*told, *(_move_row(move) for move in done.moves)],
        origin=origin,
        document=document_of(done.problem),
        created_by_id=by.user_id,
    )
    return store_plan(new, done.plan, plan.first_come, by=by)


def _move_row(move: Move) -> dict[str, Any]:
    """A move as it is kept with a plan."""
    return {
        "wish": move.wish,
        "people": list(move.people),
        "before": [move.before.slot, move.before.table] if move.before else None,
        "after": [move.after.slot, move.after.table] if move.after else None,
        "de": move.why.de,
        "en": move.why.en,
    }
