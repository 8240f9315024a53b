"""What differs for whom between two plans: time, table, company. Times are those each plan was made for."""

from __future__ import annotations

from dataclasses import dataclass
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
        if old.get(wish) != new.get(wish)
    ]
    return sorted(rows, key=_when)


def _when(row: Difference) -> tuple[float, str]:
    meeting = row.after or row.before
    assert meeting is not None
    return (meeting.starts_at.timestamp() if meeting.starts_at else 0.0, meeting.slot)
