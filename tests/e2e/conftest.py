"""A real browser on the real site: Chromium through Playwright, nothing but this machine's own addresses.

Needs a Chromium (`scripts/browser` finds or installs one); without it these tests are skipped, with that reason.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

UNPACKED = Path(__file__).parents[2] / ".venv/browser/chromium"
LATER_ROWS = ["table[data-arrow-keys] tbody tr:nth-child(n+9)"]
SIZES = {"laptop": {"width": 1366, "height": 768}, "phone": {"width": 390, "height": 844}}


def _chromium() -> str | None:
    if given := os.environ.get("AUFWIND_CHROMIUM"):
        return given
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), str(UNPACKED) if UNPACKED.exists() else None)


@pytest.fixture(scope="session")
def _sync_database_beside_a_loop():
    """Playwright keeps an event loop in the main thread; Django's check for it does not concern tests."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(_sync_database_beside_a_loop):
    """One Chromium for the whole run."""
    path = _chromium()
    if path is None:
        pytest.skip("no Chromium here; scripts/browser installs one")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


class Visit:
    """Opens pages of the site under test and remembers what the browser complained about.

    Attributes:
        complaints: Console errors (refused scripts and styles too) and failed requests.
        asked: Every address the browser requested.
    """

    def __init__(self, browser, address):
        self._browser, self._address = browser, address
        self._contexts = []
        self.complaints = []
        self.asked = []

    def open(self, path, *, size="laptop", theme="light", **options) -> Page:
        """The page at `path` in a fresh browser profile; `size` is a name in SIZES or a viewport."""
        viewport = SIZES[size] if isinstance(size, str) else size
        context = self._browser.new_context(
            base_url=self._address, viewport=viewport, color_scheme=theme, reduced_motion="reduce", **options
        )
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        page.goto(path)
        page.evaluate("document.fonts.ready.then(() => true)")
        return page

    def close(self):
        for context in self._contexts:
            context.close()


@pytest.fixture
def visit(browser, live_server):
    """A visit to the site; its pages close with the test."""
    visiting = Visit(browser, live_server.url)
    yield visiting
    visiting.close()


@pytest.fixture
def violations():
    """A function from a page to what axe finds wrong by WCAG 2.2 A and AA, with the elements concerned."""
    from axe_playwright_python.sync_playwright import Axe

    # the rows of a plan are all alike; contrast of six hundred cells would take most of the time
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

    def of(page: Page) -> list[str]:
        found = Axe().run(page, context={"exclude": [LATER_ROWS]}, options=rules).response["violations"]
        return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]

    return of


@pytest.fixture
def signed_in(visit, client, settings):
    """A function from a path and `Visit.open`'s options to a page of Herr Vogel's, an organiser."""
    from aufwind.accounts.models import User
    from aufwind.core.policy import Role

    settings.IS_DEMO = True  # a second factor is tested in tests/accounts
    user = User.objects.create(email="vogel@example.org", name="Herr Vogel", role=Role.ORGANISER)
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")

    def opened(path="/healthz", **options) -> Page:
        page = visit.open("/healthz", **options)
        page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.url}])
        page.goto(path)
        return page

    return opened
