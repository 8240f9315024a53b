"""A large register, asked by vectors first; on PostgreSQL the database looks for them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from aufwind.actors.actions import change_listing
from aufwind.actors.enums import Side, Tier
from aufwind.core.jobs import run_until_idle
from aufwind.core.policy import ANONYMOUS
from aufwind.matching import halfvec, nearest, shortlist
from aufwind.matching.actions import answer_suggestion, start_encoding
from aufwind.matching.enums import Verdict
from aufwind.matching.nearest import forget_rows, nearest_listings
from aufwind.matching.partners import partners_for_need
from tests.cast import AGENCY
from tests.matching.fakes import FakeEncoder
from tests.matching.makers import enter, need, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def encoder(monkeypatch):
    fake = FakeEncoder()
    for module in ("actions.vectors", "vectors", "jobs", "pools", "shortlist"):
        monkeypatch.setattr(f"aufwind.matching.{module}.encoder_in_use", lambda: fake)
    return fake


@pytest.fixture
def large(monkeypatch, encoder):
    """Every register is large; reads the texts of this one when called."""
    monkeypatch.setattr(shortlist, "SMALL", 0)

    def read():
        forget_rows()
        start_encoding(by=AGENCY)
        run_until_idle()

    return read


def names(listing, visitor=AGENCY):
    return [partner.entry.name for partner in partners_for_need(listing, visitor)]


def offers(listing, visitor):
    return {met.offer.pk for partner in partners_for_need(listing, visitor) for met in partner.met}


def found(text, encoder, **asked):
    usual = {"tier": Tier.AGENCY, "on": timezone.localdate(), "depth": 10}
    return nearest_listings(encoder.encode([text])[0], Side.OFFER, encoder=encoder.id, **usual | asked)


def test_the_nearest_come_first(register, encoder, large):
    large()
    looms = register[1].listings.offers().get()

    assert found("Webstühle zu verleihen", encoder, depth=1) == [looms.pk]
    assert len(found("Webstühle zu verleihen", encoder)) == 3


def test_what_is_for_higher_tiers_or_over_is_not_found(kunsthaus, encoder, large):
    public, members = offer(kunsthaus, "Raum"), offer(kunsthaus, "Raum mit Licht", audience="members")
    large()

    assert found("Raum", encoder, tier=Tier.PUBLIC) == [public.pk]
    assert set(found("Raum", encoder, tier=Tier.MEMBERS)) == {public.pk, members.pk}
    assert found("Raum", encoder, on=public.valid_until + timedelta(days=1)) == []


def test_before_the_first_pass_nothing_is_found(register, encoder):
    assert found("Raum", encoder) == []


@pytest.mark.skipif(connection.vendor == "postgresql", reason="there the database keeps the rows")
def test_a_later_pass_adds_its_rows_to_those_that_were_read(register, encoder, large, monkeypatch):
    large()
    found("Kuchen", encoder)
    read = []
    monkeypatch.setattr(nearest, "_stored", lambda keys, before=nearest._stored: (read.extend(keys), before(keys))[1])

    cake = offer(register[2], "Kuchen für Feste")
    start_encoding(by=AGENCY)
    run_until_idle()

    assert found("Kuchen für Feste", encoder, depth=1) == [cake.pk]
    assert len(read) == 1


def test_a_large_register_gives_partners_with_reasons_and_an_offer_in_return(register, large):
    kunsthaus, _weberei, _bakery = register
    large()
    looms = kunsthaus.listings.needs().get()

    first = partners_for_need(looms, AGENCY)[0]

    assert first.entry.name == "Weberei Flöha"
    assert [(one.need.title_de, one.offer.title_de) for one in first.met] == [
        ("Webstühle für eine Ausstellung gesucht", "Webstühle zu verleihen"),
        ("Raum für eine Ausstellung gesucht", "Ausstellungsraum mit Licht"),
    ]


def test_a_large_register_shows_nobody_what_she_may_not_see(register, large):
    kunsthaus, _weberei, bakery = register
    secret = offer(bakery, "Webstühle für eine Ausstellung gesucht", audience="agency")
    large()
    looms = kunsthaus.listings.needs().get()

    assert secret.pk in offers(looms, AGENCY)
    assert secret.pk not in offers(looms, ANONYMOUS)

    change_listing(secret, by=AGENCY, audience="public")  # found by nobody new until the next pass
    assert secret.pk not in offers(looms, ANONYMOUS)


def test_a_large_register_keeps_hard_limits_and_answers(register, large, leipzig, saxony):
    kunsthaus, weberei, _bakery = register
    elsewhere = enter("prag", "Tkalcovna Praha", country="CZ")
    offer(elsewhere, "Webstühle für eine Ausstellung gesucht")
    looms = need(kunsthaus, "Webstühle aus Sachsen gesucht", area=saxony)
    ended = offer(enter("alt", "Alte Weberei", place=leipzig), "Webstühle gesucht", valid_until=date(2099, 1, 1))
    large()
    assert set(names(looms)) >= {"Weberei Flöha", "Alte Weberei"}

    answer_suggestion(kunsthaus, weberei, Verdict.ACCEPTED, by=AGENCY)
    change_listing(ended, by=AGENCY, valid_until=date(2020, 1, 1))

    assert {"Weberei Flöha", "Alte Weberei"} & set(names(looms)) == set()


def test_partners_of_a_need_take_the_same_statements_for_one_and_for_three(encoder, large, django_assert_num_queries):
    hub = enter("hub", "Hub")
    asked = need(hub, "Raum")
    offer(enter("a0", "Alpha 0"), "Raum")
    large()
    names(asked)
    with django_assert_num_queries(STATEMENTS):
        assert len(names(asked)) == 1
    for number in (1, 2):
        offer(enter(f"a{number}", f"Alpha {number}"), "Raum")
    large()
    names(asked)

    with django_assert_num_queries(STATEMENTS):
        assert len(names(asked)) == 3


STATEMENTS = 21 if connection.vendor == "postgresql" else 16


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL with pgvector: scripts/test-postgres")
def test_postgresql_keeps_half_vectors_under_a_graph_index(register, encoder, large):
    assert not halfvec.is_available(encoder.id)
    large()

    assert halfvec.is_available(encoder.id)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'matching_nearest_%%' AND indexname LIKE '%%graph'"
        )
        assert "USING hnsw (vector halfvec_ip_ops)" in cursor.fetchone()[0]


@pytest.mark.skipif(connection.vendor == "postgresql", reason="there it is available")
def test_other_databases_are_not_even_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not halfvec.is_available("fake/1")
        assert not halfvec.bring_up_to_date("fake/1", 64)
