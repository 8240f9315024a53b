"""`aufwind plan` as people call it."""

from __future__ import annotations

import argparse
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from aufwind.cli import main, plan
from aufwind.cli.language import usual_language
from aufwind.cli.writing import CannotWrite, write_whole
from aufwind.engine.files import read_problem
from aufwind.engine.files.example import example
from aufwind.engine.files.json_plan import read_plan_json
from aufwind.engine.scheduling.verify import verify
from aufwind.engine.testing import a_wish, an_event

QUICK = ["--rounds", "30"]


@pytest.fixture
def event(tmp_path):
    path = tmp_path / "event.json"
    assert main(["plan", "--template", str(path), "--lang", "en"]) == 0
    return path


def test_a_template_can_be_planned(event, capsys):
    code = main(["plan", str(event), "--lang", "en", *QUICK])

    out, err = capsys.readouterr()
    made = read_plan_json(out.encode())
    assert code == 0
    assert verify(example("en"), made) == []
    assert err.startswith(f"{len(made.meetings)} meetings, value {made.value:g} of at most {made.value_bound:g}")


@pytest.mark.parametrize(
    ("suffix", "begins"), [(".json", b"{"), (".xlsx", b"PK"), (".pdf", b"%PDF"), (".ics", b"BEGIN:")]
)
def test_a_plan_is_written_in_every_format(event, tmp_path, suffix, begins):
    output = tmp_path / f"plan{suffix}"

    assert main(["plan", str(event), "-o", str(output), *QUICK]) == 0

    assert output.read_bytes().startswith(begins)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["event.json", output.name]


def test_a_spreadsheet_template_reads_back_as_the_same_event(tmp_path):
    path = tmp_path / "event.xlsx"

    assert main(["plan", "--template", str(path), "--lang", "de"]) == 0

    assert read_problem(path.read_bytes()) == example("de")


def test_the_same_rounds_and_seed_give_the_same_plan(event, capsys):
    def planned():
        main(["plan", str(event), "--seed", "7", *QUICK])
        whole = json.loads(capsys.readouterr().out)
        return {**whole, "seconds": 0}

    assert planned() == planned()


def test_a_plan_is_repaired(event, tmp_path, capsys):
    old, changes, repaired = tmp_path / "plan.json", tmp_path / "changes.json", tmp_path / "repaired.json"
    main(["plan", str(event), "-o", str(old), *QUICK])
    changes.write_text('{"no_shows": ["anna"]}')
    capsys.readouterr()

    words = ["--from", str(old), "--changes", str(changes), "-o", str(repaired), "--lang", "en", *QUICK]
    code = main(["plan", str(event), *words])

    meetings = read_plan_json(repaired.read_bytes()).meetings
    assert code == 0
    assert [meeting for meeting in meetings if "anna" in meeting.people] == []
    assert "Anna Berg does not come" in capsys.readouterr().err


BAD = {"slots": [], "tables": [], "participants": [{"id": "anna"}], "wishes": [{"id": "w", "people": ["anna", "eve"]}]}


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "de",
            "Wunsch «w», people: Person «eve» gibt es nicht. Berichtigen Sie den Namen oder ergänzen Sie die Zeile.\n",
        ),
        ("en", "Wish “w”, people: There is no participant “eve”. Correct the name or add the row.\n"),
    ],
)
def test_bad_input_is_refused_in_the_language_asked_for(tmp_path, capsys, language, line):
    path = tmp_path / "event.json"
    path.write_text(json.dumps(BAD))

    code = main(["plan", str(path), "-o", str(tmp_path / "plan.json"), "--lang", language])

    assert (code, capsys.readouterr().err) == (2, line)
    assert not (tmp_path / "plan.json").exists()


def test_words_that_do_not_go_together_are_refused(event, tmp_path, capsys):
    def said(*words):
        assert main(["plan", *words, "--lang", "en"]) == 2
        return capsys.readouterr().err

    assert said() == "Which event? (aufwind plan --help)\n"
    assert said(str(event), "--from", str(event)) == "--from and --changes belong together.\n"
    assert said(str(event), "-o", "plan.doc") == "There is no plan as “.doc”.\n"
    assert said("--template", "event.doc") == "An example is written as .xlsx or .json.\n"
    assert said(str(tmp_path / "no.json")) == f"{tmp_path}/no.json: cannot be read (No such file or directory).\n"
    assert said(str(tmp_path)) == f"{tmp_path}: cannot be read (Is a directory).\n"
    missing = tmp_path / "no" / "plan.json"
    assert (
        said(str(event), "-o", str(missing), *QUICK) == f"{missing}: cannot be written (No such file or directory).\n"
    )


def test_what_was_not_read_is_told(tmp_path, capsys):
    import openpyxl

    path = tmp_path / "event.xlsx"
    main(["plan", "--template", str(path)])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Notizen")
    book.save(path)

    main(["plan", str(path), "--lang", "en", *QUICK])

    assert capsys.readouterr().err.splitlines()[0] == "Sheet “Notizen” was not read."


def test_a_file_is_there_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "plan.json"
    path.write_bytes(b"old")

    def fails(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fails)
    with pytest.raises(CannotWrite):
        write_whole(path, b"new")

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
        ({"LANGUAGE": "de", "LANG": "en"}, "de"),
    ],
)
def test_the_environment_says_the_language(monkeypatch, variables, language):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert usual_language() == language


def test_planning_a_json_file_loads_neither_django_nor_the_spreadsheets(event):
    script = (
        "import sys; from aufwind.cli import main; code = main(sys.argv[1:]);"
        "heavy = {'django', 'openpyxl', 'xlsxwriter', 'typst', 'icalendar'} & set(sys.modules);"
        "sys.exit(code or bool(heavy))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, "plan", str(event), *QUICK], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_whoever_watches_sees_value_and_bound_close_in(event, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stderr", screen := Terminal())

    main(["plan", str(event), "-o", str(tmp_path / "plan.json"), "--lang", "en", *QUICK])

    assert re.match(r"\r\033\[KValue \d+ of at most (\d+|…), (\d+|…) gaps", screen.getvalue())
    assert "10 meetings, value 17 of at most 17" in screen.getvalue().splitlines()[-1]


def test_the_usual_limit_grows_with_the_event():
    def limit(problem, *words):
        parser = argparse.ArgumentParser()
        plan.add_arguments(parser)
        return plan._stop(parser.parse_args(["event.json", *words]), problem).seconds_left

    wishes = an_event(wishes=["anna ben"])
    agreed = an_event(wishes=[a_wish("anna ben", must=True)])
    assert limit(wishes) == pytest.approx(plan.LEAST_SECONDS, abs=0.1)
    assert limit(agreed) == pytest.approx(plan.PROOF_SECONDS, abs=0.1)
    assert limit(wishes, "--seconds", "3") == pytest.approx(3, abs=0.1)
    assert limit(wishes, "--rounds", "3") is None


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(plan, "MOST_BYTES", 3)
    path = tmp_path / "event.json"
    path.write_text("1234")

    assert main(["plan", str(path), "--lang", "de"]) == 2
    assert capsys.readouterr().err == f"{path}: größer als 0 MB.\n"


def test_every_verb_offered_has_its_module(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--help"])

    assert left.value.code == 0
    assert "plan" in capsys.readouterr().out


def test_the_package_knows_no_django():
    done = subprocess.run(
        [sys.executable, "-c", "import aufwind.engine, sys; sys.exit('django' in sys.modules)"], check=False
    )

    assert done.returncode == 0
    assert Path(sys.executable).exists()
