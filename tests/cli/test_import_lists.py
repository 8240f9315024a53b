"""`aufwind import areas …`: official lists come in from the command line."""

from __future__ import annotations

import pytest

from aufwind.actors.models import Code, Place
from aufwind.cli import main

pytestmark = pytest.mark.django_db


def test_import_says_what_came_in(tmp_path, capsys):
    areas, codes = tmp_path / "nuts.csv", tmp_path / "nace.csv"
    areas.write_text("code,level,parent,name\nDED,1,,Sachsen\n")
    codes.write_text("code,level,parent,label_de\n13,1,,Textilien\n")

    assert main(["import", "areas", str(areas), "--lang", "en"]) == 0
    assert main(["import", "codes", str(codes), "--scheme", "wz", "--lang", "de"]) == 0

    assert capsys.readouterr().out == "nuts.csv: 1 areas\nnace.csv: 1 Codes\n"
    assert [place.nuts for place in Place.objects.all()] == ["DED"]
    assert [code.scheme for code in Code.objects.all()] == ["wz"]


def test_import_refuses_what_is_no_list(tmp_path, capsys):
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")

    assert main(["import", "areas", str(other), "--lang", "en"]) == 2

    assert "It is no list that we know." in capsys.readouterr().err
    assert not Place.objects.exists()
