"""The desk of duplicates: pairs, the preview, merging, two different ones, undoing."""

from __future__ import annotations

import pytest

from aufwind.accounts.models import User
from aufwind.actors.actions import enter_actor, enter_listing
from aufwind.actors.models import Actor, DuplicateCase, Merge
from aufwind.core.jobs import run_until_idle
from tests.cast import AGENCY

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(client, settings):
    """The agency at her desk."""
    settings.IS_DEMO = True  # a second factor is tested in tests/accounts
    user = User.objects.create(email="agentur@example.org", name="Frau Demir", role="agency")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def pair(kunsthaus):
    """The Kunsthaus twice; the second knows a telephone number and has an offer."""
    other = enter_actor("kunsthaus-ev", by=AGENCY, name="Kunsthaus Oschatz e. V.", kind="gallery", phone="03435 1")
    enter_listing(other, by=AGENCY, side="offer", title_de="Raum")
    return DuplicateCase.objects.create(
        left=kunsthaus, right=other, probability=0.93, reasons=[["Der Name ist gleich.", "The name is the same."]]
    )


def test_looking_through_the_register_fills_the_desk(agency, kunsthaus):
    enter_actor("kunsthaus-ev", by=AGENCY, name="Kunsthaus Oschatz e. V.", kind="gallery")
    assert "Nichts zu entscheiden." in agency.get("/de/actors/duplicates/").content.decode()

    agency.post("/de/actors/duplicates/")
    assert "job-progress" in agency.get("/de/actors/duplicates/").content.decode()
    run_until_idle()

    shown = agency.get("/de/actors/duplicates/").content.decode()
    assert "Kunsthaus Oschatz – Kunsthaus Oschatz e. V." in shown
    assert agency.get("/de/actors/duplicates/progress/").headers["HX-Redirect"] == "/de/actors/duplicates/"


def test_a_pair_is_merged_as_chosen_and_the_merge_undone(agency, pair):
    page = f"/de/actors/duplicates/{pair.pk}/"
    shown = agency.get(page).content.decode()
    assert "93 %" in shown
    assert "Angebote und Bedarfe" in shown

    answer = agency.post(page, {"answer": "merge", "phone": "right", "name": "left"})

    merge = Merge.objects.get()
    assert answer.url == f"/de/actors/duplicates/merges/{merge.pk}/"
    pair.left.refresh_from_db()
    assert (pair.left.name, pair.left.phone) == ("Kunsthaus Oschatz", "03435 1")
    assert pair.left.listings.count() == 1
    assert (
        "Merge rückgängig machen" in agency.get(answer.url).content.decode()
        or agency.get(answer.url).status_code == 200
    )
    assert agency.get("/de/actors/duplicates/merges/").status_code == 200

    agency.post(answer.url)

    assert Actor.objects.living().count() == 2
    assert agency.post(answer.url, follow=True).status_code == 200


def test_the_other_one_can_stay(agency, pair):
    agency.post(f"/de/actors/duplicates/{pair.pk}/?swapped", {"answer": "merge"})

    assert Merge.objects.get().kept == pair.right


def test_two_different_ones_leave_the_desk(agency, pair):
    answer = agency.post(f"/de/actors/duplicates/{pair.pk}/", {"answer": "different"})

    assert answer.url == "/de/actors/duplicates/"
    assert Actor.objects.living().count() == 2
    assert "Nichts zu entscheiden." in agency.get(answer.url).content.decode()
    assert agency.get(f"/de/actors/duplicates/{pair.pk}/").status_code == 200


def test_what_cannot_be_one_is_said(agency, pair, anna):
    DuplicateCase.objects.filter(pk=pair.pk).update(right=anna)

    answer = agency.post(f"/de/actors/duplicates/{pair.pk}/", {"answer": "merge"}, follow=True)

    assert answer.status_code == 200
    assert not Merge.objects.exists()


def test_a_pair_that_is_none_is_not_found(agency):
    assert agency.get("/de/actors/duplicates/77/").status_code == 404
    assert agency.get("/de/actors/duplicates/?after=nonsense").status_code == 200


def test_the_register_is_kept_as_a_file_as_the_list_shows_it(agency, client, pair):
    whole = agency.get("/en/actors/export/csv")
    asked = agency.get("/en/actors/export/json?q=Kunsthaus")

    assert b"".join(whole.streaming_content).decode("utf-8-sig").startswith('"Record";"Key";')
    assert whole.headers["Content-Disposition"].startswith("attachment; filename=")
    assert b"kunsthaus-ev" in b"".join(asked.streaming_content)
    assert agency.get("/en/actors/export/pdf").status_code == 404
