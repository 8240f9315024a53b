"""Pages for what went wrong: what it is, where, what to do. Small, in both languages, without the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from aufwind.core.policy import PUBLIC, access

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a page says about an HTTP status: what is wrong, and what helps."""

    title: _StrPromise
    what: _StrPromise
    help: _StrPromise


TROUBLES = {
    400: Trouble(
        _("This request cannot be read"),
        _("The address or the form arrived in a shape we do not understand."),
        _("Go back, reload the page and try again. What you typed is usually still there."),
    ),
    403: Trouble(
        _("This page is not for everybody"),
        _("You are not signed in, or your account may not open this page."),
        _("Sign in, or ask the person who sent you here to open the page for you."),
    ),
    404: Trouble(
        _("There is no page here"),
        _("Nothing stands at this address: it may be mistyped, or what stood here is gone."),
        _("Check the address, or start from the home page."),
    ),
    405: Trouble(
        _("This address answers differently"),
        _("The address was opened in a way it is not made for; nothing was changed."),
        _("Go back and use the button on the page."),
    ),
    413: Trouble(
        _("That is too large"),
        _("What you sent is larger than we take; nothing was saved."),
        _("Send a smaller file: a spreadsheet without pictures is almost always small enough."),
    ),
    429: Trouble(
        _("Too many tries"),
        _("From your connection came more requests than we take in so short a time."),
        _("Wait ten minutes, then try again."),
    ),
}
FORM_EXPIRED = Trouble(
    _("The form is out of date"),
    _("The page was open for a long time, or you have signed in or out meanwhile; nothing was saved."),
    _("Go back, copy what you typed, reload the page and send it again. The site must be allowed cookies."),
)


def trouble(request: HttpRequest, status: int, *, what: Trouble | None = None) -> HttpResponse:
    """The page for an HTTP status this module knows; `what` says it more precisely."""
    return render(
        request,
        "error.html",
        {"trouble": what or TROUBLES[status], "status": status, "home": f"/{get_language()}/"},
        status=status,
    )


@access(PUBLIC)
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; 413 where the reason was size."""
    return trouble(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


@access(PUBLIC)
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """403."""
    return trouble(request, 403)


@access(PUBLIC)
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """404."""
    return trouble(request, 404)


@access(PUBLIC)
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- the reason is for the log
    """403 for a form whose token no longer fits."""
    return trouble(request, 403, what=FORM_EXPIRED)


@access(PUBLIC)
def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- may be broken itself
    """500: touches neither database nor session nor context, for any of these may be what broke."""
    page = render_to_string("500.html", {"language": get_language() or "de", "style": _style_address()})
    return HttpResponse(page, status=500)


def _style_address() -> str:
    try:
        return staticfiles_storage.url("core/aufwind.css")
    except ValueError:  # the manifest is missing: better a plain page than none
        return ""
