"""Columns find their fields, and every row its outcome."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils.translation import override

from aufwind.core.components.imports import ImportCounts, ImportRow, SourceColumn, import_report, mapping_table

COUNTS = ImportCounts(1204, 1096, 87, 21)
REFUSED = ImportRow(1017, "Studio", "refused", "«Oschaz» is no municipality.", "Ort")


def render(source, language="en", **context):
    with override(language):
        return Template(source).render(Context({"csrf_token": "token", **context}))


def test_four_numbers_open_the_lists_behind_them():
    html = render("{% import_report c r caption='x.csv' hrefs=h %}", c=COUNTS, r=[], h={"refused": "/refused"})

    for number in ("1,204", "1,096", "87", "21"):
        assert f">{number}<" in html
    assert 'href="/refused"' in html
    assert "Needs you" in html


def test_nothing_refused_needs_nobody():
    tiles = import_report(ImportCounts(3, 3, 0, 0), [], caption="x")["tiles"]

    assert [tile["needs_you"] for tile in tiles] == [False] * 4


def test_row_says_outcome_reason_column_and_its_number_in_the_file():
    html = render("{% import_report c r caption='x.csv' %}", "de", c=COUNTS, r=[REFUSED])

    for text in ("abgelehnt", "«Oschaz» is no municipality.", "Ort", ">1017<"):
        assert text in html


def test_trial_run_says_that_nothing_was_written():
    source = "{% import_report c r caption='x.csv' is_dry_run=dry %}"

    assert "nothing has been written" in render(source, c=COUNTS, r=[], dry=True)
    assert "nothing has been written" not in render(source, c=COUNTS, r=[], dry=False)


def test_every_column_shows_three_values_and_a_choice_with_a_name():
    columns = [SourceColumn("0", "Firma", ("a", "b", "c", "d"), "name"), SourceColumn("1", "<b>", ())]
    html = render(
        "{% mapping_table columns fields caption='x.csv' submit='Try' %}", columns=columns, fields=[("name", "Name")]
    )

    assert html.count("<li>") == 4
    assert '<option value="name" selected>Name</option>' in html
    assert '<option value="" selected>– leave out –</option>' in html
    assert 'name="column-0" aria-label="Field for «Firma»"' in html
    assert "1 of 2 columns have a field." in html
    assert "<b>" not in html


def test_mapping_keeps_the_order_of_the_file():
    made = mapping_table([SourceColumn(str(n), str(n), ()) for n in (3, 1, 2)], [], caption="x", submit="Try")

    assert [entry["column"].key for entry in made["columns"]] == ["3", "1", "2"]


def test_unknown_outcome_is_refused():
    with pytest.raises(ValueError, match="outcome"):
        ImportRow(1, "x", "lost")
