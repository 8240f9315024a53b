from __future__ import annotations

import re

import pytest

from aufwind.accounts.models import User
from aufwind.api.actions import make_token
from aufwind.api.models import Token, Webhook
from aufwind.core.policy import NotAllowed, Role, Visitor
from tests.cast import EVE


@pytest.fixture
def vogel(client, organiser, settings):
    settings.IS_DEMO = True
    client.force_login(organiser, settings.AUTHENTICATION_BACKENDS[0])
    return client


def test_a_new_token_is_shown_once_and_kept_as_a_hash(vogel):
    page = vogel.post("/en/programs/tokens/", {"name": "our site", "scope": "read", "days": 30}).content.decode()
    text = re.search(r"awt_[\w-]{43}", page)

    assert text
    assert text.group() not in vogel.get("/en/programs/tokens/").content.decode()
    assert text.group() not in str(Token.objects.values().get())


def test_a_faulty_form_keeps_what_was_typed(vogel):
    answer = vogel.post("/de/programs/tokens/", {"name": "unsere Seite", "scope": "read", "days": 4000})

    assert answer.status_code == 422
    assert "unsere Seite" in answer.content.decode()
    assert Token.objects.count() == 0


def test_a_token_is_revoked_by_its_owner_alone(vogel, organiser):
    other = User.objects.create(email="other@example.org", name="Andere", role=Role.AGENCY)
    own, _text = make_token("mine", by=organiser.visitor)
    foreign, _text = make_token("hers", by=other.visitor)

    vogel.post(f"/de/programs/tokens/{own.pk}/revoke/")
    refused = vogel.post(f"/de/programs/tokens/{foreign.pk}/revoke/")

    assert refused.status_code == 404
    assert not Token.objects.get(pk=own.pk).is_valid
    assert Token.objects.get(pk=foreign.pk).is_valid


@pytest.mark.parametrize("visitor", [EVE, Visitor(key="token:1", roles=frozenset({Role.AGENCY}), user_id=1)])
def test_who_is_no_staff_or_comes_by_token_makes_no_token(db, visitor):
    with pytest.raises(NotAllowed):
        make_token("more", by=visitor)


def test_webhooks_are_the_agencys(vogel):
    assert vogel.get("/de/programs/webhooks/").status_code == 403


def test_the_reference_is_public_and_in_both_languages(client, db):
    assert "Was Programme hier können" in client.get("/de/programs/reference/").content.decode()
    assert "/api/v1/events/{slug}/plans" in client.get("/en/programs/reference/").content.decode()


def test_the_agency_keeps_and_ends_a_webhook(client, db, settings):
    settings.IS_DEMO, settings.WEBHOOKS_INSIDE = True, True
    agency = User.objects.create(email="agency@example.org", name="Agentur", role=Role.AGENCY)
    client.force_login(agency, settings.AUTHENTICATION_BACKENDS[0])

    client.post("/de/programs/webhooks/", {"url": "http://127.0.0.1:9/", "events": "plan.*"})
    kept = Webhook.objects.get()
    page = client.get("/de/programs/webhooks/").content.decode()
    client.post(f"/de/programs/webhooks/{kept.pk}/end/")

    assert "http://127.0.0.1:9/" in page
    assert Webhook.objects.count() == 0
