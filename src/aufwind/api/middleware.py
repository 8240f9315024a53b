"""Programs come in by token, and only by token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.utils.translation import gettext as _

from aufwind.api.enums import Scope
from aufwind.api.tokens import token_from, visitor_of_token
from aufwind.core.policy import ANONYMOUS, access_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

BEGINNING = "/api/v1/"
READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Tokens:
    """Sets `request.visitor` below /api/v1/ from the token; a browser's session counts for nothing there.

    Without a token that opens something the answer is 401; a token that only reads changes nothing (403).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(BEGINNING):
            token = token_from(request.headers.get("Authorization", ""))
            request.visitor = visitor_of_token(token) if token else ANONYMOUS  # type: ignore[attr-defined]
            request.api_scope = token.scope if token else ""  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        demand = access_of(view, "")
        if demand is None or demand.permission != "api.use":
            return None
        scope = getattr(request, "api_scope", "")
        if not scope:
            answer = problem(401, _("Send a valid token: «Authorization: Bearer awt_…»."))
            answer.headers["WWW-Authenticate"] = "Bearer"
            return answer
        if scope == Scope.READ and request.method not in READING:
            return problem(403, _("This token only reads. Make one that may change things."))
        return None


def problem(status: int, detail: str, **more: object) -> JsonResponse:
    """An error as programs expect it (RFC 9457)."""
    body = {"status": status, "title": detail, **more}
    return JsonResponse(body, status=status, content_type="application/problem+json")
