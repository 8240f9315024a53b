"""What differs for whom between two plans: time, table, company. Times are those each plan was made for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aufwind.events.models import Seat
from aufwind.events.profiles import problem_of_plan

if TYPE_CHECKING:
    from datetime import datetime

    from aufwind.events.models import Plan


@dataclass(frozen=True, slots=True)
class Appointment:
    """A meeting as one of its people has it.

    Attributes:
        wish: Key of the wish; the same in every plan.
        starts_at: None where no times are known.
        partners: Primary keys of the others.
    """

    wish: str
    slot: str
    starts_at: datetime | None
    minutes: int | None
    table: str
    partners: frozenset[int]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not as it was for one person; one side is None where a meeting is new or gone."""

    before: Appointment | None
    after: Appointment | None


def appointments_of(plan: Plan) -> dict[int, dict[str, Appointment]]:
    """Every person's meetings by the key of their wish. Five statements at most."""
    times = {slot.id: (slot.starts_at, slot.minutes) for slot in problem_of_plan(plan).slots}
    seats = Seat.objects.filter(plan=plan).values_list(
        "meeting_id", "participation_id", "meeting__wish__key", "slot__key", "meeting__table__key"
    )
    people: dict[int, set[int]] = {}
    rows = list(seats)
    for meeting, person, *_rest in rows:
        people.setdefault(meeting, set()).add(person)
    found: dict[int, dict[str, Appointment]] = {}
    for meeting, person, wish, slot, table in rows:
        starts_at, minutes = times.get(slot, (None, None))
        others = frozenset(people[meeting] - {person})
        found.setdefault(person, {})[wish] = Appointment(wish, slot, starts_at, minutes, table, others)
    return found


def differences(before: Plan | None, after: Plan) -> dict[int, list[Difference]]:
    """For everybody whose meetings differ what does, by time; everybody with meetings where nothing was published."""
    old = appointments_of(before) if before is not None else {}
    new = appointments_of(after)
    found = {person: _between(old.get(person, {}), new.get(person, {})) for person in {*old, *new}}
    return {person: list(rows) for person, rows in found.items() if rows}


def _between(old: dict[str, Appointment], new: dict[str, Appointment]) -> list[Difference]:
    rows = [
        Difference(old.get(wish), new.get(wish))
        for wish in dict.fromkeys([*old, *new])
        if _is_other(old.get(wish), new.get(wish))
    ]
    return sorted(rows, key=_when)


def _is_other(before: Appointment | None, after: Appointment | None) -> bool:
    """Whether a guest would notice; where the time is known, the name of the slot is the organiser's own matter."""
    if before is not None and after is not None and before.starts_at and after.starts_at:
        return replace(before, slot="") != replace(after, slot="")
    return before != after


def _when(row: Difference) -> tuple[float, str]:
    meeting = row.after or row.before
    assert meeting is not None
    return (meeting.starts_at.timestamp() if meeting.starts_at else 0.0, meeting.slot)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to the meetings of a plan, in numbers, before anybody is told.

    Attributes:
        lost: Meetings that do not take place any more.
        people: Primary keys of everybody whose own meetings differ.
    """

    kept: int
    at_another_time: int
    at_another_table: int
    lost: int
    new: int
    people: frozenset[int]


def effect_between(before: Plan, after: Plan) -> Effect:
    """What a plan changes compared with another. Ten statements at most."""
    old, new = _by_wish(appointments_of(before)), _by_wish(appointments_of(after))
    both = [(old[wish], new[wish]) for wish in old if wish in new]
    moved = [(one, other) for one, other in both if _time(one) != _time(other)]
    reseated = [(one, other) for one, other in both if _time(one) == _time(other) and one.table != other.table]
    return Effect(
        kept=len(both) - len(moved) - len(reseated),
        at_another_time=len(moved),
        at_another_table=len(reseated),
        lost=sum(wish not in new for wish in old),
        new=sum(wish not in old for wish in new),
        people=frozenset(differences(before, after)),
    )


def _by_wish(people: dict[int, dict[str, Appointment]]) -> dict[str, Appointment]:
    return {wish: meeting for meetings in people.values() for wish, meeting in meetings.items()}


def _time(meeting: Appointment) -> object:
    return (meeting.starts_at, meeting.minutes) if meeting.starts_at else meeting.slot
