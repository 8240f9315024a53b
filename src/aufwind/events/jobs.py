"""Work in the background: three-line doors into actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.core.jobs import JobHandle, job
from aufwind.core.policy import SYSTEM
from aufwind.engine.errors import ProblemError
from aufwind.engine.scheduling.plan import plan_meetings
from aufwind.engine.stop import after_seconds, first_of, when_proven
from aufwind.events.actions import fail_plan, store_plan
from aufwind.events.comparison import first_come_figures
from aufwind.events.errors import PlanHasFaults
from aufwind.events.models import Plan
from aufwind.events.profiles import problem_from

if TYPE_CHECKING:
    from aufwind.engine.stop import Progress


@job("events.plan")
def compute_plan(handle: JobHandle, *, plan_id: int) -> None:
    """Compute a plan and keep it. Run again after a crash it begins anew and stores once."""
    plan = Plan.objects.select_related("event").get(pk=plan_id)
    problem = problem_from(plan.event)

    def tell(progress: Progress) -> None:
        handle.report(progress.stage, value=progress.value, bound=progress.value_bound, gaps=progress.gaps)

    stop = first_of(after_seconds(plan.seconds_allowed), when_proven())
    try:
        result = plan_meetings(problem, stop=stop, seed=plan.seed, listener=tell)
        store_plan(plan, result, first_come_figures(problem), by=SYSTEM)
    except (ProblemError, PlanHasFaults) as error:
        fail_plan(plan, error.findings, by=SYSTEM)
