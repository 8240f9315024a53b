"""What every answer tells the browser, and that nothing is changed without the form's own token."""

from http.cookies import SimpleCookie

import pytest
from django.test import Client
from django.utils import translation

from aufwind.core.matrix import pages
from aufwind.core.policy import PUBLIC

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


def paths(*, method, permission=None):
    with translation.override("de"):
        return [
            page.path
            for page in pages()
            if page.access and method in page.access.methods and permission in {None, page.access.permission}
        ]


@pytest.mark.django_db
def test_every_public_page_is_strict_with_the_browser():
    client = Client(raise_request_exception=False)
    faults = [fault for path in paths(method="GET", permission=PUBLIC) for fault in lax(path, client.get(path))]

    assert faults == []


def lax(path, answer):
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    if policy != POLICY:
        yield f"{path}: {policy}"
    for name, value in HEADERS.items():
        if answer.get(name) != value:
            yield f"{path}: {name} is {answer.get(name)}"
    for cookie in SimpleCookie(answer.cookies.output(header="")).values():
        if not (cookie["httponly"] and cookie["samesite"] == "Lax"):
            yield f"{path}: cookie {cookie.key} is open to scripts or other sites"


@pytest.mark.django_db
def test_nothing_is_sent_without_the_forms_own_token():
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    posted = paths(method="POST")

    # programs come in by token, which no other site can send
    expected = {path: 401 if path.startswith("/api/") else 403 for path in posted}
    assert {path: client.post(path).status_code for path in posted} == expected


@pytest.mark.django_db
def test_a_form_of_another_site_is_refused_even_with_a_token():
    client = Client(enforce_csrf_checks=True)
    client.get("/de/account/login/")
    token = client.cookies["csrftoken"].value

    answer = client.post(
        "/de/account/login/", {"csrfmiddlewaretoken": token}, headers={"Origin": "https://evil.example"}
    )

    assert answer.status_code == 403


def test_production_speaks_only_encrypted():
    from aufwind.config.settings import production

    assert production.SECURE_SSL_REDIRECT
    assert production.SECURE_HSTS_SECONDS == 2 * 365 * 24 * 3600
    assert production.SECURE_HSTS_INCLUDE_SUBDOMAINS
    assert production.SESSION_COOKIE_NAME.startswith("__Host-")
    assert production.CSRF_COOKIE_NAME.startswith("__Host-")
    assert production.SESSION_COOKIE_SECURE
    assert production.CSRF_COOKIE_SECURE
