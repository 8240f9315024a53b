"""Whatever file describes an event, read and checked."""

from __future__ import annotations

from aufwind.engine.errors import ProblemError, ProblemIsInfeasible, Text
from aufwind.engine.files.json_problem import read_problem_json
from aufwind.engine.files.places import EventFile, Places
from aufwind.engine.files.refusal import refused
from aufwind.engine.scheduling.check import refuse_errors

ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0"
"""How old Excel files begin, and new ones that are protected by a password."""


def read_event(content: bytes, name: str = "") -> EventFile:
    """The event a file describes, with notes on what was not used. See `files.read_problem`."""
    event, places = _read(content, name)
    try:
        refuse_errors(event.problem)
    except ProblemError as error:
        kind = ProblemIsInfeasible if isinstance(error, ProblemIsInfeasible) else ProblemError
        raise kind([places.located(finding) for finding in error.findings]) from None
    return event


def _read(content: bytes, name: str) -> tuple[EventFile, Places]:
    if not content.strip():
        raise refused(
            Text("Ganze Datei", "Whole file"),
            Text("Sie ist leer.", "It is empty."),
            Text("Wählen Sie eine andere.", "Choose another one."),
        )
    if content.startswith((ZIP, OLE)) or name.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods")):
        from aufwind.engine.files.sheets import read_sheets  # noqa: PLC0415 -- slow import
        from aufwind.engine.files.workbook import open_workbook  # noqa: PLC0415 -- slow import

        return read_sheets(open_workbook(content))
    if name.lower().endswith((".csv", ".tsv", ".txt")):
        raise refused(
            Text("Ganze Datei", "Whole file"),
            Text(
                "Eine CSV-Datei hat nur eine Tabelle, eine Veranstaltung vier.",
                "A CSV file has one table, an event four.",
            ),
            Text("Verwenden Sie .xlsx («aufwind plan --template»).", "Use .xlsx (“aufwind plan --template”)."),
        )
    return EventFile(read_problem_json(content)), Places({}, {})
