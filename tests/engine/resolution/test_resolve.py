"""Who is the same and who only looks it."""

from __future__ import annotations

import dataclasses

import pytest

from aufwind.engine.resolution import Record, Resolver, find_duplicates

KUNSTVEREIN = Record(
    "1",
    "organisation",
    "Kunstverein Oschatz e. V.",
    ("info@kv-oschatz.de",),
    ("03435 123456",),
    street="Markt 1",
    postcode="04758",
    place="Oschatz",
)
ANNA = Record(
    "1",
    "person",
    "Anna Lindenbach",
    ("anna.lindenbach@web.de",),
    ("0341 765432",),
    (),
    "Südplatz 3",
    "04275",
    "Leipzig",
)


def found(*records):
    return [(pair.left, pair.right) for pair in find_duplicates(records)]


def other(record, **changes):
    return dataclasses.replace(record, id="2", **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Kunstverein Oschatz"},
        {"name": "Kunstverien Oschatz gGmbH"},
        {"name": "Kunstv. Oschatz"},
        {"emails": ("vorstand@kv-oschatz.de",), "phones": ()},
        {"emails": (), "phones": (), "street": "", "postcode": ""},
        {"place": "Torgau", "postcode": "04860", "street": "Weg 7"},
        {"name": "KUNSTVEREIN OSCHATZ", "street": "Markt 1", "place": "Oschaz"},
    ],
)
def test_the_same_organisation_is_found(changes):
    assert found(KUNSTVEREIN, other(KUNSTVEREIN, **changes)) == [("1", "2")]


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Lindenbach, Anna"},
        {"name": "Lindenbach Anna"},
        {"name": "Dr. Ana Lindenbach"},
        {"name": "A. Lindenbach"},
        {"emails": ("a.l@posteo.de",)},
        {"place": "Torgau", "postcode": "04860", "street": "Weg 7"},
        {"name": "Anna Lindenbach-Schulz", "phones": ()},
    ],
)
def test_the_same_person_is_found(changes):
    assert found(ANNA, other(ANNA, **changes)) == [("1", "2")]


def test_associations_of_two_towns_are_two():
    torgau = other(KUNSTVEREIN, name="Kunstverein Torgau e. V.", place="Torgau", postcode="04860", emails=(), phones=())

    assert found(KUNSTVEREIN, torgau) == []


def test_branches_share_a_domain_and_are_two():
    here = dataclasses.replace(KUNSTVEREIN, name="Kauffix Immenmüller", websites=("kauffix.de",), street="Markt 1")
    there = other(
        here, emails=("torgau@kauffix.de",), phones=("03421 99999",), street="Weg 2", postcode="04860", place="Torgau"
    )

    assert found(dataclasses.replace(here, emails=("oschatz@kauffix.de",)), there) == []


def test_brothers_and_sisters_share_everything_and_are_two():
    assert found(ANNA, other(ANNA, name="Ben Lindenbach")) == []


def test_namesakes_of_two_towns_are_two():
    namesake = other(
        ANNA, emails=("anna@gmx.de",), phones=("0371 4711000",), place="Chemnitz", postcode="09111", street="Weg 1"
    )

    assert found(ANNA, namesake) == []


def test_a_person_is_no_organisation():
    assert found(ANNA, other(ANNA, kind="organisation")) == []


def test_common_given_names_are_no_typing_errors_of_each_other():
    crowd = [Record(f"x{n}", "person", f"{name} Nachname{n}") for n in range(5) for name in ("Anna", "Anne")]

    assert ("1", "2") not in found(ANNA, other(ANNA, name="Anne Lindenbach"), *crowd)


def test_reasons_name_the_fields_in_both_languages():
    (pair,) = find_duplicates([KUNSTVEREIN, other(KUNSTVEREIN, emails=("x@else.de",), place="", postcode="")])

    assert [text.en for text in pair.reasons] == [
        "The name is the same (legal form, titles, order and umlauts aside).",
        "The telephone number is the same.",
        "Street and number are the same.",
        "The e-mail addresses differ.",
        "The domains differ.",
    ]
    assert [text.de for text in pair.reasons][1] == "Die Telefonnummer ist gleich."


def test_an_acronym_is_found_in_its_town():
    phone = ("0341 30760",)
    long = Record(
        "1", "organisation", "Hochschule für Technik, Wirtschaft und Kultur", (), ("0341 30760",), place="Leipzig"
    )
    short = Record("2", "organisation", "HTWK Leipzig", phones=phone, place="Leipzig")

    assert found(long, short) == [("1", "2")]


def test_a_new_row_is_compared_with_the_register_and_not_with_itself():
    resolver = Resolver.build([KUNSTVEREIN, ANNA])

    assert [match.id for match in resolver.candidates(dataclasses.replace(ANNA, id="new"))] == ["1"]
    assert resolver.candidates(ANNA) == []
    assert len(resolver) == 2


def test_the_order_of_the_list_changes_no_pair():
    rows = [KUNSTVEREIN, other(KUNSTVEREIN, name="Kunstverein Oschatz"), dataclasses.replace(ANNA, id="3")]

    forward = {(frozenset((pair.left, pair.right)), pair.probability) for pair in find_duplicates(rows)}
    backward = {(frozenset((pair.left, pair.right)), pair.probability) for pair in find_duplicates(rows[::-1])}

    assert forward == backward


def test_nothing_has_no_duplicates():
    assert find_duplicates([]) == []
    assert find_duplicates([Record("1", "person", ""), Record("2", "person", "")]) == []
