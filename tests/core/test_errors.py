"""Error pages: what is wrong, where, what to do; in both languages; small; none needs the database."""

from __future__ import annotations

import gzip

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory
from django.utils.translation import override

from aufwind.core.error_pages import ErrorPages
from aufwind.core.views import errors


def page(status, path="/de/x/"):
    return errors.trouble(RequestFactory().get(path), status)


@pytest.mark.parametrize("status", sorted(errors.TROUBLES))
def test_every_trouble_says_what_where_and_what_to_do(status):
    with override("en"):
        answer = page(status, "/en/some/where/")
        title = str(errors.TROUBLES[status].title)

    text = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in text
    assert "/en/some/where/" in text
    assert 'href="/en/"' in text


@pytest.mark.parametrize("status", sorted(errors.TROUBLES))
def test_every_trouble_is_said_in_german_too(status):
    trouble = errors.TROUBLES[status]
    with override("en"):
        english = [str(trouble.title), str(trouble.what), str(trouble.help)]
    with override("de"):
        german = [str(trouble.title), str(trouble.what), str(trouble.help)]

    assert not set(english) & set(german)


def test_error_pages_are_small():
    """htmx swaps them into a page on a bad line."""
    assert len(gzip.compress(page(404).content)) < 3_000


def test_unknown_address_is_said_kindly(client):
    answer = client.get("/en/nowhere/")

    assert answer.status_code == 404
    assert "There is no page here" in answer.content.decode()


def test_reason_size_is_named():
    request = RequestFactory().post("/de/x/")

    assert errors.bad_request(request, exception=RequestDataTooBig()).status_code == 413
    assert errors.bad_request(request, exception=ValueError()).status_code == 400


def test_expired_form_says_what_happened():
    with override("en"):
        answer = errors.csrf_failure(RequestFactory().post("/en/x/"), reason="token missing")

    assert answer.status_code == 403
    assert "The form is out of date" in answer.content.decode()


def test_server_error_needs_nothing_that_could_be_broken(settings):
    settings.TEMPLATES[0]["OPTIONS"]["context_processors"] = ["broken"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

    answer = errors.server_error(RequestFactory().get("/de/x/"))

    assert answer.status_code == 500
    assert "Bei uns ist etwas zerbrochen" in answer.content.decode()
    assert "Something broke on our side" in answer.content.decode()


def test_bare_refusals_get_a_page_and_keep_their_headers():
    pages = ErrorPages(lambda _request: HttpResponseNotAllowed(["POST"]))

    answer = pages(RequestFactory().get("/de/x/"))

    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert b"<h1>" in answer.content


@pytest.mark.parametrize(
    "bare", [HttpResponse(b"own words", status=429), HttpResponse(status=204), HttpResponse(status=418)]
)
def test_answers_with_words_of_their_own_stay(bare):
    assert ErrorPages(lambda _request: bare)(RequestFactory().get("/de/x/")) is bare


def test_refusal_says_how_to_get_in():
    with override("en"):
        answer = errors.permission_denied(RequestFactory().get("/en/audit/"), exception=PermissionError())

    assert answer.status_code == 403
    assert "Sign in, or ask the person who sent you here" in answer.content.decode()
