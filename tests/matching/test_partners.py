from __future__ import annotations

import pytest

from aufwind.core.policy import ANONYMOUS
from aufwind.matching.partners import partners_for_need
from tests.cast import AGENCY
from tests.matching.makers import need, offer

pytestmark = pytest.mark.django_db


def names(listing, visitor=AGENCY):
    return [partner.entry.name for partner in partners_for_need(listing, visitor)]


def test_the_best_partner_comes_first_with_the_two_fields(register):
    kunsthaus, _weberei, _bakery = register
    looms = kunsthaus.listings.needs().get()

    first = partners_for_need(looms, AGENCY)[0]

    assert first.entry.name == "Weberei Flöha"
    assert (first.met[0].need, first.met[0].offer.title_de) == (looms, "Webstühle zu verleihen")


def test_what_was_entered_a_moment_ago_is_found(register):
    kunsthaus, _weberei, bakery = register
    looms = kunsthaus.listings.needs().get()
    assert names(looms)[0] == "Weberei Flöha"

    offer(bakery, "Webstühle für eine Ausstellung")

    assert names(looms)[0] == "Bäckerei Wurzen"


def test_an_offer_for_the_agency_alone_is_found_by_the_agency_alone(register):
    kunsthaus, _weberei, bakery = register
    looms = kunsthaus.listings.needs().get()
    offer(bakery, "Webstühle für eine Ausstellung", audience="agency")

    assert names(looms)[0] == "Bäckerei Wurzen"
    assert names(looms, ANONYMOUS)[0] == "Weberei Flöha"


def test_a_need_entered_a_moment_ago_can_be_asked_about(register):
    _kunsthaus, _weberei, bakery = register

    assert names(need(bakery, "Licht und Raum für Bilder"))[0] == "Kunsthaus Oschatz"
