"""Ties and affiliations live in time; the network on a day is a query."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from aufwind.actors.actions import affiliate, end_tie, tie_actors
from aufwind.actors.enums import Audience
from aufwind.actors.models import Affiliation, Tie
from aufwind.actors.queries import neighbours_of, network_on
from aufwind.core.policy import ANONYMOUS, NotAllowed
from tests.actors.conftest import member
from tests.cast import AGENCY, EVE

pytestmark = pytest.mark.django_db

MARCH = date(2022, 3, 1)


def test_a_tie_reads_differently_from_each_end(weberei, kunsthaus):
    tie_actors(weberei, kunsthaus, "supplies", by=AGENCY)

    assert [(one.word, one.other.name) for one in neighbours_of(weberei, ANONYMOUS)] == [
        ("beliefert", "Kunsthaus Oschatz")
    ]
    assert [(one.word, one.other.name) for one in neighbours_of(kunsthaus, ANONYMOUS)] == [
        ("wird beliefert von", "Weberei Flöha")
    ]


def test_network_on_a_day_holds_what_had_begun_and_not_ended(weberei, kunsthaus):
    for start, end in (
        (None, None),
        (date(2022, 3, 1), None),
        (date(2021, 1, 1), date(2022, 3, 1)),
        (date(2022, 3, 2), None),
        (date(2020, 1, 1), date(2022, 2, 28)),
    ):
        tie_actors(weberei, kunsthaus, "works_with", by=AGENCY, starts_on=start, ends_on=end)

    network = network_on(MARCH, ANONYMOUS)

    assert network.ties == [(weberei.pk, kunsthaus.pk, "works_with")] * 3
    assert {entry.name for entry in network.actors.values()} == {"Weberei Flöha", "Kunsthaus Oschatz"}


def test_end_tie_keeps_it_in_the_days_before(weberei, kunsthaus):
    tie = tie_actors(weberei, kunsthaus, "works_with", by=AGENCY, starts_on=date(2020, 1, 1))

    end_tie(tie, date(2022, 2, 28), by=AGENCY)

    assert neighbours_of(weberei, ANONYMOUS, day=date(2022, 2, 28)) != []
    assert neighbours_of(weberei, ANONYMOUS, day=MARCH) == []


def test_ties_to_hidden_people_and_hidden_ties_are_not_shown(weberei, kunsthaus, anna):
    tie_actors(weberei, anna, "knows", by=AGENCY)
    tie_actors(weberei, kunsthaus, "works_with", by=AGENCY, audience=Audience.AGENCY)

    assert neighbours_of(weberei, ANONYMOUS) == []
    assert network_on(MARCH, ANONYMOUS).ties == []
    assert [one.other.name for one in neighbours_of(weberei, AGENCY)] == ["Anna Weber", "Kunsthaus Oschatz"]


def test_the_owner_sees_her_own_ties_but_nobody_hidden_behind_them(weberei, kunsthaus, anna):
    tie_actors(weberei, anna, "knows", by=AGENCY)
    tie_actors(weberei, kunsthaus, "works_with", by=AGENCY, audience=Audience.AGENCY)

    assert [one.other.name for one in neighbours_of(weberei, member(weberei))] == ["Kunsthaus Oschatz"]


def test_affiliate_shows_the_person_with_her_role(weberei, agreed):
    affiliate(agreed, weberei, by=AGENCY, role="Gestalterin", audience=Audience.PUBLIC)

    assert [(one.word, one.other.name) for one in neighbours_of(weberei, ANONYMOUS)] == [("Gestalterin", "Anna Weber")]
    assert [(one.word, one.other.name) for one in neighbours_of(agreed, ANONYMOUS)] == [
        ("Gestalterin", "Weberei Flöha")
    ]


def test_affiliate_twice_keeps_one(weberei, anna):
    affiliate(anna, weberei, by=AGENCY, role="Gestalterin")
    affiliate(anna, weberei, by=AGENCY, role="Leiterin")

    assert list(Affiliation.objects.values_list("role", flat=True)) == ["Leiterin"]


def test_affiliate_takes_a_person_and_an_organisation(weberei, kunsthaus, anna):
    for person, organisation in ((weberei, kunsthaus), (anna, anna)):
        with pytest.raises(ValueError, match="a person belongs to an organisation"):
            affiliate(person, organisation, by=AGENCY)


def test_tie_actors_takes_two_and_a_known_kind(weberei, kunsthaus):
    with pytest.raises(ValueError, match="to itself"):
        tie_actors(weberei, weberei, "supplies", by=AGENCY)
    with pytest.raises(ValueError, match="no kind of tie"):
        tie_actors(weberei, kunsthaus, "likes", by=AGENCY)


def test_the_database_refuses_what_no_tie_can_be(weberei, kunsthaus):
    for facts in (
        {"left": weberei, "right": weberei},
        {"left": weberei, "right": kunsthaus, "starts_on": date(2022, 2, 1), "ends_on": date(2022, 1, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Tie.objects.create(kind="supplies", **facts)


def test_only_the_agency_ties(weberei, kunsthaus, anna):
    tie = tie_actors(weberei, kunsthaus, "supplies", by=AGENCY)

    with pytest.raises(NotAllowed):
        tie_actors(weberei, kunsthaus, "supplies", by=EVE)
    with pytest.raises(NotAllowed):
        end_tie(tie, MARCH, by=EVE)
    with pytest.raises(NotAllowed):
        affiliate(anna, weberei, by=EVE)


@pytest.mark.parametrize("rows", [1, 3])
def test_neighbours_of_asks_three_statements_whatever_the_rows(rows, weberei, django_assert_num_queries):
    from aufwind.actors.actions import enter_actor

    for number in range(rows):
        tie_actors(weberei, enter_actor(f"a{number}", by=AGENCY, name=f"A{number}", kind="company"), "knows", by=AGENCY)

    with django_assert_num_queries(3):
        assert len(neighbours_of(weberei, ANONYMOUS)) == rows
