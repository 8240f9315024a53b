"""The problem as JSON: what `aufwind plan EVENT.json` reads, and what writes it back."""

from __future__ import annotations

from aufwind.engine.files.json_rows import as_object, rows_in
from aufwind.engine.files.json_values import note_unknown, object_in, value_of
from aufwind.engine.files.refusal import Findings
from aufwind.engine.files.shape import ROWS, SETTINGS
from aufwind.engine.files.strict_json import in_lines, parse
from aufwind.engine.problem import Problem


def read_problem_json(content: bytes) -> Problem:
    """The problem a JSON file holds.

    Args:
        content: The file, UTF-8; the format is `schema/event.json`.

    Raises:
        FileIsRefused: Names every place that does not fit, as a path: «wishes[3].people».
    """
    found = Findings()
    problem = problem_from(parse(content), found)
    found.refuse_if_any()
    assert problem is not None
    return problem


def problem_from(value: object, found: Findings) -> Problem | None:
    """The problem a parsed JSON value holds; None with a note in `found` where it holds none."""
    whole = object_in(value, "", found)
    if whole is None:
        return None
    note_unknown(whole, {*ROWS, *SETTINGS}, "", found)
    lists = {name: rows_in(whole, name, ROWS[name], found) for name in ROWS}
    settings = {
        name: value_of(whole[name], field, name, found)
        for name, field in SETTINGS.items()
        if whole.get(name) is not None
    }
    if "max_gap_spread" in whole and whole["max_gap_spread"] is None:
        settings["max_gap_spread"] = None
    if len(found):
        return None
    # The table in shape.py says which field goes where; mypy cannot follow it.
    return Problem(**lists, **settings)  # type: ignore[arg-type]


def problem_to_json(problem: Problem) -> str:
    """The problem as JSON text, without fields that have their usual value; reading it gives `problem`."""
    usual = Problem((), (), (), ())
    whole: dict[str, object] = {name: [as_object(row) for row in getattr(problem, name)] for name in ROWS}
    for name in SETTINGS:
        if getattr(problem, name) != getattr(usual, name):
            whole[name] = getattr(problem, name)
    return in_lines(whole)
