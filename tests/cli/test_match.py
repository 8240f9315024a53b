"""`aufwind match` as people call it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from aufwind.cli import main, match

QUICK = ["--encoder", "none", "--on", "2027-05-13"]


@pytest.fixture
def profiles(tmp_path):
    path = tmp_path / "profiles.json"
    assert main(["match", "--template", str(path), "--lang", "en"]) == 0
    return path


def test_a_template_can_be_matched(profiles, capsys):
    code = main(["match", str(profiles), "--lang", "en", *QUICK])

    out, err = capsys.readouterr()
    made = json.loads(out)
    assert code == 0
    assert {(pair["a"], pair["b"]) for pair in made["pairs"]} >= {("kunsthaus", "weberei")}
    assert made["version"] == "aufwind-match/1 text/lexical"
    assert made["parameters"]["on"] == "2027-05-13"
    assert err.startswith(f"{len(made['pairs'])} suggestions, together ")


@pytest.mark.parametrize(("suffix", "begins"), [(".json", b"{"), (".xlsx", b"PK")])
def test_pairs_are_written_in_every_format(profiles, tmp_path, suffix, begins):
    output = tmp_path / f"pairs{suffix}"

    assert main(["match", str(profiles), "-o", str(output), *QUICK]) == 0

    assert output.read_bytes().startswith(begins)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["profiles.json", output.name])


def test_a_spreadsheet_gives_the_same_pairs(profiles, tmp_path, capsys):
    book = tmp_path / "profiles.xlsx"
    main(["match", "--template", str(book), "--lang", "en"])

    main(["match", str(profiles), *QUICK])
    from_json = capsys.readouterr().out
    main(["match", str(book), *QUICK])

    assert capsys.readouterr().out == from_json


def test_top_and_total_are_kept(profiles, capsys):
    main(["match", str(profiles), "--top", "1", "--total", "1", "--seed", "3", *QUICK])

    made = json.loads(capsys.readouterr().out)
    assert (len(made["pairs"]), made["seed"], made["parameters"]["per_profile"]) == (1, 3, 1)


@pytest.mark.parametrize("words", [["--top", "0"], ["--top", "65"], ["--total", "0"], ["--on", "soon"]])
def test_numbers_that_make_no_sense_are_refused(profiles, words, capsys):
    with pytest.raises(SystemExit) as left:
        main(["match", str(profiles), *words])

    assert left.value.code == 2
    assert words[0] in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Welche Profile? (aufwind match --help)"),
        (["gone.json"], "gone.json: nicht lesbar (No such file or directory)."),
        (["PROFILES", "-o", "x.pdf"], "Als «.pdf» gibt es keine Vorschläge."),
        (["PROFILES", "-o", "gone/x.json", *QUICK], "gone/x.json: nicht schreibbar (No such file or directory)."),
        (["--template", "x.csv"], "Ein Beispiel gibt es als .xlsx oder .json."),
        (["PROFILES", "--encoder", "best"], "Einstellung des Encoders «best»"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(profiles, words, says, capsys, monkeypatch):
    monkeypatch.chdir(profiles.parent)
    given = [str(profiles) if word == "PROFILES" else word for word in words]

    assert main(["match", *given, "--lang", "de"]) == 2

    assert capsys.readouterr().err.startswith(says)
    assert [path.name for path in profiles.parent.iterdir()] == ["profiles.json"]


def test_a_file_at_fault_leaves_nothing_behind(tmp_path, capsys):
    path, output = tmp_path / "profiles.json", tmp_path / "pairs.json"
    path.write_text('{"profiles": [{"id": ""}], "needs": [], "offers": []}')

    assert main(["match", str(path), "-o", str(output), "--lang", "en"]) == 2

    assert capsys.readouterr().err.startswith("profiles[0].id: This is “”.")
    assert not output.exists()


def test_notes_are_told(tmp_path, capsys):
    import openpyxl

    made = openpyxl.Workbook()
    made.active.title = "Profiles"
    for name in ("Needs", "Offers"):
        made.create_sheet(name).append(["profile", "title"])
    made["Profiles"].append(["id", "age"])
    made["Profiles"].append(["anna", 62])
    made.save(tmp_path / "profiles.xlsx")

    assert main(["match", str(tmp_path / "profiles.xlsx"), "--lang", "en", *QUICK]) == 0

    assert capsys.readouterr().err.splitlines()[0] == "Sheet Profiles, row 1, column B: “age” was not read."


def test_a_person_who_watches_is_told_how_far_it_is(profiles, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    main(["match", str(profiles), "--lang", "en", *QUICK])

    err = capsys.readouterr().err
    assert "3 needs compared" in err
    assert match._listener("de") is not None


def test_the_package_knows_no_django():
    done = subprocess.run(
        [sys.executable, "-c", "import sys, aufwind.cli.match; sys.exit('django' in sys.modules)"],
        check=False,
        cwd=Path(__file__).parent,
    )

    assert done.returncode == 0
