"""Who changes an entry, and at which addresses: its owner by her link, or the agency in her place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse

from aufwind.actors.links import owner_of
from aufwind.actors.queries import actors_visible_to
from aufwind.core.policy import require, visitor_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aufwind.actors.models import Actor
    from aufwind.core.policy import Visitor


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody who may change `actor`; `token` is that of the owner's link, empty for the agency."""

    actor: Actor
    visitor: Visitor
    token: str = ""

    @property
    def home(self) -> str:
        """Where she comes from and goes back to."""
        return reverse("actors:own-entry", args=[self.token]) if self.token else self.actor.get_absolute_url()


def owner(token: str) -> Editor:
    """The owner, by her link.

    Raises:
        Http404: It opens nothing.
    """
    found = owner_of(token)
    if found is None:
        raise Http404
    actor, visitor = found
    require(visitor, "actors.change-own", actor)
    return Editor(actor, visitor, token)


def staff(request: HttpRequest, slug: str) -> Editor:
    """The agency, at its desk.

    Raises:
        Http404: There is no such entry.
    """
    visitor = visitor_of(request)
    found = actors_visible_to(visitor).filter(slug=slug).first()
    if found is None:
        raise Http404
    require(visitor, "actors.change", found)
    return Editor(found, visitor)
