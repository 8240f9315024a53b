"""Plans: their grids, how good they are, what is not met and what was moved."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.utils import timezone

from aufwind.events.enums import PlanState
from aufwind.events.models import Meeting, Participation, Plan, Seat, Slot, Table
from aufwind.events.profiles import problem_of_plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the grid: a meeting; or a break between two meetings; or a time the person is not there."""

    label: str = ""
    table: str = ""
    is_must: bool = False
    is_gap: bool = False
    is_away: bool = False
    is_locked: bool = False
    meeting: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One person's or table's day, a cell for each slot (None: nothing)."""

    key: str
    label: str
    note: str
    cells: tuple[Cell | None, ...]
    meetings: int
    gaps: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A plan as rows × slots."""

    slots: tuple[Slot, ...]
    rows: tuple[Row, ...]


def slots_of(plan: Plan) -> tuple[Slot, ...]:
    """The slots a plan was made for with the times of then, in order; one SQL statement. Not to be saved."""
    rows = {slot.key: slot for slot in plan.event.slots.all()}
    if plan.document is None:
        return tuple(slot for slot in rows.values() if not slot.is_retired)
    slots = []
    for said in problem_of_plan(plan).slots:
        slot = rows.get(said.id) or Slot(event=plan.event, key=said.id)  # a preview's own slots were never stored
        slot.starts_at, slot.minutes, slot.block = said.starts_at, said.minutes, said.block or ""
        slots.append(slot)
    return tuple(slots)


def _meetings(plan: Plan) -> list[Meeting]:
    seats = Prefetch("seats", Seat.objects.select_related("participation").order_by("participation__position"))
    return list(plan.meetings.select_related("slot", "table", "wish").prefetch_related(seats))


def people_grid(plan: Plan) -> Grid:
    """The plan as people × slots: with whom, and at which table. Four SQL statements."""
    slots = slots_of(plan)
    days: dict[int, dict[str, Cell]] = defaultdict(dict)
    for meeting in _meetings(plan):
        people = [seat.participation for seat in meeting.seats.all()]
        for person in people:
            others = ", ".join(other.name for other in people if other.pk != person.pk)
            is_must = bool(meeting.wish.terms.get("must"))
            days[person.pk][meeting.slot.key] = Cell(
                others, meeting.table.key, is_must=is_must, is_locked=meeting.is_locked, meeting=meeting.pk
            )
    rows = tuple(_person_row(person, days[person.pk], slots) for person in plan.event.participations.seated())
    return Grid(slots, rows)


def _person_row(person: Participation, day: dict[str, Cell], slots: Sequence[Slot]) -> Row:
    marked, gaps = _with_gaps(tuple(day.get(slot.key) for slot in slots), slots)
    marked = tuple(
        Cell(is_away=True) if slot.key in person.unavailable and (cell is None or cell.is_gap) else cell
        for slot, cell in zip(slots, marked, strict=True)
    )
    return Row(person.key, person.name, person.side or person.organisation, marked, len(day), gaps)


def _with_gaps(cells: tuple[Cell | None, ...], slots: Sequence[Slot]) -> tuple[tuple[Cell | None, ...], int]:
    """Cells with the breaks between meetings of one day marked, and how many breaks there are."""
    taken = [i for i, cell in enumerate(cells) if cell]
    marked, gaps = list(cells), 0
    for first, second in pairwise(taken):
        if second > first + 1 and _day(slots[first]) == _day(slots[second]):
            gaps += 1
            marked[first + 1 : second] = [Cell(is_gap=True)] * (second - first - 1)
    return tuple(marked), gaps


def _day(slot: Slot) -> object:
    return timezone.localtime(slot.starts_at).date() if slot.starts_at else None


def table_grid(plan: Plan) -> Grid:
    """The plan as tables × slots: who sits there. Four SQL statements."""
    slots = slots_of(plan)
    days: dict[int, dict[str, Cell]] = defaultdict(dict)
    for meeting in _meetings(plan):
        people = " – ".join(seat.participation.name for seat in meeting.seats.all())
        days[meeting.table_id][meeting.slot.key] = Cell(people, is_locked=meeting.is_locked, meeting=meeting.pk)
    rows = tuple(_table_row(table, days[table.pk], slots) for table in plan.event.tables.in_force())
    return Grid(slots, rows)


def _table_row(table: Table, day: dict[str, Cell], slots: Sequence[Slot]) -> Row:
    cells = tuple(day.get(slot.key) for slot in slots)
    return Row(table.key, table.key, table.kind, cells, len(day), 0)


@dataclass(frozen=True, slots=True)
class Quality:
    """How good a plan is, in the figures its page shows."""

    meetings: int
    musts: int
    musts_met: int
    worst_off: str
    fewest: int


def quality_of(plan: Plan) -> Quality:
    """The figures of a plan beside the engine's own. Three SQL statements."""
    wishes = list(plan.event.wishes.all())
    met = set(plan.meetings.values_list("wish__key", flat=True))
    names = dict(plan.event.participations.values_list("key", "name"))
    musts = {wish.key for wish in wishes if wish.is_wanted_must or wish.terms.get("must")}
    worst = plan.worst_off or {}
    return Quality(
        meetings=len(met),
        musts=len(musts),
        musts_met=len(musts & met),
        worst_off=names.get(worst.get("participant", ""), ""),
        fewest=int(worst.get("meetings", 0)),
    )


@dataclass(frozen=True, slots=True)
class Unmet:
    """A wish that does not take place: whose, and why in the reader's language."""

    people: str
    value: float
    reason: str


def unmet_wishes(plan: Plan, *, language: str) -> list[Unmet]:
    """Every wish without a meeting, the most valued first, with the engine's reason. Two SQL statements."""
    names = dict(plan.event.participations.values_list("key", "name"))
    wishes = {wish.key: wish for wish in plan.event.wishes.all()}
    rows = [
        Unmet(
            " – ".join(names.get(key, key) for key in wishes[entry["wish"]].people),
            wishes[entry["wish"]].value,
            entry[language],
        )
        for entry in plan.unplaced
    ]
    return sorted(rows, key=lambda row: -row.value)


@dataclass(frozen=True, slots=True)
class Moved:
    """A meeting that is not as it was: whose, where it was and is (slot and table), and why in both languages."""

    people: tuple[str, ...]
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    why: dict[str, str]


def meetings_of(participation: Participation) -> list[Meeting]:
    """The published meetings of a guest in the order of the day, with partners. Two SQL statements."""
    seats = Prefetch("seats", Seat.objects.select_related("participation"))
    return list(
        Meeting.objects.filter(seats__participation=participation, plan__state=PlanState.PUBLISHED)
        .select_related("slot", "table", "plan")
        .prefetch_related(seats)
        .order_by("slot__position")
    )


def moves_in(rows: Iterable[dict[str, Any]]) -> list[Moved]:
    """Moves as they are kept with a plan, as values."""
    return [
        Moved(
            tuple(row["people"]),
            tuple(row["before"]) if row["before"] else None,
            tuple(row["after"]) if row["after"] else None,
            {"de": row["de"], "en": row["en"]},
        )
        for row in rows
    ]
