"""Whom to invite out of the register: what the register's own search finds, narrowed by the event's own questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aufwind.actors.entries import entries_for
from aufwind.actors.models import Actor
from aufwind.actors.search import keys_found
from aufwind.events.models import Participation

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from aufwind.actors.entries import Entry
    from aufwind.actors.search import Asked
    from aufwind.core.policy import Visitor
    from aufwind.events.models import Event

MOST_INVITED = 3000
"""In one press; more are invited in parts."""


@dataclass(frozen=True, slots=True)
class Invitable:
    """An entry of the register, and how far its invitation is; empty where it has none."""

    entry: Entry
    state: str


def found_for(
    event: Event, visitor: Visitor, asked: Asked, *, earlier: Event | None = None, is_new: bool = False
) -> QuerySet[Actor]:
    """The entries a question finds, in the order of names.

    Args:
        earlier: Only who took part in that event.
        is_new: Only who is neither invited nor registered.
    """
    keys = keys_found(visitor, asked)
    if earlier is not None:
        keys &= set(earlier.participations.seated().exclude(actor=None).values_list("actor_id", flat=True))
    if is_new:
        keys -= set(event.participations.exclude(actor=None).values_list("actor_id", flat=True))
        emails = {email.lower() for email in event.participations.values_list("email", flat=True) if email}
        if emails and len(keys) <= MOST_INVITED:
            known = Actor.objects.filter(pk__in=keys).exclude(email="").values_list("pk", "email")
            keys -= {pk for pk, email in known if email.lower() in emails}
    return Actor.objects.living().filter(pk__in=keys).order_by("name", "pk")


def invitable(event: Event, visitor: Visitor, actors: list[Actor]) -> list[Invitable]:
    """These entries as the visitor sees them, with how far their invitations are. Two statements."""
    states: dict[int | str, str] = {}
    keys = [actor.pk for actor in actors]
    emails = [actor.email.lower() for actor in actors if actor.email]
    rows = Participation.objects.filter(event=event)
    for guest in [*rows.filter(actor_id__in=keys), *rows.filter(email__in=emails)]:
        state = str(guest.get_state_display())
        if guest.actor_id is not None:
            states[guest.actor_id] = state
        if guest.email:
            states[guest.email.lower()] = state
    return [
        Invitable(entry, states.get(entry.pk) or states.get((entry.email or "").lower(), ""))
        for entry in entries_for(visitor, actors)
    ]
