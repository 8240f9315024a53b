from __future__ import annotations

import pytest

from aufwind.actors.actions import tie_actors
from aufwind.core.policy import ANONYMOUS, Role, Visitor
from aufwind.matching.partners import partners_for_need
from tests.cast import AGENCY
from tests.matching.makers import need, offer

pytestmark = pytest.mark.django_db


LOOMS = "Webstühle für eine Ausstellung"


def quoted(listing, visitor=AGENCY):
    """Who offers what, as the reasons say it."""
    return {(one.entry.name, met.offer.title_de) for one in partners_for_need(listing, visitor) for met in one.met}


def test_the_best_partner_comes_first_with_the_two_fields(register):
    kunsthaus, _weberei, _bakery = register
    looms = kunsthaus.listings.needs().get()

    first = partners_for_need(looms, AGENCY)[0]

    assert first.entry.name == "Weberei Flöha"
    assert (first.met[0].need, first.met[0].offer.title_de) == (looms, "Webstühle zu verleihen")


def test_what_was_entered_a_moment_ago_is_found(register):
    kunsthaus, _weberei, bakery = register
    looms = kunsthaus.listings.needs().get()
    assert ("Bäckerei Wurzen", LOOMS) not in quoted(looms)

    offer(bakery, LOOMS)

    assert ("Bäckerei Wurzen", LOOMS) in quoted(looms)


def test_an_offer_for_the_agency_alone_is_found_by_the_agency_alone(register):
    kunsthaus, _weberei, bakery = register
    looms = kunsthaus.listings.needs().get()
    offer(bakery, LOOMS, audience="agency")

    assert ("Bäckerei Wurzen", LOOMS) in quoted(looms)
    assert ("Bäckerei Wurzen", LOOMS) not in quoted(looms, ANONYMOUS)


def test_a_need_entered_a_moment_ago_can_be_asked_about(register):
    _kunsthaus, _weberei, bakery = register

    assert ("Kunsthaus Oschatz", "Ausstellungsraum mit Licht") in quoted(need(bakery, "Licht und Raum für Bilder"))


def test_the_owner_asks_with_what_only_she_and_the_agency_see(register):
    kunsthaus, weberei, _bakery = register
    tie_actors(kunsthaus, weberei, "works_with", by=AGENCY, audience="agency")
    looms = kunsthaus.listings.needs().get()
    owner = Visitor(key="entry:1", roles=frozenset({Role.MEMBER}), entry_id=kunsthaus.pk)

    assert "Weberei Flöha" in {name for name, _offer in quoted(looms, ANONYMOUS)}
    assert "Weberei Flöha" not in {name for name, _offer in quoted(looms, owner)}
