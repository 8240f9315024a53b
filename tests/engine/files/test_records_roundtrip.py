"""What is exported can be imported again without loss, whatever stands in it."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aufwind.engine.files.records import BAD_CHARACTERS, read_records
from aufwind.engine.files.refusal import FileIsRefused
from aufwind.engine.files.write_records import write_records

COLUMNS = ("name", "=Formel", "phone", "note")
FORMATS = ("xlsx", "csv", "json")
NASTY = (
    "=1+1",
    "'=1+1",
    "''@x",
    "'s-Hertogenbosch",
    "+49 341 123",
    "-",
    " =2",
    "\t=2",
    "\r\n=3",
    "＝1",
    'Zitat "so"; und, | so\n',
    "_x000D_",
    "_x005F_x000D_",
    "https://example.org",
    "#REF!",
    "#N/A",
    "007",
    "1e5",
    "TRUE",
    "ja",
    "2026-05-07",
    "Ä\u0308 ẞ 😀 \u200b\u202e",
    "sep=;",
    "<script>alert(1)</script>",
    "\u2028",
)
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=20).map(lambda text: BAD_CHARACTERS.sub("", text)),
)
rows = st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, texts)), max_size=6)


def there_and_back(form, columns, written):
    target = io.BytesIO()
    write_records(target, form, columns, written)
    return [row for _, row in read_records(target.getvalue(), f"list.{form}").rows]


@pytest.mark.parametrize("form", FORMATS)
@given(written=rows)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back_unchanged(form, written):
    kept = [row for row in written if any(text.strip() for text in row.values())]

    assert there_and_back(form, COLUMNS, [{"name": "x", "=Formel": "", "phone": "", "note": ""}, *written])[1:] == kept


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", NASTY)
def test_each_nasty_text_survives(form, text):
    row = {"name": "Kunsthaus Oschatz", "note": text}

    assert there_and_back(form, ("name", "note"), [row]) == [row]


@pytest.mark.parametrize("form", FORMATS)
def test_control_characters_are_left_out(form):
    assert there_and_back(form, ("name",), [{"name": "Kunst\x00haus\x07"}]) == [{"name": "Kunsthaus"}]


@pytest.mark.parametrize("form", FORMATS)
def test_a_text_no_spreadsheet_holds_is_refused_with_its_place(form):
    with pytest.raises(FileIsRefused) as refusal:
        there_and_back(form, ("name", "note"), [{"name": "x"}, {"name": "y", "note": "z" * 32_001}])

    assert [finding.where.de for finding in refusal.value.findings] == ["Zeile 3, Spalte «note»"]


def test_no_cell_of_a_csv_starts_a_formula():
    target = io.BytesIO()
    write_records(target, "csv", ("a", "b"), [{"a": "=1+1", "b": "+49 341"}, {"a": "-2", "b": "@x"}])

    assert target.getvalue().decode("utf-8-sig") == '"a";"b"\r\n"\'=1+1";"\'+49 341"\r\n"\'-2";"\'@x"\r\n'


def test_no_cell_of_a_workbook_is_a_formula_or_a_link():
    openpyxl = pytest.importorskip("openpyxl")
    target = io.BytesIO()
    write_records(target, "xlsx", ("a", "b"), [{"a": "=1+1", "b": "https://example.org"}])

    sheet = openpyxl.load_workbook(target).active

    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in sheet[2]] == [
        ("=1+1", "s", None),
        ("https://example.org", "s", None),
    ]
