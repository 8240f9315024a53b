import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from aufwind.core.money import (
    CentsField,
    CentsFormField,
    NotMoney,
    portion_of,
    rate_of,
    read_money,
    written_money,
    written_rate,
)


@pytest.mark.parametrize(
    ("cents", "german", "english"),
    [
        (220_870_432, "2.208.704,32\xa0€", "€2,208,704.32"),
        (0, "0,00\xa0€", "€0.00"),
        (5, "0,05\xa0€", "€0.05"),
        (-123_400, "−1.234,00\xa0€", "−€1,234.00"),
    ],
)
def test_money_is_written_as_people_do(cents, german, english):
    assert written_money(cents, "de") == german
    assert written_money(cents, "en-gb") == english


def test_money_is_written_in_the_pages_language():
    with translation.override("en"):
        assert written_money(150) == "€1.50"
    with translation.override(None):
        assert written_money(150) == "1,50\xa0€"


@pytest.mark.parametrize(
    ("text", "language", "cents"),
    [
        ("2.208.704,32 €", "de", 220_870_432),
        ("€2,208,704.32", "en", 220_870_432),
        ("€2,208,704.32", "de", 220_870_432),
        ("2.208.704,32 €", "en", 220_870_432),
        ("1.234", "de", 123_400),
        ("1,234", "en", 123_400),
        ("1,5", "de", 150),
        ("1 234\u202f567", "de", 123_456_700),
        ("1'234.50", "en", 123_450),
        ("12345,", "de", 1_234_500),
        ("-3,50 EUR", "de", -350),
        ("−€3.50", "en", -350),
        ("€-3.50", "en", -350),
        ("+3", "de", 300),
    ],
)
def test_money_is_read_as_people_write_it(text, language, cents):
    assert read_money(text, language) == cents


@pytest.mark.parametrize(
    "text",
    [
        "",
        "€",
        "abc",
        "1,234",
        "1.23.456",
        "1,2,3",
        "12.34",
        "--3",
        "-€-3",
        "1.234.56",
        ",5",
        "1" * 17,
        "1€2",
        "NaN",
        "1e5",
    ],
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(NotMoney, match="is no amount in euros"):
        read_money(text, "de")


@given(st.integers(-(10**15), 10**15), st.sampled_from(["de", "en"]))
def test_what_is_written_is_read_back(cents, language):
    assert read_money(written_money(cents, language), language) == cents


def test_rates_are_rounded_once_and_at_the_end():
    assert rate_of(187_739_867, 220_870_432) == 8500
    assert rate_of(1, 3) == 3333
    assert rate_of(2, 3) == 6667
    assert rate_of(1, 0) is None
    assert portion_of(220_870_432, 8500) == 187_739_867
    assert portion_of(1, 5000) == 1


@pytest.mark.parametrize(
    ("rate", "german", "english"),
    [
        (8500, "85\xa0%", "85%"),
        (8450, "84,5\xa0%", "84.5%"),
        (-125, "−1,25\xa0%", "−1.25%"),
        (5, "0,05\xa0%", "0.05%"),
    ],
)
def test_rates_are_written_in_per_cent(rate, german, english):
    assert (written_rate(rate, "de"), written_rate(rate, "en")) == (german, english)


class Budget(forms.Form):
    budget = CentsField(blank=True, null=True).formfield()


def test_a_form_takes_euros_and_gives_cents():
    form = Budget({"budget": "1.234,56"})

    assert form.is_valid()
    assert form.cleaned_data == {"budget": 123_456}


def test_a_form_takes_nothing_for_none():
    form = Budget({"budget": " "})

    assert form.is_valid()
    assert form.cleaned_data == {"budget": None}


def test_a_form_says_how_to_write_an_amount():
    with translation.override("en"):
        assert Budget({"budget": "viel"}).errors == {
            "budget": ["This is no amount in euros; write for example 1.234,56."]
        }
        assert "budget" in Budget({"budget": "1" * 50}).errors


def test_a_demanded_amount_may_be_zero_but_not_missing():
    field = CentsFormField()

    assert field.clean("0") == 0
    with pytest.raises(forms.ValidationError):
        field.clean("")


def test_a_form_shows_cents_as_euros():
    with translation.override("de"):
        html = str(Budget(initial={"budget": 123_456})["budget"])

    assert 'value="1.234,56\xa0€"' in html
    assert 'inputmode="decimal"' in html
    assert 'value="viel"' in str(Budget({"budget": "viel"})["budget"])
