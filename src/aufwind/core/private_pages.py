"""Pages opened by a personal link: for one pair of eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from django.http import HttpResponse

AnyResponse = TypeVar("AnyResponse", bound="HttpResponse")

# not «no-referrer»: with it browsers send «Origin: null» along with a form, and the form is refused as a stranger's
HEADERS = {"Cache-Control": "no-store, private", "Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex"}


def private(response: AnyResponse) -> AnyResponse:
    """The response as nobody else may keep it: no cache, no search engine, no address told to other sites."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
