"""Plans as PDF: A4, tagged, PDF/UA-1; by slot and by person, or for one person with a QR code.

Typst sets them with the fonts that ship with Aufwind, so a plan looks the same on every machine.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import typst

from aufwind.engine.files.agenda import agenda_of, has_several_days, slot_title
from aufwind.engine.scheduling.words import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.engine.files.agenda import Agenda
    from aufwind.engine.problem import Problem
    from aufwind.engine.result import Meeting, Plan

HERE = Path(__file__).parent
MOST_PARTS = 2_000
"""A paper of more slots and people than this is printed by nobody; then only slots are listed."""

_WORDS = {
    "de": {
        "title": "Plan",
        "time": "Zeit",
        "table": "Tisch",
        "who": "Wer",
        "with": "Mit",
        "why": "Warum nicht",
        "unplaced": "Ohne Termin",
        "empty": "Keine Termine.",
        "qr": "QR-Code mit der Adresse dieses Plans",
        "lead": "{meetings} Termine für {people} Personen, {gaps} Pausen.",
        "own": "{meetings} Termine.",
    },
    "en": {
        "title": "Plan",
        "time": "Time",
        "table": "Table",
        "who": "Who",
        "with": "With",
        "why": "Why not",
        "unplaced": "Not placed",
        "empty": "No meetings.",
        "qr": "QR code with the address of this plan",
        "lead": "{meetings} meetings for {people} people, {gaps} gaps.",
        "own": "{meetings} meetings.",
    },
}


class _Part(TypedDict):
    title: str
    head: list[str]
    columns: list[int]
    rows: list[list[str]]
    empty: str


def plan_to_pdf(problem: Problem, plan: Plan, language: str = "de", *, title: str | None = None) -> bytes:
    """The whole plan as PDF: a table for each slot, one for each person, and what was not placed and why.

    Cost: about 5 ms a person.
    """
    agenda, words = agenda_of(problem, plan), _WORDS[language]
    days = has_several_days(problem)
    parts = [_slot_part(agenda, slot, words, days=days) for slot in agenda.by_slot]
    if len(parts) + len(problem.participants) <= MOST_PARTS:
        parts += [_person_part(agenda, who, words, days=days) for who in agenda.by_person]
    if plan.unplaced:
        parts.append(_unplaced_part(agenda, language))
    lead = words["lead"].format(meetings=len(plan.meetings), people=len(problem.participants), gaps=plan.gaps)
    return _compiled(title or words["title"], lead, parts, language)


def person_to_pdf(
    problem: Problem,
    plan: Plan,
    person: str,
    language: str = "de",
    *,
    title: str | None = None,
    link: str | None = None,
) -> bytes:
    """One participant's own plan as PDF, with a QR code of `link` where one is given.

    Raises:
        KeyError: There is no such participant.
    """
    agenda, words = agenda_of(problem, plan), _WORDS[language]
    part = _person_part(agenda, person, words, days=has_several_days(problem))
    lead = words["own"].format(meetings=len(agenda.by_person[person]))
    return _compiled(title or words["title"], lead, [part], language, link=link)


def _slot_part(agenda: Agenda, slot: str, words: dict[str, str], *, days: bool) -> _Part:
    rows = [[meeting.table, agenda.names(meeting)] for meeting in agenda.by_slot[slot]]
    title = slot_title(agenda.slots[slot], with_day=days)
    return _part(title, [words["table"], words["who"]], [1, 5], rows, words)


def _person_part(agenda: Agenda, who: str, words: dict[str, str], *, days: bool) -> _Part:
    def row(meeting: Meeting) -> list[str]:
        time = slot_title(agenda.slots[meeting.slot], with_day=days)
        return [time, meeting.table, agenda.names(meeting, who)]

    rows = [row(meeting) for meeting in agenda.by_person[who]]
    head = [words["time"], words["table"], words["with"]]
    return _part(name_of(agenda.people[who]), head, [1, 1, 4], rows, words)


def _unplaced_part(agenda: Agenda, language: str) -> _Part:
    words = _WORDS[language]
    spoken = 0 if language == "de" else 1
    rows = [[agenda.wish_name(item.wish), item.reason[spoken]] for item in agenda.plan.unplaced]
    return _part(words["unplaced"], [words["who"], words["why"]], [2, 3], rows, words)


def _part(title: str, head: list[str], columns: list[int], rows: list[list[str]], words: dict[str, str]) -> _Part:
    return {"title": title, "head": head, "columns": columns, "rows": rows, "empty": words["empty"]}


def _compiled(title: str, lead: str, parts: Sequence[_Part], language: str, *, link: str | None = None) -> bytes:
    given = {
        "title": title,
        "lead": lead,
        "parts": parts,
        "language": language,
        "words": _WORDS[language],
        "link": link,
        "qr": None if link is None else _qr(link),
    }
    made = typst.compile(
        str(HERE / "plan.typ"),
        root=str(HERE),
        font_paths=[str(HERE / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"given": json.dumps(given)},
        pdf_standards=["ua-1"],
    )
    assert isinstance(made, bytes)
    return made


def _qr(link: str) -> str:
    import segno  # noqa: PLC0415 -- only with a link

    buffer = io.BytesIO()
    segno.make(link, error="m").save(buffer, kind="svg", xmldecl=False, border=2)
    return buffer.getvalue().decode()
