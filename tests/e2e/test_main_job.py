"""The main job, walked as its user walks it: from the invented guests to the guest's own page, in a real browser.

A page passes when axe finds nothing, nobody else is asked for anything, and no script or style was refused.
`AUFWIND_SCREENSHOTS=docs/screenshots` keeps the pictures the documentation shows.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.e2e

PASSWORD = "aufwind-demo-2027"
EVENT = "events/matching-floeha-2027"
SIZES = {"laptop": (1366, 768), "phone": (390, 844)}
SHOWN = {"public-home", "event", "roster", "plan", "unmet", "preview", "guest", "refused"}
SCREENSHOTS = os.environ.get("AUFWIND_SCREENSHOTS")


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[str]:
    """The demo as `make demo` serves it, with its worker, in a home of its own."""
    home = tmp_path_factory.mktemp("demo")
    environment = {**os.environ, "AUFWIND_HOME": str(home), "AUFWIND_DATABASE": f"sqlite:///{home}/db.sqlite3"}
    command = [sys.executable, "-m", "aufwind", "demo", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout
        found = next((match for line in demo.stdout if (match := re.search(r"http://[\d.:]+", line))), None)
        assert found, "the demo printed no address"
        yield found.group()
        demo.terminate()


class Walk:
    """A visitor with a browser: goes from page to page and notes what is wrong with each."""

    def __init__(self, browser: Browser, site: str, language: str, size: str) -> None:
        width, height = SIZES[size]
        self.site, self.language, self.size = site, language, size
        self.context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        self.page: Page = self.context.new_page()
        self.foreign: list[str] = []
        self.refused: list[str] = []
        self.page.on("request", self._note_request)
        self.page.on("console", lambda said: self.refused.append(said.text) if said.type == "error" else None)

    def _note_request(self, request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.foreign.append(request.url)

    def go(self, path: str) -> None:
        answer = self.page.goto(f"{self.site}/{self.language}/{path}")
        assert answer is not None
        assert answer.status == 200, path

    def look(self, name: str) -> None:
        """Check the page as it stands, and keep a picture where asked."""
        violations = Axe().run(self.page).response["violations"]
        told = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in violations]
        assert told == [], f"{name} {self.language} {self.size}"
        assert self.page.evaluate("document.documentElement.scrollWidth") <= SIZES[self.size][0], name
        if SCREENSHOTS and name in SHOWN:
            self.page.screenshot(path=Path(SCREENSHOTS) / f"{name}-{self.language}-{SIZES[self.size][0]}.png")

    def log_in(self) -> None:
        self.go("account/login/")
        self.look("login")
        self.page.fill("input[name=login]", "vogel@example.org")
        self.page.fill("input[name=password]", PASSWORD)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url("**/desk/")

    def press(self, selector: str) -> None:
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()


@pytest.fixture(params=[(language, size) for language in ("de", "en") for size in SIZES], ids="-".join)
def walk(request, browser, site) -> Iterator[Walk]:
    visitor = Walk(browser, site, *request.param)
    yield visitor
    visitor.context.close()


def test_an_organiser_plans_and_publishes_and_a_guest_finds_her_table(walk, browser, site):
    walk.log_in()
    walk.look("desk")
    walk.go(f"{EVENT}/roster/")
    walk.look("roster")
    walk.press("form[action$='/roster/example/'] button")
    walk.look("event")
    walk.press("form[action$='/plans/start/'] button")
    walk.page.wait_for_selector("table[data-arrow-keys]", timeout=60_000)
    walk.look("plan")
    plan = walk.page.url
    for view in ("tables", "unmet", "guests"):
        walk.page.goto(f"{plan}{view}/")
        walk.look(view)
    link = walk.page.locator("a[href*='/events/my/']").first.get_attribute("href")
    walk.page.goto(plan)
    walk.press("form[action$='/publish/'] button")
    walk.look("published")
    walk.page.goto(f"{plan}changes/")
    walk.look("changes")
    walk.page.select_option("select[name=participant]", index=1)
    walk.press("main form button")
    walk.look("preview")

    guest = Walk(browser, site, walk.language, walk.size)
    guest.page.goto(site + link)
    guest.look("guest")
    paper = guest.context.request.get(f"{site}{link}plan.pdf").body()
    calendar = guest.context.request.get(f"{site}{link}calendar.ics").text()

    assert paper.startswith(b"%PDF")
    assert calendar.count("BEGIN:VEVENT") == guest.page.locator("tbody tr").count() > 0
    # Her page carries forms: the one cookie is what keeps another site from sending them.
    assert {cookie["name"] for cookie in guest.context.cookies()} <= {"csrftoken"}
    assert walk.foreign + guest.foreign == []
    assert walk.refused + guest.refused == []
    guest.context.close()


def test_public_pages_are_open_to_everybody(walk):
    for path in (
        "",
        "events/",
        "projects/",
        "projects/sache/",
        "actors/",
        EVENT + "/",
        "imprint/",
        "privacy/",
        "accessibility/",
    ):
        walk.go(path)
        walk.look("public-" + (path.strip("/").replace("/", "-") or "home"))

    assert walk.context.cookies() == []
    assert walk.foreign == []
    assert walk.refused == []


def test_a_bad_spreadsheet_is_refused_with_places(walk):
    walk.log_in()
    walk.go(f"{EVENT}/roster/")
    broken = '{"slots": [{"id": "a"}], "tables": [], "participants": [], "wishes": [{"id": "w", "people": ["x", "y"]}]}'
    walk.page.set_input_files(
        "input[type=file]", {"name": "b.json", "mimeType": "application/json", "buffer": broken.encode()}
    )
    walk.press("form[enctype] button")

    walk.look("refused")
    assert walk.page.locator(".findings li").count() > 0
