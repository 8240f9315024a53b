"""From an uploaded file to a roster: read strictly, refused with places, never half-stored."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING

from aufwind.engine.errors import Finding, ProblemError, Text
from aufwind.engine.files.event import read_event
from aufwind.engine.files.json_problem import read_problem_json
from aufwind.engine.files.records import read_records
from aufwind.events.errors import RosterIsRefused

if TYPE_CHECKING:
    from aufwind.engine.problem import Problem

MOST_WISHES = 20_000
"""A browser page shows no larger event; the command line plans it."""


def read_roster(content: bytes, file_name: str) -> Problem:
    """What the file says, checked: it can be planned.

    Args:
        content: The whole file, XLSX or JSON.
        file_name: Its name, for messages; the content decides what it is.

    Raises:
        RosterIsRefused: With every finding: sheet, row, column or path, what is wrong, what to do.
    """
    try:
        problem = read_event(content, file_name).problem
    except ProblemError as error:
        raise RosterIsRefused(error.findings) from error
    if len(problem.wishes) > MOST_WISHES:
        raise RosterIsRefused([_too_many(len(problem.wishes))])
    return problem


def _too_many(wishes: int) -> Finding:
    return Finding(
        Text("Wünsche", "Wishes"),
        Text(f"{wishes} sind mehr als die {MOST_WISHES}, die eine Seite zeigen kann.",
             f"{wishes} are more than the {MOST_WISHES} a page can show."),
        Text("Planen Sie die Veranstaltung mit «aufwind plan».", "Plan the event with «aufwind plan»."),
    )  # fmt: skip


def example_roster() -> Problem:
    """52 invented guests and their invented wishes."""
    return read_problem_json(files("aufwind.events.example").joinpath("roster.json").read_bytes())


@dataclass(frozen=True, slots=True)
class Summary:
    """What a roster holds, for the page that asks «is this right?»."""

    slots: int
    tables: int
    guests: int
    wishes: int
    musts: int
    without_wish: tuple[str, ...]
    most_wished: tuple[tuple[str, int, int], ...]

    @property
    def places(self) -> int:
        """Meetings that tables and slots allow at most."""
        return self.slots * self.tables


def summary_of(problem: Problem) -> Summary:
    """Counts, guests nobody wished for, and those wished for by more people than they have places."""
    wished = {person.id: 0 for person in problem.participants}
    for wish in problem.wishes:
        for key in wish.people:
            if key in wished and not wish.never:
                wished[key] += 1
    names = {person.id: person.name or person.id for person in problem.participants}
    places = {
        person.id: min(person.max_meetings or len(problem.slots), len(problem.slots) - len(person.unavailable))
        for person in problem.participants
    }
    over = sorted((key for key in wished if wished[key] > places[key]), key=lambda key: -wished[key])
    return Summary(
        slots=len(problem.slots),
        tables=len(problem.tables),
        guests=len(problem.participants),
        wishes=len(problem.wishes),
        musts=sum(wish.must for wish in problem.wishes),
        without_wish=tuple(names[key] for key, count in wished.items() if not count),
        most_wished=tuple((names[key], wished[key], places[key]) for key in over[:5]),
    )


MOST_GUESTS = 3000
"""Rows of a list of guests in one file; more are sent in parts."""


def read_guest_file(content: bytes, file_name: str) -> tuple[list[str], list[dict[str, str]]]:
    """Headings and rows of a list of people (XLSX, CSV, vCard, JSON); each row has its number in the file under «#».

    Raises:
        RosterIsRefused: It is no list, is too long, or a cell cannot be used; says where and what to do.
    """
    try:
        records = read_records(content, file_name)
        rows = [{**row, "#": str(number)} for number, row in islice(records.rows, MOST_GUESTS + 1)]
    except ProblemError as error:
        raise RosterIsRefused(list(error.findings)) from error
    if len(rows) > MOST_GUESTS:
        raise RosterIsRefused([_too_long()])
    return list(records.columns), rows


def _too_long() -> Finding:
    return Finding(
        Text("Datei", "File"),
        Text(f"Sie hat mehr als {MOST_GUESTS} Zeilen.", f"It has more than {MOST_GUESTS} rows."),
        Text("Teilen Sie sie auf mehrere Dateien auf.", "Split it into several files."),
    )
