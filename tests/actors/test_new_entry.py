"""The agency makes entries by hand."""

from __future__ import annotations

import pytest

from aufwind.accounts.models import User
from aufwind.actors.models import Actor
from aufwind.core.policy import Role

pytestmark = pytest.mark.django_db

HAUS = {"sort": "organisation", "organisation": "Haus e. V.", "kind": "association"}
BEA = {"sort": "person", "given_name": "Bea", "family_name": "Muster", "kind": "design"}


@pytest.fixture
def agency(client, settings):
    settings.IS_DEMO = True  # a second factor is tested in tests/accounts
    user = User.objects.create(email="a@example.org", name="Frau Amt", role=Role.AGENCY)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize(("typed", "kept"), [
    (HAUS, ("haus-e-v", "Haus e. V.", "", "organisation", "agency")),
    (BEA, ("bea-muster", "Bea Muster", "Muster", "person", "agency")),
])  # fmt: skip
def test_a_new_entry_is_the_agencys_alone_and_asks_for_the_rest(agency, typed, kept):
    answer = agency.post("/de/actors/new/", typed)

    assert answer["Location"] == f"/de/actors/{kept[0]}/change/"
    assert Actor.objects.values_list("slug", "name", "family_name", "sort", "audience").get() == kept


def test_two_of_the_same_name_get_addresses_of_their_own(agency):
    for _ in range(2):
        agency.post("/de/actors/new/", HAUS)

    assert Actor.objects.values("slug").distinct().count() == 2


@pytest.mark.parametrize(("wrong", "told"), [
    ({"organisation": ""}, "zwingend erforderlich"),
    ({"sort": "person"}, "zwingend erforderlich"),
    ({"kind": ""}, "zwingend erforderlich"),
    ({"sort": "robot"}, "keine gültige Auswahl"),
])  # fmt: skip
def test_a_new_entry_with_a_mistake_is_shown_again(agency, wrong, told):
    answer = agency.post("/de/actors/new/", {**HAUS, "given_name": "typed before", **wrong})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert 'value="typed before"' in answer.content.decode()
    assert not Actor.objects.exists()


def test_the_list_offers_each_reader_what_she_may_do(client, agency, weberei):
    assert 'href="/de/actors/new/"' in agency.get("/de/actors/").content.decode()

    client.logout()
    page = client.get("/de/actors/").content.decode()
    main = page.partition("<main")[2].partition("</main")[0]

    assert 'href="/de/actors/join/"' in main
    assert 'href="/de/actors/new/"' not in main


def test_nobody_else_reaches_the_page(client):
    assert client.get("/de/actors/new/").status_code == 302  # to the login


def test_every_link_of_the_pages_for_the_agency_leads_somewhere(agency, weberei):
    paths = ("new/", "weberei/", "weberei/change/", "weberei/ties/", "weberei/consent/", "weberei/listings/new/")

    pages = {path: agency.get(f"/de/actors/{path}").content.decode() for path in (*paths, "wording/", "join/")}

    assert [path for path, page in pages.items() if 'href=""' in page or 'href="#"' in page] == []
