"""The register, walked as its people walk it: signing up on a phone, one's own entry, and what everybody finds.

A page passes when axe finds nothing, it never scrolls sideways, and the browser had nothing to complain about.
`AUFWIND_SCREENSHOTS=docs/screenshots` keeps the pictures the documentation shows.
"""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from aufwind.accounts.models import User
from aufwind.actors.actions import (
    change_actor,
    enter_actor,
    enter_codes,
    enter_listing,
    enter_place,
    give_consent,
    publish_wording,
    tie_actors,
)
from aufwind.actors.links import entry_path, sign_up_address
from aufwind.actors.models import Actor, Code, SignUp
from aufwind.core.jobs import run_until_idle
from aufwind.core.models import OutgoingMail
from aufwind.core.policy import Role
from tests.cast import AGENCY

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

SHOWN = {"entry", "own-entry", "join"}
SIZES = {"laptop": 1366, "phone": 390}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDEST = "[...document.querySelectorAll('main *')].filter(e => e.scrollWidth > 400).map(e => e.className || e.tagName)"
SCREENSHOTS = os.environ.get("AUFWIND_SCREENSHOTS")
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikationsmuseum"


@pytest.fixture(autouse=True)
def _fresh_limits():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def wording():
    return publish_wording(
        "1",
        text_de="Ich möchte im Verzeichnis stehen und lege fest, wer was sieht.",
        text_en="I would like to be in the register and decide who sees what.",
        by=AGENCY,
    )


@pytest.fixture
def anna(wording) -> Actor:
    """A person with everything an entry can have, among others with names of every length."""
    place = enter_place("floeha", by=AGENCY, name_de="Flöha", name_en="Flöha", level="lau", nuts="", ags="14522140",
                        parent=None, source="")  # fmt: skip
    for number, label in enumerate(("Textil", "Denkmalpflegemaßnahmen", "Museen")):
        topic = {"code": f"t{number}", "label_de": label, "label_en": f"Topic {number}", "parent": ""}
        enter_codes("topic", [topic], by=AGENCY)
    anna = enter_actor("anna", by=AGENCY, sort="person", name="Anna Weber", given_name="Anna", family_name="Weber",
                       kind="design", place=place, email="anna@example.org", phone="03726 1234", languages=["de"],
                       summary_de="Entwirft Stoffe für Theater und Möbel.", website="https://weber.example",
                       summary_en="Designs fabrics for theatres and furniture.")  # fmt: skip
    give_consent(anna, wording, by=AGENCY)
    for side, german, english in (
        ("need", "Trockene Halle für eine Jacquardmaschine", "A dry hall for a jacquard machine"),
        ("offer", "Muster und Entwürfe für kleine Auflagen", "Patterns and designs for small runs"),
        ("offer", f"Beratung wie im {LONG}", "Advice"),
    ):
        enter_listing(anna, by=AGENCY, side=side, title_de=german, title_en=english, topics=Code.objects.all(),
                      text_de="Ab dem Frühjahr, am liebsten in der Nähe.",
                      text_en="From spring on, close by if possible.")  # fmt: skip
    for number, kind in enumerate(("supplies", "works_with", "knows")):
        name = LONG if number == 1 else f"Kunsthaus {number}"
        other = enter_actor(f"other-{number}", by=AGENCY, name=name, kind="museum")
        beyond = enter_actor(f"beyond-{number}", by=AGENCY, name=f"Weberei {number}", kind="company")
        tie_actors(anna, other, kind, by=AGENCY, starts_on=date(2021, 1, 1))
        tie_actors(other, beyond, "supplies", by=AGENCY)
    return anna


def pages(anna: Actor, language: str) -> dict[str, str]:
    from django.utils.translation import override

    with override(language):
        own = entry_path(anna)
    return {
        "entry": f"/{language}/actors/anna/?day=2022-03-01",
        "own-entry": own,
        "own-entry-change": f"{own}change/",
        "listing": f"{own}listings/{anna.listings.first().pk}/",
        "join": f"/{language}/actors/join/",
    }


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_pages_are_accessible_and_fit(visit, violations, anna, language, size):
    page = visit.open(f"/{language}/actors/anna/", size=size)

    for name, path in pages(anna, language).items():
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach((drawer) => { drawer.open = true })")
        assert violations(page) == [], name
        assert page.evaluate(OVERFLOW) <= 0, f"{name}: {page.evaluate(WIDEST)}"
        if SCREENSHOTS and name in SHOWN:
            page.goto(path)
            page.screenshot(path=Path(SCREENSHOTS) / f"{name}-{language}-{SIZES[size]}.png")
    assert visit.complaints == []


def log_in(page, settings) -> None:
    """Let this browser be the agency's, as after a login."""
    settings.IS_DEMO = True  # a second factor is tested in test_staff_way_in
    user = User.objects.create(email="amt@example.org", name="Frau Amt", role=Role.AGENCY)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.url}])


@pytest.mark.parametrize(("language", "size", "theme"), [("de", "phone", "dark"), ("en", "laptop", "light")])
def test_the_agencys_pages_are_accessible_and_fit(visit, violations, settings, anna, language, size, theme):  # noqa: PLR0917 -- fixtures
    page = visit.open(f"/{language}/actors/anna/", size=size, theme=theme)
    log_in(page, settings)

    for path in ("anna/", "anna/change/", "anna/consent/", "anna/listings/new/", "anna/ties/", "new/", "wording/"):
        page.goto(f"/{language}/actors/{path}")
        page.evaluate("document.querySelectorAll('main details').forEach((drawer) => { drawer.open = true })")
        assert violations(page) == [], path
        assert page.evaluate(OVERFLOW) <= 0, path
    assert visit.complaints == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_pages_of_a_sign_up_are_accessible_and_fit(visit, violations, wording, language):
    answers = {
        "sort": "person",
        "name": f"Bea {LONG}",
        "kind": "design",
        "listings": [{"side": "need", "title_de": LONG}],
    }
    sign_up = SignUp.objects.create(email="bea@example.org", language=language, answers=answers, wording=wording)
    path = f"/{language}/{sign_up_address(sign_up).partition(f'/{language}/')[2]}"
    page = visit.open(f"/{language}/actors/join/asked/", size="phone")
    assert violations(page) == []

    page.goto(path)
    assert violations(page) == []
    assert page.evaluate(OVERFLOW) <= 0
    sign_up.delete()
    page.goto(path)
    assert violations(page) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_mistakes_are_accessible_too(visit, violations, wording, language):
    page = visit.open(f"/{language}/actors/join/", size="phone", theme="dark")

    page.click("main form button[type=submit]")

    assert page.locator(".error-summary li").count() == 4
    assert violations(page) == []
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_family_name"


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_somebody_signs_up_on_her_phone_and_is_found(visit, wording, has_scripts):
    page = visit.open("/de/actors/join/", size="phone", java_script_enabled=has_scripts)
    page.check("input[name=sort][value=person]")
    assert page.locator("#id_organisation").is_hidden()
    page.fill("#id_given_name", "Bea")
    page.fill("#id_family_name", "Muster")
    page.fill("#id_email", "bea@example.org")
    page.select_option("#id_kind", "design")
    page.fill("#id_offer", "Siebdruck auf Stoff")
    page.check("input[name=audience][value=public]")
    page.check("#id_agreed")
    page.click("main form button[type=submit]")
    assert page.locator("h1").inner_text() == "Sehen Sie in Ihr Postfach"

    run_until_idle()
    (path,) = re.findall(r"https?://[^/]+(/de/actors/join/\S+)", OutgoingMail.objects.get().text)
    page.goto(path)
    assert "Siebdruck auf Stoff" in page.locator("main").inner_text()
    page.click("main form button[type=submit]")
    assert page.locator("h1").inner_text() == "Ihr Eintrag: Bea Muster"

    page.click("a[href*='side=need']")
    page.fill("#id_title_de", "Eine trockene Halle")
    page.click("main form button[type=submit]")
    assert "Eine trockene Halle" in page.locator(".listings").inner_text()

    stranger = visit.open("/de/actors/bea-muster/")
    found = stranger.locator("main").inner_text()
    assert "Eine trockene Halle" in found
    assert "Siebdruck auf Stoff" in found
    assert "bea@example.org" not in found
    assert stranger.context.cookies() == []
    assert visit.complaints == []


def test_an_owner_withdraws_and_agrees_again(visit, anna):
    page = visit.open(entry_path(anna), size="phone")
    page.click("form[action$='/consent/withdraw/'] button")
    assert "Ihr Einverständnis fehlt" in page.locator("main").inner_text()
    assert visit.open("/de/actors/").locator("text=Anna Weber").count() == 0

    page.click("a[href$='change/#consent']")
    page.select_option("#id_audience", "public")
    page.check("input[name=agreed]")
    page.click("main form button[type=submit]")

    assert "Alle können ihn sehen." in page.locator("main").inner_text()


def test_a_device_looks_around_as_a_member_and_ends_it(visit, anna):
    change_actor(Actor.objects.get(slug="other-0"), by=AGENCY, audience="members")
    page = visit.open(entry_path(anna))

    page.click("form[action$='/look-around/'] button")
    page.goto("/de/actors/other-0/")
    assert page.locator("h1").inner_text() == "Kunsthaus 0"
    page.click("nav a[href='/de/actors/my/']")
    page.click("form[action$='/look-around/end/'] button")

    assert page.goto("/de/actors/other-0/").status == 404


def test_the_whole_join_form_works_by_keyboard(visit, wording):
    page = visit.open("/de/actors/join/")
    page.focus("#id_given_name")
    for typed in ("Bea", "Muster", "bea@example.org"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.type("Design")
    page.focus("#id_agreed")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    page.wait_for_url("**/asked/")
    assert SignUp.objects.get().answers["name"] == "Bea Muster"
    assert sign_up_address(SignUp.objects.get())
