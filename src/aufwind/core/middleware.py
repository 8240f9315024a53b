"""What happens to every request: the guard that asks the policy, and headers that keep browsers strict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.utils.http import escape_leading_slashes

from aufwind.core.policy import ANONYMOUS, PUBLIC, NotAllowed, access_of, is_confidential, may, visitor_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase


class AccessGuard:
    """Refuses every view that declares no permission, every visitor who lacks it, every method not declared.

    Strangers who only look are sent to the login page and come back after it; everybody else gets 403, or 404
    where the permission is confidential. OPTIONS is answered here, so that no view runs for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if visitor_of(request) != ANONYMOUS:
            # nobody who gets the browser next may leaf back to it (ASVS 14.3.2)
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        demand = access_of(view, match.view_name if match else "")
        if demand is None:
            raise PermissionDenied
        if not may(visitor_of(request), demand.permission):
            return _refusal(request, demand.permission)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join((*demand.methods, "OPTIONS"))})
        if request.method not in demand.methods:
            return HttpResponseNotAllowed((*demand.methods, "OPTIONS"))
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        return _refusal(request, error.permission) if isinstance(error, NotAllowed) else None


def _refusal(request: HttpRequest, permission: str) -> HttpResponseBase:
    """The login page for strangers who look; an error page for all others.

    Raises:
        Http404: The permission is confidential.
        PermissionDenied: It is not.
    """
    if visitor_of(request) == ANONYMOUS and permission != PUBLIC and request.method in {"GET", "HEAD"}:
        # «//host/» would be another site
        return redirect_to_login(escape_leading_slashes(request.get_full_path()))
    if is_confidential(permission):
        raise Http404
    raise PermissionDenied


class SecurityHeaders:
    """Headers Django does not set by itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("X-Frame-Options", "DENY")  # for browsers that read no frame-ancestors
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        return response
