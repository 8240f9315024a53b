"""A plan as people read it: by person and by slot; what spreadsheet, PDF and calendar are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aufwind.engine.scheduling.words import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aufwind.engine.problem import Participant, Problem, Slot, Table, Wish
    from aufwind.engine.result import Meeting, Plan


@dataclass(frozen=True, slots=True)
class Agenda:
    """A plan with everything its meetings name."""

    problem: Problem
    plan: Plan
    slots: Mapping[str, Slot]
    tables: Mapping[str, Table]
    people: Mapping[str, Participant]
    wishes: Mapping[str, Wish]
    by_person: Mapping[str, tuple[Meeting, ...]]
    by_slot: Mapping[str, tuple[Meeting, ...]]

    def names(self, meeting: Meeting, without: str = "") -> str:
        """Who meets, or whom `without` meets."""
        return ", ".join(name_of(self.people[who]) for who in meeting.people if who != without)

    def wish_name(self, wish: str) -> str:
        """Whom a wish would bring together, in words."""
        people = self.wishes[wish].people
        return ", ".join(name_of(self.people[who]) if who in self.people else who for who in people)


def agenda_of(problem: Problem, plan: Plan) -> Agenda:
    """The plan by person and slot, each in time; everybody and every slot is there, also without meetings."""
    order = {slot.id: t for t, slot in enumerate(problem.slots)}
    in_time = sorted(plan.meetings, key=lambda meeting: order[meeting.slot])
    by_person: dict[str, list[Meeting]] = {person.id: [] for person in problem.participants}
    by_slot: dict[str, list[Meeting]] = {slot.id: [] for slot in problem.slots}
    for meeting in in_time:
        by_slot[meeting.slot].append(meeting)
        for who in meeting.people:
            by_person[who].append(meeting)
    return Agenda(
        problem=problem,
        plan=plan,
        slots={slot.id: slot for slot in problem.slots},
        tables={table.id: table for table in problem.tables},
        people={person.id: person for person in problem.participants},
        wishes={wish.id: wish for wish in problem.wishes},
        by_person={who: tuple(meetings) for who, meetings in by_person.items()},
        by_slot={slot: tuple(meetings) for slot, meetings in by_slot.items()},
    )


def slot_title(slot: Slot, *, with_day: bool) -> str:
    """How a slot is headed: its time, with the date where the event has several days, else its id."""
    if slot.starts_at is None:
        return slot.id
    return f"{slot.starts_at:%d.%m. %H:%M}" if with_day else f"{slot.starts_at:%H:%M}"


def has_several_days(problem: Problem) -> bool:
    """Whether the slots lie on different days."""
    return len({slot.starts_at.date() for slot in problem.slots if slot.starts_at}) > 1
