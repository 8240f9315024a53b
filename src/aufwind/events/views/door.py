"""Through which door somebody came to a guest's pages: her personal link, or the support desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from aufwind.core.policy import Visitor, require, visitor_of
from aufwind.events.links import guest_of
from aufwind.events.queries.events import participations_visible_to

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aufwind.events.models import Participation


@dataclass(frozen=True, slots=True)
class Door:
    """Whose page it is, and who is asking.

    Attributes:
        token: Of the personal link; empty where staff acts for the guest.
    """

    guest: Participation
    by: Visitor
    token: str

    @property
    def is_on_behalf(self) -> bool:
        """Whether staff is acting for the guest; pages say so."""
        return not self.token

    def url(self, name: str, *more: object) -> str:
        """The address of another of the guest's pages through the same door («wishes» and «for-wishes»)."""
        if self.token:
            return reverse(f"events:{name}", args=[self.token, *more])
        return reverse(f"events:for-{name}", args=[self.guest.pk, *more])


def door_of(request: HttpRequest, token: str = "", guest: int = 0) -> Door:
    """The door of this request.

    Raises:
        Http404: The link opens nothing (any more), or there is no such guest this visitor may look after.
        NotAllowed: Staff may not act for this guest.
    """
    if token:
        found = guest_of(token)
        if found is None:
            raise Http404
        person, by = found
        require(by, "events.act-for", person)
        return Door(person, by, token)
    by = visitor_of(request)
    person = get_object_or_404(participations_visible_to(by), pk=guest)
    require(by, "events.act-for", person)
    return Door(person, by, "")
