"""Plans are changed after they were booked: other times and tables, and single meetings by hand.

Each change is a new plan that says what it changes; it takes effect, grid and all, when it is published, with one
notice for everybody concerned, and is taken back exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from aufwind.core.audit import record
from aufwind.core.policy import require
from aufwind.engine import problem as engine
from aufwind.engine.scheduling.replan import Hand, on_grid, renamed, replan
from aufwind.events.actions.changed import keep_changed
from aufwind.events.actions.grid import grid_of, kept_form, times_in, with_blocks_of, with_known_keys
from aufwind.events.actions.participations import locked
from aufwind.events.actions.plans import pending_grid
from aufwind.events.actions.wishes import set_pair
from aufwind.events.composing import MUST, key_of
from aufwind.events.diffs import effect_between
from aufwind.events.enums import PlanOrigin, PlanState
from aufwind.events.errors import GridHasNoTimes, PlanIsNotReady
from aufwind.events.models import Meeting, Plan, Slot, Table, Wish
from aufwind.events.profiles import document_of, problem_of_plan, result_from

if TYPE_CHECKING:
    from collections.abc import Callable

    from aufwind.core.policy import Visitor
    from aufwind.engine.scheduling.day import RepairedPlan
    from aufwind.events.actions.grid import Grid
    from aufwind.events.diffs import Effect
    from aufwind.events.grid import Time
    from aufwind.events.models import Event, Participation

Said = dict[str, str]
Spot = tuple[str, str]
"""Keys of a slot and a table."""

CHANGEABLE = frozenset({PlanState.READY, PlanState.PUBLISHED})


@transaction.atomic
def change_grid(plan: Plan, grid: Grid, *, by: Visitor, most_moved: float = 0.0) -> Plan:
    """Adapt a plan to other times and tables with the smallest change, as a new plan to check and publish.

    Every meeting keeps its slot as the same in the order of its block, whatever the time, and its table. Only what has
    lost one of them is moved.

    Args:
        plan: Ready or published; it stays as it is.
        grid: All blocks, programme items and tables there are from then on.
        most_moved: How many meetings not concerned may move as well, as a share; 0: none.

    Raises:
        NotAllowed: `by` may not run this event.
        PlanIsNotReady: There is no plan to change yet, or it was replaced.
        ProblemError: Nobody can meet in this grid, or the event contradicts itself.
    """
    plan = _changeable(plan, by)
    event = plan.event
    grid = with_known_keys(event, grid)
    times = times_in(grid)
    _add_rows(event, grid, times)
    problem, result = problem_of_plan(plan), result_from(plan)
    if not event.blocks.exists():
        same = _same_in_order([slot.id for slot in problem.slots], [time.key for time in times])
        problem, result = renamed(problem, result, same)
    slots = [engine.Slot(t.key, starts_at=t.starts_at, minutes=t.minutes, block=t.block or None) for t in times]
    zones = dict(event.tables.values_list("key", "zone"))
    tables = [engine.Table(key, kind=kind or None, zone=zones.get(key) or None) for key, kind in grid["tables"]]
    hand = Hand(locked=locked_in(plan))
    done = replan(problem, result, on_grid(problem, slots, tables), hand=hand, most_moved=most_moved)
    said = {"de": "Andere Zeiten oder Tische.", "en": "Other times or tables."}
    change = {"kind": "grid", "grid": kept_form(grid)}
    return _keep(plan, done, said=said, change=change, origin=PlanOrigin.REGRID, by=by)


def grid_to_change(plan: Plan) -> Grid:
    """The grid a plan is for: the one that comes into force with it, else the event's.

    Raises:
        GridHasNoTimes: The slots out of a spreadsheet have no times.
    """
    if pending := pending_grid(plan):
        return pending
    present = grid_of(plan.event)
    if present["blocks"]:
        return present
    slots = [slot for slot in problem_of_plan(plan).slots if slot.starts_at]
    if not slots:
        raise GridHasNoTimes
    return with_blocks_of(present, slots)


def _add_rows(event: Event, grid: Grid, times: list[Time]) -> None:
    """Slots and tables the grid needs and the event does not know, out of force until the plan is published."""
    slots, tables = {*event.slots.values_list("key", flat=True)}, {*event.tables.values_list("key", flat=True)}
    Slot.objects.bulk_create(
        Slot(event=event, key=time.key, position=i, starts_at=time.starts_at, minutes=time.minutes, block=time.block,
             is_retired=True)
        for i, time in enumerate(times)
        if time.key not in slots
    )  # fmt: skip
    Table.objects.bulk_create(
        Table(event=event, key=key, position=i, kind=kind, seats=grid["seats"], is_retired=True)
        for i, (key, kind) in enumerate(grid["tables"])
        if key not in tables
    )


def _same_in_order(old: list[str], new: list[str]) -> dict[str, str]:
    """Slots out of a spreadsheet have names of their own; the first is the first, the second the second."""
    return dict(zip(old, new, strict=False))


@transaction.atomic
def put_meeting(plan: Plan, wish: Wish, spot: Spot, *, by: Visitor) -> Plan:
    """Put a meeting at a time and a table by hand, or have it take place at all; who is in the way gives way.

    Meetings in the way get another place where there is one. Nothing else changes, and nothing new is added.

    Raises:
        NotAllowed: `by` may not run this event.
        PlanIsNotReady: There is no plan to change yet, or it was replaced.
        ProblemError: One of the two is not there then, the table cannot be used, or what is in the way is locked.
    """
    plan = _changeable(plan, by)
    hand = Hand(put=((wish.key, spot),), locked=locked_in(plan) - {wish.key})
    names = _names(plan.event, wish.people)
    said = {"de": f"Von Hand verlegt: {names}.", "en": f"Moved by hand: {names}."}
    return _by_hand(plan, hand, said, by, problem=_let_go(plan, wish))


@transaction.atomic
def take_out(plan: Plan, wish: Wish, *, by: Visitor) -> Plan:
    """Take a meeting out by hand; plans made from this one do not bring it back.

    Raises:
        As `put_meeting`.
    """
    plan = _changeable(plan, by)
    hand = Hand(out=frozenset({wish.key}), locked=locked_in(plan) - {wish.key})
    names = _names(plan.event, wish.people)
    said = {"de": f"Von Hand abgesagt: {names}.", "en": f"Taken out by hand: {names}."}
    return _by_hand(plan, hand, said, by, problem=_let_go(plan, wish))


@transaction.atomic
def add_meeting(plan: Plan, one: Participation, other: Participation, spot: Spot, *, by: Visitor) -> Plan:
    """Have two people meet at a time and a table whom nobody had thought of; later plans know the pair as well.

    Raises:
        CannotPrefer: The two cannot meet, or one of them said «never».
        Otherwise as `put_meeting`.
    """
    plan = _changeable(plan, by)
    set_pair(plan.event, one, other, by=by)
    key = key_of(one.key, other.key)
    newest = plan.event.wishes.aggregate(newest=Max("position"))["newest"]
    wish, _is_new = Wish.objects.get_or_create(
        event=plan.event,
        key=key,
        defaults={"people": sorted((one.key, other.key)), "value": MUST, "position": (newest or 0) + 1},
    )
    problem = problem_of_plan(plan)
    if all(known.id != key for known in problem.wishes):
        fresh = engine.Wish(key, tuple(wish.people), value=MUST)
        problem = replace(problem, wishes=(*problem.wishes, fresh))
    hand = Hand(put=((key, spot),), locked=locked_in(plan) - {key})
    names = _names(plan.event, wish.people)
    said = {"de": f"Von Hand dazugenommen: {names}.", "en": f"Added by hand: {names}."}
    return _by_hand(plan, hand, said, by, problem=problem)


@transaction.atomic
def set_lock(meeting: Meeting, *, is_locked: bool, by: Visitor) -> Meeting:
    """Hold a meeting where it is in this plan and all made from it, or let it go. Twice is once.

    Raises:
        NotAllowed: `by` may not run this event.
        PlanIsNotReady: The plan was replaced.
    """
    plan = _changeable(meeting.plan, by)
    meeting = Meeting.objects.select_related("wish", "slot", "table").get(pk=meeting.pk)
    if meeting.is_locked != is_locked:
        _bind(plan, meeting, is_locked=is_locked)
        meeting.is_locked = is_locked
        meeting.save(update_fields=["is_locked"])
        facts: dict[str, Any] = {"wish": meeting.wish.key, "locked": is_locked}
        record("meeting.locked" if is_locked else "meeting.unlocked", plan, by=by, facts=facts)
    return meeting


def _bind(plan: Plan, meeting: Meeting, *, is_locked: bool) -> None:
    """Write the place of a locked meeting into what later changes start from."""
    here = {"slot": meeting.slot.key, "table": meeting.table.key, "block": None}
    problem = problem_of_plan(plan)
    plan.document = document_of(_bound(problem, meeting.wish, here if is_locked else _own_terms(meeting.wish)))
    plan.save(update_fields=["document"])


def _own_terms(wish: Wish) -> dict[str, str | None]:
    return {name: wish.terms.get(name) for name in ("slot", "table", "block")}


def _bound(problem: engine.Problem, row: Wish, terms: dict[str, str | None]) -> engine.Problem:
    """The event with one wish at a place of its own; what does not exist any more binds nobody."""
    known = {slot.id for slot in problem.slots} | {t.id for t in problem.tables} | {s.block for s in problem.slots}
    terms = {name: value if value in known else None for name, value in terms.items()}
    wishes = tuple(
        replace(wish, slot=terms["slot"], table=terms["table"], block=terms["block"]) if wish.id == row.key else wish
        for wish in problem.wishes
    )
    return replace(problem, wishes=wishes)


def _let_go(plan: Plan, wish: Wish) -> engine.Problem:
    """The event of a plan without the lock on one meeting: whoever moves it by hand has unlocked it."""
    problem = problem_of_plan(plan)
    is_locked = plan.meetings.filter(wish=wish, is_locked=True).exists()
    return _bound(problem, wish, _own_terms(wish)) if is_locked else problem


def locked_in(plan: Plan) -> frozenset[str]:
    """Keys of the wishes whose meetings are locked in a plan. One statement."""
    return frozenset(plan.meetings.filter(is_locked=True).values_list("wish__key", flat=True))


def _changeable(plan: Plan, by: Visitor) -> Plan:
    require(by, "events.run", plan.event)
    event = locked(plan.event)
    plan = event.plans.select_related("event").get(pk=plan.pk)
    if plan.state not in CHANGEABLE:
        raise PlanIsNotReady
    return plan


def _names(event: Event, keys: list[str]) -> str:
    names = dict(event.participations.filter(key__in=keys).values_list("key", "name"))
    return " – ".join(names.get(key, key) for key in keys)


def _by_hand(plan: Plan, hand: Hand, said: Said, by: Visitor, *, problem: engine.Problem | None = None) -> Plan:
    problem = problem or problem_of_plan(plan)
    done = replan(problem, result_from(plan), problem, hand=hand, fills=False)
    return _keep(plan, done, said=said, change={"kind": "hand"}, origin=PlanOrigin.BY_HAND, by=by)


def _keep(
    plan: Plan, done: RepairedPlan, *, said: Said, change: dict[str, Any], origin: PlanOrigin, by: Visitor
) -> Plan:
    new = keep_changed(plan, done, said=said, change=change, origin=origin, by=by)
    record("plan.changed", new, by=by, facts={"kind": change["kind"], "from": plan.number, "moves": len(done.moves)})
    return new


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do; nothing of it is stored."""

    effect: Effect
    moves: list[dict[str, Any]]
    plan: Plan


def preview_of(plan: Plan, change: Callable[[], Plan]) -> Preview:
    """What one of the changes above would do: it is really made and rolled back, so that a preview cannot differ.

    Raises:
        As the change itself.
    """
    with transaction.atomic():
        new = change()
        seen = Preview(effect_between(plan, new), new.moves, new)
        transaction.set_rollback(True)
    return seen
