from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from aufwind.core.facts import (
    Clock,
    Count,
    Day,
    Moment,
    Money,
    Name,
    Rate,
    UnknownFact,
    differing,
    facts_named_in,
    filled,
)

AUTUMN = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fact", "german", "english"),
    [
        (Day(date(2026, 10, 25)), "25. Oktober 2026", "Oct. 25, 2026"),
        (Clock(time(14, 30)), "14:30", "2:30 p.m."),
        (Moment(AUTUMN), "25. Oktober 2026, 02:30", "Oct. 25, 2026, 2:30 a.m."),
        (Moment(AUTUMN, ZoneInfo("Europe/Lisbon")), "25. Oktober 2026, 01:30", "Oct. 25, 2026, 1:30 a.m."),
        (Money(220_870_432), "2.208.704,32\xa0€", "€2,208,704.32"),
        (Rate(8450), "84,5\xa0%", "84.5%"),
        (Count(-12_345), "−12.345", "−12,345"),
        (Name("Kunsthaus Oschatz"), "Kunsthaus Oschatz", "Kunsthaus Oschatz"),
        (Name("Freistaat Sachsen", "Free State of Saxony"), "Freistaat Sachsen", "Free State of Saxony"),
    ],
)
def test_a_fact_is_written_in_the_readers_language(fact, german, english):
    assert (fact.written("de"), fact.written("en")) == (german, english)


def test_a_text_is_filled_with_its_facts():
    facts = {"starts": Day(date(2026, 10, 25)), "budget": Money(100), "unused": Count(1)}

    assert (
        filled("Beginn {starts}: {budget}, {budget}.", facts, "de") == "Beginn 25. Oktober 2026: 1,00\xa0€, 1,00\xa0€."
    )


def test_facts_are_not_read_for_places():
    assert filled("{name} {}, {X}", {"name": Name("{budget}")}, "de") == "{budget} {}, {X}"


def test_a_text_without_its_fact_is_refused():
    with pytest.raises(UnknownFact, match="names budget, starts, which"):
        filled("{starts} {budget} {name}", {"name": Name("x")}, "de")


def test_a_translation_that_loses_or_adds_a_fact_is_noticed():
    assert facts_named_in("{a} und {b}") == {"a", "b"}
    assert differing("{a} und {b}", "{b} and {a}") == set()
    assert differing("{a} und {b}", "{a} and {c}") == {"b", "c"}
