"""Who may use which URL by which method: every cell declared, written down, and as the site answers."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve
from django.utils import translation

from aufwind.accounts.models import User
from aufwind.core.matrix import VISITORS, faults_in, pages, table
from aufwind.core.policy import METHODS, Role, is_confidential

WRITTEN = Path(__file__).resolve().parents[2] / "docs/reference/access-matrix.tsv"
GUARD = "aufwind.core.middleware.AccessGuard"
ANSWERS = {200, 204, 302, 303, 304, 400, 403, 404, 409, 422, 429}
"""What a view may say to somebody who may come in, about a thing that does not exist."""


class AsVisitor:
    """Middleware that lets a test say who asks; stands right before the guard."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.visitor = VISITORS[request.META["visitor"]]
        return self.get_response(request)


@pytest.fixture
def asking(settings, db):
    """Clients who are really logged in where the role has an account, by the visitor's name."""
    place = settings.MIDDLEWARE.index(GUARD)
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE[:place],
        f"{__name__}.AsVisitor",
        *settings.MIDDLEWARE[place:],
    ]
    clients = {name: Client(raise_request_exception=False, headers={}, visitor=name) for name in VISITORS}
    for role in (Role.ORGANISER, Role.AGENCY, Role.ADVISER, Role.AUDITOR):
        user = User.objects.create(email=f"{role}@example.org", name=role, role=role)
        clients[role.value].force_login(user, settings.AUTHENTICATION_BACKENDS[0])
    return clients


def test_every_url_is_named_declared_and_ruled():
    assert faults_in(pages()) == []


def test_the_written_matrix_is_the_declared_one():
    assert WRITTEN.read_text() == table(pages()), "run scripts/access-matrix and look at what changed"


def test_removing_one_declaration_is_noticed(monkeypatch):
    page = next(page for page in pages() if page.name == "portal:desk")
    monkeypatch.delattr(resolve(page.path).func, "access")

    assert faults_in(pages()) == ["/LANGUAGE/desk/ (portal:desk) declares no access: put @access(…) on its view"]
    assert WRITTEN.read_text() != table(pages())


def test_a_view_without_declaration_is_shut_for_everybody(asking, monkeypatch):
    page = next(page for page in pages() if page.name == "portal:home")
    monkeypatch.delattr(resolve(page.path).func, "access")

    assert {client.get(page.path).status_code for client in asking.values()} == {403}


def test_every_cell_answers_as_declared(asking):
    """Role × URL × method, about things that do not exist: about two thousand requests."""
    with translation.override("de"):
        leaks = [
            f"{name} {method} {page.route}: {answer.status_code}"
            for page in pages()
            for name in VISITORS
            for method in METHODS
            if not is_as_declared(page, name, method, answer := asking[name].generic(method, page.path))
        ]

    assert leaks == []


def is_as_declared(page, name, method, answer):
    visitor, status = VISITORS[name], answer.status_code
    if page.access.permission == "api.use":
        return status == 401  # nobody in this table shows a token; tests/api does
    if method in page.methods_for(visitor):
        return status == 204 if method == "OPTIONS" else is_served(page, status)
    if page.methods_for(visitor):
        return status == 405
    if name == "anonymous" and method in {"GET", "HEAD"}:
        return status == 302 and answer["Location"].startswith("/de/account/login/?next=/")
    return status == (404 if is_confidential(page.access.permission) else 403)


def is_served(page, status):
    return status in ANSWERS or (page.name == "healthz" and status == 503)


def test_there_is_a_visitor_for_every_role():
    assert set(VISITORS) == {"anonymous", *(role.value for role in Role)}
    assert settings.MIDDLEWARE[-1] == GUARD, "nothing may stand between the guard and the view"
