"""Spreadsheets: headings in both languages, names for ids, and messages that name sheet, row and column."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given, settings

from aufwind.engine import Participant, ProblemError, Slot, Wish
from aufwind.engine.files import read_problem
from aufwind.engine.files.event import read_event
from aufwind.engine.files.example import example
from aufwind.engine.files.write_xlsx import plan_to_xlsx, problem_to_xlsx
from aufwind.engine.testing import a_plan, an_event
from tests.engine.scheduling.tiny import tiny_problems

TEN = datetime(2026, 5, 7, 10)  # noqa: DTZ001 -- the place's own time
PLAIN = {
    "Zeiten": [["Beginn", "Block"], [TEN, "früh"], [TEN.replace(hour=11), "spät"]],
    "Tische": [["Tisch"], [1], [2]],
    "Teilnehmende": [["Name", "nicht da"], ["Anna Berg", None], ["Ben Alt", "11:00"], ["Demir, Ayşe", "früh"]],
    "Wünsche": [["von", "an", "Wert"], ["Anna Berg", "Ben Alt", "1,5"]],
}


def book(**changed):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in {**PLAIN, **changed}.items():
        if rows is not None:
            sheet = made.create_sheet(name)
            for cells in rows:
                sheet.append(cells)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def refusal(content, language="en", name="event.xlsx"):
    with pytest.raises(ProblemError) as caught:
        read_problem(content, name)
    return [finding.text(language) for finding in caught.value.findings]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_example_survives_the_way_through_a_workbook(language):
    assert read_problem(problem_to_xlsx(example(language), language)) == example(language)


@settings(max_examples=25, deadline=None)
@given(tiny_problems())
def test_an_event_survives_the_way_through_a_workbook(problem):
    from aufwind.engine.scheduling.check import check

    if not check(problem):
        assert read_problem(problem_to_xlsx(problem)) == problem


def test_people_slots_and_tables_are_called_what_people_call_them():
    problem = read_problem(book())

    assert problem.slots == (Slot("10:00", TEN, block="früh"), Slot("11:00", TEN.replace(hour=11), block="spät"))
    assert [table.id for table in problem.tables] == ["1", "2"]
    assert problem.participants == (
        Participant("Anna Berg", "Anna Berg"),
        Participant("Ben Alt", "Ben Alt", unavailable=frozenset({"11:00"})),
        Participant("Demir, Ayşe", "Demir, Ayşe", unavailable=frozenset({"10:00"})),
    )
    assert problem.wishes == (Wish("w2", ("Anna Berg", "Ben Alt"), 1.5),)


def test_two_people_who_wish_for_each_other_have_one_wish_worth_both():
    rows = [["von", "an", "Wert", "Stufe"], ["Anna Berg", "Ben Alt", 2, None], ["Ben Alt", "Anna Berg", 1, "muss"]]

    problem = read_problem(book(Wünsche=rows))

    assert problem.wishes == (Wish("w2", ("Anna Berg", "Ben Alt"), 3.0, must=True),)


def test_wishes_with_ids_stay_apart():
    rows = [["id", "people"], ["a", "Anna Berg; Ben Alt"], ["b", "Ben Alt; Anna Berg"]]

    assert [wish.id for wish in read_problem(book(Wünsche=rows)).wishes] == ["a", "b"]


def test_a_name_with_a_comma_is_one_person_and_groups_may_be_listed():
    rows = [["Personen"], ["Anna Berg; Demir, Ayşe; ben alt"]]

    assert read_problem(book(Wünsche=rows)).wishes[0].people == ("Anna Berg", "Demir, Ayşe", "Ben Alt")


@pytest.mark.parametrize(
    ("rows", "slots"),
    [
        ([["Datum", "Beginn"], [date(2026, 5, 7), time(10)]], [Slot("10:00", TEN, day="2026-05-07")]),
        ([["Tag", "Beginn"], ["Tag 1", time(10)]], [Slot("Tag 1 10:00", day="Tag 1")]),
        ([["Beginn"], [time(10)]], [Slot("10:00")]),
        ([["Beginn"], ["10:00"]], [Slot("10:00")]),
        ([["Beginn"], ["07.05.2026 10:00"]], [Slot("10:00", TEN)]),
        ([["Slot", "Beginn"], ["A", "2026-05-07T10:00"]], [Slot("A", TEN)]),
        (
            [["Beginn"], [TEN], [TEN.replace(day=8)]],
            [Slot("2026-05-07 10:00", TEN), Slot("2026-05-08 10:00", TEN.replace(day=8))],
        ),
    ],
)
def test_times_are_understood_in_many_ways(rows, slots):
    people = [["Name"], ["Anna Berg"], ["Ben Alt"]]

    assert read_problem(book(Zeiten=rows, Teilnehmende=people)).slots == tuple(slots)


def test_settings_are_read():
    problem = read_problem(book(Einstellungen=[["Einstellung", "Wert"], ["fair bis", 2], ["max gap spread", 1]]))

    assert (problem.fair_to, problem.max_gap_spread) == (2, 1)


def test_what_is_not_read_is_said():
    event = read_event(book(Notizen=[["x"]], Tische=[["Tisch", "Farbe"], [1, "rot"]]))

    assert [note.en for note in event.notes] == [
        "Sheet “Notizen” was not read.",
        "Sheet Tische, row 1, column B: “Farbe” was not read.",
    ]


WRONG = [
    ({"Wünsche": None}, "Whole file: The sheet “Wishes” is missing. Begin with “aufwind plan --template”."),
    ({"Wishes": [["von"]]}, "Sheet Wishes: “Wünsche” says the same. Keep only one of them."),
    (
        {"Wünsche": [["von", "an", "Wert"], ["Anna Berg", "Ben Alt", "viel"]]},
        "Sheet Wünsche, row 2, column C: This is “viel”. Write a number.",
    ),
    (
        {"Wünsche": [["von", "an", "Wert"], None, ["Anna Berg", "Eve", 1]]},
        "Sheet Wünsche, row 3 (Wish “w3”): There is no participant “Eve”. Correct the name or add the row.",
    ),
    (
        {"Wünsche": [["Personen", "Tisch"], ["Anna Berg; Ben Alt", 9]]},
        "Sheet Wünsche, row 2, column B (Wish “w2”): There is no table “9”. Correct the name or add the row.",
    ),
    (
        {"Wünsche": [["von", "an", "von"]]},
        "Sheet Wünsche, row 1, column C: “von” stands twice. Rename one column.",
    ),
    (
        {"Teilnehmende": [["Name", "max"], ["Anna Berg", -1], ["Ben Alt", 2]]},
        "Sheet Teilnehmende, row 2, column B: This is “-1”. Write a whole number from 0 to 1000000.",
    ),
    (
        {"Teilnehmende": [["id", "Name"], ["a", "Anna"], ["b", "Anna"]], "Wünsche": [["von", "an"], ["Anna", "b"]]},
        "Sheet Wünsche, row 2: Several are called “Anna”. Write the id.",
    ),
    (
        {"Wünsche": [["von", "an", "muss"], ["Anna Berg", "Ben Alt", "vielleicht"]]},
        "Sheet Wünsche, row 2, column C: This is “vielleicht”. Write “x” or nothing.",
    ),
    (
        {"Wünsche": [["von", "an", "Tisch"], ["Anna Berg", "Ben Alt", "#REF!"]]},
        "Sheet Wünsche, row 2, column C: This is “#REF!”. Write a value instead of a formula error.",
    ),
    (
        {"Zeiten": [["Beginn"], ["morgens"]]},
        "Sheet Zeiten, row 2, column A: This is “morgens”. Write a moment such as 2026-05-07 10:20.",
    ),
    (
        {"Wünsche": [["Von wem zu wem"], ["x"]]},
        (
            "Sheet Wünsche, row 1: No heading is known. Known are for example: "
            "id, people, person 1, person 2, person 3, person 4, value, level, must, never, met before, block, slot, "
            "table, kind, after, minutes."
        ),
    ),
]


@pytest.mark.parametrize(("changed", "line"), WRONG)
def test_what_is_wrong_is_named_with_sheet_row_and_column(changed, line):
    changed = {name: rows and [row or [] for row in rows] for name, rows in changed.items()}

    assert line in refusal(book(**changed))


def test_messages_come_in_german_too():
    rows = [["von", "an", "Wert"], ["Anna Berg", "Ben Alt", "viel"]]

    assert refusal(book(Wünsche=rows), "de") == [
        "Blatt Wünsche, Zeile 2, Spalte C: Hier steht «viel». Erwartet wird eine Zahl."
    ]


def rezipped(content, **parts):
    old, new = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for item in old.infolist():
            archive.writestr(item.filename, parts.pop(item.filename, None) or old.read(item))
        for name, text in parts.items():
            archive.writestr(name, text)
    return new.getvalue()


DAMAGED = "Whole file: It is not a readable spreadsheet (.xlsx). Open it and save it again as .xlsx."
LARGE = "Whole file: It is too large. Allowed are 20 MB, 100 MB unpacked, 60 columns and 450000 rows."
ENTITIES = "Whole file: It contains XML entities. Save it again in your office program."
PROTECTED = (
    "Whole file: It is protected by a password or comes from an old Excel (.xls). Save it without password as .xlsx."
)
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"PK", DAMAGED),
        (b"PK\x05\x06" + bytes(18), DAMAGED),
        (b"\xd0\xcf\x11\xe0" + bytes(100), PROTECTED),
        (b"no spreadsheet", DAMAGED),
        (bytes(21 << 20), LARGE),
        (book()[:2000], DAMAGED),
        (rezipped(book(), bomb=b" " * (101 << 20)), LARGE),
        (rezipped(book(), **{SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'}), ENTITIES),
        (rezipped(book(), **{SHEET: "<!DOCTYPE x><worksheet/>".encode("utf-16")}), ENTITIES),
        (rezipped(book(), **{SHEET: b"<worksheet"}), DAMAGED),
        (book(Tische=[["Tisch", *[None] * 59, "x"]]), LARGE),
    ],
)  # fmt: skip
def test_what_is_no_workbook_or_means_harm_is_refused(content, line):
    assert line in refusal(content)


def test_a_workbook_of_a_million_empty_rows_is_left_after_the_last_that_holds_anything():
    made = openpyxl.load_workbook(io.BytesIO(book()))
    made["Tische"].cell(1_000_000, 1, "x")
    buffer = io.BytesIO()
    made.save(buffer)

    assert len(read_problem(buffer.getvalue()).tables) == 2


def test_a_csv_is_refused_with_the_way_out():
    assert refusal(b"a,b", name="wishes.csv") == [
        "Whole file: A CSV file has one table, an event four. Use .xlsx (“aufwind plan --template”)."
    ]


def test_a_plan_is_written_with_people_by_slots_and_reasons():
    problem = an_event(people=[Participant("anna", "=1+1"), Participant("ben")], wishes=["anna ben"])
    content = plan_to_xlsx(problem, a_plan(problem, ["anna-ben s1 t0"]), "en")

    made = openpyxl.load_workbook(io.BytesIO(content))

    assert made.sheetnames == ["Plan", "Meetings", "Not placed", "Figures"]
    assert [[cell.value for cell in row] for row in made["Plan"]] == [
        ["Name", "s0", "s1", "s2"],
        ["=1+1", None, "ben (t0)", None],
        ["ben", None, "=1+1 (t0)", None],
    ]
    assert made["Plan"]["A2"].data_type == "s"  # text, never a formula
