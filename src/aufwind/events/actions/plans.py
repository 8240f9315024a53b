"""Plans are computed, kept and published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from aufwind.core.audit import record
from aufwind.core.jobs import start_job
from aufwind.core.policy import require
from aufwind.engine.scheduling.verify import verify
from aufwind.events.actions.calendar import write_calendars
from aufwind.events.actions.wishes import refresh_wishes
from aufwind.events.enums import PlanState
from aufwind.events.errors import PlanHasFaults, PlanIsNotReady, RosterIsMissing
from aufwind.events.mails import queue_meeting_lists
from aufwind.events.models import Event, Meeting, Plan, Seat
from aufwind.events.profiles import document_of, problem_from, problem_of_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.core.policy import Visitor
    from aufwind.engine.errors import Finding
    from aufwind.engine.result import Plan as Result

MOST_SECONDS = 60.0


@transaction.atomic
def start_plan(event: Event, *, by: Visitor, seconds: float = 10.0, seed: int = 0) -> Plan:
    """Begin to compute a plan in the background. While one is being computed, that one is returned.

    Args:
        seconds: How long the search may take, 1 … 60.

    Raises:
        NotAllowed: `by` may not run this event.
        RosterIsMissing: There are no slots, guests or wishes yet.
    """
    require(by, "events.run", event)
    Event.objects.select_for_update().get(pk=event.pk)
    if event.preferences.exists() or event.candidates.exists():
        refresh_wishes(event, by=by)
    if running := event.plans.filter(state=PlanState.COMPUTING).first():
        return running
    if not (
        event.slots.in_force().exists()
        and event.participations.attending().exists()
        and event.wishes.filter(is_retired=False).exists()
    ):
        raise RosterIsMissing
    newest = event.plans.aggregate(newest=Max("number"))["newest"] or 0
    plan = Plan.objects.create(
        event=event,
        number=newest + 1,
        seed=seed,
        seconds_allowed=min(max(seconds, 1.0), MOST_SECONDS),
        document=document_of(problem_from(event)),
        created_by_id=by.user_id,
    )
    start_job("events.plan", plan, by=by, args={"plan_id": plan.pk})
    record("plan.started", plan, by=by, facts={"event": event.slug, "number": plan.number})
    return plan


@transaction.atomic
def store_plan(plan: Plan, result: Result, first_come: dict[str, Any] | None, *, by: Visitor) -> Plan:
    """Keep what the planner found. Storing twice is harmless: the second call changes nothing.

    Raises:
        NotAllowed: `by` may not run this event.
        PlanHasFaults: The independent check refuses the result; nothing was stored.
    """
    require(by, "events.run", plan.event)
    if not Plan.objects.filter(pk=plan.pk, state=PlanState.COMPUTING).update(state=PlanState.READY):
        return Plan.objects.get(pk=plan.pk)
    if findings := verify(problem_of_plan(plan), result):
        raise PlanHasFaults(findings)
    _store_meetings(plan, result)
    _store_figures(plan, result, first_come)
    record("plan.computed", plan, by=by, facts={
        "number": plan.number, "meetings": len(result.meetings), "proven": result.proven,
    })  # fmt: skip
    return plan


def _store_meetings(plan: Plan, result: Result) -> None:
    event = plan.event
    slots = {slot.key: slot for slot in event.slots.all()}
    tables = {table.key: table for table in event.tables.all()}
    wishes = {wish.key: wish for wish in event.wishes.all()}
    people = {person.key: person for person in event.participations.all()}
    meetings = Meeting.objects.bulk_create(
        [Meeting(plan=plan, wish=wishes[m.wish], slot=slots[m.slot], table=tables[m.table]) for m in result.meetings],
        batch_size=1000,
    )
    Seat.objects.bulk_create(
        [
            Seat(meeting=row, plan=plan, slot=row.slot, participation=people[key])
            for row, meeting in zip(meetings, result.meetings, strict=True)
            for key in meeting.people
        ],
        batch_size=1000,
    )


def _store_figures(plan: Plan, result: Result, first_come: dict[str, Any] | None) -> None:
    plan.state = PlanState.READY
    plan.value, plan.value_bound = result.value, result.value_bound
    plan.gaps, plan.gaps_bound, plan.gap_spread = result.gaps, result.gaps_bound, result.gap_spread
    plan.seconds, plan.proven, plan.first_come = result.seconds, result.proven, first_come
    if result.worst_off:
        plan.worst_off = {
            "participant": result.worst_off.participant,
            "meetings": result.worst_off.meetings,
        }
    plan.unplaced = [
        {"wish": unplaced.wish, "de": unplaced.reason.de, "en": unplaced.reason.en} for unplaced in result.unplaced
    ]
    plan.binding = [{"de": text.de, "en": text.en} for text in result.binding]
    plan.save()


@transaction.atomic
def fail_plan(plan: Plan, findings: Sequence[Finding], *, by: Visitor) -> Plan:
    """Say that no plan could be computed, and why. A plan that is ready already stays ready.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", plan.event)
    problems = [{"de": finding.text("de"), "en": finding.text("en")} for finding in findings]
    won = Plan.objects.filter(pk=plan.pk, state=PlanState.COMPUTING).update(state=PlanState.FAILED, problems=problems)
    if won:
        record("plan.failed", plan, by=by, facts={"number": plan.number})
    plan.refresh_from_db()
    return plan


@transaction.atomic
def publish_plan(plan: Plan, *, by: Visitor) -> Plan:
    """Make a plan the event's plan, and tell everybody concerned once.

    At first everybody with an address gets her own meetings, afterwards who has others than in the plan published
    before, which is replaced. Publishing twice is harmless: the second call changes and sends nothing.

    Raises:
        NotAllowed: `by` may not run this event.
        PlanIsNotReady: It is still being computed, failed, or was replaced.
    """
    require(by, "events.run", plan.event)
    won = Plan.objects.filter(pk=plan.pk, state=PlanState.READY).update(
        state=PlanState.PUBLISHED, published_at=timezone.now()
    )
    plan.refresh_from_db()
    if won:
        before = plan.event.plans.filter(state=PlanState.PUBLISHED).exclude(pk=plan.pk).first()
        if before is not None:
            Plan.objects.filter(pk=before.pk).update(state=PlanState.REPLACED)
            Plan.objects.filter(pk=plan.pk).update(supersedes=before)
            plan.supersedes = before
        record("plan.published", plan, by=by, facts={"event": plan.event.slug, "number": plan.number})
        queue_meeting_lists(plan, before=before)
        write_calendars(plan)
    elif plan.state != PlanState.PUBLISHED:
        raise PlanIsNotReady
    return plan
