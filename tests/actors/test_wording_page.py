"""The agency publishes the words of the consent; what people agreed to stays as it was."""

from __future__ import annotations

import pytest

from aufwind.accounts.models import User
from aufwind.actors.models import ConsentWording
from aufwind.core.policy import Role

pytestmark = pytest.mark.django_db

NEW = {"version": "2", "text_de": "Neuer Text.", "text_en": "New words."}


@pytest.fixture
def agency(client, settings):
    settings.IS_DEMO = True  # a second factor is tested in tests/accounts
    user = User.objects.create(email="a@example.org", name="Frau Amt", role=Role.AGENCY)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_published_words_are_asked_with_from_now_on(agency, wording):
    answer = agency.post("/de/actors/wording/", NEW, follow=True)

    assert "Neuer Text." in answer.content.decode()
    assert "Neuer Text." in agency.get("/de/actors/join/").content.decode()
    assert list(ConsentWording.objects.values_list("version", flat=True)) == ["2", "1"]


@pytest.mark.parametrize(("wrong", "told"), [
    ({"version": "1"}, "ändert sich nie"),
    ({"version": ""}, "zwingend erforderlich"),
    ({"text_en": ""}, "zwingend erforderlich"),
])  # fmt: skip
def test_words_with_a_mistake_are_shown_again(agency, wording, wrong, told):
    answer = agency.post("/de/actors/wording/", {**NEW, **wrong})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "Neuer Text." in answer.content.decode()
    assert ConsentWording.objects.count() == 1


def test_before_the_first_words_the_page_says_what_is_missing(agency):
    assert "Noch ist kein Text veröffentlicht" in agency.get("/de/actors/wording/").content.decode()


def test_nobody_else_reaches_the_page(client):
    assert client.get("/de/actors/wording/").status_code == 302  # to the login
