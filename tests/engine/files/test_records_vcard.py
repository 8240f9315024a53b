"""Address cards of every version and of careless programs."""

from __future__ import annotations

import pytest

from aufwind.engine.files.records import read_records
from aufwind.engine.files.refusal import FileIsRefused


def cards(text):
    return [
        {column: value for column, value in row.items() if value}
        for _, row in read_records(text.encode() if isinstance(text, str) else text, "cards.vcf").rows
    ]


def test_a_card_fills_its_columns():
    card = (
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Dr. Anna Müller\r\nN:Müller;Anna;;Dr.;\r\nORG:Kunsthaus\\, Oschatz;Büro\r\n"
        "TITLE:Leiterin\r\nitem1.EMAIL;TYPE=work:a@example.org\r\nEMAIL:b@example.org\r\nTEL;VALUE=uri:tel:+493435123\r\n"
        "ADR;TYPE=work:;;Markt 1;Oschatz;;04758;Deutschland\r\nURL:https://example.org\r\nLANG:de\r\n"
        "NOTE:Eins\\nZwei\r\n  und drei\r\nX-OTHER:x\r\nEND:VCARD\r\n"
    )

    assert cards(card) == [
        {
            "name": "Dr. Anna Müller",
            "given name": "Anna",
            "family name": "Müller",
            "organisation": "Kunsthaus, Oschatz, Büro",
            "title": "Leiterin",
            "email": "a@example.org; b@example.org",
            "phone": "+493435123",
            "website": "https://example.org",
            "street": "Markt 1",
            "postcode": "04758",
            "place": "Oschatz",
            "country": "Deutschland",
            "language": "de",
            "note": "Eins\nZwei und drei",
        }
    ]


def test_an_organisation_says_that_it_is_one():
    assert cards("BEGIN:VCARD\nVERSION:4.0\nKIND:org\nORG:Weberei Flöha\nEND:VCARD\n") == [
        {"name": "Weberei Flöha", "organisation": "Weberei Flöha", "kind": "organisation"}
    ]


def test_quoted_printable_goes_on_after_an_equals_sign():
    name = b"FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:J=C3=B6rg =\r\nM=C3=BCller"
    card = b"BEGIN:VCARD\r\nVERSION:2.1\r\n" + name + b"\r\nEND:VCARD"

    assert cards(card) == [{"name": "Jörg Müller"}]


def test_a_name_has_one_line():
    assert cards("BEGIN:VCARD\nFN:A\\nBcc: x@example.org\nEND:VCARD\n") == [{"name": "A Bcc: x@example.org"}]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("BEGIN:VCARD\nFN:x\n", "Zeile 1: Die Karte hat kein Ende"),
        ("BEGIN:VCARD\nFN:x\nBEGIN:VCARD\nEND:VCARD\n", "Zeile 1: Die Karte hat kein Ende"),
        ("FN:x\n", "Zeile 1: Hier beginnt keine Karte."),
        ("BEGIN:VCARD\nno colon\nEND:VCARD\n", "Zeile 2: Diese Zeile hat keinen Namen"),
        ("BEGIN:VCARD\nFN;CHARSET=KLINGON:x\nEND:VCARD\n", "Zeile 2: Die Zeichen passen nicht zur Kodierung."),
    ],
)
def test_a_broken_card_is_refused_with_its_line(text, said):
    with pytest.raises(FileIsRefused) as refusal:
        cards(text)

    assert refusal.value.findings[0].text("de").startswith(said)
