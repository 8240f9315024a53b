"""Plans as calendars (RFC 5545): one for the whole event, one for each person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from aufwind.engine.errors import Text
from aufwind.engine.files.agenda import agenda_of
from aufwind.engine.files.refusal import refused

if TYPE_CHECKING:
    from aufwind.engine.files.agenda import Agenda
    from aufwind.engine.problem import Problem, Slot
    from aufwind.engine.result import Meeting, Plan

USUAL_MINUTES = 20
"""Length shown where neither the slot says it nor the next one begins sooner."""


def plan_to_ics(problem: Problem, plan: Plan, language: str = "de", *, namespace: str = "") -> bytes:
    """All meetings of a plan as one calendar.

    Args:
        namespace: Tells events apart whose wishes have the same ids; the same one gives the same UIDs.

    Raises:
        FileIsRefused: A slot has no starting time, so nothing can be put into a calendar.
    """
    agenda = agenda_of(problem, plan)
    return _calendar(agenda, plan.meetings, "", language, namespace)


def calendar_for(problem: Problem, plan: Plan, person: str, language: str = "de", *, namespace: str = "") -> bytes:
    """The meetings of one participant, each headed by whom she meets.

    A meeting keeps its UID when it is moved to another slot or table, so that calendars move it too; one
    that is no longer in the feed disappears.

    Args:
        person: Id of the participant.

    Raises:
        FileIsRefused: A slot has no starting time.
        KeyError: There is no such participant.
    """
    agenda = agenda_of(problem, plan)
    return _calendar(agenda, agenda.by_person[person], person, language, namespace)


def _calendar(agenda: Agenda, meetings: tuple[Meeting, ...], person: str, language: str, namespace: str) -> bytes:
    _refuse_without_times(agenda.problem)
    calendar = Calendar()
    calendar.add("prodid", "-//Aufwind//Plan//DE")
    calendar.add("version", "2.0")
    ends = _ends(agenda.problem)
    for meeting in meetings:
        event = Event()
        event.add("uid", _uid(namespace, meeting.wish, person))
        event.add("dtstamp", datetime.now(UTC).replace(microsecond=0))
        event.add("dtstart", agenda.slots[meeting.slot].starts_at)
        event.add("dtend", ends[meeting.slot])
        event.add("summary", agenda.names(meeting, person))
        event.add("location", f"{'Tisch' if language == 'de' else 'Table'} {meeting.table}")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _uid(namespace: str, wish: str, person: str) -> str:
    """The same meeting of the same person has the same UID in every plan. Names nobody."""
    key = f"{namespace}\x1f{wish}\x1f{person}"
    return f"{sha256(key.encode()).hexdigest()[:32]}@aufwind"


def _ends(problem: Problem) -> dict[str, datetime]:
    slots = [*problem.slots]
    following: list[Slot | None] = [*slots[1:], None]
    return {slot.id: _end(slot, after) for slot, after in zip(slots, following, strict=True)}


def _end(slot: Slot, after: Slot | None) -> datetime:
    assert slot.starts_at is not None
    if slot.minutes is not None:
        return slot.starts_at + timedelta(minutes=slot.minutes)
    usual = slot.starts_at + timedelta(minutes=USUAL_MINUTES)
    return min(usual, after.starts_at) if after is not None and after.starts_at is not None else usual


def _refuse_without_times(problem: Problem) -> None:
    for slot in problem.slots:
        if slot.starts_at is None:
            raise refused(
                Text(f"Zeitfenster «{slot.id}»", f"Slot “{slot.id}”"),
                Text("Ohne Beginn gibt es keinen Kalender.", "Without a starting time there is no calendar."),
                Text("Tragen Sie den Beginn ein.", "Enter the starting time."),
            )
