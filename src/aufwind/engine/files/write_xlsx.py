"""Events and plans as spreadsheets. Cells are typed as text, so that nothing in them is ever a formula."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from aufwind.engine.files.agenda import agenda_of, has_several_days, slot_title
from aufwind.engine.files.headers import COLUMNS, SETTING_NAMES, SHEETS, UNLIMITED
from aufwind.engine.files.shape import ROWS
from aufwind.engine.files.sheet_writer import INERT, SheetWriter, cell_of, name_in
from aufwind.engine.scheduling.words import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aufwind.engine.files.agenda import Agenda
    from aufwind.engine.files.sheet_writer import Value
    from aufwind.engine.problem import Problem
    from aufwind.engine.result import Plan


def problem_to_xlsx(problem: Problem, language: str = "de") -> bytes:
    """The event as a workbook that `read_problem` reads back, with headings in `language` ("de" or "en")."""
    buffer = io.BytesIO()
    with Workbook(buffer, INERT) as book:
        writer = SheetWriter(book)
        for rows in ROWS:
            titles = _titles(rows, language)
            lines = [[cell_of(getattr(row, field)) for field in titles] for row in getattr(problem, rows)]
            writer.sheet(name_in(SHEETS[rows], language), list(titles.values()), lines)
        settings = [
            [name_in(names, language), _setting(getattr(problem, field))] for field, names in SETTING_NAMES.items()
        ]
        head = [name_in(names, language) for names in COLUMNS["settings"].values()]
        writer.sheet(name_in(SHEETS["settings"], language), head, settings)
    return buffer.getvalue()


def plan_to_xlsx(problem: Problem, plan: Plan, language: str = "de") -> bytes:
    """The plan as a workbook: people × slots, all meetings, what was not placed and why, and the figures."""
    agenda = agenda_of(problem, plan)
    german = language == "de"
    buffer = io.BytesIO()
    with Workbook(buffer, INERT) as book:
        writer = SheetWriter(book)
        days = has_several_days(problem)
        titles = [slot_title(slot, with_day=days) for slot in problem.slots]
        writer.sheet("Plan", ["Name", *titles], _people_by_slots(agenda))
        head = ["Zeit", "Tisch", "Wer"] if german else ["Time", "Table", "Who"]
        writer.sheet("Termine" if german else "Meetings", head, _meetings(agenda, days=days))
        head = ["Wunsch", "Wer", "Warum nicht"] if german else ["Wish", "Who", "Why not"]
        lines = [[u.wish, agenda.wish_name(u.wish), u.reason[0 if german else 1]] for u in plan.unplaced]
        writer.sheet("Ohne Termin" if german else "Not placed", head, lines)
        head = ["Kennzahl", "Wert"] if german else ["Figure", "Value"]
        writer.sheet("Kennzahlen" if german else "Figures", head, _figures(agenda, german=german))
    return buffer.getvalue()


def _titles(rows: str, language: str) -> dict[str, str]:
    return {field: name_in(COLUMNS[rows][field], language) for field in ROWS[rows].fields}


def _setting(value: int | None) -> Value:
    return UNLIMITED if value is None else value


def _people_by_slots(agenda: Agenda) -> Iterable[list[Value]]:
    position = {slot.id: t for t, slot in enumerate(agenda.problem.slots)}
    for person in agenda.problem.participants:
        line: list[Value] = [None] * len(position)
        for meeting in agenda.by_person[person.id]:
            line[position[meeting.slot]] = f"{agenda.names(meeting, person.id)} ({meeting.table})"
        yield [name_of(person), *line]


def _meetings(agenda: Agenda, *, days: bool) -> Iterable[list[Value]]:
    for meeting in agenda.plan.meetings:
        title = slot_title(agenda.slots[meeting.slot], with_day=days)
        yield [title, meeting.table, agenda.names(meeting)]


def _figures(agenda: Agenda, *, german: bool) -> Iterable[list[Value]]:
    plan = agenda.plan
    yield ["Termine" if german else "Meetings", len(plan.meetings)]
    yield ["Wert" if german else "Value", plan.value]
    yield ["Mehr ist nicht möglich als" if german else "No plan is worth more than", plan.value_bound]
    yield ["Pausen" if german else "Gaps", plan.gaps]
    yield ["Weniger sind nicht möglich als" if german else "No such plan has fewer than", plan.gaps_bound]
    yield ["Bewiesen" if german else "Proven", ("ja" if german else "yes") if plan.proven else "–"]
    for text in plan.binding:
        yield ["Was begrenzt" if german else "What binds", text[0 if german else 1]]
