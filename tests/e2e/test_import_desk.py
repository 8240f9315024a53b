"""A list comes in, in a real browser: handed in, assigned, tried, a yes; then two become one, and two again.

`AUFWIND_SCREENSHOTS=folder` keeps a picture of every page.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.test import Client

from aufwind.accounts.models import User
from aufwind.actors.actions import enter_actor, enter_listing
from aufwind.actors.models import Actor, DuplicateCase
from aufwind.core.jobs import run_until_idle
from aufwind.core.policy import SYSTEM

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

LIST = (
    "Bezeichnung der Firma;Art;Kontakt;E-Mail;Bietet\n"
    "Kunsthaus Oschatz;Galerie;03435 1;info@kunsthaus.example.org;Raum für Lesungen\n"
    "Weberei Flöha GmbH;Firma;;weberei@example.org;Stoffe\n"
    "Werkstatt ohne richtige Adresse;Firma;;keine;\n"
)
SCREENSHOTS = os.environ.get("AUFWIND_SCREENSHOTS")


@pytest.fixture
def _register(settings, tmp_path):
    """The Weberei, and the Kunsthaus of Grimma twice, which somebody shall decide about."""
    settings.IS_DEMO = True  # a second factor is tested in test_staff_way_in
    enter_actor("weberei", by=SYSTEM, name="Weberei Flöha", kind="company", email="weberei@example.org")
    one = enter_actor("k1", by=SYSTEM, name="Kunsthaus Grimma", kind="gallery", email="info@grimma.example.org")
    other = enter_actor("k2", by=SYSTEM, name="Kunsthaus Grimma e. V.", kind="museum", phone="03437 1")
    enter_listing(other, by=SYSTEM, side="offer", title_de="Ein Atelier")
    reasons = [["Der Name ist gleich.", "The name is the same."], ["Der Ort ist gleich.", "The place is the same."]]
    DuplicateCase.objects.create(left=one, right=other, probability=0.91, reasons=reasons)
    (tmp_path / "liste.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "bild.csv").write_bytes(b"\x89PNG")


def come_in(page):
    user = User.objects.create(email="agentur@example.org", name="Frau Demir", role="agency")
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.url}])


@pytest.mark.usefixtures("_register")
@pytest.mark.parametrize("size", ["laptop", "phone"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_list_comes_in_and_two_become_one_and_two_again(visit, violations, tmp_path, language, size):
    page = visit.open(f"/{language}/", size=size)
    come_in(page)

    def look(name: str) -> None:
        assert violations(page) == [], name
        width = page.viewport_size["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if SCREENSHOTS:
            page.screenshot(path=Path(SCREENSHOTS) / f"{name}-{language}-{width}.png", full_page=True)

    page.goto(f"{page.url}actors/import/")
    look("imports-empty")
    page.click("main form button.kern-btn--primary, main form[enctype] button")
    look("imports-nothing-chosen")
    page.set_input_files("input[type=file]", tmp_path / "bild.csv")
    page.click("main form[enctype] button")
    look("imports-refused")
    page.set_input_files("input[type=file]", tmp_path / "liste.csv")
    page.click("main form[enctype] button")
    page.wait_for_url("**/import/*/")
    look("import-columns")

    page.select_option("#column-0", "name")
    page.select_option("#column-2", "phone")
    page.click(".mapping-table button")
    page.wait_for_selector(".job-progress")
    look("import-trying")
    run_until_idle()
    page.reload()
    page.wait_for_selector(".import-report")
    look("import-tried")

    page.click("form[action$='/approve/'] button")
    run_until_idle()
    page.reload()
    page.wait_for_selector(".import-report")
    look("import-done")
    assert Actor.objects.filter(name="Kunsthaus Oschatz", phone="03435 1").exists()
    page.goto(page.url.partition("import/")[0] + "import/")
    look("imports")

    page.goto(page.url.partition("import/")[0] + "duplicates/")
    look("duplicates")
    page.click("main table a")
    look("duplicate")
    page.click("main button[value=merge]")
    page.wait_for_url("**/merges/*/")
    look("merge")
    assert Actor.objects.living().filter(name__startswith="Kunsthaus Grimma").count() == 1
    page.click(".page-header-actions form button")
    page.wait_for_load_state()
    look("merge-undone")
    assert Actor.objects.living().filter(name__startswith="Kunsthaus Grimma").count() == 2
    page.goto(page.url.partition("merges/")[0] + "merges/")
    look("merges")
