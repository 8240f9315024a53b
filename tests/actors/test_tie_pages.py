"""The agency enters ties by hand, and says until when they held."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from aufwind.accounts.models import User
from aufwind.actors.actions import affiliate, enter_actor, tie_actors
from aufwind.actors.models import Affiliation, Tie
from aufwind.core.policy import Role
from tests.cast import AGENCY

pytestmark = pytest.mark.django_db

TYPED = {"relation": "supplies", "other": "Kunsthaus Oschatz", "audience": "public"}


@pytest.fixture
def agency(client, settings):
    settings.IS_DEMO = True  # a second factor is tested in tests/accounts
    user = User.objects.create(email="a@example.org", name="Frau Amt", role=Role.AGENCY)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize(("relation", "ends"), [
    ("supplies", ("weberei", "kunsthaus", "supplies")),
    ("supplies<", ("kunsthaus", "weberei", "supplies")),
    ("works_with", ("weberei", "kunsthaus", "works_with")),
])  # fmt: skip
def test_a_tie_is_entered_whichever_way_it_reads(agency, weberei, kunsthaus, relation, ends):
    typed = {**TYPED, "relation": relation, "starts_on": "2021-05-01", "evidence": "Website", "audience": "members"}

    agency.post("/de/actors/weberei/ties/", typed)

    tie = Tie.objects.get()
    assert (tie.left.slug, tie.right.slug, tie.kind) == ends
    assert (tie.starts_on, tie.ends_on, tie.evidence, tie.audience) == (date(2021, 5, 1), None, "Website", "members")


@pytest.mark.parametrize(("slug", "other"), [("anna", "KUNSTHAUS oschatz"), ("kunsthaus", "anna")])
def test_a_person_works_for_an_organisation_from_either_page(agency, anna, kunsthaus, slug, other):
    typed = {**TYPED, "relation": "affiliation", "other": other, "role": "Leitung", "audience": "agency"}

    agency.post(f"/de/actors/{slug}/ties/", typed)

    place = Affiliation.objects.get()
    assert (place.person, place.organisation, place.role, place.audience) == (anna, kunsthaus, "Leitung", "agency")


@pytest.mark.parametrize(("wrong", "told"), [
    ({"other": "Kunsthaus Osch"}, "Meinten Sie: Kunsthaus Oschatz (kunsthaus)?"),
    ({"other": "Kunsthaus Oschaz"}, "Meinten Sie: Kunsthaus Oschatz (kunsthaus)?"),
    ({"other": "Nirgendwo"}, "Bitte legen Sie ihn zuerst an"),
    ({"other": "Weberei Flöha"}, "Kein anderer Eintrag heißt so"),
    ({"other": "Zwilling"}, "Mehrere Einträge heißen so: Zwilling (z1), Zwilling (z2)."),
    ({"relation": "eats"}, "keine gültige Auswahl"),
    ({"relation": "affiliation"}, "Nur eine Person arbeitet für eine Organisation"),
    ({"starts_on": "2022-01-01", "ends_on": "2021-01-01"}, "Das Ende liegt vor dem Anfang"),
    ({"starts_on": "damals"}, "gültiges Datum"),
])  # fmt: skip
def test_a_tie_with_a_mistake_is_shown_again(agency, weberei, kunsthaus, wrong, told):
    for slug in ("z1", "z2"):
        enter_actor(slug, by=AGENCY, name="Zwilling", kind="museum")

    answer = agency.post("/de/actors/weberei/ties/", {**TYPED, "evidence": "typed before", **wrong})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert 'value="typed before"' in answer.content.decode()
    assert not Tie.objects.exists()
    assert not Affiliation.objects.exists()


def test_a_tie_ends_today_and_stays_in_the_days_before(agency, weberei, kunsthaus, anna):
    tie = tie_actors(weberei, kunsthaus, "supplies", by=AGENCY, starts_on=date(2021, 5, 1))
    place = affiliate(anna, weberei, by=AGENCY, role="Leitung", audience="agency")
    page = agency.get("/de/actors/weberei/ties/").content.decode()
    assert "beliefert Kunsthaus Oschatz" in page
    assert "seit 1. Mai 2021 · alle" in page

    agency.post(f"/de/actors/weberei/ties/{tie.pk}/end/")
    agency.post(f"/de/actors/weberei/ties/of-people/{place.pk}/end/")

    today = timezone.localdate()
    assert (Tie.objects.get().ends_on, Affiliation.objects.get().ends_on) == (today, today)
    assert (Affiliation.objects.get().role, Affiliation.objects.get().audience) == ("Leitung", "agency")
    assert "Heute beenden" not in agency.get("/de/actors/weberei/ties/").content.decode()


def test_only_an_entrys_own_ties_end_on_its_page(agency, weberei, kunsthaus, anna):
    tie = tie_actors(weberei, kunsthaus, "supplies", by=AGENCY)

    assert agency.post(f"/de/actors/anna/ties/{tie.pk}/end/").status_code == 404
    assert Tie.objects.get().ends_on is None


def test_nobody_else_reaches_the_ties(client, weberei):
    assert client.get("/de/actors/weberei/ties/").status_code == 302  # to the login
    assert client.post("/de/actors/weberei/ties/1/end/").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_six_statements_whatever_the_rows(agency, weberei, rows, django_assert_num_queries):
    for number in range(rows):
        other = enter_actor(f"other-{number}", by=AGENCY, name=f"Other {number}", kind="museum")
        tie_actors(weberei, other, "supplies", by=AGENCY)

    with django_assert_num_queries(6):
        page = agency.get("/de/actors/weberei/ties/").content.decode()

    assert page.count("Heute beenden") == rows
