"""JSON: what is read back is what was written; whatever else is refused with its path."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aufwind.engine import Participant, ProblemError, Text, Wish
from aufwind.engine.files import read_problem, schema
from aufwind.engine.files.example import example
from aufwind.engine.files.json_plan import plan_to_json, read_plan_json
from aufwind.engine.files.json_problem import problem_to_json, read_problem_json
from aufwind.engine.files.refusal import MOST_SHOWN
from aufwind.engine.scheduling.verify import verify
from aufwind.engine.testing import a_plan, a_wish, an_event
from tests.engine.scheduling.tiny import tiny_problems

PLAIN = {
    "slots": [{"id": "s0"}],
    "tables": [{"id": "t0"}],
    "participants": [{"id": "anna"}, {"id": "ben"}],
    "wishes": [{"id": "w0", "people": ["anna", "ben"], "value": 1}],
}


def event(**changed):
    return json.dumps({**PLAIN, **changed}).encode()


def row(name, **fields):
    return event(**{name: [{**PLAIN[name][0], **fields}]})


def refusal(content):
    with pytest.raises(ProblemError) as caught:
        read_problem(content)
    return [finding.text("en") for finding in caught.value.findings]


@given(tiny_problems())
@settings(max_examples=50, deadline=None)
def test_an_event_survives_the_way_through_a_file(problem):
    assert read_problem_json(problem_to_json(problem).encode()) == problem


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_example_survives_the_way_through_a_file_and_can_be_planned(language):
    assert read_problem(problem_to_json(example(language)).encode()) == example(language)


def test_every_field_is_read():
    wish = Wish("w1", ("anna", "ben"), 2.5, kind="quiet", table="t0", after=("w0",), minutes=15)
    person = Participant("anna", "Anna", "A", frozenset({"s0"}), 1, 2, "t0", "haus", "quiet", "anna@example.org")
    problem = an_event(people=[person, Participant("ben")], wishes=[a_wish("anna ben", id="w0"), wish], fair_to=1)

    assert read_problem_json(problem_to_json(problem).encode()) == problem


REFUSED = [
    (b"", "Whole file: It is empty. Choose another one."),
    (b"[]", "Whole file: This is a list. Write an object { … }."),
    (b"{", "Line 1, column 2: This is not valid JSON. Save the file from a program that writes JSON."),
    (b"\xff\xfe{", "Whole file: It is not in UTF-8 (from byte 1). Save the file as UTF-8."),
    (b"[" * 100_000, "Whole file: It is nested too deeply. Check where the file comes from."),
    (b'{"a":1,"a":2}', "Whole file: It is ambiguous: “a” stands twice in one object. Keep only one of them."),
    (b'{"a":NaN}', "Whole file: It is not JSON: NaN is not a number. Write a number."),
    (b'{"a":1e999}', "Whole file: It is unusable: 1e999 is too large. Write a smaller number."),
    (b'{"a":' + b"9" * 50 + b"}", f"Whole file: It is unusable: {'9' * 20}… is too large. Write a smaller number."),
    (
        event(extra=1),
        (
            "Whole file: There is no field “extra”. "
            "Known are: fair_to, max_gap_spread, participants, slots, tables, wishes."
        ),
    ),
    (event(slots=None), 'Whole file: The list “slots” is missing. Add "slots": [ … ].'),
    (event(slots={}), 'slots: The list “slots” is missing. Add "slots": [ … ].'),
    (event(slots=[{"id": "s0"}] * 1001), "slots: 1001 entries are too many. A file takes 1000 at most."),
    (event(slots=[3]), "slots[0]: This is a number. Write an object { … }."),
    (event(slots=[{}]), "slots[0]: “id” is missing. Add “id”."),
    (event(fair_to="x"), "fair_to: This is “x”. Write a whole number from 0 to 1000000."),
    (row("slots", id=""), "slots[0].id: This is “”. Write a text of 1 to 200 characters."),
    (row("slots", id="x" * 201), "slots[0].id: 201 characters are too many. Write a text of 1 to 200 characters."),
    (
        row("slots", id="\ud800"),
        "slots[0].id: There are control characters in the text. Write a text of 1 to 200 characters.",
    ),
    (
        row("slots", id="a\nb"),
        "slots[0].id: There are control characters in the text. Write a text of 1 to 200 characters.",
    ),
    (row("slots", minutes=2.5), "slots[0].minutes: This is “2.5”. Write a whole number from 0 to 1000000."),
    (row("slots", minutes=-1), "slots[0].minutes: This is “-1”. Write a whole number from 0 to 1000000."),
    (row("slots", starts_at="ten"), "slots[0].starts_at: This is “ten”. Write a moment such as 2026-05-07T10:20."),
    (row("wishes", value="1"), "wishes[0].value: This is “1”. Write a number."),
    (row("wishes", value=True), "wishes[0].value: This is “True”. Write a number."),
    (row("wishes", must=1), "wishes[0].must: This is “1”. Write true or false."),
    (row("wishes", people="anna"), "wishes[0].people: This is “anna”. Write a list of ids (texts)."),
    (row("wishes", people=[1]), "wishes[0].people: This is a list. Write a list of ids (texts)."),
    (
        row("wishes", people=["anna", "eve"]),
        "Wish “w0”, people: There is no participant “eve”. Correct the name or add the row.",
    ),
]


@pytest.mark.parametrize(("content", "line"), REFUSED)
def test_what_does_not_fit_is_refused_with_its_place(content, line):
    assert line in refusal(content)


def test_a_file_of_errors_does_not_become_a_page_of_errors():
    lines = refusal(event(wishes=[{}] * 200))

    assert len(lines) == MOST_SHOWN + 1
    assert lines[-1] == "Whole file: 350 more errors are not shown. Repair those shown first."


def test_no_limit_on_the_spread_of_gaps_can_be_written():
    assert read_problem(event(max_gap_spread=None)).max_gap_spread is None
    assert read_problem(event()).max_gap_spread == 2


def test_a_plan_survives_the_way_through_a_file():
    problem = an_event(wishes=["anna ben", "anna cleo"])
    plan = a_plan(problem, ["anna-ben s0 t0"], binding=(Text("so", "so"),))

    again = read_plan_json(plan_to_json(plan).encode())

    assert again == plan
    assert verify(problem, again) == []


def test_an_empty_plan_survives_as_well():
    plan = a_plan(an_event(), [], version="1")

    assert read_plan_json(plan_to_json(plan).encode()) == plan


@pytest.mark.parametrize("content", [b"{}", b"[]", b'{"meetings":3}', b'{"meetings":[3],"unplaced":[3],"worst_off":3}'])
def test_what_is_no_plan_is_refused(content):
    with pytest.raises(ProblemError):
        read_plan_json(content)


@pytest.mark.parametrize("name", ["event", "plan", "changes"])
def test_the_published_schema_is_the_one_that_is_read_by(name):
    published = json.loads((schema.FOLDER / f"{name}.json").read_text())

    assert published == schema.SCHEMAS[name]()
    jsonschema.Draft202012Validator.check_schema(published)


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 3), st.sampled_from([0.5, "", "anna", "s0", [], ["anna"], {}, "  "])
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(PLAIN)), st.data())
def test_schema_and_reader_agree(name, data):
    field = data.draw(st.sampled_from([*schema.ROWS[name].fields, "other"]))
    whole = {**PLAIN, name: [{**PLAIN[name][0], field: data.draw(VALUES)}]}

    allowed = jsonschema.Draft202012Validator(schema.problem_schema()).is_valid(whole)

    if field != "starts_at":  # a schema cannot say what a moment is
        assert allowed == is_read(whole)


def is_read(whole):
    try:
        read_problem_json(json.dumps(whole).encode())
    except ProblemError:
        return False
    return True


def test_a_plan_fits_its_schema():
    problem = an_event(wishes=["anna ben", "anna cleo"])

    whole = json.loads(plan_to_json(a_plan(problem, ["anna-ben s0 t0"], version="1")))

    jsonschema.Draft202012Validator(schema.plan_schema()).validate(whole)
