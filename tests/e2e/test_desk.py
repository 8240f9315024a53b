"""The desk from the keyboard alone, and the screen that renews itself."""

from __future__ import annotations

import pytest

from aufwind.accounts.models import User
from aufwind.core.policy import Role
from aufwind.engine.scheduling.plan import plan_meetings
from aufwind.engine.stop import after_rounds
from aufwind.events.actions import enter_event, publish_plan, replace_roster, start_plan, store_plan
from aufwind.events.models import Participation
from tests.cast import HERR_VOGEL, small_roster

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def event(settings):
    settings.IS_DEMO = True
    facts = {"title_de": "Treffen", "title_en": "Meeting", "kind": "matching event", "starts": "2027-02-11"}
    event = replace_roster(enter_event("halle", by=HERR_VOGEL, **facts), small_roster(), by=HERR_VOGEL)
    result = plan_meetings(small_roster(), stop=after_rounds(10))
    publish_plan(store_plan(start_plan(event, by=HERR_VOGEL), result, None, by=HERR_VOGEL), by=HERR_VOGEL)
    return event


@pytest.fixture
def desk(visit, event, client):
    user = User.objects.create(email="vogel@example.org", name="Herr Vogel", role=Role.ORGANISER)
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    page = visit.open("/healthz")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.url}
    page.context.add_cookies([cookie])
    page.goto("/en/events/halle/day/")
    return page


def test_three_letters_and_enter_check_in_and_the_next_can_come(desk):
    desk.keyboard.type("flo")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("text=Weberei Flöha is here.")
    desk.keyboard.type("demri")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("text=Frau Demir is here.")

    assert Participation.objects.exclude(checked_in_at=None).count() == 2


def test_the_screen_shows_tables_and_asks_once_for_the_gong(desk):
    desk.click("text=Open the screen for the projector")
    desk.wait_for_selector("text=Kunsthaus Oschatz")
    button = desk.wait_for_selector("[data-sound] button")

    button.click()

    assert not desk.is_visible("[data-sound]")
