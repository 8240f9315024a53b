"""Changing a booked plan, printing, groups: moved by keyboard and by drag; every page passes the check everywhere."""

from __future__ import annotations

import os
import random
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from aufwind.accounts.links import personal_link
from aufwind.engine.scheduling.plan import plan_meetings
from aufwind.engine.stop import after_rounds
from aufwind.events.actions import publish_plan, start_plan, store_plan
from aufwind.events.actions.guest_lists import keep_guest_file
from aufwind.events.actions.notes import write_note
from aufwind.events.actions.participations import add_participation
from aufwind.events.actions.pitches import add_pitch, show_interest
from aufwind.events.actions.rotations import mix, publish_rotation, set_host
from aufwind.events.actions.setup import announce_event, change_basics, set_tables, set_up_event
from aufwind.events.actions.wishes import prefer
from aufwind.events.links import PURPOSE
from aufwind.events.models import GuestFile
from aufwind.events.profiles import problem_of_plan
from tests.cast import HERR_VOGEL

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TEXTS = {"summary_de": "Wir treffen uns.", "summary_en": "We meet.", "venue": "Alte Baumwolle"}
SCREENSHOTS = os.environ.get("AUFWIND_SCREENSHOTS")


@pytest.fixture
def booked():
    """Twelve invented guests with a published plan, pitches, groups and a note."""
    event = set_up_event("matching", title_de="Abend", title_en="Evening", day=date(2099, 5, 4), by=HERR_VOGEL)
    announce_event(change_basics(event, by=HERR_VOGEL, sides=[], pairings=[], **TEXTS), by=HERR_VOGEL)
    set_tables(event, [(str(n), "") for n in range(1, 6)], seats=4, by=HERR_VOGEL)
    guests = [
        add_participation(event, name=f"Gast {number} Erfunden", state="registered", source="form", organisation="Haus")
        for number in range(12)
    ]
    for guest in guests:
        guest.organisation = f"Haus {guest.pk}"
        guest.save()
    chance = random.Random(1)
    for guest in guests:
        for about in chance.sample([other for other in guests if other != guest], 3):
            prefer(guest, about, "like", by=HERR_VOGEL)
    plan = start_plan(event, by=HERR_VOGEL)
    store_plan(plan, plan_meetings(problem_of_plan(plan), stop=after_rounds(10)), None, by=HERR_VOGEL)
    publish_plan(plan, by=HERR_VOGEL)
    pitch = add_pitch(event, title="Leinen", minutes=5, participation=guests[0], by=HERR_VOGEL)
    show_interest(pitch, guests[1], by=HERR_VOGEL, note="Wann?")
    table = set_host(
        event.tables.first(), host=guests[2], topic_de="Leinen im Alltag", topic_en="Linen every day", by=HERR_VOGEL
    )
    slots, tables = list(event.slots.in_force())[:3], list(event.tables.in_force())
    publish_rotation(mix(event, slots=slots, tables=tables, size=3, by=HERR_VOGEL), by=HERR_VOGEL)
    write_note(event, table, text="Mehr Leinen.", by=HERR_VOGEL)
    rows = [{"#": "2", "Name": "Ada"}, {"#": "3", "Name": ""}]
    keep_guest_file(event, file_name="liste.csv", columns=["Name"], rows=rows, by=HERR_VOGEL)
    plan.refresh_from_db()
    return plan


def pages_of(plan, language) -> dict[str, str]:
    event = plan.event
    base, meeting = f"/{language}/events/{event.slug}/", plan.meetings.select_related("slot", "table").first()
    other = plan.meetings.exclude(slot=meeting.slot).select_related("slot", "table").first()
    one, two = event.participations.all()[:2]
    guest = personal_link(PURPOSE, str(event.participations.first().pk))
    return {
        "plans": f"{base}plans/",
        "plan": f"{base}plans/{plan.number}/",
        "plan-tables": f"{base}plans/{plan.number}/tables/",
        "grid": f"{base}plans/{plan.number}/grid/",
        "meeting": f"{base}plans/{plan.number}/meetings/{meeting.pk}/",
        "moved": f"{base}plans/{plan.number}/meetings/{meeting.pk}/?slot={other.slot.key}&table={other.table.key}",
        "add": f"{base}plans/{plan.number}/add/",
        "add-when": f"{base}plans/{plan.number}/add/?one={one.key}&other={two.key}",
        "paper": f"{base}paper/",
        "paper-check": f"{base}paper/check/{plan.number}/",
        "groups": f"{base}groups/",
        "rotation": f"{base}groups/{event.rotations.first().number}/",
        "table": f"{base}groups/tables/{event.tables.first().pk}/",
        "protocol": f"{base}groups/protocol/",
        "overview": base,
        "guests": f"{base}guests/",
        "invite": f"{base}guests/invite/",
        "upload": f"{base}guests/file/",
        "file": f"{base}guests/file/{GuestFile.objects.get().pk}/",
        "enter": f"{base}guests/new/",
        "record": f"{base}guests/{one.pk}/",
        "clients": f"/{language}/events/clients/",
        "own-groups": f"/{language}/events/my/{guest}/groups/",
    }


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_every_page_passes_the_check(signed_in, booked, violations, language, size):
    page = signed_in(size=size)
    for name, path in pages_of(booked, language).items():
        page.goto(path)
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
        if SCREENSHOTS:
            page.screenshot(path=Path(SCREENSHOTS) / f"{name}-{language}-{size}.png", full_page=True)


def test_every_page_passes_in_the_dark_on_a_narrow_phone(signed_in, booked, violations):
    page = signed_in(size="phone", theme="dark")
    page.set_viewport_size({"width": 320, "height": 640})
    for name, path in pages_of(booked, "de").items():
        page.goto(path)
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name


def test_a_meeting_is_moved_by_keyboard(signed_in, booked):
    page = signed_in()
    page.goto(pages_of(booked, "en")["plan-tables"])
    cell = page.locator("td[data-spot]:has(a)").first
    cell.focus()
    page.keyboard.press("m")
    expect(page.locator("td[data-target]").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("td[data-target]")).to_have_count(0)
    cell.focus()
    page.keyboard.press("m")
    expect(page.locator("td[data-target]").first).to_be_visible()
    row = page.locator("tr:has(td[data-target=free])").first
    target = row.locator("td[data-target=free]").first
    target.focus()
    expect(page.locator("[data-move-meetings] [aria-live]")).not_to_be_empty()

    page.keyboard.press("Enter")

    expect(page.locator("#effect")).to_be_visible()
    assert booked.event.plans.count() == 1
    page.click("text=Take over")
    expect(page.get_by_text("This plan changes plan 1.")).to_be_visible()
    assert booked.event.plans.count() == 2


def test_a_meeting_is_dragged_to_another_place(signed_in, booked):
    page = signed_in()
    page.goto(pages_of(booked, "en")["plan-tables"])
    held = page.locator("td[data-spot]:has(a)").first
    spot = held.get_attribute("data-spot")
    page.evaluate(
        """(spot) => {
          window.transfer = new DataTransfer();
          document.querySelector(`[data-spot="${spot}"]`)
            .dispatchEvent(new DragEvent("dragstart", { bubbles: true, dataTransfer: window.transfer }));
        }""",
        spot,
    )
    target = page.locator("td[data-target=free]").first
    expect(target).to_be_visible()
    target.dispatch_event("dragover")
    page.evaluate(
        """() => document.querySelector("td[data-target=free]")
          .dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: window.transfer }))"""
    )

    expect(page.locator("#effect")).to_be_visible()


def test_times_are_changed_after_booking_and_taken_back(signed_in, booked):
    page = signed_in()
    page.goto(pages_of(booked, "en")["grid"])
    page.fill("[name=minutes]", "15")
    page.click("text=Show what would change")
    expect(page.locator("#effect")).to_be_visible()
    page.click("text=Take over")
    page.click("text=Publish the plan")
    assert set(booked.event.slots.in_force().values_list("minutes", flat=True)) == {15}
    page.click("text=Take it back")
    assert set(booked.event.slots.in_force().values_list("minutes", flat=True)) == {20}
