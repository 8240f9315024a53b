"""Role × URL × method as one table, read from the declarations: what `AccessGuard` will answer to whom.

`scripts/access-matrix` writes it to docs/reference/access-matrix.tsv; tests compare the file with the code and
ask the running site every cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import LocalePrefixPattern, RegexPattern, RoutePattern

from aufwind.core.policy import ANONYMOUS, Access, Role, Visitor, access_of, is_declared, may

if TYPE_CHECKING:
    from collections.abc import Iterator

VISITORS: dict[str, Visitor] = {
    "anonymous": ANONYMOUS,
    "participant": Visitor(key="link:0", roles=frozenset({Role.PARTICIPANT}), link_id=0),
    **{
        role.value: Visitor(key="user:0", roles=frozenset({role}), user_id=0)
        for role in Role
        if role is not Role.PARTICIPANT
    },
}
"""One visitor of each kind, who owns nothing."""

_MADE_UP = ("987654321", "made-up", "00000000-0000-4000-8000-000000000000", "2001-01-01", "made/up.txt")
"""Arguments no row has; the first that fits a URL's converter is used."""


@dataclass(frozen=True, slots=True)
class Page:
    """A URL of the site.

    Attributes:
        route: As declared, «/LANGUAGE/events/<slug:slug>/».
        name: As in `reverse`, with namespace; empty where it has none.
        access: What it demands; None where nobody declared it.
        arguments: Made-up values for its parts.
    """

    route: str
    name: str
    access: Access | None
    arguments: tuple[tuple[str, object], ...] = ()

    @property
    def path(self) -> str:
        """Where it would be for a thing that does not exist, in the active language."""
        return reverse(self.name, kwargs=dict(self.arguments))

    def methods_for(self, visitor: Visitor) -> tuple[str, ...]:
        """The methods the guard lets this visitor use, OPTIONS included; none where she may not come in."""
        if self.access is None or not may(visitor, self.access.permission):
            return ()
        return (*self.access.methods, "OPTIONS")


def pages() -> list[Page]:
    """Every URL the site answers to, ordered by route."""
    return sorted(_pages(get_resolver(), _Place()), key=lambda page: (page.route, page.name))


def faults_in(pages: list[Page]) -> list[str]:
    """What keeps the table from being complete, a line each: URLs without name, declaration or rule."""
    return [fault for page in pages for fault in _faults_of(page)]


def table(pages: list[Page]) -> str:
    """The matrix as tab-separated text: URL, name, permission, then per visitor the methods that pass."""
    head = ["url", "name", "permission", *VISITORS]
    lines = [head, *(_line(page) for page in pages)]
    return "".join("\t".join(line) + "\n" for line in lines)


def _line(page: Page) -> list[str]:
    permission = page.access.permission if page.access else "UNDECLARED"
    allowed = [" ".join(page.methods_for(visitor)) or "–" for visitor in VISITORS.values()]
    return [page.route, page.name, permission, *allowed]


def _faults_of(page: Page) -> Iterator[str]:
    if page.name.rpartition(":")[2] == "":
        yield f"{page.route} has no name"
    if page.access is None:
        yield f"{page.route} ({page.name}) declares no access: put @access(…) on its view"
    elif not is_declared(page.access.permission):
        yield f"{page.route} demands {page.access.permission}, which no rules.py declares"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the tree of URLs we are: what stands before, and what that already takes."""

    route: str = "/"
    namespaces: tuple[str, ...] = ()
    arguments: tuple[tuple[str, object], ...] = ()

    def inside(self, entry: URLPattern | URLResolver) -> _Place:
        namespace = (entry.namespace,) if isinstance(entry, URLResolver) and entry.namespace else ()
        route = "LANGUAGE/" if isinstance(entry.pattern, LocalePrefixPattern) else str(entry.pattern)
        return _Place(self.route + route, (*self.namespaces, *namespace), (*self.arguments, *_arguments(entry.pattern)))


def _pages(resolver: URLResolver, place: _Place) -> Iterator[Page]:
    for entry in resolver.url_patterns:
        inside = place.inside(entry)
        if isinstance(entry, URLResolver):
            yield from _pages(entry, inside)
        else:
            name = ":".join((*inside.namespaces, entry.name or ""))
            yield Page(inside.route, name, access_of(entry.callback, name), inside.arguments)


def _arguments(pattern: Any) -> Iterator[tuple[str, object]]:  # Django's patterns share no public base class
    if isinstance(pattern, RoutePattern):
        for name, converter in pattern.converters.items():
            yield name, _made_up(converter)
    elif isinstance(pattern, RegexPattern):
        for name in pattern.regex.groupindex:
            yield name, "abc"


def _made_up(converter: Any) -> object:  # nor do its converters
    return next(converter.to_python(text) for text in _MADE_UP if re.fullmatch(converter.regex, text))
