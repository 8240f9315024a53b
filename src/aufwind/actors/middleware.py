"""Who came by her entry's personal link and wants to look around as a member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.actors.links import owner_by_link
from aufwind.core.policy import ANONYMOUS, visitor_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

SESSION_KEY = "entry_link"


class Members:
    """Turns a link kept in the session into a member; stands right after the accounts' `Visitors`.

    Costs nothing without a session cookie. The link is looked up each time, so that a revoked one ends at once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if visitor_of(request) == ANONYMOUS and (link_id := request.session.get(SESSION_KEY)):
            request.visitor = owner_by_link(link_id) or ANONYMOUS  # type: ignore[attr-defined]  # read by visitor_of
        return self.get_response(request)
