import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import ResolverMatch

from aufwind.core import policy
from aufwind.core.middleware import AccessGuard, SecurityHeaders
from aufwind.core.policy import ANONYMOUS, PUBLIC, NotAllowed, Role, Visitor, access, rule

EVE = Visitor(key="user:9", user_id=9)
HERR_VOGEL = Visitor(key="user:7", roles=frozenset({Role.ORGANISER}), user_id=7)


@pytest.fixture(autouse=True)
def kite_rules(monkeypatch):
    monkeypatch.setattr(policy, "_rules", dict(policy._rules))
    monkeypatch.setattr(policy, "_confidential", set(policy._confidential))
    for permission, confidential in (("kites.fly", False), ("kites.hide", True)):
        rule(permission, confidential=confidential)(lambda visitor, _kite: Role.ORGANISER in visitor.roles)


def guarded(request, visitor, view):
    """What the guard says before `view` runs; None lets it run."""
    request.visitor = visitor
    request.resolver_match = ResolverMatch(view, (), {}, url_name="kite")
    return AccessGuard(lambda _request: HttpResponse()).process_view(request, view, (), {})


@access("kites.fly", methods=("GET", "POST"))
def fly(request): ...


@access("kites.hide")
def hide(request): ...


@access(PUBLIC)
def look(request): ...


def undeclared(request): ...


def test_whoever_has_the_permission_passes(rf):
    assert guarded(rf.get("/kite"), HERR_VOGEL, fly) is None
    assert guarded(rf.head("/kite"), HERR_VOGEL, fly) is None
    assert guarded(rf.post("/kite"), HERR_VOGEL, fly) is None
    assert guarded(rf.get("/kite"), ANONYMOUS, look) is None


def test_an_undeclared_view_is_refused_to_everybody(rf):
    for visitor in (ANONYMOUS, EVE, HERR_VOGEL):
        with pytest.raises(PermissionDenied):
            guarded(rf.get("/kite"), visitor, undeclared)


@pytest.mark.urls("allauth.urls")
def test_a_stranger_who_looks_is_sent_to_the_login_and_back(rf):
    response = guarded(rf.get("/kite?colour=red"), ANONYMOUS, fly)

    assert response.status_code == 302
    assert response["Location"].endswith("/login/?next=/kite%3Fcolour%3Dred")


@pytest.mark.urls("allauth.urls")
def test_the_way_back_never_leaves_the_site(rf):
    response = guarded(rf.get("/kite", PATH_INFO="//evil.example/kite"), ANONYMOUS, fly)

    assert response["Location"].endswith("?next=/%252Fevil.example/kite")


def test_a_stranger_who_sends_something_is_refused(rf):
    with pytest.raises(PermissionDenied):
        guarded(rf.post("/kite"), ANONYMOUS, fly)


def test_whoever_lacks_the_permission_is_refused(rf):
    with pytest.raises(PermissionDenied):
        guarded(rf.get("/kite"), EVE, fly)


def test_confidential_pages_look_as_if_there_were_none(rf):
    with pytest.raises(Http404):
        guarded(rf.get("/kite"), EVE, hide)


def test_options_is_answered_without_the_view_and_only_to_who_may(rf):
    response = guarded(rf.options("/kite"), HERR_VOGEL, fly)

    assert (response.status_code, response["Allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    with pytest.raises(PermissionDenied):
        guarded(rf.options("/kite"), EVE, fly)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_other_methods_are_refused(rf, method):
    response = guarded(rf.generic(method, "/kite"), HERR_VOGEL, fly)

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_a_rule_that_fails_inside_a_view_becomes_a_page(rf):
    guard = AccessGuard(lambda _request: HttpResponse())
    request = rf.get("/kite")
    request.visitor = EVE

    with pytest.raises(PermissionDenied):
        guard.process_exception(request, NotAllowed(EVE, "kites.fly"))
    with pytest.raises(Http404):
        guard.process_exception(request, NotAllowed(EVE, "kites.hide"))
    assert guard.process_exception(request, ValueError()) is None


def test_pages_of_known_visitors_are_never_stored(rf):
    request = rf.get("/kite")
    guard = AccessGuard(lambda _request: HttpResponse())
    assert "Cache-Control" not in guard(request).headers

    request.visitor = EVE
    assert guard(request)["Cache-Control"] == "private, no-store"


def test_pages_stay_in_their_own_window_and_origin(rf):
    response = SecurityHeaders(lambda _request: HttpResponse())(rf.get("/"))

    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cross-Origin-Embedder-Policy"] == "require-corp"
