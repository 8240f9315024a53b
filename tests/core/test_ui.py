"""Components: what they show, and that a misspelt word fails where it is written."""

from __future__ import annotations

import pytest
from django import forms
from django.template import Context, Template, TemplateDoesNotExist, TemplateSyntaxError
from django.utils.translation import override

from aufwind.core.components.figures import Bar
from aufwind.core.components.lists import Card
from aufwind.core.components.numbers import share, written, written_share
from aufwind.core.components.page import Phase
from aufwind.core.components.tables import Cell, Column, GridCell, GridColumn, GridRow


def shown(source, **context):
    with override("en"):
        return Template(source).render(Context(context))


class Guest(forms.Form):
    name = forms.CharField(help_text="As on the badge.")
    note = forms.CharField(required=False, widget=forms.Textarea)
    side = forms.ChoiceField(choices=[("a", "Artists"), ("f", "Firms")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


class Odd(forms.Form):
    when = forms.SplitDateTimeField()


# --- loud failures


@pytest.mark.parametrize(
    "source",
    [
        "{% button 'Go' colour='red' %}",
        "{% notice knd='loss' %}x{% endnotice %}",
        "{% tile 3 'Guests' need_you=True %}",
        "{% phase_bar phases %}",
        "{% empty_state 'Nothing' buton='Go' %}x{% endempty_state %}",
    ],
)
def test_misspelt_or_missing_argument_fails_when_the_page_is_compiled(source):
    with pytest.raises(TemplateSyntaxError):
        Template(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% button 'Go' kind='primry' %}",
        "{% notice kind='warning' %}x{% endnotice %}",
        "{% badge 'late' kind='red' %}",
        "{% badge 'late' category=9 %}",
        "{% job_progress 'Import' state='runs' %}",
        "{% cards cards heading=5 %}",
        "{% person_row 'Elif' badge='late' badge_kind='red' %}",
    ],
)
def test_word_that_is_none_of_the_choices_fails(source):
    with pytest.raises(ValueError, match=r"there are|numbered"):
        shown(source, cards=[])


def test_unknown_icon_fails():
    with pytest.raises(TemplateDoesNotExist):
        shown("{% icon 'unicorn' %}")


def test_values_refuse_words_that_are_none_of_the_choices():
    for make in (
        lambda: Phase("Plan", "soon"),
        lambda: Column("Name", order="upwards"),
        lambda: Cell("x", badge_kind="red"),
        lambda: GridCell("x", mark="met"),
        lambda: Card("Event", "/", badge_kind="red"),
        lambda: Card("Event", "/", category=2),
    ):
        with pytest.raises(ValueError):
            make()


# --- controls


def test_button_submits_and_link_leads():
    assert shown("{% button 'Compute' name='do' value='plan' form='f' %}").strip() == (
        '<button class="kern-btn kern-btn--primary" type="submit" name="do" value="plan" form="f">'
        '<span class="kern-label">Compute</span></button>'
    )
    assert shown("{% button 'Export' href='/x' kind='quiet' download=True is_small=True %}").strip() == (
        '<a class="kern-btn kern-btn--secondary kern-btn--small" href="/x" download>'
        '<span class="kern-label">Export</span></a>'
    )


def test_icon_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in shown("{% icon 'check' %}")


def test_texts_are_escaped():
    assert "<b>" not in shown("{% button t %}{% badge t %}{% tile 1 t %}{% person_row t note=t %}", t="<b>x</b>")


# --- page


def test_breadcrumbs_end_with_the_page_itself():
    html = shown("{% breadcrumbs 'Events' '/events/' 'Flöha' %}")

    assert '<a href="/events/">Events</a>' in html
    assert '<span aria-current="page">Flöha</span>' in html


def test_phase_bar_says_done_in_words_and_marks_the_present():
    html = shown(
        "{% phase_bar phases label='Event' %}",
        phases=[Phase("Invited", "done"), Phase("Plan", "now", "twice", "/plan")],
    )

    assert 'Invited<span class="visually-hidden"> (done)</span>' in html
    assert 'data-state="now" aria-current="step"' in html
    assert '<a href="/plan">Plan</a>' in html


def test_notice_that_needs_someone_says_so():
    html = shown("{% notice kind='needs-you' title='Three answers' is_urgent=True %}<p>x</p>{% endnotice %}")

    assert ">Needs you<" in html
    assert 'role="alert"' in html
    assert "<p>x</p>" in html


def test_page_header_holds_its_action():
    html = shown("{% page_header 'Plan' lead='Who meets whom.' kicker='Flöha' %}{% button 'Go' %}{% endpage_header %}")

    assert "<h1>Plan</h1>" in html
    assert 'class="kern-btn' in html


# --- numbers and figures


@pytest.mark.parametrize(
    ("number", "german", "english"),
    [
        (4812, "4.812", "4,812"),
        (4812.5, "4.812,5", "4,812.5"),
        (4.0, "4", "4"),
        (3.96, "4,0", "4.0"),
        ("97 %", "97 %", "97 %"),
    ],
)
def test_numbers_are_written_as_readers_write_them(number, german, english):
    with override("de"):
        assert written(number) == german
    with override("en"):
        assert written(number) == english


@pytest.mark.parametrize(
    ("per_cent", "text"),
    [(100.0, "100"), (99.9999, "99.99"), (99.5, "99.50"), (97.33, "97.3"), (0.001, "0.1"), (0.0, "0")],
)
def test_share_never_claims_all_before_all_or_nothing_after_the_start(per_cent, text):
    with override("en"):
        assert written_share(per_cent) == text


@pytest.mark.parametrize(("part", "whole", "per_cent"), [(1, 4, 25), (0, 0, 100), (5, 4, 100), (-1, 4, 0)])
def test_share_stays_between_nothing_and_all(part, whole, per_cent):
    assert share(part, whole) == per_cent


def test_progress_shows_both_ends_of_the_gap():
    html = shown("{% progress 1275.5 1284 label='Value' start=1011 unit='points' %}")

    assert "99.34 %" in html
    assert "1,275.5 points" in html
    assert "8.5 points" in html
    assert "1,284 points" in html
    assert 'width="96.89%"' in html


def test_progress_with_decimal_comma_keeps_the_point_in_svg():
    with override("de"):
        html = Template("{% progress 1275.5 1284 label='Wert' start=1011 %}").render(Context())

    assert 'width="96.89%"' in html
    assert "99,34 %" in html


def test_proven_progress_has_no_gap():
    html = shown("{% progress 12 12 label='Value' is_proven=True %}")

    assert "more is impossible" in html
    assert "progress-gap" not in html


def test_unknown_total_makes_an_indeterminate_bar():
    assert "max=" not in shown("{% job_progress 'Import' state='running' done=3 unit='rows' %}")
    assert 'max="9" value="3"' in shown("{% job_progress 'Import' state='running' done=3 total=9 %}")


def test_meter_bar_says_both_numbers():
    html = shown("{% meter_bar 'Musts met' 146 150 note='4 wait' %}")

    assert "97.3 %" in html
    assert "146 of 150 · 4 wait" in html


def test_comparison_bars_share_a_zero():
    html = shown(
        "{% comparison bars label='Value' %}", bars=[Bar("Ours", 200, "200", is_ours=True), Bar("First come", 50, "50")]
    )

    assert 'width="100.00%"' in html
    assert 'width="25.00%"' in html
    assert "<table" in shown("{% comparison bars label='Value' %}", bars=[Bar("None", 0, "0")])


# --- tables


def test_data_table_heads_rows_and_labels_cells_for_phones():
    html = shown(
        "{% data_table 'Guests' columns rows %}",
        columns=[Column("Name", sort_href="?sort=-name", order="up"), Column("Wishes", is_number=True)],
        rows=[[Cell("Elif", "/elif", "late"), "8"], ["Grit", Cell("none", badge_kind="loss")]],
    )

    assert 'aria-sort="ascending"' in html
    assert '<th scope="row"><span class="data-table-text"><a href="/elif">Elif</a>' in html
    assert '<td data-label="Wishes" data-number>' in html


def test_data_table_without_rows_says_so():
    assert "Nothing here yet." in shown("{% data_table 'Guests' columns rows %}", columns=[Column("Name")], rows=[])


def test_tables_refuse_ragged_rows():
    with pytest.raises(ValueError, match="shorter"):
        shown("{% data_table 'Guests' columns rows %}", columns=[Column("Name"), Column("Wishes")], rows=[["Elif"]])
    with pytest.raises(ValueError, match="«Elif» has 0 cells for 1 columns"):
        shown(
            "{% schedule_grid 'Plan' columns rows corner='Person' %}",
            columns=[GridColumn("9:00")],
            rows=[GridRow("Elif", ())],
        )


def test_schedule_grid_heads_rows_and_columns_and_explains_its_marks():
    html = shown(
        "{% schedule_grid 'Plan' columns rows corner='Person' %}",
        columns=[GridColumn("9:00", block="Morning"), GridColumn("9:30")],
        rows=[
            GridRow(
                "Elif", (GridCell("Grit", "T3", "/m/1", "must", "must happen"), GridCell(mark="away", word="not there"))
            )
        ],
    )

    assert '<th scope="row">Elif</th>' in html
    assert '<td data-mark="must"><a href="/m/1">Grit</a><span class="visually-hidden"> (must happen)</span>' in html
    assert '<span class="visually-hidden"> (not there)</span>' in html
    assert '<li data-mark="must">' in html
    assert '<li data-mark="moved">' not in html


# --- forms


def test_field_ties_label_hint_and_error_together():
    html = shown("{% field form.name %}", form=Guest(data={}))

    assert '<label class="kern-label" for="id_name">' in html
    assert 'aria-describedby="id_name_hint id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html


def test_field_that_may_stay_empty_says_so():
    assert "optional" in shown("{% field form.note %}", form=Guest())
    assert "optional" not in shown("{% field form.name %}", form=Guest())


def test_choices_are_a_fieldset():
    html = shown("{% field form.side %}", form=Guest(data={"name": "x", "side": "f"}))

    assert "<legend" in html
    assert 'value="f" id="id_side_1" checked' in html


def test_fields_shows_errors_first_then_every_field_once():
    html = shown("{% fields form %}", form=Guest(data={"name": "x"}))

    assert html.index("error-summary") < html.index('name="name"')
    assert '<a href="#id_side_0">Side</a>' in html or '<a href="#id_side">Side</a>' in html
    assert html.count('name="secret"') == 1


def test_form_without_errors_has_no_summary():
    assert shown("{% error_summary form %}", form=Guest()).strip() == ""


def test_widget_without_a_look_fails():
    with pytest.raises(TypeError, match="No look for SplitDateTimeWidget"):
        shown("{% field form.when %}", form=Odd())


def test_width_is_short_or_nothing():
    with pytest.raises(ValueError, match="only `short`"):
        shown("{% field form.name width='tiny' %}", form=Guest())


# --- what the page's context knows


def test_messages_are_notices_of_their_kind():
    from django.contrib.messages.storage.base import Message

    html = shown(
        "{% site_messages %}", messages=[Message(25, "Plan 3 is published."), Message(40, "Nothing was <saved>.")]
    )

    assert 'data-kind="success" role="status"' in html
    assert 'data-kind="loss" role="status"' in html
    assert "Nothing was &lt;saved&gt;." in html
    assert shown("{% site_messages %}").strip() == ""


def test_title_is_written_once_for_tab_and_heading(client):
    page = client.get("/en/styleguide/").content.decode()

    assert "<title>Style guide – Aufwind</title>" in page
    assert "<h1>Style guide</h1>" in page
