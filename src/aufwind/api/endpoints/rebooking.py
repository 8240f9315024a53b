"""Plans changed after booking; with «?preview=true» nothing is stored and the answer says what would happen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest  # noqa: TC002 -- read at run time by the router
from django.shortcuts import get_object_or_404

from aufwind.api.endpoints.asking import guest_of, plan_of
from aufwind.api.endpoints.plans import router  # one address has one router, whatever the method
from aufwind.api.schemas import MeetingOut
from aufwind.api.setting import EffectOut, GridIn, LockIn, PairIn, SpotIn, grid_in
from aufwind.core.policy import visitor_of
from aufwind.events.actions import rebooking as actions
from aufwind.events.diffs import effect_between

if TYPE_CHECKING:
    from collections.abc import Callable

    from aufwind.events.models import Meeting, Plan, Wish


def _done(plan: Plan, change: Callable[[], Plan], *, preview: bool) -> dict[str, Any]:
    if preview:
        seen = actions.preview_of(plan, change)
        number, effect, moves = None, seen.effect, seen.moves
    else:
        new = change()
        number, effect, moves = new.number, effect_between(plan, new), new.moves
    return {
        "plan": number,
        "kept": effect.kept,
        "at_another_time": effect.at_another_time,
        "at_another_table": effect.at_another_table,
        "lost": effect.lost,
        "new": effect.new,
        "people_told": len(effect.people),
        "moves": moves,
    }


def _wish(plan: Plan, key: str) -> Wish:
    return get_object_or_404(plan.event.wishes, key=key)


@router.post("/{slug}/plans/{number}/grid", response=EffectOut, summary="Adapt a plan to other times and tables")
def grid(request: HttpRequest, slug: str, number: int, asked: GridIn, *, preview: bool = False) -> dict[str, Any]:
    plan, wanted, by = plan_of(request, slug, number), grid_in(asked), visitor_of(request)
    return _done(plan, lambda: actions.change_grid(plan, wanted, most_moved=asked.most_moved, by=by), preview=preview)


@router.post("/{slug}/plans/{number}/meetings", response=EffectOut, summary="Have two people meet at a place")
def add(request: HttpRequest, slug: str, number: int, asked: PairIn, *, preview: bool = False) -> dict[str, Any]:
    plan, by = plan_of(request, slug, number), visitor_of(request)
    one, other = guest_of(request, slug, asked.one), guest_of(request, slug, asked.other)
    spot = (asked.slot, asked.table)
    return _done(plan, lambda: actions.add_meeting(plan, one, other, spot, by=by), preview=preview)


@router.put("/{slug}/plans/{number}/meetings/{wish}", response=EffectOut, summary="Put a meeting at a time and table")
def put(
    request: HttpRequest, slug: str, number: int, wish: str, asked: SpotIn, *, preview: bool = False
) -> dict[str, Any]:
    plan, by = plan_of(request, slug, number), visitor_of(request)
    found = _wish(plan, wish)
    return _done(plan, lambda: actions.put_meeting(plan, found, (asked.slot, asked.table), by=by), preview=preview)


@router.delete("/{slug}/plans/{number}/meetings/{wish}", response=EffectOut, summary="Take a meeting out of the plan")
def out(request: HttpRequest, slug: str, number: int, wish: str, *, preview: bool = False) -> dict[str, Any]:
    plan, by = plan_of(request, slug, number), visitor_of(request)
    found = _wish(plan, wish)
    return _done(plan, lambda: actions.take_out(plan, found, by=by), preview=preview)


@router.put("/{slug}/plans/{number}/meetings/{wish}/lock", response=MeetingOut, summary="Hold a meeting, or let it go")
def lock(request: HttpRequest, slug: str, number: int, wish: str, asked: LockIn) -> dict[str, object]:
    plan = plan_of(request, slug, number)
    meeting: Meeting = get_object_or_404(plan.meetings.select_related("slot", "table", "wish"), wish__key=wish)
    meeting = actions.set_lock(meeting, is_locked=asked.is_locked, by=visitor_of(request))
    return {
        "wish": wish,
        "slot": meeting.slot.key,
        "starts_at": meeting.slot.starts_at,
        "table": meeting.table.key,
        "people": sorted(meeting.seats.values_list("participation__key", flat=True)),
        "is_locked": meeting.is_locked,
    }
