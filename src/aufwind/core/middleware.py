"""What happens to every request: the guard that asks the policy, and the headers that keep browsers strict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aufwind.core.policy import may, visitor_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

from django.core.exceptions import PermissionDenied


class AccessGuard:
    """Refuses every view that declares no permission, and every visitor who lacks the declared one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], _args: Any, _kwargs: Any
    ) -> None:
        permission = getattr(view, "permission", None)
        if permission is None or not may(visitor_of(request), permission):
            raise PermissionDenied


class SecurityHeaders:
    """Headers Django does not set by itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        return response
