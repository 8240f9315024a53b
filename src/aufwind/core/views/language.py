"""The door without a language asks the browser and sends to /de/ or /en/; only the address remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from aufwind.core.policy import PUBLIC, access

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@access(PUBLIC)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Redirect «/» to the best language the browser asks for, German where it asks for none of ours."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response
