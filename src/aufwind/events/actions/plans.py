"""Plans are computed, kept and published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from aufwind.core.audit import record
from aufwind.core.jobs import start_job
from aufwind.core.policy import require
from aufwind.engine.scheduling.verify import verify
from aufwind.events.actions.calendar import write_calendars
from aufwind.events.actions.grid import adopt_grid, grid_from, grid_of, kept_form
from aufwind.events.actions.wishes import refresh_wishes
from aufwind.events.enums import PlanState
from aufwind.events.errors import PlanHasFaults, PlanIsNotReady, PlanIsOutdated, RosterIsMissing
from aufwind.events.mails import queue_meeting_lists
from aufwind.events.models import Event, Meeting, Plan, Seat
from aufwind.events.profiles import document_of, problem_from, problem_of_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.core.policy import Visitor
    from aufwind.engine.errors import Finding
    from aufwind.engine.problem import Problem
    from aufwind.engine.result import Plan as Result
    from aufwind.events.actions.grid import Grid

MOST_SECONDS = 60.0


@transaction.atomic
def start_plan(
    event: Event,
    *,
    by: Visitor,
    seconds: float = 10.0,
    seed: int = 0,
    title: str = "",
    fair_to: int | None = None,
    keeps_locked: bool = True,
) -> Plan:
    """Begin to compute a plan in the background. While one is being computed, that one is returned.

    Args:
        seconds: How long the search may take, 1 … 60.
        title: The organiser's own word for this variant.
        fair_to: How many meetings everybody gets, where possible, before value counts; None: as the event says.
        keeps_locked: Whether meetings locked in the newest plan stay where they are.

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
    problem = problem_from(event)
    held = _locked_in_newest(event) if keeps_locked else {}
    plan = Plan.objects.create(
        event=event,
        number=newest + 1,
        title=title,
        seed=seed,
        seconds_allowed=min(max(seconds, 1.0), MOST_SECONDS),
        document=document_of(_with_locked(problem if fair_to is None else replace(problem, fair_to=fair_to), held)),
        change={"kind": "computed", "locked": sorted(held)} if held else None,
        created_by_id=by.user_id,
    )
    start_job("events.plan", plan, by=by, args={"plan_id": plan.pk})
    record("plan.started", plan, by=by, facts={"event": event.slug, "number": plan.number})
    return plan


def _locked_in_newest(event: Event) -> dict[str, tuple[str, str]]:
    """Where the locked meetings of the newest plan lie, by the key of their wish."""
    newest = event.plans.filter(state__in=(PlanState.READY, PlanState.PUBLISHED)).first()
    if newest is None:
        return {}
    rows = newest.meetings.filter(is_locked=True).values_list("wish__key", "slot__key", "table__key")
    return {wish: (slot, table) for wish, slot, table in rows}


def _with_locked(problem: Problem, held: dict[str, tuple[str, str]]) -> Problem:
    """The event with locked meetings as musts in their places, as far as these still exist."""
    slots, tables = {slot.id for slot in problem.slots}, {table.id for table in problem.tables}
    wishes = tuple(
        replace(wish, must=True, slot=spot[0], table=spot[1], block=None)
        if (spot := held.get(wish.id)) and spot[0] in slots and spot[1] in tables
        else wish
        for wish in problem.wishes
    )
    return replace(problem, wishes=wishes)


@transaction.atomic
def stop_search(plan: Plan, *, by: Visitor) -> None:
    """Take the best plan found so far, now. Harmless where nothing is searched any more.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", plan.event)
    waiting = Plan.objects.filter(pk=plan.pk, state=PlanState.COMPUTING, stop_wanted_at=None)
    if waiting.update(stop_wanted_at=timezone.now()):
        record("plan.stop-wanted", plan, by=by, facts={"number": plan.number})


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
    _carry_locks(plan)
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


def _carry_locks(plan: Plan) -> None:
    """What was locked stays locked where it still lies as it did."""
    if plan.repairs is not None:
        rows = plan.repairs.meetings.filter(is_locked=True).values_list("wish_id", "slot_id", "table_id")
        for wish, slot, table in rows:
            plan.meetings.filter(wish_id=wish, slot_id=slot, table_id=table).update(is_locked=True)
    elif wanted := (plan.change or {}).get("locked"):
        plan.meetings.filter(wish__key__in=wanted).update(is_locked=True)


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
        PlanIsOutdated: It changes a plan that is not the published one any more: what happened since would be lost.
    """
    require(by, "events.run", plan.event)
    event = Event.objects.select_for_update().get(pk=plan.event_id)
    _refuse_outdated(plan, event)
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
        _adopt_pending_grid(plan)
        record("plan.published", plan, by=by, facts={"event": plan.event.slug, "number": plan.number})
        queue_meeting_lists(plan, before=before)
        write_calendars(plan)
    elif plan.state != PlanState.PUBLISHED:
        raise PlanIsNotReady
    return plan


def _refuse_outdated(plan: Plan, event: Event) -> None:
    """A change of a plan that was published is published only while that one still is."""
    if plan.state != PlanState.READY or plan.repairs is None:
        return
    root = _published_root(plan)
    present = event.plans.filter(state=PlanState.PUBLISHED).first()
    if root is not None and present is not None and root.pk != present.pk:
        raise PlanIsOutdated


def _published_root(plan: Plan) -> Plan | None:
    """The plan a chain of changes began with, if it was ever published."""
    step = plan.repairs
    while step is not None and step.published_at is None:
        step = step.repairs
    return step


def pending_grid(plan: Plan) -> Grid | None:
    """The grid that comes into force with a plan that is not published; None: the present one stays."""
    step: Plan | None = plan
    while step is not None and step.published_at is None:
        if kept := (step.change or {}).get("grid"):
            return grid_from(kept)
        step = step.repairs
    return None


def _adopt_pending_grid(plan: Plan) -> None:
    """Put a changed grid in force and remember the one before, so that it can be taken back."""
    step: Plan | None = plan
    grid = None
    while step is not None and grid is None and (step.pk == plan.pk or step.published_at is None):
        grid = (step.change or {}).get("grid")
        step = step.repairs
    if grid is None:
        return
    event = plan.event
    slots = list(event.slots.in_force().values_list("key", flat=True))
    plan.change = {**(plan.change or {}), "grid_before": {**kept_form(grid_of(event)), "slots": slots}}
    plan.save(update_fields=["change"])
    adopt_grid(event, grid_from(grid))
