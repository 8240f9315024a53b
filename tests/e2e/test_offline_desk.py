"""The venue's network is gone for an hour: two desks go on, and nothing is lost, doubled or hidden afterwards."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from aufwind.accounts.models import User
from aufwind.core.policy import Role
from aufwind.engine.problem import Participant, Problem, Slot, Table, Wish
from aufwind.engine.scheduling.plan import plan_meetings
from aufwind.engine.stop import after_rounds
from aufwind.events.actions import enter_event, publish_plan, replace_roster, start_plan, store_plan
from aufwind.events.links import guest_path
from aufwind.events.models import DeskOperation, Participation, Seat
from tests.cast import HERR_VOGEL

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
GUESTS = 80


def hall() -> Problem:
    chance = random.Random(7)
    begin = timezone.localtime(timezone.now() + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
    pairs = {tuple(sorted(chance.sample(range(GUESTS), 2))) for _wish in range(330)}
    return Problem(
        slots=tuple(Slot(f"s{i}", starts_at=begin + timedelta(minutes=20 * i), minutes=15) for i in range(8)),
        tables=tuple(Table(f"T{i + 1}") for i in range(25)),
        participants=tuple(Participant(f"g{i}", name=f"Gast {i:02} Erfunden") for i in range(GUESTS)),
        wishes=tuple(Wish(f"w{a}-{b}", (f"g{a}", f"g{b}"), value=1 + a % 3) for a, b in sorted(pairs)),
    )


@pytest.fixture
def event(settings):
    settings.IS_DEMO = True
    facts = {"title_de": "Treffen", "title_en": "Meeting", "kind": "matching event", "starts": "2027-02-11"}
    event = replace_roster(enter_event("halle", by=HERR_VOGEL, **facts), hall(), by=HERR_VOGEL)
    plan = start_plan(event, by=HERR_VOGEL)
    publish_plan(store_plan(plan, plan_meetings(hall(), stop=after_rounds(10)), None, by=HERR_VOGEL), by=HERR_VOGEL)
    return event


@pytest.fixture
def desk(visit, event, client):
    """Opens a desk of its own, signed in, ready for a time without network."""

    def opened():
        user, _new = User.objects.get_or_create(email="vogel@example.org", name="Herr Vogel", role=Role.ORGANISER)
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        page = visit.open("/healthz")
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.url}
        page.context.add_cookies([cookie])
        page.goto("/de/events/halle/day/desk/")
        page.wait_for_selector("[data-desk][data-ready]")
        page.wait_for_selector("html[data-kept]")
        return page

    return opened


def press(page, guest: int, button: str) -> None:
    page.fill("#desk-search", f"gast {guest:02}")
    page.click(f"[data-hits] button[name={button}]")
    expect(page.locator("#desk-search")).to_have_value("")


def walk_in(page, name: str) -> None:
    page.fill("#walk-name", name)
    page.fill("#walk-organisation", f"Haus {name}")
    page.check("[data-walk-in] [name=agreed]")
    page.click("[data-walk-in] button")
    page.wait_for_selector(f"[data-hits] :text('{name}')")


def test_an_hour_without_network_loses_and_doubles_nothing(desk, event):
    first, second = desk(), desk()
    for page in (first, second):
        page.context.set_offline(True)
        page.reload()
        page.wait_for_selector("[data-desk][data-ready]")

    for guest in range(25):
        press(first, guest, "check_in")
        press(second, guest + 24, "check_in")  # guest 24 comes by both doors
    for guest in range(50, 54):
        press(first, guest, "no_show")
        press(second, guest + 3, "no_show")  # guest 53 is missed at both
    press(first, 60, "leaves")
    second.select_option("#lost-table", "T3")
    second.click("[data-table-lost] button")
    walk_in(first, "Erika Neu")
    walk_in(first, "Bernd Neu")
    for name in ("Clara Neu", "Dora Neu", "Emil Neu"):
        walk_in(second, name)
    press(second, 1, "no_show")  # who is here by the first door
    assert DeskOperation.objects.count() == 0

    for page in (first, second):
        page.context.set_offline(False)
        page.evaluate("dispatchEvent(new Event('online'))")
        page.wait_for_selector("[data-desk][data-all-handed-in]", timeout=60000)

    seated = Participation.objects.filter(event=event)
    assert DeskOperation.objects.count() == 50 + 8 + 2 + 5 + 1
    assert seated.filter(source="roster", checked_in_at__isnull=False).count() == 49
    assert seated.filter(absent_at__isnull=False).count() == 7
    assert sorted(seated.filter(source="walk_in").values_list("name", flat=True)) == [
        "Bernd Neu", "Clara Neu", "Dora Neu", "Emil Neu", "Erika Neu",
    ]  # fmt: skip
    told = second.inner_text("[data-conflicts]")
    assert "Gast 24 Erfunden" in told
    assert "Gast 01 Erfunden" in told
    published = event.plans.get(state="published")
    assert not Seat.objects.filter(plan=published, participation__absent_at__isnull=False).exists()
    assert not published.meetings.filter(table__key="T3").exists()


def test_what_was_done_survives_a_closed_lid(desk, event):
    page = desk()
    page.context.set_offline(True)

    press(page, 3, "check_in")
    page.reload()
    page.wait_for_selector("[data-desk][data-ready]")
    assert "1 nachzureichen" in page.inner_text("[data-waiting]")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_selector("[data-desk][data-all-handed-in]")

    assert Participation.objects.get(key="g3").checked_in_at <= datetime.now(tz=timezone.get_current_timezone())


def test_the_desk_is_free_of_barriers(desk, violations):
    page = desk()
    page.fill("#desk-search", "gast 0")

    assert violations(page) == []


def test_a_guest_reads_her_plan_in_flight_mode(visit, event):
    guest = Participation.objects.get(key="g5")
    page = visit.open("/healthz", size="phone")
    page.goto(guest_path(guest))
    page.wait_for_selector("html[data-kept]")
    seen = page.inner_text("main table")

    page.context.set_offline(True)
    page.reload()

    assert page.inner_text("main table") == seen
    assert page.is_visible("[data-offline-note]")
