from __future__ import annotations

import pytest

from aufwind.actors.actions import (
    change_actor,
    change_entry,
    enter_actor,
    give_consent,
    publish_wording,
    withdraw_consent,
)
from aufwind.actors.enums import Audience, Sort
from aufwind.actors.errors import ConsentIsMissing
from aufwind.actors.models import Actor, Consent, ConsentWording
from aufwind.actors.queries import actors_visible_to
from aufwind.core.policy import ANONYMOUS, NotAllowed
from tests.actors.conftest import member
from tests.cast import AGENCY, EVE

pytestmark = pytest.mark.django_db


def test_a_person_is_seen_by_the_agency_alone_until_she_agrees(anna):
    assert list(actors_visible_to(ANONYMOUS)) == []
    assert list(actors_visible_to(AGENCY)) == [anna]


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.MEMBERS, "event:floeha"])
def test_a_person_cannot_be_shown_without_her_consent(anna, audience):
    with pytest.raises(ConsentIsMissing):
        change_actor(anna, by=AGENCY, audience=audience)
    with pytest.raises(ConsentIsMissing):
        enter_actor("bea", by=AGENCY, sort=Sort.PERSON, name="Bea", kind="design", audience=audience)

    assert list(Actor.objects.values_list("slug", "audience")) == [("anna", "agency")]


def test_give_consent_keeps_words_day_and_who_noted_it(anna, wording):
    give_consent(anna, wording, by=member(anna), audience=Audience.PUBLIC)

    consent = Consent.objects.get()
    assert (consent.wording, consent.recorded_by, consent.withdrawn_at) == (wording, f"entry:{anna.pk}", None)
    assert list(actors_visible_to(ANONYMOUS)) == [anna]


def test_give_consent_twice_keeps_one(anna, wording):
    first = give_consent(anna, wording, by=AGENCY)

    assert give_consent(anna, wording, by=AGENCY) == first
    assert Consent.objects.count() == 1


def test_give_consent_for_somebody_else_is_refused(anna, wording, agreed):
    with pytest.raises(NotAllowed):
        give_consent(anna, wording, by=EVE)


def test_withdraw_consent_hides_the_person_at_once_and_keeps_the_proof(agreed):
    withdraw_consent(agreed, by=member(agreed))
    withdraw_consent(agreed, by=member(agreed))

    consent = Consent.objects.get()
    assert consent.withdrawn_at is not None
    assert consent.withdrawn_by == f"entry:{agreed.pk}"
    assert list(actors_visible_to(ANONYMOUS)) == []


def test_withdraw_consent_of_somebody_else_is_refused(agreed):
    with pytest.raises(NotAllowed):
        withdraw_consent(agreed, by=EVE)

    assert list(actors_visible_to(ANONYMOUS)) == [agreed]


def test_publish_wording_never_changes_what_people_agreed_to(wording):
    publish_wording("1", text_de="Anders.", text_en="Different.", by=AGENCY)

    assert list(ConsentWording.objects.values_list("version", "text_de")) == [("1", "Ich bin einverstanden.")]


def test_publish_wording_is_refused_to_strangers():
    with pytest.raises(NotAllowed):
        publish_wording("2", text_de="", text_en="", by=EVE)


def test_change_entry_changes_entry_and_consent_together(anna, wording):
    change_entry(anna, by=member(anna), wording=wording, is_agreed=True, audience=Audience.MEMBERS, phone="1")
    assert (anna.audience, anna.phone, Consent.objects.get().withdrawn_at) == ("members", "1", None)

    change_entry(anna, by=member(anna), wording=wording, is_agreed=False, audience=Audience.AGENCY, phone="2")
    assert (anna.audience, anna.phone, Consent.objects.get().withdrawn_at is None) == ("agency", "2", False)


def test_change_entry_changes_nothing_where_a_person_would_be_shown_without_consent(agreed, wording):
    with pytest.raises(ConsentIsMissing):
        change_entry(agreed, by=AGENCY, wording=wording, is_agreed=False, audience=Audience.PUBLIC)

    assert Consent.objects.get().withdrawn_at is None
    assert list(actors_visible_to(ANONYMOUS)) == [agreed]


def test_change_entry_of_somebody_else_is_refused(agreed, wording):
    with pytest.raises(NotAllowed):
        change_entry(agreed, by=EVE, wording=wording, is_agreed=True, phone="1")
