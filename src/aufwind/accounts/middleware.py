"""Who is asking: turns a logged-in user into the policy's `Visitor`, and leads her to a second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import redirect

from aufwind.accounts.queries import has_second_factor
from aufwind.core.policy import ANONYMOUS, Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase
    from django.template.response import TemplateResponse

ALWAYS_OPEN = ("account_", "mfa_", "choose-language", "healthz")
"""Beginnings of the URL names staff may open before they have a second factor."""


class Visitors:
    """Sets `request.visitor`; stands right after Django's AuthenticationMiddleware.

    Staff without a second factor are nobody yet: they have an account but no role, and every page but those
    of the account sends them to set one up. The demo, whose passwords stand on the screen, does without.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.visitor = visitor_from(request)  # type: ignore[attr-defined]  # read by core.policy.visitor_of
        was_in = request.visitor.user_id is not None  # type: ignore[attr-defined]
        response = self.get_response(request)
        if was_in and not request.user.is_authenticated:
            # what the desk kept for a time without network must not stay on the laptop
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponseBase], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        visitor: Visitor = request.visitor  # type: ignore[attr-defined]
        if visitor.user_id is None or visitor.roles or _is_open(request):
            return None
        return redirect("mfa_index")

    def process_template_response(self, _request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Take allauth's `site` (a host name) out of the way of ours (the frame around the page)."""
        if response.context_data:
            response.context_data.pop("site", None)
        return response


def visitor_from(request: HttpRequest) -> Visitor:
    """Say who asks: one or two statements for staff, none for everybody without a session."""
    user = request.user
    if not user.is_authenticated:
        return ANONYMOUS
    if settings.IS_DEMO or has_second_factor(user):
        return user.visitor
    return Visitor(key=user.visitor.key, user_id=user.pk)


def _is_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name.startswith(ALWAYS_OPEN)
