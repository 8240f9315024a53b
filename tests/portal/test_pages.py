from __future__ import annotations

import pytest

from aufwind.accounts.models import User
from aufwind.core.policy import ANONYMOUS, SYSTEM, Role, Visitor
from aufwind.events.models import Event
from aufwind.portal.demo.floeha import enter_matching_event
from aufwind.portal.demo.region import enter_region
from aufwind.portal.queries import region_in_numbers
from aufwind.portal.rules import can_use_desk
from aufwind.projects.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    enter_region(by=SYSTEM)
    return enter_matching_event(by=SYSTEM)


def test_entering_the_region_twice_changes_nothing(region):
    before = region_in_numbers()

    enter_region(by=SYSTEM)

    assert region_in_numbers() == before
    assert (before.actors, before.projects, before.events) == (75, 28, 41)


def test_the_region_keeps_its_chain_of_projects(region):
    chain = Project.objects.get(slug="resque-plus")

    assert [before.slug for before in chain.predecessors.all()] == ["resque"]
    assert chain.summary_de
    assert chain.summary_en


def test_the_rate_of_herition_is_computed_not_copied(region):
    assert Project.objects.get(slug="herition").funding_rate_basis_points == 7864


def test_the_invented_event_says_that_it_is_invented(region, client):
    assert Event.objects.get(is_invented=True).participations.count() == 52
    assert "erfunden" in client.get("/de/events/matching-floeha-2027/").content.decode()


@pytest.mark.parametrize("path", ["", "imprint/", "privacy/", "accessibility/"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_public_pages_answer_in_both_languages(client, path, language):
    page = client.get(f"/{language}/{path}")

    assert page.status_code == 200
    assert f'lang="{language}"' in page.content.decode()


def test_home_shows_what_is_coming_and_running(region, client):
    page = client.get("/en/").content.decode()

    assert "Creatives meet business" in page
    assert "MUTABLE" in page


def test_home_teaches_while_it_is_empty(client):
    assert "Nothing is planned at the moment" in client.get("/en/").content.decode()


def test_the_desk_shows_staff_what_needs_them(region, client, settings):
    settings.IS_DEMO = True  # a second factor is tested in tests/accounts
    user = User.objects.create(email="vogel@example.org", name="Herr Vogel", role=Role.ORGANISER)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get("/en/desk/").content.decode()

    assert "matching in Flöha" in page
    assert "Compute the plan" in page


@pytest.mark.parametrize(
    ("visitor", "may"),
    [
        (ANONYMOUS, False),
        (Visitor(key="link:1", roles=frozenset({Role.PARTICIPANT})), False),
        (Visitor(key="user:1", roles=frozenset({Role.AUDITOR})), True),
    ],
)
def test_the_desk_is_for_staff(visitor, may):
    assert can_use_desk(visitor, None) is may
