"""What every template knows: `site`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info

from aufwind.core.navigation import Place, links
from aufwind.core.policy import visitor_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aufwind.core.navigation import Link
    from aufwind.core.policy import Visitor


@dataclass(frozen=True, slots=True)
class Language:
    """The page in a language: `href` with the same query, `absolute` for search engines."""

    code: str
    name: str
    href: str
    absolute: str
    is_current: bool


class Site:
    """The frame around a page; computed when the template asks, so a fragment pays nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def is_demo(self) -> bool:
        """Whether everything here is invented."""
        return bool(settings.IS_DEMO)

    @property
    def visitor(self) -> Visitor:
        """Who is looking."""
        return visitor_of(self._request)

    @property
    def account_name(self) -> str:
        """The name of the member of staff who is logged in; empty for everybody else."""
        user = getattr(self._request, "user", None)
        return str(user) if user is not None and user.is_authenticated else ""

    @property
    def language(self) -> str:
        """Code of the page's language."""
        return get_language() or settings.LANGUAGE_CODE

    @property
    def address(self) -> str:
        """The page's whole address without its query: what stands on its print-out."""
        return f"{self._request.scheme}://{self._request.get_host()}{self._request.path}"

    @cached_property
    def languages(self) -> list[Language]:
        """The same page in every language, this one included."""
        return [self._language(code) for code, _name in settings.LANGUAGES]

    @cached_property
    def navigation(self) -> list[Link]:
        """Entries of the header this visitor may open."""
        return links(self.visitor, Place.HEADER, self._request.path)

    @cached_property
    def account(self) -> list[Link]:
        """Entries of the account menu."""
        return links(self.visitor, Place.ACCOUNT, self._request.path)

    @cached_property
    def footer(self) -> list[Link]:
        """Entries of the footer: imprint, privacy, accessibility, source."""
        return links(self.visitor, Place.FOOTER, self._request.path)

    def _language(self, code: str) -> Language:
        href = in_language(self._request.get_full_path(), code)
        absolute = f"{self._request.scheme}://{self._request.get_host()}{href}"
        return Language(code, get_language_info(code)["name_local"], href, absolute, code == self.language)


def in_language(path: str, code: str) -> str:
    """The address of the same page in language `code`, also where no such page exists."""
    translated: str = translate_url(path, code)
    parts = translated.split("/", 2)
    if len(parts) == 3 and parts[1] in dict(settings.LANGUAGES) and parts[1] != code:
        return f"/{code}/{parts[2]}"
    return translated


def page(request: HttpRequest) -> dict[str, Site]:
    """The context processor."""
    return {"site": Site(request)}
