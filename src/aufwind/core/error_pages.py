"""Gives bare refusals a page: 405 and 429 come from decorators and libraries without any text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.core.views.errors import TROUBLES, trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class ErrorPages:
    """Middleware: an empty answer with a status we have words for becomes a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code not in TROUBLES or response.streaming or response.content:
            return response
        page = trouble(request, response.status_code)
        for header in ("Allow", "Retry-After"):
            if header in response:
                page[header] = response[header]
        return page
