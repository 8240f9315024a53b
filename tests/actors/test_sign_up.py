"""People enter themselves; nobody learns whether an address is known."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from aufwind.accounts.actions import revoke_link, send_links
from aufwind.accounts.models import PersonalLink
from aufwind.actors.actions import ask_to_sign_up, confirm_sign_up, forget_unconfirmed, send_own_link
from aufwind.actors.links import entry_address, owner_by_link, owner_of, sign_up_address, sign_up_of
from aufwind.actors.models import Actor, Consent, Listing, SignUp
from aufwind.core.jobs import run_until_idle
from aufwind.core.models import OutgoingMail
from aufwind.core.policy import NotAllowed
from tests.cast import AGENCY, EVE

ANSWERS = {
    "sort": "person",
    "name": "Bea Muster",
    "given_name": "Bea",
    "family_name": "Muster",
    "kind": "design",
    "audience": "members",
    "listings": [{"side": "offer", "kind": "skill", "title_de": "Siebdruck"}],
}


def token_in(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


@pytest.mark.django_db(transaction=True)
def test_a_known_address_gets_its_link_and_an_unknown_one_the_confirmation(weberei, wording):
    for email in ("weberei@example.org", "Bea@Example.org"):
        ask_to_sign_up(email, ANSWERS, wording, language="en")
    run_until_idle()

    mails = {mail.to: mail.text for mail in OutgoingMail.objects.all()}
    assert set(mails) == {"weberei@example.org", "bea@example.org"}
    assert "/en/actors/my/" in mails["weberei@example.org"]
    assert "/en/actors/join/" in mails["bea@example.org"]
    assert Actor.objects.count() == 1


@pytest.mark.django_db
def test_confirm_sign_up_enters_person_consent_and_listings_once(wording):
    sign_up = SignUp.objects.create(email="bea@example.org", language="de", answers=ANSWERS, wording=wording)

    actor = confirm_sign_up(sign_up_of(token_in(sign_up_address(sign_up))))

    assert confirm_sign_up(sign_up) == actor
    assert (actor.name, actor.email, actor.sort) == ("Bea Muster", "bea@example.org", "person")
    assert list(Listing.objects.values_list("title_de", flat=True)) == ["Siebdruck"]
    assert list(Consent.objects.values_list("wording__version", flat=True)) == ["1"]
    assert Actor.objects.get().audience == "members"
    assert SignUp.objects.get().answers == {}


@pytest.mark.django_db
def test_a_sign_up_ends_after_three_days_and_is_forgotten(wording):
    sign_up = SignUp.objects.create(email="bea@example.org", language="de", answers=ANSWERS, wording=wording)
    SignUp.objects.update(created_at=timezone.now() - timedelta(days=3, minutes=1))

    with pytest.raises(SignUp.DoesNotExist):
        confirm_sign_up(sign_up)

    assert forget_unconfirmed() == 1
    assert not Actor.objects.exists()


@pytest.mark.django_db
def test_two_people_of_the_same_name_have_addresses_of_their_own(wording):
    for number in range(2):
        sign_up = SignUp.objects.create(email=f"b{number}@example.org", language="de", answers=ANSWERS, wording=wording)
        confirm_sign_up(sign_up)

    assert Actor.objects.values("slug").distinct().count() == 2


@pytest.mark.django_db
def test_an_entrys_link_opens_it_until_it_is_revoked(weberei):
    actor, visitor = owner_of(token_in(entry_address(weberei)))

    assert (actor, visitor.entry_id) == (weberei, weberei.pk)
    link = PersonalLink.objects.get()
    assert owner_by_link(link.pk) == visitor
    revoke_link(link, by=AGENCY)
    assert owner_of(token_in(entry_address(weberei))) is None
    assert owner_by_link(link.pk) is None


@pytest.mark.django_db
def test_a_link_for_one_purpose_opens_nothing_else(weberei, wording):
    sign_up = SignUp.objects.create(email="bea@example.org", language="de", answers=ANSWERS, wording=wording)

    assert owner_of(token_in(sign_up_address(sign_up))) is None
    assert sign_up_of(token_in(entry_address(weberei))) is None
    assert owner_of("forged.token.here") is None


@pytest.mark.django_db
def test_asking_for_links_offers_the_entry(weberei):
    send_links.func("weberei@example.org", "key")

    assert "/de/actors/my/" in OutgoingMail.objects.get().text


@pytest.mark.django_db
def test_the_agency_sends_an_entrys_link_and_nobody_else(weberei):
    with pytest.raises(NotAllowed):
        send_own_link(weberei, by=EVE)
    send_own_link(weberei, by=AGENCY)

    assert [mail.to for mail in OutgoingMail.objects.all()] == ["weberei@example.org"]
