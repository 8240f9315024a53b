"""The style guide in a real browser: accessible, readable at any width, walkable by keys, nothing from elsewhere."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize(
    ("language", "theme", "size"),
    [("de", "light", "laptop"), ("de", "dark", "phone"), ("en", "dark", "laptop"), ("en", "light", "phone")],
)
def test_axe_finds_nothing(visit, violations, language, theme, size):
    page = visit.open(f"/{language}/styleguide/", size=size, theme=theme)

    assert violations(page) == []
    assert visit.complaints == []
    assert {urlsplit(address).hostname for address in visit.asked} == {"localhost"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_error_page_is_accessible(visit, violations, language):
    page = visit.open(f"/{language}/nowhere/", size="phone")

    assert violations(page) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_page_never_scrolls_sideways(visit, language):
    """From a laptop through a phone to 320 px, and at 400 % zoom of 1366 x 768 (WCAG 1.4.10)."""
    page = visit.open(f"/{language}/styleguide/")

    for width, height in ((1366, 768), (1024, 768), (768, 1024), (390, 844), (342, 192), (320, 640)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(OVERFLOW) <= 0, width


def test_text_may_be_spaced_out(visit):
    """WCAG 1.4.12: nothing is cut off when a reader widens lines, words and letters."""
    page = visit.open("/de/styleguide/", size="phone", bypass_csp=True)
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    )

    assert page.evaluate(OVERFLOW) <= 0


def test_targets_are_large_enough(visit):
    """WCAG 2.5.8: 24 by 24 px, links in running text aside."""
    page = visit.open("/de/styleguide/", size="phone")

    small = page.evaluate("""
        [...document.querySelectorAll("button, input, select, summary, .kern-btn, nav a")]
          .map((element) => [element, element.getBoundingClientRect()])
          .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
          .map(([element, box]) => `${element.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)
    """)

    assert small == []


def test_first_tab_stop_leads_to_the_content(visit):
    page = visit.open("/de/styleguide/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"

    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_arrow_keys_walk_the_grid(visit):
    page = visit.open("/de/styleguide/")
    cell = "[...document.activeElement.parentElement.cells].indexOf(document.activeElement)"
    row = "document.activeElement.parentElement.rowIndex"
    page.locator("table[data-arrow-keys]").first.locator("tbody td").first.focus()

    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "End", "ArrowRight"):
        page.keyboard.press(key)
    assert (page.evaluate(row), page.evaluate(cell)) == (3, 12)

    page.keyboard.press("Home")
    page.keyboard.press("PageDown")
    assert (page.evaluate(row), page.evaluate(cell)) == (13, 0)
    assert page.locator('table[data-arrow-keys] [tabindex="0"]').count() == 2  # one stop a grid


def test_grid_heads_stay_in_sight(visit):
    page = visit.open("/de/styleguide/")
    grid = page.locator(".schedule-grid-scroll").first
    grid.evaluate("element => element.scrollTo(400, 400)")
    frame = grid.bounding_box()

    head = grid.locator("thead th").first.bounding_box()
    assert head["x"] >= frame["x"]
    assert head["y"] >= frame["y"]


def test_choice_of_dark_is_kept_without_a_cookie(visit):
    page = visit.open("/de/styleguide/")

    page.locator("[data-theme-switch]").click()
    page.reload()

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.context.cookies() == []


def test_everything_is_there_without_javascript(visit):
    page = visit.open("/de/styleguide/", theme="dark", java_script_enabled=False)

    assert page.locator("table tbody tr").count() > 60
    assert page.locator("[data-theme-switch]").is_hidden()
    assert page.locator("body").evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 26)"


def test_chosen_file_is_named(visit, tmp_path):
    page = visit.open("/de/styleguide/")
    file = tmp_path / "Wünsche.xlsx"
    file.write_bytes(b"")

    page.set_input_files("#file_file", file)

    assert page.locator("[data-file-drop-name]").inner_text() == "Wünsche.xlsx"


def test_printed_page_keeps_lists_and_drops_controls(visit):
    page = visit.open("/de/styleguide/")
    page.emulate_media(media="print")

    assert page.locator(".site-nav, .site-tools, form, .tabs").filter(visible=True).count() == 0
    assert page.locator(".data-table table").first.is_visible()
    assert (
        page.locator(".schedule-grid-scroll").first.evaluate("element => getComputedStyle(element).overflow")
        == "visible"
    )


def test_account_menu_opens_by_key_and_closes_by_escape(visit, client, django_user_model, settings):
    settings.IS_DEMO = True  # where staff need no second factor
    user = django_user_model.objects.create(email="vogel@example.org", name="Herr Vogel", role="organiser")
    client.force_login(user)
    page = visit.open("/de/styleguide/")
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "domain": "localhost", "path": "/"}
    page.context.add_cookies([session])
    page.reload()

    page.locator("details.menu summary").press("Enter")
    assert page.get_by_role("button", name="Abmelden").is_visible()

    page.keyboard.press("Escape")
    assert page.get_by_role("button", name="Abmelden").is_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
