"""Events and plans as spreadsheets. Cells are typed as text, so that nothing in them is ever a formula."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from aufwind.engine.files.agenda import agenda_of, has_several_days, slot_title
from aufwind.engine.files.headers import COLUMNS, SETTING_NAMES, SHEETS, UNLIMITED
from aufwind.engine.files.shape import ROWS
from aufwind.engine.scheduling.words import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.worksheet import Worksheet

    from aufwind.engine.files.agenda import Agenda
    from aufwind.engine.problem import Problem
    from aufwind.engine.result import Plan

INERT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
LONGEST_CELL = 32_000
"""Excel holds 32,767 characters in a cell."""

Value = str | float | bool | datetime | None


def problem_to_xlsx(problem: Problem, language: str = "de") -> bytes:
    """The event as a workbook that `read_problem` reads back, with headings in `language` ("de" or "en")."""
    buffer = io.BytesIO()
    with Workbook(buffer, INERT) as book:
        writer = _Writer(book)
        for rows in ROWS:
            titles = _titles(rows, language)
            lines = [[_cell(getattr(row, field)) for field in titles] for row in getattr(problem, rows)]
            writer.sheet(_name(SHEETS[rows], language), list(titles.values()), lines)
        settings = [
            [_name(names, language), _setting(getattr(problem, field))] for field, names in SETTING_NAMES.items()
        ]
        head = [_name(names, language) for names in COLUMNS["settings"].values()]
        writer.sheet(_name(SHEETS["settings"], language), head, settings)
    return buffer.getvalue()


def plan_to_xlsx(problem: Problem, plan: Plan, language: str = "de") -> bytes:
    """The plan as a workbook: people × slots, all meetings, what was not placed and why, and the figures."""
    agenda = agenda_of(problem, plan)
    german = language == "de"
    buffer = io.BytesIO()
    with Workbook(buffer, INERT) as book:
        writer = _Writer(book)
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


class _Writer:
    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self._time = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"})

    def sheet(self, name: str, head: Sequence[str], lines: Iterable[Sequence[Value]]) -> None:
        """A sheet with a heading that stays in sight, in columns as wide as their text."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        widths = [len(title) for title in head]
        for column, title in enumerate(head):
            sheet.write_string(0, column, title, self._bold)
        for row, line in enumerate(lines, start=1):
            for column, value in enumerate(line):
                self._write(sheet, row, column, value)
                widths[column] = max(widths[column], len(str(value if value is not None else "")))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(40, width + 2))

    def _write(self, sheet: Worksheet, row: int, column: int, value: Value) -> None:
        if isinstance(value, datetime):
            sheet.write_datetime(row, column, value, self._time)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            sheet.write_number(row, column, value)
        elif value is not None:
            sheet.write_string(row, column, str(value)[:LONGEST_CELL], self._wrap)


def _titles(rows: str, language: str) -> dict[str, str]:
    return {field: _name(COLUMNS[rows][field], language) for field in ROWS[rows].fields}


def _name(names: Sequence[str], language: str) -> str:
    return names[1] if language == "de" and len(names) > 1 else names[0]


def _setting(value: int | None) -> Value:
    return UNLIMITED if value is None else value


def _cell(value: object) -> Value:
    if isinstance(value, bool):
        return "x" if value else None
    if isinstance(value, frozenset):
        return "; ".join(sorted(value)) or None
    if isinstance(value, tuple):
        return "; ".join(value) or None
    return value if isinstance(value, (str, int, float, datetime)) else None


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
