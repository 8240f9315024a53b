"""Work in the background: three-line doors into actions."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from aufwind.core.jobs import JobHandle, findings_of, job
from aufwind.core.policy import SYSTEM, may
from aufwind.engine.errors import Finding, ProblemError, Text
from aufwind.engine.scheduling.plan import plan_meetings
from aufwind.engine.stop import after_seconds, first_of, when_proven
from aufwind.events.actions import fail_plan, store_plan
from aufwind.events.comparison import first_come_figures
from aufwind.events.errors import PlanHasFaults
from aufwind.events.models import Plan
from aufwind.events.profiles import problem_of_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from aufwind.core.models import Job
    from aufwind.core.policy import Visitor
    from aufwind.engine.stop import Progress

CANCELLED = Finding(
    where=Text("Plan", "Plan"),
    what=Text("Die Berechnung wurde abgebrochen.", "The computation was cancelled."),
    repair=Text("Starten Sie sie neu, wann Sie mögen.", "Start it again whenever you like."),
)


def give_plan_up(row: Job) -> None:
    """Say on the plan that its job was given up, so that the next one can start."""
    fail_plan(Plan.objects.get(pk=row.subject_id), findings_of(row) or [CANCELLED], by=SYSTEM)


def can_watch_plans(visitor: Visitor, _row: Job) -> bool:
    """Whoever may run events."""
    return may(visitor, "events.run")


class when_wanted:  # noqa: N801 -- reads as a phrase where it is used
    """Stop as soon as the organiser says so; asks the database twice a second at most."""

    def __init__(self, plan: Plan, clock: Callable[[], float] = monotonic) -> None:
        self._plan, self._clock, self._next, self._is_wanted = plan, clock, 0.0, False

    def __call__(self, _progress: Progress, /) -> bool:
        now = self._clock()
        if not self._is_wanted and now >= self._next:
            self._next = now + 0.5
            self._is_wanted = Plan.objects.filter(pk=self._plan.pk).exclude(stop_wanted_at=None).exists()
        return self._is_wanted

    @property
    def seconds_left(self) -> float | None:
        return None


@job(
    "events.plan",
    title=_("Compute the plan"),
    can_watch=can_watch_plans,
    when_given_up=give_plan_up,
    result_url=lambda row: Plan.objects.get(pk=row.subject_id).get_absolute_url(),
)
def compute_plan(handle: JobHandle, *, plan_id: int) -> None:
    """Compute a plan and keep it. Run again after a crash it begins anew and stores once."""
    plan = Plan.objects.select_related("event").get(pk=plan_id)
    problem = problem_of_plan(plan)

    def tell(progress: Progress) -> None:
        handle.report(progress.stage, value=progress.value, bound=progress.value_bound, gaps=progress.gaps)

    stop = first_of(after_seconds(plan.seconds_allowed), when_proven(), when_wanted(plan))
    try:
        result = plan_meetings(problem, stop=stop, seed=plan.seed, listener=tell)
        handle.check()
        store_plan(plan, result, first_come_figures(problem), by=SYSTEM)
    except (ProblemError, PlanHasFaults) as error:
        fail_plan(plan, error.findings, by=SYSTEM)
