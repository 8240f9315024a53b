"""Coming in, as a browser sees it."""

import re

import pytest
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from aufwind.accounts.actions import deactivate_staff
from aufwind.accounts.models import User
from aufwind.core.jobs import run_until_idle
from aufwind.core.models import AuditEntry, OutgoingMail
from tests.accounts.conftest import PASSWORD
from tests.cast import AGENCY

LOGIN = "/de/account/login/"
DESK = "/de/desk/"
SECOND_FACTOR = "/de/account/2fa/"


def log_in(client, email="vogel@example.org", password=PASSWORD, **headers):
    return client.post(LOGIN, {"login": email, "password": password}, headers=headers)


def code_of(totp):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret_of(totp), counter))


def secret_of(totp):
    from allauth.mfa.utils import decrypt

    return decrypt(totp.instance.data["secret"])


def complaint(response):
    page = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return page.replace("vogel@example.org", "X").replace("nobody@example.org", "X")


def test_who_has_no_second_factor_is_led_to_one_and_may_nothing_else(client, vogel):
    assert log_in(client).url == DESK

    assert client.get(DESK).url == SECOND_FACTOR
    assert client.get("/de/").url == SECOND_FACTOR
    assert client.post("/de/mails/1/resend/").url == SECOND_FACTOR
    assert client.get(SECOND_FACTOR).status_code == 200


def test_in_the_demo_a_password_is_enough(client, vogel, settings):
    settings.IS_DEMO = True
    log_in(client)

    assert client.get(DESK).status_code == 200


def test_an_app_s_code_is_asked_for_and_lets_in(client, totp):
    assert log_in(client).url == "/de/account/2fa/authenticate/"
    assert client.get(DESK).url.startswith(LOGIN)

    assert client.post("/de/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.get(DESK).url.startswith(LOGIN)

    assert client.post("/de/account/2fa/authenticate/", {"code": code_of(totp)}).url == DESK
    assert client.get(DESK).status_code == 200


def test_a_code_works_once(totp):
    code = code_of(totp)
    first, second = Client(), Client()
    for browser in (first, second):
        log_in(browser)
        browser.post("/de/account/2fa/authenticate/", {"code": code})

    assert (first.get(DESK).status_code, second.get(DESK).status_code) == (200, 302)


def test_a_recovery_code_lets_in_once(codes):
    code = codes.get_unused_codes()[0]
    first, second = Client(), Client()
    for browser in (first, second):
        log_in(browser)
        browser.post("/de/account/2fa/authenticate/", {"code": code})

    assert (first.get(DESK).status_code, second.get(DESK).status_code) == (200, 302)


def test_codes_cannot_be_tried_out(client, totp):
    log_in(client)
    for number in range(5):
        client.post("/de/account/2fa/authenticate/", {"code": f"00000{number}"})

    client.post("/de/account/2fa/authenticate/", {"code": code_of(totp)})

    assert client.get(DESK).status_code == 302


def test_recovery_codes_alone_are_no_second_factor(client, codes, vogel):
    Authenticator.objects.filter(user=vogel, type=Authenticator.Type.TOTP).delete()
    log_in(client)

    assert client.get(DESK).status_code == 302


def test_the_seed_of_an_app_is_encrypted_at_rest(totp):
    stored = Authenticator.objects.get().data["secret"]

    assert secret_of(totp) not in stored
    assert len(secret_of(totp)) >= 32


def test_a_replaced_installation_key_still_reads_the_seeds(totp, settings):
    secret = secret_of(totp)

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new key"

    assert secret_of(totp) == secret


def test_login_gives_a_new_session(client, vogel, settings):
    settings.IS_DEMO = True
    client.get(LOGIN)
    session = client.session
    session["planted"] = "by Eve"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key

    log_in(client)

    assert client.cookies["sessionid"].value != planted
    assert Client(headers={"cookie": f"sessionid={planted}"}).get(DESK).status_code == 302


def test_logout_kills_a_stolen_cookie(client, vogel, settings):
    settings.IS_DEMO = True
    log_in(client)
    thief = Client(headers={"cookie": f"sessionid={client.cookies['sessionid'].value}"})
    assert thief.get(DESK).status_code == 200

    client.post("/de/account/logout/")

    assert (thief.get(DESK).status_code, Session.objects.count()) == (302, 0)


def test_logging_out_needs_a_click(client, vogel, settings):
    settings.IS_DEMO = True
    log_in(client)

    client.get("/de/account/logout/")

    assert client.get(DESK).status_code == 200


def test_a_new_password_ends_every_other_session(vogel, settings):
    settings.IS_DEMO = True
    here, elsewhere = Client(), Client()
    log_in(here)
    log_in(elsewhere)

    form = {"oldpassword": PASSWORD, "password1": "neues-pferd-batterie", "password2": "neues-pferd-batterie"}
    here.post("/de/account/password/change/", form)

    assert (here.get(DESK).status_code, elsewhere.get(DESK).status_code) == (200, 302)


def test_a_deactivated_account_is_out_at_once_and_stays_out(client, vogel, settings):
    settings.IS_DEMO = True
    log_in(client)

    deactivate_staff(vogel, by=AGENCY)

    assert client.get(DESK).status_code == 302
    log_in(client)
    assert client.get(DESK).status_code == 302


def test_known_and_unknown_addresses_get_the_same_answer(vogel):
    known = log_in(Client(), password="wrong wrong wrong")
    unknown = log_in(Client(), email="nobody@example.org", password="wrong wrong wrong")

    assert complaint(known) == complaint(unknown)
    assert known.status_code == unknown.status_code


def test_after_five_wrong_passwords_even_the_right_one_waits(client, vogel, settings):
    settings.IS_DEMO = True
    for _attempt in range(5):
        log_in(client, password="wrong wrong wrong")

    log_in(client)

    assert client.get(DESK).status_code == 302


def test_a_forged_forwarding_header_does_not_help_against_the_limit(vogel, settings):
    settings.IS_DEMO = True
    for attempt in range(20):
        forged = {"x-forwarded-for": f"198.51.100.{attempt}", "forwarded": f"for=198.51.100.{attempt}"}
        log_in(Client(), email=f"victim-{attempt}@example.org", password="wrong wrong wrong", **forged)

    client = Client()
    log_in(client, **{"x-forwarded-for": "203.0.113.7"})

    assert client.get(DESK).status_code == 302


@pytest.mark.parametrize("name", ["account_signup", "account_email"])
def test_nobody_signs_up(client, db, name):
    assert client.post(reverse(name), {"email": "eve@example.org", "password1": PASSWORD}).status_code == 403
    assert not User.objects.exists()


def test_the_way_to_a_new_password(client, totp, mailoutbox):
    asked = client.post("/de/account/password/reset/", {"email": "VOGEL@example.org"})
    run_until_idle()
    [mail] = OutgoingMail.objects.all()
    path = re.search(r"http://[^/]+(/\S+)", mail.text)[1]

    form_page = client.get(path, follow=True)
    form_path = form_page.redirect_chain[-1][0]
    fresh = {"password1": "neues-pferd-batterie", "password2": "neues-pferd-batterie"}
    client.post(form_path, fresh)

    assert (asked.url, mail.to) == ("/de/account/password/reset/done/", "vogel@example.org")
    assert log_in(Client(), password=PASSWORD).status_code == 200
    assert log_in(Client(), password="neues-pferd-batterie").url == "/de/account/2fa/authenticate/"
    assert "password1" not in Client().get(path, follow=True).content.decode()


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, vogel, django_assert_num_queries):
    known = client.post("/de/account/password/reset/", {"email": "vogel@example.org"})
    unknown = client.post("/de/account/password/reset/", {"email": "nobody@example.org"})
    run_until_idle()

    assert (known.url, known.status_code) == (unknown.url, unknown.status_code)
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == ["vogel@example.org"]


def test_security_events_are_in_the_audit_log(client, vogel, settings, caplog):
    settings.IS_DEMO = True
    log_in(client, password="wrong wrong wrong")
    log_in(client)
    client.post("/de/account/logout/")

    events = AuditEntry.objects.order_by("pk").values_list("event", flat=True)
    assert list(events) == ["user.created", "user.logged-in", "user.logged-out"]
    assert [line for line in caplog.messages if "vogel" in line] == []


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("page", ["account/login/", "account/password/reset/", "account/password/reset/done/"])
def test_pages_before_the_login_render_in_our_frame(client, db, page, language):
    response = client.get(f"/{language}/{page}")

    text = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}">' in text
    assert text.count("<h1") == 1
    assert "site-header" in text


@pytest.mark.parametrize(
    "page",
    [
        "2fa/",
        "2fa/totp/activate/",
        "2fa/webauthn/",
        "2fa/webauthn/add/",
        "password/change/",
        "reauthenticate/",
        "logout/",
    ],
)
def test_pages_of_the_account_render_in_our_frame_and_are_not_kept(client, vogel, page):
    log_in(client)

    response = client.get(f"/de/account/{page}")

    text = response.content.decode()
    assert response.status_code == 200
    assert text.count("<h1") == 1
    assert "no-store" in response.headers["Cache-Control"]


def test_a_factor_s_coming_and_going_is_logged(vogel, totp, rf):
    for signal in (authenticator_added, authenticator_removed):
        signal.send(sender=Authenticator, request=rf.get("/"), user=vogel, authenticator=totp.instance)

    entries = AuditEntry.objects.filter(event__contains="second-factor").order_by("pk")
    assert [(entry.event, entry.actor) for entry in entries] == [
        ("user.second-factor-added", f"user:{vogel.pk}"),
        ("user.second-factor-removed", f"user:{vogel.pk}"),
    ]


def test_what_allauth_sends_goes_through_the_outbox(vogel, rf, mailoutbox):
    with request_context(rf.get("/")):
        get_adapter().send_mail("account/email/password_changed", vogel.email, {"user": vogel})

    [mail] = OutgoingMail.objects.all()
    assert (mail.to, mailoutbox) == ("vogel@example.org", [])
    assert not mail.subject.startswith("[")
