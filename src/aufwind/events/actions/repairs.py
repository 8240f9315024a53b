"""Plans are mended on the day, and mending is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aufwind.core.audit import record
from aufwind.core.policy import require
from aufwind.engine.scheduling.changes import Changes
from aufwind.engine.scheduling.day import repair_plan
from aufwind.events.actions.calendar import write_calendars
from aufwind.events.actions.changed import keep_changed
from aufwind.events.actions.grid import readopt_grid
from aufwind.events.enums import PlanOrigin, PlanState
from aufwind.events.errors import NothingToTakeBack, PlanIsNotReady
from aufwind.events.mails import queue_meeting_lists
from aufwind.events.models import Event, Plan
from aufwind.events.profiles import problem_of_plan, result_from

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor
    from aufwind.engine.scheduling.changes import Change


@transaction.atomic
def repair(plan: Plan, change: Change, *, said: dict[str, str], by: Visitor) -> Plan:
    """Keep the best plan after one change on the day that moves the least, as a new plan to check and publish.

    Meetings of people whom the change does not touch stay where they are. Takes about a tenth of a second.

    Args:
        plan: Ready or published; it stays as it is.
        change: What happened.
        said: The same in both languages, for the plan's page.

    Raises:
        NotAllowed: `by` may not run this event.
        PlanIsNotReady: There is no plan to repair yet, or it was replaced.
        ProblemError: The change names somebody or something that does not exist.
        PlanHasFaults: The independent check refuses the repaired plan; nothing was stored.
    """
    require(by, "events.run", plan.event)
    Event.objects.select_for_update().get(pk=plan.event_id)
    if plan.state not in {PlanState.READY, PlanState.PUBLISHED}:
        raise PlanIsNotReady
    repaired = repair_plan(problem_of_plan(plan), result_from(plan), Changes((change,)))
    new = keep_changed(plan, repaired, said=said, origin=PlanOrigin.REPAIRED, by=by)
    record("plan.repaired", new, by=by, facts={"repairs": plan.number, "moves": len(repaired.moves)})
    return new


@transaction.atomic
def take_back(plan: Plan, *, by: Visitor) -> Plan:
    """Undo a repair: the plan it repaired is again what it was, exactly. Returns that plan.

    Raises:
        NotAllowed: `by` may not run this event.
        NothingToTakeBack: The plan repairs nothing, or another plan has been built on it.
    """
    require(by, "events.run", plan.event)
    Event.objects.select_for_update().get(pk=plan.event_id)
    before = plan.repairs
    if (
        before is None
        or plan.state == PlanState.REPLACED
        or plan.repaired_by.exclude(state=PlanState.REPLACED).exists()
    ):
        raise NothingToTakeBack
    was_published = plan.state == PlanState.PUBLISHED
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.REPLACED)
    if was_published:
        back = plan.supersedes or before
        Plan.objects.filter(pk=back.pk).update(state=PlanState.PUBLISHED)
        if kept := (plan.change or {}).get("grid_before"):
            readopt_grid(plan.event, kept)
        queue_meeting_lists(back, before=plan, again=True)
        write_calendars(back)
    record("plan.taken-back", plan, by=by, facts={"back_to": before.number})
    before.refresh_from_db()
    return before
