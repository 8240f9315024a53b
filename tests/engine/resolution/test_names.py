"""Names that are written differently and mean the same become the same words."""

from __future__ import annotations

import pytest

from aufwind.engine.resolution.names import organisation_words, person_words, place_word
from aufwind.engine.resolution.phonetic import sound_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kunstverein Oschatz e. V.", "Kunstverein Oschatz eV"),
        ("Weberei Flöha GmbH & Co. KG", "Weberei Floeha"),
        ("Werkhalle UG (haftungsbeschränkt)", "Werkhalle"),
        ("Werkhalle gGmbH", "Werkhalle gemeinnützige GmbH"),
        ("Huta sp. z o.o.", "Huta"),
        ("Sklárna s.r.o.", "Sklarna"),
        ("Holz u. Metall GbR", "Holz & Metall"),
        ("Holz und Metall AG", "Holz + Metall"),
        ("Weißes Haus", "Weisses Haus"),
        ("Stiftung Lindenhof", "Lindenhof"),
        ("Bright Paper Studio Ltd.", "Bright Paper Studio"),
        ("Schulstr. Treff", "Schulstraße Treff"),
        ("LK Nordsachsen", "Landkreis Nordsachsen"),
    ],
)
def test_two_spellings_of_an_organisation_are_the_same_words(one, other):
    assert organisation_words(one) == organisation_words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prof. Dr. Anna Müller", "Mueller, Anna"),
        ("Dipl.-Ing. Jörg Weiß", "Weiss, Jörg"),
        ("Frau Małgorzata Nowak", "Malgorzata Nowak"),
        ("Оксана Шевченко", "Oksana Shevchenko"),
        ("Norbert von Arnim", "von Arnim, Norbert"),
    ],
)
def test_two_spellings_of_a_person_are_the_same_words(one, other):
    assert person_words(one) == person_words(other)


def test_a_name_of_nothing_but_a_legal_form_keeps_it():
    assert organisation_words("Stiftung") == ("stiftung",)
    assert organisation_words("AG") == ("ag",)
    assert person_words("Dr.") == ("dr",)


def test_a_working_group_is_no_public_company():
    assert organisation_words("AG Kurzfilm e. V.") == ("ag", "kurzfilm")


def test_a_place_is_one_word():
    assert place_word("Halle (Saale)") == "hallesaale"
    assert place_word("Bad Düben") == "badduben"


@pytest.mark.parametrize(
    ("word", "digits"),
    [("muller", "657"), ("breschnew", "17863"), ("wikipedia", "3412"), ("philipp", "351"), ("axel", "0485"), ("", "")],
)
def test_words_sound_as_published(word, digits):
    assert sound_of(word) == digits
