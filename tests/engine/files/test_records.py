"""What the readers of lists take, and how they refuse the rest: where, what, and what to do."""

from __future__ import annotations

import io

import pytest

from aufwind.engine.files import records
from aufwind.engine.files.records import count_records, read_records
from aufwind.engine.files.refusal import FileIsRefused
from aufwind.engine.files.write_records import write_records


def rows_of(content, name="list.csv"):
    return list(read_records(content.encode() if isinstance(content, str) else content, name).rows)


def refusal_of(content, name="list.csv"):
    with pytest.raises(FileIsRefused) as refusal:
        rows_of(content, name)
    return [finding.text("de") for finding in refusal.value.findings]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_separator_is_seen(separator):
    assert rows_of(f"name{separator}ort\nKunsthaus{separator}Oschatz\n") == [
        (2, {"name": "Kunsthaus", "ort": "Oschatz"})
    ]


def test_a_row_is_numbered_by_its_line_and_blank_rows_are_passed_over():
    assert rows_of('name;ort\n\n"a\nb";c\n;\nd;e\n') == [
        (3, {"name": "a\nb", "ort": "c"}),
        (6, {"name": "d", "ort": "e"}),
    ]


def test_a_short_row_is_filled_and_a_list_can_be_read_twice():
    found = read_records(b"name;ort\nKunsthaus\n")

    assert list(found.rows) == list(found.rows) == [(2, {"name": "Kunsthaus", "ort": ""})]


def test_umlauts_arrive_in_every_encoding():
    text = "name\nMüller\n"

    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        assert rows_of(text.encode(encoding)) == [(2, {"name": "Müller"})]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "Ganze Datei: Sie ist leer."),
        ("name;;ort\na;b;c\n", "Zeile 1, Spalte 2: Die Überschrift fehlt."),
        ("name;Name\na;b\n", "Zeile 1, Spalte 2: Die Überschrift «Name» steht zweimal."),
        ("name;ort\na;b;c\n", "Zeile 2: Die Zeile hat 3 Felder, die Liste aber 2 Überschriften."),
        ('name;ort\na;b\n"c;d\n', "Zeile 3: Hier öffnet ein Anführungszeichen, das nie geschlossen wird."),
        ('name;ort\n"a"b;c\n', "Zeile 2: Ein Feld ist zu lang oder"),
        (f"name;ort\na;{'x' * 40_000}\n", "Zeile 2, Spalte «ort»: Das Feld ist länger als 32000 Zeichen."),
        (f"name;ort\na;{'x' * 10_000_000}\n", "Zeile 2: Die Zeile ist länger als 8 MB."),
        (b"name\nM\xc3\xbcller\nM\xfcller\n", "Zeile 3: Diese Zeile ist anders kodiert als die davor"),
        (b"name\nM\x00ller\n", "Zeile 2: Hier stehen Zeichen, die kein Text sind"),
        (b"name\nM\x81ller\n", "Zeile 2: Hier stehen Zeichen, die kein Text sind"),
        (b"name\nM\x07ller\n", "Zeile 2, Spalte «name»: Das Feld enthält Steuerzeichen."),
        ("\ufeff <html><p>name", "Ganze Datei: Sie ist eine Webseite oder XML, keine Liste."),
        (b"\x89PNG\r\n", "Ganze Datei: Sie ist ein Bild, keine Liste."),
    ],
)
def test_a_broken_table_is_refused_with_its_place(content, said):
    assert refusal_of(content)[0].startswith(said)


def test_all_wrong_cells_are_named_and_right_rows_are_read_before():
    found = iter(read_records(b"name;ort\na;b\nc;d;e\nf;g\nh;i;j\n").rows)

    assert [next(found), next(found)] == [(2, {"name": "a", "ort": "b"}), (4, {"name": "f", "ort": "g"})]
    with pytest.raises(FileIsRefused) as refusal:
        next(found)
    assert [finding.where.en for finding in refusal.value.findings] == ["Row 3", "Row 5"]


def test_a_list_that_is_too_long_is_refused_at_the_row(monkeypatch):
    monkeypatch.setattr(records, "MOST_RECORDS", 2)

    assert refusal_of("name\na\nb\nc\n")[0].startswith("Zeile 4: Die Liste hat mehr als 2 Zeilen.")


def test_json_is_a_list_of_objects():
    assert rows_of('[{"name": "a", "ort": null}, {"name": 3}]', "x.json") == [
        (2, {"name": "a", "ort": ""}),
        (3, {"name": "3", "ort": ""}),
    ]
    assert refusal_of('{"name": "a"}', "x.json")[0].startswith("Ganze Datei: Sie ist keine Liste von Objekten.")
    assert refusal_of('[{"name": ["a"]}]', "x.json")[0].startswith("Zeile 2, Spalte «name»: Hier steht eine Liste")


def test_a_sheet_is_chosen_by_name_where_several_hold_lists():
    xlsxwriter = pytest.importorskip("xlsxwriter")
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for title in ("Vereine", "Firmen"):
            sheet = book.add_worksheet(title)
            sheet.write_column(0, 0, ["name", f"aus {title}"])

    with pytest.raises(FileIsRefused) as refusal:
        read_records(target.getvalue())
    assert "«Vereine», «Firmen»" in refusal.value.findings[0].repair.de
    assert [row for _, row in read_records(target.getvalue(), sheet="firmen").rows] == [{"name": "aus Firmen"}]
    with pytest.raises(FileIsRefused, match="No sheet"):
        read_records(target.getvalue(), sheet="Schulen")


def test_numbers_dates_and_truth_of_a_workbook_are_shown_as_people_write_them():
    openpyxl = pytest.importorskip("openpyxl")
    from datetime import date

    book = openpyxl.Workbook()
    book.active.append(["a", "b", "c", "d", "e"])
    book.active.append([4109, 4.5, True, date(2026, 5, 7), "x"])
    target = io.BytesIO()
    book.save(target)

    assert rows_of(target.getvalue(), "x.xlsx") == [
        (2, {"a": "4109", "b": "4.5", "c": "ja", "d": "2026-05-07", "e": "x"})
    ]


def test_a_thousand_rows_are_counted(tmp_path):
    path = tmp_path / "list.xlsx"
    with path.open("wb") as target:
        write_records(target, "xlsx", ("name",), ({"name": f"n{n}"} for n in range(1_000)))

    assert count_records(path) == 1_000
