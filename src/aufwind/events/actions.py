"""Everything that can happen to an event."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from aufwind.core.audit import record
from aufwind.core.jobs import start_job
from aufwind.core.policy import require
from aufwind.engine.files.json_problem import problem_to_json
from aufwind.engine.scheduling.changes import Changes
from aufwind.engine.scheduling.day import repair_plan
from aufwind.engine.scheduling.verify import verify
from aufwind.events.enums import PlanState
from aufwind.events.errors import NothingToTakeBack, PlanHasFaults, PlanIsNotReady, RosterIsMissing
from aufwind.events.mails import queue_meeting_lists
from aufwind.events.models import Event, Meeting, Participation, Plan, RosterDraft, Seat, Slot, Table, Wish
from aufwind.events.profiles import problem_of_plan, result_from, rows_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.actors.models import Actor, Place
    from aufwind.core.policy import Visitor
    from aufwind.engine import problem as engine
    from aufwind.engine.errors import Finding
    from aufwind.engine.result import Plan as Result
    from aufwind.engine.scheduling.changes import Change
    from aufwind.engine.scheduling.moves import Move
    from aufwind.projects.models import Project

MOST_SECONDS = 60.0


class EventFacts(TypedDict, total=False):
    """What is known of an event."""

    title_de: str
    title_en: str
    kind: str
    starts: str
    ends: str
    place: Place | None
    venue: str
    project: Project | None
    attendance: int | None
    summary_de: str
    summary_en: str
    source: str
    is_invented: bool
    is_matching: bool


@transaction.atomic
def enter_event(slug: str, *, hosts: Sequence[Actor] = (), by: Visitor, **facts: Unpack[EventFacts]) -> Event:
    """Enter an event, or bring the one with this slug up to date.

    Raises:
        NotAllowed: `by` may not enter events.
    """
    require(by, "events.enter")
    event, is_new = Event.objects.update_or_create(slug=slug, defaults={**facts})
    event.hosts.set(hosts)
    record("event.entered" if is_new else "event.updated", event, by=by)
    return event


@transaction.atomic
def keep_draft(event: Event, document: dict[str, Any], *, file_name: str, by: Visitor) -> RosterDraft:
    """Keep a spreadsheet that was read and found good until the organiser says yes; older drafts of hers go.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", event)
    RosterDraft.objects.filter(event=event, uploaded_by_id=by.user_id).delete()
    return RosterDraft.objects.create(
        event=event, uploaded_by_id=by.user_id, file_name=file_name[:200], document=document
    )


@transaction.atomic
def replace_roster(event: Event, problem: engine.Problem, *, by: Visitor) -> Event:
    """Make `problem` the event's roster. The old roster and its unpublished plans go with it.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", event)
    for old in (event.plans, event.wishes, event.participations, event.tables, event.slots):
        old.all().delete()
    slots, tables, participations, wishes = rows_from(problem, event)
    Slot.objects.bulk_create(slots)
    Table.objects.bulk_create(tables, batch_size=1000)
    Participation.objects.bulk_create(participations, batch_size=1000)
    Wish.objects.bulk_create(wishes, batch_size=1000)
    event.is_matching, event.max_gap_spread, event.fair_to = True, problem.max_gap_spread, problem.fair_to
    event.save(update_fields=["is_matching", "max_gap_spread", "fair_to"])
    record("event.roster-replaced", event, by=by, facts={
        "slots": len(slots), "tables": len(tables), "participants": len(participations), "wishes": len(wishes),
    })  # fmt: skip
    return event


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
    if running := event.plans.filter(state=PlanState.COMPUTING).first():
        return running
    if not (event.slots.exists() and event.participations.exists() and event.wishes.exists()):
        raise RosterIsMissing
    newest = event.plans.aggregate(newest=Max("number"))["newest"] or 0
    plan = Plan.objects.create(
        event=event,
        number=newest + 1,
        seed=seed,
        seconds_allowed=min(max(seconds, 1.0), MOST_SECONDS),
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
    """Make a plan the event's plan, and send every guest with an address her own meetings.

    Publishing twice is harmless: the second call changes and sends nothing. The plan published before is replaced.

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
        others = plan.event.plans.filter(state=PlanState.PUBLISHED).exclude(pk=plan.pk)
        others.update(state=PlanState.REPLACED)
        record("plan.published", plan, by=by, facts={"event": plan.event.slug, "number": plan.number})
        queue_meeting_lists(plan)
    elif plan.state != PlanState.PUBLISHED:
        raise PlanIsNotReady
    return plan


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
    newest = plan.event.plans.aggregate(newest=Max("number"))["newest"]
    new = Plan.objects.create(
        event=plan.event,
        number=newest + 1,
        seed=plan.seed,
        seconds_allowed=plan.seconds_allowed,
        repairs=plan,
        changed=said,
        moves=[_move(move) for move in repaired.moves],
        document=json.loads(problem_to_json(repaired.problem)),
        created_by_id=by.user_id,
    )
    record("plan.repaired", new, by=by, facts={"repairs": plan.number, "moves": len(repaired.moves)})
    return store_plan(new, repaired.plan, plan.first_come, by=by)


def _move(move: Move) -> dict[str, Any]:
    return {
        "wish": move.wish,
        "people": list(move.people),
        "before": [move.before.slot, move.before.table] if move.before else None,
        "after": [move.after.slot, move.after.table] if move.after else None,
        "de": move.why.de,
        "en": move.why.en,
    }


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
    if before is None or plan.state == PlanState.REPLACED or plan.repaired_by.exists():
        raise NothingToTakeBack
    was_published = plan.state == PlanState.PUBLISHED
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.REPLACED)
    if was_published:
        Plan.objects.filter(pk=before.pk).update(state=PlanState.PUBLISHED)
        queue_meeting_lists(plan, again=True)
    record("plan.taken-back", plan, by=by, facts={"back_to": before.number})
    before.refresh_from_db()
    return before
