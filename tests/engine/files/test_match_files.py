"""Profiles in, pairs out: JSON and spreadsheets that say the same, and refusals that name the place."""

from __future__ import annotations

import io
import json

import jsonschema
import openpyxl
import pytest
from hypothesis import given, settings

from aufwind.engine.errors import ProblemError
from aufwind.engine.files.match_example import example
from aufwind.engine.files.match_file import can_write, matches_as, profiles_as, read_profiles
from aufwind.engine.files.match_schema import matches_schema, profiles_schema
from aufwind.engine.files.match_shape import ROWS
from aufwind.engine.files.schema import FOLDER
from aufwind.engine.matching.match import match_profiles
from aufwind.engine.matching.profile import Answer, Entry, Profile
from tests.engine.matching.fakes import Words
from tests.engine.matching.networks import networks

PLAIN = {
    "Profile": [["Kennung", "Name", "Ort"], ["kh", "Kunsthaus", "DED53"], [None, "Weberei", None]],
    "Bedarfe": [["Profil", "Titel", "Themen"], ["Kunsthaus", "Webstuhl", "Textil; Holz"]],
    "Angebote": [["Wer", "Was", "bis"], ["weberei", "Webstühle", "31.12.2027"]],
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


def refusal(content, language="en", name=""):
    with pytest.raises(ProblemError) as caught:
        read_profiles(content, name)
    return [finding.text(language) for finding in caught.value.findings]


def as_json(**lists):
    return json.dumps({"profiles": [], "needs": [], "offers": [], **lists}).encode()


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("suffix", [".json", ".xlsx"])
def test_the_example_survives_the_way_through_a_file(suffix, language):
    profiles, answers = example(language)

    read = read_profiles(profiles_as(suffix, profiles, answers, language), f"example{suffix}")

    assert (read.profiles, read.answers, read.notes) == (profiles, answers, ())


@pytest.mark.parametrize("suffix", [".json", ".xlsx"])
@settings(max_examples=15, deadline=None)
@given(networks())
def test_profiles_survive_the_way_through_a_file(suffix, profiles):
    assert list(read_profiles(profiles_as(suffix, profiles, (), "de")).profiles) == profiles


def test_the_example_shows_every_field():
    text = profiles_as(".json", *example("en"), "en").decode()

    assert [name for row in ROWS.values() for name in row.fields if f'"{name}"' not in text] == ["offer"]


def test_a_spreadsheet_may_call_profiles_by_name_and_leave_ids_out():
    read = read_profiles(book())

    assert read.profiles == (
        Profile("kh", "Kunsthaus", needs=(Entry("2", "Webstuhl", topics=frozenset({"Textil", "Holz"})),), area="DED53"),
        Profile("Weberei", "Weberei", offers=read.profiles[1].offers),
    )
    assert read.profiles[1].offers[0].valid_until.isoformat() == "2027-12-31"


def test_answers_are_read_in_the_words_of_people():
    answers = [["von", "zu", "Antwort", "Grund"], ["Weberei", "kh", "passt nicht", "falsches Thema"]]

    assert read_profiles(book(Antworten=answers)).answers == (Answer("Weberei", "kh", "declined", "wrong topic"),)


def test_what_is_not_read_is_noted():
    people = [["Kennung", "Alter"], ["kh", 62], ["weberei", 30]]
    read = read_profiles(book(Profile=people, Bedarfe=[["Profil", "Titel"]], Notizen=[["x"]]))

    assert [note.de for note in read.notes] == [
        "Blatt «Notizen» wurde nicht gelesen.",
        "Blatt Profile, Zeile 1, Spalte B: «Alter» wurde nicht gelesen.",
    ]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"Bedarfe": None}, "Ganze Datei: Das Blatt «Bedarfe» fehlt. Beginnen Sie mit «aufwind match --template»."),
        (
            {"Bedarfe": [["Profil", "Titel"], ["Kino", "Webstuhl"]]},
            (
                "Blatt Bedarfe, Zeile 2, Spalte A (Bedarf «Kino/2»): Das Profil «Kino» gibt es nicht. "
                "Berichtigen Sie die Kennung oder ergänzen Sie das Profil."
            ),
        ),
        (
            {"Bedarfe": [["Profil", "Titel", "Plätze"], ["kh", "Webstuhl", "viele"]]},
            "Blatt Bedarfe, Zeile 2, Spalte C: Hier steht «viele». Erwartet wird eine Zahl.",
        ),
        (
            {"Bedarfe": [["Profil", "Titel"], ["kh", None]]},
            "Blatt Bedarfe, Zeile 2, Spalte B: «Titel» fehlt. Füllen Sie die Zelle.",
        ),
        (
            {"Angebote": [["Profil", "Titel", "bis"], ["kh", "x", "bald"]]},
            "Blatt Angebote, Zeile 2, Spalte C: Hier steht «bald». Erwartet wird ein Tag wie 07.05.2026.",
        ),
        (
            {"Profile": [["Kennung", "Name"], ["kh", "Kunsthaus"], ["kh", "Weberei"], ["weberei", "W"]]},
            "Blatt Profile, Zeile 3 (Profil «kh»): Diese Kennung steht zweimal. Vergeben Sie jede Kennung einmal.",
        ),
        (
            {"Antworten": [["von", "zu", "Antwort"], ["kh", "weberei", "vielleicht"]]},
            (
                "Blatt Antworten, Zeile 2, Spalte C (Antwort «kh/Weberei»): Die Antwort «vielleicht» gibt es nicht. "
                "Schreiben Sie accepted, declined oder postponed."
            ),
        ),
    ],
)
def test_a_spreadsheet_is_refused_with_sheet_row_and_column(changed, says):
    assert refusal(book(**changed), "de") == [says]


def test_json_is_refused_with_a_path():
    content = as_json(profiles=[{"id": "a", "age": 3}], needs=[{"profile": "a", "id": "1"}])

    assert refusal(content)[0].startswith("profiles[0]: There is no field “age”.")
    assert refusal(content)[1] == "needs[0]: “title” is missing. Add “title”."


def test_json_that_contradicts_itself_is_refused_by_id():
    need = {"profile": "gone", "id": "1", "title": "x"}
    answer = {"by": "a", "about": "b", "verdict": "accepted"}

    assert refusal(as_json(profiles=[{"id": "a"}], needs=[need], answers=[answer])) == [
        "Need “gone/1”, profile: There is no profile “gone”. Correct the id or add the profile.",
        "Answer “a/b”, about: There is no profile “b”. Correct the id or add the profile.",
    ]


USE = "Use .xlsx (“aufwind match --template”)."
SAVE = "Open it and save it again as .xlsx."


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b" \n", "", "Whole file: It is empty. Choose another one."),
        (b"a;b", "people.csv", f"Whole file: A CSV file has one table, profiles take three. {USE}"),
        (b"[]", "", "Whole file: This is a list. Write an object { … }."),
        (b"PK\x03\x04 broken", "", f"Whole file: It is not a readable spreadsheet (.xlsx). {SAVE}"),
    ],
)
def test_what_is_no_file_of_profiles_is_refused(content, name, says):
    assert refusal(content, name=name)[0] == says


def matched():
    profiles, answers = example("de")
    return match_profiles(profiles, relevance=Words(), answers=answers), profiles


def test_pairs_keep_to_their_schema():
    matches, profiles = matched()

    jsonschema.validate(json.loads(matches_as(".json", matches, profiles, "de")), matches_schema())
    jsonschema.validate(json.loads(profiles_as(".json", *example("en"), "en")), profiles_schema())


@pytest.mark.parametrize(("name", "made"), [("profiles", profiles_schema), ("matches", matches_schema)])
def test_the_published_schema_is_the_one_that_is_made(name, made):
    assert json.loads((FOLDER / f"{name}.json").read_text("utf-8")) == made()


def test_pairs_as_a_spreadsheet():
    matches, profiles = matched()
    sheets = openpyxl.load_workbook(io.BytesIO(matches_as(".xlsx", matches, profiles, "de")))

    assert sheets.sheetnames == ["Vorschläge", "Listen", "Kennzahlen"]
    pairs = list(sheets["Vorschläge"].values)
    assert pairs[0][:5] == ("Wert", "Kennung", "Wer", "Kennung des anderen", "Mit wem")
    assert [row[1:4:2] for row in pairs[1:]] == [(match.a, match.b) for match in matches.pairs]
    assert pairs[1][-1].startswith("Bedarf ‹")
    lists = list(sheets["Listen"].values)
    assert len(lists) == 1 + 2 * len(matches.pairs)
    assert dict(row[:2] for row in sheets["Kennzahlen"].values)["Verfahren"] == "aufwind-match/1 words"


def test_there_are_two_formats():
    assert [can_write(suffix) for suffix in (".json", ".xlsx", ".pdf")] == [True, True, False]
