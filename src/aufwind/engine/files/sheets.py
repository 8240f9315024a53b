"""Cells to a problem, with sheet, row and column in every message."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from aufwind.engine.errors import Text
from aufwind.engine.files.cells import day_in, time_in
from aufwind.engine.files.headers import EVENT, UNLIMITED, setting_keys
from aufwind.engine.files.names import Names
from aufwind.engine.files.places import EventFile, Places
from aufwind.engine.files.refusal import shortened
from aufwind.engine.files.shape import ROWS, SETTINGS, Field
from aufwind.engine.files.sheet_rows import Reading, key_of, records_in, sheets_by_list, value_in
from aufwind.engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aufwind.engine.files.sheet_rows import Record
    from aufwind.engine.files.workbook import Sheet

_LEVELS = {"must": "must", "muss": "must", "never": "never", "nie": "never", "no": "never", "nein": "never"}


def read_sheets(sheets: list[Sheet]) -> tuple[EventFile, Places]:
    """The event that the sheets of a workbook describe.

    Sheets and columns are found by their names in either language, whatever their order. Participants may be
    named by id or by name, slots by id, time or block. Rows without id that wish for the same people are one
    wish.

    Raises:
        FileIsRefused: Names sheet, row and column of everything that does not fit.
    """
    reading = Reading(EVENT)
    by_list = sheets_by_list(sheets, reading)
    reading.found.refuse_if_any()
    records = {rows: list(records_in(rows, by_list[rows], reading)) for rows in ROWS}
    settings = _settings(by_list.get("settings"), reading)
    _complete_slots(records["slots"], reading)
    for rows in ("participants", "tables", "slots"):
        _give_ids(rows, records[rows])
    names = Names.of(records)
    for rows in ("tables", "participants"):
        for record in records[rows]:
            record["unavailable"] = names.slots(record.get("unavailable", ()))
    wishes = _merged(_complete_wish(record, names, reading) for record in records["wishes"])
    made = {rows: tuple(_made(rows, r, reading) for r in records[rows]) for rows in ROWS if rows != "wishes"}
    made["wishes"] = tuple(_made("wishes", record, reading) for record in wishes)
    reading.found.refuse_if_any()
    problem = Problem(**made, **settings)  # type: ignore[arg-type]  # shape.py says what each is
    return EventFile(problem, tuple(reading.notes)), Places(reading.rows, reading.columns)


def _settings(sheet: Sheet | None, reading: Reading) -> Record:
    settings: Record = {}
    for number, cells in sheet.rows if sheet else ():
        name = setting_keys().get(key_of(cells[0])) if cells else None
        if name == "max_gap_spread" and cells[1:2] == [UNLIMITED]:
            settings[name] = None
        elif sheet and name and len(cells) > 1 and cells[1] is not None:
            settings[name] = value_in(cells[1], SETTINGS[name], (sheet.name, number, name, "settings"), reading)
    return settings


def _complete_slots(slots: list[Record], reading: Reading) -> None:
    """Day and time make a moment; a time without a date only names the slot."""
    for record in slots:
        start, day = record.get("starts_at"), record.get("day")
        at, on = time_in(start), day_in(day) if day is not None else None
        if at is not None:
            record.setdefault("id", f"{at:%H:%M}" if day is None or on else f"{day} {at:%H:%M}")
            record["starts_at"] = datetime.combine(on, at) if on else None
        elif start is not None:
            place = (record["sheet"], record["row"], "starts_at", "slots")
            record["starts_at"] = value_in(start, Field("moment"), place, reading)
        record["day"] = on.isoformat() if on else None if day is None else str(day)
    _name_slots(slots)


def _name_slots(slots: list[Record]) -> None:
    """A slot without id is called by its time, with its date where there are several days."""
    days = {record["day"] or _date(record.get("starts_at")) for record in slots}
    for record in slots:
        start = record.get("starts_at")
        if isinstance(start, datetime) and (len(days) > 1 or "id" not in record):
            is_given = "id" in record and record["id"] != f"{start:%H:%M}"
            form = "%Y-%m-%d %H:%M" if len(days) > 1 else "%H:%M"
            record["id"] = record["id"] if is_given else format(start, form)


def _date(moment: object) -> str | None:
    return moment.date().isoformat() if isinstance(moment, datetime) else None


def _give_ids(rows: str, records: list[Record]) -> None:
    """Who gave no id is called by name, else by row."""
    for record in records:
        record["id"] = record.get("id") or record.get("name") or f"{rows[0]}{record['row']}"


def _complete_wish(record: Record, names: Names, reading: Reading) -> Record:
    """People by their ids, level as must or never."""
    given = [record[f"person {n}"] for n in range(1, 5) if record.get(f"person {n}")]
    people = [*names.in_list(record.get("people") or ()), *given]
    record["people"] = tuple(names.person(who) for who in people)
    for who in people:
        if names.is_ambiguous(who):
            reading.object_to(
                (record["sheet"], record["row"], "people", "wishes"),
                Text(f"«{shortened(who)}» heißen mehrere.", f"Several are called “{shortened(who)}”."),
                Text("Schreiben Sie die Kennung.", "Write the id."),
            )  # fmt: skip
    level = _LEVELS.get(str(record.get("level", "")).casefold())
    if level:
        record[level] = True
    if record.get("slot"):
        record["slot"] = names.slot(record["slot"])
    return record


def _merged(records: Iterator[Record]) -> list[Record]:
    """Rows without id that wish for the same people in the same way are one wish; their values add up."""
    kept: dict[object, Record] = {}
    for record in records:
        if record.get("id"):
            kept[id(record)] = record
            continue
        special = tuple(record.get(name) for name in ("block", "slot", "table", "kind", "minutes", "after"))
        first = kept.setdefault((frozenset(record["people"]), special), record)
        if first is not record:
            first["value"] = (first.get("value") or 1.0) + (record.get("value") or 1.0)
            for name in ("must", "never", "met_before"):
                first[name] = first.get(name) or record.get(name)
    for record in kept.values():
        record["id"] = record.get("id") or f"w{record['row']}"
    return list(kept.values())


def _made(rows: str, record: Record, reading: Reading) -> Any:
    """A slot, table, participant or wish. Any: which of the four stands in shape.py."""
    row = ROWS[rows]
    reading.rows[rows, record["id"]] = (record["sheet"], record["row"])
    taken = {name: record[name] for name in row.fields if record.get(name) is not None}
    for name, kind in row.fields.items():
        if kind.kind == "set" and name in taken:
            taken[name] = frozenset(taken[name])
    return row.make(**taken)
