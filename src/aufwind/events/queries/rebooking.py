"""Where a meeting could lie instead, and who would have to give way: asked before anything happens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aufwind.events.models import Seat
from aufwind.events.profiles import problem_of_plan, result_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.engine.problem import Problem
    from aufwind.engine.result import Meeting as Appointed
    from aufwind.events.models import Plan


@dataclass(frozen=True, slots=True)
class Times:
    """A slot as a place for one meeting.

    Attributes:
        away: Names of those who are not there then: the meeting cannot lie here.
        busy: Meetings its people have then, as names («Anna – Ben»); these give way.
        free: Keys of tables nobody uses then.
        taken: Who uses the others, by key of the table.
    """

    slot: str
    away: tuple[str, ...]
    busy: tuple[str, ...]
    free: tuple[str, ...]
    taken: dict[str, str]


def times_for(plan: Plan, people: Sequence[str], *, wish: str = "") -> list[Times]:
    """Every slot of a plan for a meeting of `people`, in order; `wish` is the meeting itself. Nine statements."""
    problem, result = problem_of_plan(plan), result_from(plan)
    names = {person.id: person.name or person.id for person in problem.participants}
    gone = {person.id: person.unavailable for person in problem.participants}
    by_slot: dict[str, list[Appointed]] = {}
    for meeting in result.meetings:
        if meeting.wish != wish:
            by_slot.setdefault(meeting.slot, []).append(meeting)
    return [_times(problem, slot.id, by_slot.get(slot.id, []), people, names, gone) for slot in problem.slots]


def _times(  # noqa: PLR0917 -- all of one slot
    problem: Problem,
    slot: str,
    meetings: list[Appointed],
    people: Sequence[str],
    names: dict[str, str],
    gone: dict[str, frozenset[str]],
) -> Times:
    taken = {meeting.table: _who(meeting, names) for meeting in meetings}
    return Times(
        slot,
        away=tuple(names.get(who, who) for who in people if slot in gone.get(who, ())),
        busy=tuple(_who(meeting, names) for meeting in meetings if {*people} & {*meeting.people}),
        free=tuple(t.id for t in problem.tables if t.id not in taken and slot not in t.unavailable),
        taken=taken,
    )


def _who(meeting: Appointed, names: dict[str, str]) -> str:
    return " – ".join(names.get(who, who) for who in meeting.people)


def changes_waiting(plan: Plan) -> int:
    """How many changes lie between a plan and the one published, itself included; 0 where it is no change."""
    step: Plan | None = plan
    number = 0
    while step is not None and step.published_at is None and step.repairs_id is not None:
        number, step = number + 1, step.repairs
    return number


def seats_by_meeting(plan: Plan) -> dict[int, list[str]]:
    """The people's keys of every meeting. One statement."""
    found: dict[int, list[str]] = {}
    rows = Seat.objects.filter(plan=plan).order_by("participation__position")
    for meeting, key in rows.values_list("meeting_id", "participation__key"):
        found.setdefault(meeting, []).append(key)
    return found
