from __future__ import annotations

from datetime import date

import pytest

from aufwind.actors.actions import affiliate, end_tie, tie_actors
from aufwind.core.policy import ANONYMOUS, Role, Visitor
from aufwind.matching.bonds import bonds_of, bonds_of_all, houses_of
from aufwind.matching.profiles import ANY_MEMBER, ANY_STAFF
from tests.cast import AGENCY
from tests.matching.makers import enter, enter_person

pytestmark = pytest.mark.django_db


def member(actor):
    return Visitor(key=f"entry:{actor.pk}", roles=frozenset({Role.MEMBER}), entry_id=actor.pk)


def test_a_tie_is_known_to_its_audience_and_to_both_ends(kunsthaus, weberei):
    tie_actors(kunsthaus, weberei, "works_with", by=AGENCY, audience="agency")
    bakery = enter("baeckerei", "Bäckerei")

    known = [bool(bonds_of(kunsthaus, who).partners) for who in
             (ANY_STAFF, member(kunsthaus), member(weberei), member(bakery), ANY_MEMBER, ANONYMOUS)]  # fmt: skip

    assert known == [True, True, True, False, False, False]


def test_a_public_tie_to_somebody_unknown_is_unknown(kunsthaus):
    secret = enter("geheim", "Geheim", audience="agency")
    tie_actors(kunsthaus, secret, "works_with", by=AGENCY, audience="public")

    assert bonds_of(kunsthaus, ANY_STAFF).ties == {str(secret.pk)}
    assert bonds_of(kunsthaus, ANY_MEMBER).ties == set()
    assert str(secret.pk) not in bonds_of_all(ANY_MEMBER)[kunsthaus.pk].ties


def test_a_tie_that_ended_binds_nobody(kunsthaus, weberei):
    end_tie(tie_actors(kunsthaus, weberei, "works_with", by=AGENCY), date(2020, 1, 1), by=AGENCY)

    assert bonds_of(kunsthaus, ANY_STAFF).ties == set()


def test_a_house_is_where_a_person_works_and_her_people_are_its_partners(kunsthaus):
    demir = enter_person("demir", "Aylin Demir")
    affiliate(demir, kunsthaus, by=AGENCY, audience="members")

    assert bonds_of(demir, ANY_MEMBER).houses == [str(kunsthaus.pk)]
    assert bonds_of(kunsthaus, ANY_MEMBER).partners == {str(demir.pk)}
    assert houses_of({demir.pk}, ANY_MEMBER)[demir.pk].houses == [str(kunsthaus.pk)]
    assert houses_of({demir.pk}, ANONYMOUS) == {}
