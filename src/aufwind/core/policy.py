"""Who may do what: one function, `may`, asked by every page, action, export and feed. What nobody declared, nobody may.

A context names its permissions («events.run») and says in its `rules.py` who has them:

    @rule("events.run")
    def can_run_event(visitor: Visitor, event: Event | None) -> bool: ...

A rule is asked with the thing, or with None: «could this visitor do that to anything at all?» (menus, the guard
before a view). Views declare their permission with `@access("events.run")`; a view without one is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

PUBLIC = "public"
"""The permission everybody has."""


class Role(StrEnum):
    """What a visitor is to the agency; more roles come with the contexts that need them."""

    PARTICIPANT = "participant"  # holds a personal link
    ORGANISER = "organiser"  # runs events
    AGENCY = "agency"  # runs the whole installation
    AUDITOR = "auditor"  # data-protection officer: reads logs, changes nothing


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever is asking: a person at a page, a job, the command line.

    Attributes:
        key: Who, for the audit log: «user:7», «link:12», «system», «anonymous».
        roles: What she is.
        user_id: Her account, where she has one.
        link_id: Her personal link, where she came by one.
    """

    key: str = "anonymous"
    roles: frozenset[Role] = field(default_factory=frozenset)
    user_id: int | None = None
    link_id: int | None = None


ANONYMOUS = Visitor()
SYSTEM = Visitor(key="system", roles=frozenset(Role))


class NotAllowed(Exception):
    """The visitor may not do this; the page answers 403, or 404 where even existence is confidential."""

    def __init__(self, visitor: Visitor, permission: str) -> None:
        self.visitor, self.permission = visitor, permission
        super().__init__(f"{visitor.key} may not {permission}")


Rule = Callable[[Visitor, Any], bool]  # Any: each rule names its own thing
AnyRule = TypeVar("AnyRule", bound=Rule)
AnyView = TypeVar("AnyView", bound=Callable[..., "HttpResponseBase"])

_rules: dict[str, Rule] = {PUBLIC: lambda _visitor, _thing: True}


def rule(permission: str) -> Callable[[AnyRule], AnyRule]:
    """Declare who has `permission`.

    Raises:
        ValueError: Somebody declared it before.
    """

    def declare(predicate: AnyRule) -> AnyRule:
        if permission in _rules:
            raise ValueError(f"{permission} is declared twice")
        _rules[permission] = predicate
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


def access(permission: str) -> Callable[[AnyView], AnyView]:
    """Declare the permission a view needs; `AccessGuard` asks for it before the view runs."""

    def declare(view: AnyView) -> AnyView:
        view.permission = permission  # type: ignore[attr-defined]  # how Django's own decorators mark views
        return view

    return declare


def visitor_of(request: HttpRequest) -> Visitor:
    """Who is asking, as the middleware found out."""
    visitor: Visitor = getattr(request, "visitor", ANONYMOUS)
    return visitor
