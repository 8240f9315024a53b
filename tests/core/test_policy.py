import pytest

from aufwind.core import policy
from aufwind.core.policy import (
    ANONYMOUS,
    NOBODY,
    PUBLIC,
    SIGNED_IN,
    SYSTEM,
    Access,
    NotAllowed,
    Role,
    Visitor,
    access,
    access_of,
    is_confidential,
    is_declared,
    may,
    require,
    rule,
    visitor_of,
)

EVE = Visitor(key="user:9", user_id=9)
HERR_VOGEL = Visitor(key="user:7", roles=frozenset({Role.ORGANISER}), user_id=7)


@pytest.fixture(autouse=True)
def own_rules(monkeypatch):
    """Rules declared by a test are forgotten after it."""
    monkeypatch.setattr(policy, "_rules", dict(policy._rules))
    monkeypatch.setattr(policy, "_confidential", set(policy._confidential))


@pytest.fixture
def kite_rule():
    @rule("kites.fly", confidential=True)
    def can_fly_kite(visitor: Visitor, kite: str | None) -> bool:
        return Role.ORGANISER in visitor.roles and kite != "torn"

    return can_fly_kite


def test_what_nobody_declared_nobody_may():
    assert not may(SYSTEM, "kites.fly")
    assert not is_declared("kites.fly")


def test_a_rule_decides_for_the_thing_and_for_anything_at_all(kite_rule):
    assert may(HERR_VOGEL, "kites.fly")
    assert may(HERR_VOGEL, "kites.fly", "red")
    assert not may(HERR_VOGEL, "kites.fly", "torn")
    assert not may(EVE, "kites.fly", "red")
    assert is_declared("kites.fly")
    assert is_confidential("kites.fly")


def test_a_permission_is_declared_once(kite_rule):
    with pytest.raises(ValueError, match="is declared twice"):
        rule("kites.fly")(kite_rule)


def test_require_names_who_may_not_do_what(kite_rule):
    require(HERR_VOGEL, "kites.fly", "red")
    with pytest.raises(NotAllowed, match="user:9 may not") as refused:
        require(EVE, "kites.fly", "red")
    assert (refused.value.visitor, refused.value.permission) == (EVE, "kites.fly")


@pytest.mark.parametrize(
    ("permission", "allowed"), [(PUBLIC, (True, True)), (SIGNED_IN, (False, True)), (NOBODY, (False, False))]
)
def test_the_three_permissions_of_the_house(permission, allowed):
    assert (may(ANONYMOUS, permission), may(EVE, permission)) == allowed
    assert not is_confidential(permission)


def test_access_gives_get_and_head_unless_told_otherwise(rf):
    @access("kites.fly")
    def see(request): ...

    @access("kites.fly", methods=("POST", "GET"))
    def change(request): ...

    assert access_of(see, "") == Access("kites.fly", ("GET", "HEAD"))
    assert access_of(change, "") == Access("kites.fly", ("GET", "HEAD", "POST"))


@pytest.mark.parametrize("method", ["get", "OPTIONS", "BREW"])
def test_access_refuses_methods_no_view_can_declare(method):
    with pytest.raises(ValueError, match=method):
        access("kites.fly", methods=(method,))


def test_views_of_others_are_declared_in_the_settings(settings):
    settings.ACCESS_OF_OTHERS = {"kite_login": (PUBLIC, ("POST",))}

    assert access_of(lambda request: None, "kite_login") == Access(PUBLIC, ("POST",))
    assert access_of(lambda request: None, "kite_logout") is None


def test_visitor_is_anonymous_until_the_middleware_says_otherwise(rf):
    request = rf.get("/")
    assert visitor_of(request) == ANONYMOUS

    request.visitor = EVE
    assert visitor_of(request) == EVE
