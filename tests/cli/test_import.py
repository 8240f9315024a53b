"""`aufwind import actors`: a report of every row, exit code 2 where the file is at fault, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from aufwind.actors.models import Actor, ImportRun, ImportSource
from aufwind.cli import main

pytestmark = pytest.mark.django_db
HOSTILE = Path(__file__).parents[3] / "shared/data/hostile"


@pytest.fixture
def listed(tmp_path):
    """A list of two, one with a bad address."""
    path = Path(tmp_path) / "liste.csv"
    path.write_text("Name;E-Mail\nKunsthaus;info@kunsthaus.example\nWeberei;keine\n")
    return str(path)


def test_a_list_is_taken_over_and_every_refused_row_said(listed, capsys):
    assert main(["import", "actors", listed, "--lang", "de", "--source", "Verein"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        (
            "Zeile 3, Weberei: abgelehnt. «keine» ist keine E-Mail-Adresse. Verbessern oder löschen Sie sie."
            " (Spalte «E-Mail»)"
        ),
        "2 Zeilen: 1 neu eingetragen, 0 in bekannte aufgenommen, 0 unverändert, 1 abgelehnt.",
    ]
    assert list(Actor.objects.values_list("name", flat=True)) == ["Kunsthaus"]
    assert ImportSource.objects.get().name == "Verein"


def test_a_trial_writes_nothing(listed, capsys):
    assert main(["import", "actors", listed, "--dry-run", "--lang", "en"]) == 0

    assert capsys.readouterr().out.splitlines()[-1] == (
        "2 rows checked, nothing written: 1 entered as new, 0 merged into known ones, 0 unchanged, 1 refused."
    )
    assert not Actor.objects.exists()
    assert not ImportRun.objects.exists()


def test_a_file_that_is_missing_or_no_list_ends_with_2(tmp_path, capsys):
    picture = Path(tmp_path) / "list.csv"
    picture.write_bytes(b"\x89PNG")

    assert main(["import", "actors", str(picture), "--lang", "en"]) == 2
    assert main(["import", "actors", str(tmp_path / "none.csv"), "--lang", "en"]) == 2

    said = capsys.readouterr().err.splitlines()
    assert said[0] == "Whole file: It is a picture, no list. Save the list as .xlsx or .csv."
    assert len(said) == 2
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("folder", ["csv", "vcf", "zip", "mutated"])
def test_hostile_files_end_with_a_message(folder, capsys):
    if not HOSTILE.exists():
        pytest.skip("no corpus of hostile files beside this repository")
    for path in sorted((HOSTILE / folder).rglob("*"))[:40]:
        if path.is_file() and path.stat().st_size < 1 << 20:
            code = main(["import", "actors", str(path), "--dry-run", "--lang", "en"])
            said = capsys.readouterr()
            assert code in {0, 2}, path.name
            assert said.out.strip() if code == 0 else said.err.strip(), path.name


def test_twenty_thousand_bad_addresses_are_refused_with_a_short_list(capsys):
    path = HOSTILE / "csv/rows_20000_bad_email.csv"
    if not path.exists():
        pytest.skip("no corpus of hostile files beside this repository")

    assert main(["import", "actors", str(path), "--dry-run", "--lang", "en"]) == 2

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) < 200
    assert not Actor.objects.exists()
