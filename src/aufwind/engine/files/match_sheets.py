"""Cells to profiles, with sheet, row and column in every message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aufwind.engine.errors import Text
from aufwind.engine.files.match_headers import MATCH, REASONS, VERDICTS
from aufwind.engine.files.match_shape import ROWS, ProfilesFile, assembled, findings_in
from aufwind.engine.files.places import Places
from aufwind.engine.files.refusal import FileIsRefused
from aufwind.engine.files.sheet_rows import Reading, key_of, records_in, sheets_by_list

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aufwind.engine.files.sheet_rows import Names, Record
    from aufwind.engine.files.workbook import Sheet


def read_profile_sheets(sheets: list[Sheet]) -> ProfilesFile:
    """The profiles and answers that the sheets of a workbook describe.

    Sheets and columns are found by their names in either language. Profiles may be named by id or by name; a profile
    without id is called by its name, an entry without id by its row.

    Raises:
        FileIsRefused: Names sheet, row and column of everything that does not fit.
    """
    reading = Reading(MATCH)
    by_list = sheets_by_list(sheets, reading)
    reading.found.refuse_if_any()
    records = {rows: list(records_in(rows, by_list[rows], reading)) if rows in by_list else [] for rows in ROWS}
    for rows in ("profiles", "needs", "offers"):
        for record in records[rows]:
            record["id"] = record.get("id") or record.get("name") or str(record["row"])
    ids = _ids_by_name(records["profiles"])
    for rows, list_of in records.items():
        for record in list_of:
            _named(rows, record, ids)
    for record in records["answers"]:
        record["verdict"] = _meant(record.get("verdict"), VERDICTS)
        record["reason"] = _meant(record.get("reason"), REASONS)
    lists = {rows: [_made(rows, record, reading) for record in records[rows]] for rows in ROWS}
    reading.found.refuse_if_any()
    if contradictions := list(findings_in(lists)):
        places = Places(reading.rows, reading.columns)
        raise FileIsRefused([places.located(finding) for finding in contradictions])
    return ProfilesFile(assembled(lists), tuple(lists["answers"]), tuple(reading.notes))


_NAMING = {
    "profiles": ("vetoes", "met", "partners", "settled", "ties"),
    "needs": ("profile",),
    "offers": ("profile",),
    "answers": ("by", "about"),
}
"""Fields that name profiles."""


def _ids_by_name(profiles: Sequence[Record]) -> dict[str, str]:
    """Id by key of the name, for names that only one has; ids come first."""
    names: dict[str, set[str]] = {}
    for record in profiles:
        if record.get("name"):
            names.setdefault(key_of(record["name"]), set()).add(record["id"])
    ids = {name: min(found) for name, found in names.items() if len(found) == 1}
    return {**ids, **{key_of(record["id"]): record["id"] for record in profiles}}


def _named(rows: str, record: Record, ids: Mapping[str, str]) -> None:
    for field in _NAMING[rows]:
        given = record.get(field)
        if isinstance(given, tuple):
            record[field] = tuple(ids.get(key_of(who), who) for who in given)
        elif given is not None:
            record[field] = ids.get(key_of(given), given)


def _meant(word: str | None, meanings: Mapping[str, Names]) -> str | None:
    """What a word of an answer means; the word itself where nobody knows."""
    if word is None:
        return None
    return next((meaning for meaning, names in meanings.items() if key_of(word) in map(key_of, names)), word)


def _made(rows: str, record: Record, reading: Reading) -> Any:
    """A profile, a need, an offer or an answer. Any: which of them stands in match_shape.py."""
    row = ROWS[rows]
    taken = {name: record[name] for name in row.fields if record.get(name) is not None}
    for name, field in row.fields.items():
        if field.kind == "set" and name in taken:
            taken[name] = frozenset(taken[name])
        if field.is_required and name not in taken:
            heading = MATCH.columns[rows][name]
            reading.object_to(
                (record["sheet"], record["row"], name, rows),
                Text(f"«{heading[1]}» fehlt.", f"“{heading[0]}” is missing."),
                Text("Füllen Sie die Zelle.", "Fill in the cell."),
            )
            taken[name] = ""
    reading.rows[rows, _id(rows, taken)] = (record["sheet"], record["row"])
    return row.make(**taken)


def _id(rows: str, taken: Record) -> str:
    """How findings call the row (`match_shape.findings_in`)."""
    if rows == "profiles":
        return str(taken["id"])
    return f"{taken['by']}/{taken['about']}" if rows == "answers" else f"{taken['profile']}/{taken['id']}"
