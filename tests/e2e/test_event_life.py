"""An event's life in the browser: a first-timer sets it up, a phone registers and wishes, also without JavaScript."""

from __future__ import annotations

import re

import pytest

from aufwind.core.models import OutgoingMail
from aufwind.events.actions.participations import add_participation
from aufwind.events.actions.setup import announce_event, change_basics, set_up_event
from aufwind.events.actions.wishes import find_candidates
from aufwind.events.models import Event, GuestListing, Preference
from tests.cast import HERR_VOGEL

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

SECONDS_A_STEP, SECONDS_A_SIGN = 3.0, 0.3
TEXTS = {"summary_de": "Wir treffen uns.", "summary_en": "We meet.", "venue": "Alte Baumwolle"}


class Person:
    """Somebody at a page, as slow as people are."""

    def __init__(self, page):
        self.page, self.seconds, self.taps = page, 0.0, 0

    def click(self, what):
        self.page.click(what)
        self.seconds += SECONDS_A_STEP
        self.taps += 1

    def type(self, what, text):
        self.page.fill(what, text)
        self.seconds += SECONDS_A_STEP + SECONDS_A_SIGN * len(text)
        self.taps += 1


@pytest.fixture
def announced():
    """An announced event with twelve invented guests who offer and need something."""
    from datetime import date

    event = set_up_event("speed", title_de="Abend", title_en="Evening", day=date(2099, 5, 4), by=HERR_VOGEL)
    announce_event(change_basics(event, by=HERR_VOGEL, sides=[], pairings=[], **TEXTS), by=HERR_VOGEL)
    for number in range(12):
        guest = add_participation(event, name=f"Gast {number} Erfunden", state="registered", source="form")
        GuestListing.objects.create(participation=guest, side="offer", title="Leinenstoffe weben")
        GuestListing.objects.create(participation=guest, side="need", title="Entwürfe für Muster")
    event.refresh_from_db()
    return event


def test_a_first_timer_sets_an_event_up_in_twenty_minutes(signed_in, visit, violations):
    person = Person(signed_in("/de/events/"))

    person.click("text=Neue Veranstaltung")
    person.page.select_option("[name=start_from]", "matching")
    person.type("[name=title_de]", "Kreative treffen Mittelstand in Flöha")
    person.type("[name=title_en]", "Creatives meet companies in Flöha")
    person.type("[name=day]", "2099-05-20")
    person.type("[name=venue]", "Alte Baumwolle, Flöha")
    assert violations(person.page) == []
    person.click("main form button[type=submit]")
    person.type("[name=summary_de]", "Ein halber Tag, an dem sich Betriebe und Kreative der Region kennenlernen. " * 4)
    person.type("[name=summary_en]", "Half a day on which companies and creatives of the region get to know. " * 4)
    person.click("section:has(#basics) button")
    person.click("section:has(#registration) summary")
    person.type("[name=capacity]", "100")
    person.click("section:has(#registration) button")
    assert violations(person.page) == []
    person.click("text=Veranstaltung ankündigen")

    event = Event.objects.get()
    assert event.state == "announced"
    assert person.seconds <= 20 * 60
    for language, word in (("de", "Anmelden"), ("en", "Register")):
        public = visit.open(f"/{language}/events/{event.slug}/", size="phone")
        assert public.is_visible(f"main >> text={word}")
        assert violations(public) == []


@pytest.mark.parametrize("has_script", [True, False])
def test_a_phone_registers_and_makes_five_wishes_in_25_taps(visit, announced, has_script, violations):
    person = Person(visit.open(f"/de/events/{announced.slug}/", size="phone", java_script_enabled=has_script))

    person.click("main >> text=Anmelden")
    person.type("[name=name]", "Ada Weber")
    person.type("[name=email]", "ada@example.org")
    person.type("[name=offer]", "Muster entwerfen")
    person.type("[name=need]", "Weberei für Leinen")
    person.click("[name=agreed]")
    person.click("main form button[type=submit]")
    find_candidates(announced, by=HERR_VOGEL)
    link = re.search(r"https?://\S+(/de/events/my/\S+)", OutgoingMail.objects.get(to="ada@example.org").text)[1]
    person.page.goto(link)
    person.taps += 1
    person.click("text=Ansehen und wünschen")
    for _wish in range(5):
        person.click("main button[value=like] >> nth=0")

    assert person.taps <= 25
    assert Preference.objects.filter(kind="like").count() == 5
    if has_script:
        assert violations(person.page) == []


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_the_organisers_pages_are_free_of_barriers(signed_in, announced, violations, language, size):
    base = f"/{language}/events/{announced.slug}/"
    page = signed_in(base, size=size)

    found = {}
    for part in (
        "",
        "setup/",
        "guests/",
        "guests/invite/",
        "guests/invite-list/",
        "wishes/",
        "plans/",
        "day/",
        "outcome/",
    ):
        page.goto(base + part)
        found[part] = violations(page)
    guest = announced.participations.first()
    for part in ("", "registration/", "wishes/", "outcome/", "registration/cancel/", "registration/colleague/"):
        page.goto(f"/{language}/events/for/{guest.pk}/{part}")
        found[f"for/{part}"] = violations(page)
    page.goto(f"{base}guests/{guest.pk}/")
    found["record"] = violations(page)
    for path in ("programs/tokens/", "programs/reference/", "events/clients/"):
        page.goto(f"/{language}/{path}")
        found[path] = violations(page)

    assert {part: faults for part, faults in found.items() if faults} == {}
