"""Texts as they are compared: gender, age and salutations folded away."""

from __future__ import annotations

import pytest

from aufwind.engine.matching.words import key_of, neutral, words_of

SAME = [
    ("Lehrer", "Lehrerin", "Lehrer/in", "Lehrer/-in", "Lehrer(in)", "Lehrer:in", "Lehrer*in", "Lehrer_in", "LehrerIn"),
    ("Lehrer", "Lehrerinnen", "Lehrer:innen", "LehrerInnen", "Lehrerinnen und Lehrer", "Lehrer/innen", "Lehrer/-innen"),
    ("Lehrer", "Lehrer (m/w/d)", "Lehrer m/w/d", "Lehrerin (w/m/div.)", "Lehrer (all genders)", "Lehrer [w|m|d]"),
    ("Studenten", "Studentinnen", "Student*innen", "Studentinnen und Studenten"),
    ("Pädagoge", "Pädagogin", "Pädagoge/Pädagogin", "Pädagog(e)in", "Pädagoge/in"),
    ("Gehilfe", "Gehilfin", "Gehilf(e)in"),
    ("Arzt", "Ärztin", "Arzt/Ärztin"),
    ("Ärzte", "Ärztinnen", "Ärztinnen und Ärzte"),
    ("Koch", "Köchin", "Koch/Köchin"),
    ("Rechtsanwalt", "Rechtsanwältin"),
    ("Bankkaufmann", "Bankkauffrau", "Bankkaufmann/-frau", "Bankkaufmann/Bankkauffrau"),
    ("Beamter im Zoll", "Beamtin im Zoll", "Beamter/Beamtin im Zoll"),
    ("Technischer Direktor", "Technische Direktorin", "Technischer Direktor/Technische Direktorin"),
    ("Staatlich geprüfter Modedesigner", "Staatlich geprüfte Modedesignerin"),
    ("Angestellter", "Angestellte"),
    ("Stadtverordneter", "Stadtverordnete"),
    ("Zimmerer", "Zimmerin", "Zimmerer/Zimmerin"),
    ("Fleischer", "Fleischerin"),
    ("Gesundheits- und Krankenpfleger", "Gesundheits- und Krankenpflegerin"),
    ("actor", "actress"),
    ("salesman", "saleswoman", "salesperson"),
    ("erfahrener Weber, 42 Jahre", "erfahrene Weberin, 57 Jahre", "erfahrene Weberin"),
    ("Ich bin 42 Jahre alt und suche Räume", "Ich bin 61 Jahre alt und suche Räume"),
    ("teacher, aged 42", "teacher, aged 57", "teacher, 42 years old"),
    ("Herr Müller sucht", "Frau Müller sucht"),
    ("Mr. Miller offers his workshop", "Mrs. Miller offers her workshop"),
    ("der Gründer und sein Team", "die Gründerin und ihr Team"),
]
KEPT = [
    "Medizin Termin Berlin",
    "Benzin Disziplin Gewinn",
    "Platin Keratin Saccharin",
    "12 Jahre Berufserfahrung",
    "10 years of experience",
    "Fachkraft Lagerlogistik",
    "Frauen gründen",
    "Kalender Fischer",
    "C++ und C#",
]


@pytest.mark.parametrize("forms", SAME, ids=lambda forms: forms[0])
def test_forms_that_differ_in_gender_or_age_alone_read_the_same(forms):
    assert {neutral(form) for form in forms} == {neutral(forms[0])}


@pytest.mark.parametrize("text", KEPT)
def test_other_words_stay_as_they_are(text):
    assert neutral(text) == text


@pytest.mark.parametrize("forms", SAME, ids=lambda forms: forms[0])
def test_what_is_neutral_stays_neutral(forms):
    assert neutral(neutral(forms[0])) == neutral(forms[0])


def test_words_are_small_with_umlauts_written_out_and_accents_dropped():
    assert words_of("Bäcker-Café, Straße; C++ & C#") == ["baecker", "cafe", "strasse", "c++", "c#"]


def test_equal_keys_name_the_same_thing():
    assert key_of("Bäckerin / Bäcker (m/w/d)") == key_of("BAECKER") == "baecker"
