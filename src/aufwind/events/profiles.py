"""Rows to the planner's values and back."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from aufwind.core.folding import folded
from aufwind.core.moments import aware
from aufwind.engine import problem as engine
from aufwind.engine import result as engine_result
from aufwind.engine.errors import Text
from aufwind.engine.files.json_problem import problem_to_json, read_problem_json
from aufwind.events.models import Event, Participation, Plan, Seat, Slot, Table, Wish

TERMS = tuple(field.name for field in fields(engine.Wish) if field.name not in {"id", "people", "value"})
"""The optional conditions of a wish; stored only where they differ from the default."""


def problem_from(event: Event) -> engine.Problem:
    """The event's roster as the planner reads it, in the organiser's own order and words.

    Only who has a seat and is not known to stay away takes part; wishes that name others are left out.
    Four SQL statements, whatever the size.
    """
    slots = tuple(_slot(row) for row in event.slots.in_force())
    order = [slot.id for slot in slots]
    people = tuple(_participant(row, order) for row in event.participations.attending())
    known = {person.id for person in people} | {person.organisation for person in people}
    return engine.Problem(
        slots=slots,
        tables=tuple(_table(row) for row in event.tables.in_force()),
        participants=people,
        wishes=tuple(_wish(row) for row in event.wishes.filter(is_retired=False) if known.issuperset(row.people)),
        max_gap_spread=event.max_gap_spread,
        fair_to=event.fair_to,
    )


def _slot(row: Slot) -> engine.Slot:
    starts_at = timezone.localtime(row.starts_at) if row.starts_at else None  # files and paper show the place's time
    return engine.Slot(row.key, starts_at=starts_at, minutes=row.minutes, block=row.block or None)


def _table(row: Table) -> engine.Table:
    return engine.Table(row.key, kind=row.kind or None, zone=row.zone or None, unavailable=frozenset(row.unavailable))


def _participant(row: Participation, order: list[str]) -> engine.Participant:
    return engine.Participant(
        row.key,
        name=row.name,
        side=row.side or None,
        unavailable=_unavailable(row, order),
        min_meetings=row.min_meetings,
        max_meetings=row.max_meetings,
        table=row.table_key or None,
        organisation=row.organisation or None,
        needs=row.needs or None,
        email=row.email or None,
    )


def _unavailable(row: Participation, order: list[str]) -> frozenset[str]:
    """Slots she said she cannot make, and those before she comes and after she goes."""
    missed = {*row.unavailable}
    if row.late_until in order:
        missed.update(order[: order.index(row.late_until)])
    if row.leaves_before in order:
        missed.update(order[order.index(row.leaves_before) :])
    return frozenset(missed & {*order})


def _wish(row: Wish) -> engine.Wish:
    terms = dict(row.terms)
    if "after" in terms:
        terms["after"] = tuple(terms["after"])
    return engine.Wish(row.key, tuple(row.people), value=row.value, **terms)


def rows_from(problem: engine.Problem, event: Event) -> tuple[list[Slot], list[Table], list[Participation], list[Wish]]:
    """Unsaved rows of `event` that say what `problem` says."""
    return (
        [
            Slot(event=event, key=slot.id, position=i, minutes=slot.minutes, block=slot.block or "",
                 starts_at=aware(slot.starts_at) if slot.starts_at else None)
            for i, slot in enumerate(problem.slots)
        ],
        [
            Table(event=event, key=table.id, position=i, kind=table.kind or "", zone=table.zone or "",
                  unavailable=sorted(table.unavailable))
            for i, table in enumerate(problem.tables)
        ],
        [_participation(person, i, event) for i, person in enumerate(problem.participants)],
        [
            Wish(event=event, key=wish.id, position=i, people=list(wish.people), value=wish.value,
                 terms=_terms(wish))
            for i, wish in enumerate(problem.wishes)
        ],
    )  # fmt: skip


def _participation(person: engine.Participant, position: int, event: Event) -> Participation:
    return Participation(
        event=event,
        key=person.id,
        position=position,
        name=person.name or person.id,
        name_folded=folded(person.name or person.id)[:200],
        email=person.email or "",
        side=person.side or "",
        organisation=person.organisation or "",
        unavailable=sorted(person.unavailable),
        min_meetings=person.min_meetings,
        max_meetings=person.max_meetings,
        table_key=person.table or "",
        needs=person.needs or "",
    )


def _terms(wish: engine.Wish) -> dict[str, Any]:
    plain = engine.Wish(wish.id, wish.people)
    said = asdict(wish)
    return {name: said[name] for name in TERMS if getattr(wish, name) != getattr(plain, name)}


def result_from(plan: Plan) -> engine_result.Plan:
    """A stored plan as the engine's value, for files and repair; ordered as it was made. Four SQL statements."""
    seats = Prefetch("seats", Seat.objects.select_related("participation"))  # thousands of people in one statement
    rows = plan.meetings.select_related("slot", "table", "wish").prefetch_related(seats)
    if plan.document is None:
        meetings = [*rows]
    else:
        places = _places(plan.document)
        meetings = sorted(rows, key=lambda m: (places["slots", m.slot.key], places["tables", m.table.key]))
    worst = plan.worst_off
    return engine_result.Plan(
        meetings=tuple(
            engine_result.Meeting(
                m.wish.key, m.slot.key, m.table.key, tuple(seat.participation.key for seat in m.seats.all())
            )
            for m in meetings
        ),
        unplaced=tuple(engine_result.Unplaced(row["wish"], Text(row["de"], row["en"])) for row in plan.unplaced),
        value=plan.value or 0.0,
        value_bound=plan.value_bound or 0.0,
        gaps=plan.gaps or 0,
        gaps_bound=plan.gaps_bound or 0,
        gap_spread=plan.gap_spread or 0,
        worst_off=engine_result.WorstOff(worst["participant"], worst["meetings"]) if worst else None,
        binding=tuple(Text(row["de"], row["en"]) for row in plan.binding),
        proven=plan.proven,
        seconds=plan.seconds or 0.0,
        seed=plan.seed,
        version=f"{plan.number}",
    )


def _places(document: dict[str, Any]) -> dict[tuple[str, str], int]:
    """Where slots and tables stand in a kept event."""
    return {(name, row["id"]): i for name in ("slots", "tables") for i, row in enumerate(document[name])}


def problem_of_plan(plan: Plan) -> engine.Problem:
    """The event as this plan was made for: the roster, or the event as it was after the plan's repair."""
    if plan.document is None:
        return problem_from(plan.event)
    return problem_in(plan.document)


def document_of(problem: engine.Problem) -> dict[str, Any]:
    """The event in the published file form, to keep with a plan."""
    document: dict[str, Any] = json.loads(problem_to_json(problem))
    return document


def problem_in(document: dict[str, Any]) -> engine.Problem:
    """A kept event."""
    return read_problem_json(json.dumps(document).encode())
