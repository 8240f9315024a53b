"""Who may do what: one function, `may`, asked by every page, action, export and feed. Undeclared means no.

A context names its permissions («events.run») and says in its `rules.py` who has them:

    @rule("events.run")
    def can_run_event(visitor: Visitor, event: Event | None) -> bool: ...

A rule is asked with the thing, or with None: «could this visitor do that to anything at all?» (menus, the
guard before a view). Views declare permission and methods: `@access("events.run", methods=("GET", "POST"))`;
a view without is refused. Views of other people's packages are declared in the setting `ACCESS_OF_OTHERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

PUBLIC = "public"
"""The permission everybody has."""

SIGNED_IN = "signed-in"
"""The permission of everybody with an account, such as changing one's own password."""

NOBODY = "nobody"
"""The permission nobody has: pages of other packages that we keep shut."""

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


class Role(StrEnum):
    """What a visitor is to the agency; more roles come with the contexts that need them."""

    PARTICIPANT = "participant"  # holds a personal link to an event
    MEMBER = "member"  # has an entry in the register and came by its personal link
    ORGANISER = "organiser"  # runs events
    AGENCY = "agency"  # runs the whole installation
    ADVISER = "adviser"  # looks after her own clients at events
    AUDITOR = "auditor"  # data-protection officer: reads logs, changes nothing


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever is asking: a person at a page, a job, the command line.

    Attributes:
        key: Who, for the audit log: «user:7», «link:12», «system», «anonymous».
        roles: What she is.
        user_id: Her account, where she has one.
        link_id: Her personal link, where she came by one.
        entry_id: Her own entry in the register, where her link opens one.
        circles: What she takes part in, as audiences name it: «event:floeha-2022».
    """

    key: str = "anonymous"
    roles: frozenset[Role] = field(default_factory=frozenset)
    user_id: int | None = None
    link_id: int | None = None
    entry_id: int | None = None
    circles: frozenset[str] = field(default_factory=frozenset)


ANONYMOUS = Visitor()
SYSTEM = Visitor(key="system", roles=frozenset(Role))


class NotAllowed(Exception):
    """The visitor may not do this; the page answers 403, or 404 where even existence is confidential."""

    def __init__(self, visitor: Visitor, permission: str) -> None:
        self.visitor, self.permission = visitor, permission
        super().__init__(f"{visitor.key} may not {permission}")


@dataclass(frozen=True, slots=True)
class Access:
    """What a view demands: a permission, and which methods it answers besides OPTIONS."""

    permission: str
    methods: tuple[str, ...] = ("GET", "HEAD")

    @classmethod
    def of(cls, permission: str, methods: Iterable[str]) -> Access:
        """The demand, with HEAD wherever GET is answered, in the order of `METHODS`.

        Raises:
            ValueError: A method HTTP does not know, or OPTIONS, which the guard answers itself.
        """
        wanted = set(methods)
        if unknown := wanted - set(METHODS) | wanted & {"OPTIONS"}:
            raise ValueError(f"a view cannot declare {', '.join(sorted(unknown))}")
        if "GET" in wanted:
            wanted.add("HEAD")
        return cls(permission, tuple(method for method in METHODS if method in wanted))


Rule = Callable[[Visitor, Any], bool]  # Any: each rule names its own thing
AnyRule = TypeVar("AnyRule", bound=Rule)
AnyView = TypeVar("AnyView", bound=Callable[..., "HttpResponseBase"])

_rules: dict[str, Rule] = {
    PUBLIC: lambda _visitor, _thing: True,
    SIGNED_IN: lambda visitor, _thing: visitor.user_id is not None,
    NOBODY: lambda _visitor, _thing: False,
}
_confidential: set[str] = set()


def rule(permission: str, *, confidential: bool = False) -> Callable[[AnyRule], AnyRule]:
    """Declare who has `permission`.

    Args:
        permission: Context and verb: «events.run».
        confidential: Whoever lacks it shall not even learn that the thing exists: pages answer 404.

    Raises:
        ValueError: Somebody declared it before.
    """

    def declare(predicate: AnyRule) -> AnyRule:
        if permission in _rules:
            raise ValueError(f"{permission} is declared twice")
        _rules[permission] = predicate
        if confidential:
            _confidential.add(permission)
        return predicate

    return declare


def may(visitor: Visitor, permission: str, thing: object | None = None) -> bool:
    """Whether `visitor` has `permission` for `thing` (None: for anything at all). Unknown permissions: no."""
    predicate = _rules.get(permission)
    return predicate is not None and predicate(visitor, thing)


def require(visitor: Visitor, permission: str, thing: object | None = None) -> None:
    """Go on only where `may` says so.

    Raises:
        NotAllowed: It does not.
    """
    if not may(visitor, permission, thing):
        raise NotAllowed(visitor, permission)


def is_declared(permission: str) -> bool:
    """Whether some context says who has `permission`."""
    return permission in _rules


def is_confidential(permission: str) -> bool:
    """Whether a refusal must look as if there were nothing."""
    return permission in _confidential


def access(permission: str, *, methods: Collection[str] = ("GET",)) -> Callable[[AnyView], AnyView]:
    """Declare what a view needs; `AccessGuard` asks before the view runs. Stands above other decorators.

    Args:
        permission: What the visitor must have.
        methods: Which methods the view answers; others get 405. HEAD comes with GET, OPTIONS always.

    Raises:
        ValueError: A method HTTP does not know.
    """
    demand = Access.of(permission, methods)

    def declare(view: AnyView) -> AnyView:
        view.access = demand  # type: ignore[attr-defined]  # how Django's own decorators mark views
        return view

    return declare


def access_of(view: Callable[..., HttpResponseBase], url_name: str) -> Access | None:
    """What a view demands: its own declaration, else that in `ACCESS_OF_OTHERS` by URL name, or None."""
    own: Access | None = getattr(view, "access", None)
    if own is not None:
        return own
    others: dict[str, tuple[str, tuple[str, ...]]] = getattr(settings, "ACCESS_OF_OTHERS", {})
    return Access.of(*others[url_name]) if url_name in others else None


def visitor_of(request: HttpRequest) -> Visitor:
    """Who is asking, as the middleware found out."""
    visitor: Visitor = getattr(request, "visitor", ANONYMOUS)
    return visitor
