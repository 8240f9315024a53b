"""Tables of texts as TSV."""

from __future__ import annotations

import numpy as np
import pytest

from aufwind.engine.files.ranking import LONGEST_CELL, TextTable, ranking_as_tsv, read_texts
from aufwind.engine.files.refusal import FileIsRefused
from aufwind.engine.matching.search import Hits


def test_columns_stand_in_any_order_beside_others():
    content = "note\ttext\tid\tgroup\nx\tWeber\ta\tcloth\ny\tCloud\tb\t\n".encode("utf-8-sig")

    assert read_texts(content, "c.tsv") == TextTable(("a", "b"), ("Weber", "Cloud"), ("cloth", ""))


def test_windows_line_ends_and_a_missing_last_one_are_fine():
    assert read_texts(b"id\ttext\r\na\tx y\r\nb\tz", "q.tsv") == TextTable(("a", "b"), ("x y", "z"), ("", ""))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "q.tsv, row 1, column id: The column is missing."),
        (b"id\tname\na\tx\n", "q.tsv, row 1, column text: The column is missing."),
        (b"id\ttext\ttext\na\tx\ty\n", "q.tsv, row 1, column text: The column stands there twice."),
        (b"id\ttext\na\tx\nb\n", "q.tsv, row 3: 1 cells instead of 2."),
        (b"id\ttext\na\tx\ty\n", "q.tsv, row 2: 3 cells instead of 2."),
        (b"id\ttext\n\tx\n", "q.tsv, row 2, column id: The id is missing."),
        (b"id\ttext\na\tx\na\ty\n", "q.tsv, row 3, column id: “a” stands in row 2 already."),
        (b"id\ttext\na\t \n", "q.tsv, row 2, column text: The text is missing."),
        (b"id\ttext\na\tx\x07y\n", "q.tsv, row 2, column text: The text contains control characters."),
        (b"id\ttext\na\tWei\xdf\n", "q.tsv, row 2: This is not UTF-8."),
        (b"id\ttext\na\t" + b"x" * (LONGEST_CELL + 1), f"row 2, column text: Longer than {LONGEST_CELL} characters."),
    ],
)
def test_bad_tables_are_refused_with_row_and_column(content, message):
    with pytest.raises(FileIsRefused) as refusal:
        read_texts(content, "q.tsv")

    assert message in str(refusal.value)


def test_every_fault_is_listed_in_german_too():
    with pytest.raises(FileIsRefused) as refusal:
        read_texts(b"id\ttext\n\tx\na\t\n", "q.tsv")

    assert [finding.text("de") for finding in refusal.value.findings] == [
        "q.tsv, Zeile 2, Spalte id: Die Kennung fehlt. Jede Zeile braucht eine.",
        "q.tsv, Zeile 3, Spalte text: Der Text fehlt. Jede Zeile braucht einen.",
    ]


def test_scores_fall_strictly_so_that_sorting_by_them_keeps_the_ranks():
    values = np.array([0.9, 0.9, 0.9, 0.2], np.float32)
    hits = Hits(np.array([2, 0, 1, 3]), values, values, values, values)

    header, *rows = ranking_as_tsv(["q"], ["a", "b", "c", "d"], [hits]).decode().splitlines()

    assert header == "query_id\tcorpus_id\trank\tscore"
    assert [row.split("\t")[:3] for row in rows] == [["q", "c", "1"], ["q", "a", "2"], ["q", "b", "3"], ["q", "d", "4"]]
    scores = [float(row.split("\t")[3]) for row in rows]
    assert scores == sorted(set(scores), reverse=True)
    np.testing.assert_allclose(scores, values, atol=1e-5)
