"""Staff come in, in a real browser: password first, then a passkey of the browser's own (virtual) authenticator."""

from __future__ import annotations

import pytest

from aufwind.accounts.actions import create_staff
from aufwind.core.policy import SYSTEM, Role

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PASSWORD = "korrekt-pferd-batterie"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def _vogel():
    from django.core.cache import cache

    cache.clear()
    create_staff("vogel@example.org", name="Herr Vogel", role=Role.ORGANISER, by=SYSTEM, password=PASSWORD)


def with_authenticator(page):
    """Give the browser a passkey store that always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def log_in(page):
    page.fill("#id_login", "vogel@example.org")
    page.fill("#id_password", PASSWORD)
    page.click("main form button[type=submit]")


@pytest.mark.usefixtures("_vogel")
def test_first_login_leads_to_a_passkey_that_then_replaces_the_password(visit, violations):
    page = visit.open("/en/account/login/")
    with_authenticator(page)
    assert violations(page) == []

    log_in(page)
    page.wait_for_url("**/account/2fa/")
    assert violations(page) == []

    page.click('a[href="/en/account/2fa/webauthn/add/"]')
    assert violations(page) == []
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/**")
    assert violations(page) == []

    page.goto("/en/desk/")
    assert page.locator("h1").inner_text() == "Your desk"
    page.goto("/en/account/logout/")
    page.click("main form button[type=submit]")

    page.goto("/en/account/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/desk/")

    assert page.locator("h1").inner_text() == "Your desk"
    assert visit.complaints == []


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_the_pages_before_the_login_are_accessible(visit, violations, language, size):
    for path in ("account/login/", "account/password/reset/", "my/links/", "my/links/asked/"):
        page = visit.open(f"/{language}/{path}", size=size)

        assert violations(page) == []
        assert visit.complaints == []


@pytest.mark.usefixtures("_vogel")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_app_on_the_phone_does_as_well(visit, violations, theme):
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    page = visit.open("/de/account/login/", size="phone", theme=theme)
    log_in(page)
    page.wait_for_url("**/account/2fa/")
    page.click('a[href="/de/account/2fa/totp/activate/"]')
    assert violations(page) == []
    assert page.locator("main img").evaluate("image => image.naturalWidth") > 150
    secret = page.input_value("#authenticator_secret")
    counter = next(iter(yield_hotp_counters_from_time()))

    page.fill("#id_code", format_hotp_value(hotp_value(secret, counter)))
    page.click("main form button[type=submit]")
    page.wait_for_url("**/recovery-codes/**")
    assert violations(page) == []
    page.goto("/de/account/2fa/")
    assert violations(page) == []

    page.goto("/de/desk/")
    assert page.url.endswith("/de/desk/")
    assert visit.complaints == []
