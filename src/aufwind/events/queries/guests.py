"""The watch list: how far every guest is, and what she lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from aufwind.core.folding import folded
from aufwind.core.models import OutgoingMail
from aufwind.core.models.jobs import type_of
from aufwind.events.enums import ParticipationState, PreferenceOrigin
from aufwind.events.models import GuestListing, Participation, Preference
from aufwind.events.queries.events import participations_visible_to

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from aufwind.core.policy import Visitor
    from aufwind.events.models import Event

PAGE = 50
GROUPS = ("all", "unopened", "open", "requested", "waiting", "registered", "no_profile", "no_wish", "declined")
"""How the list can be narrowed: not opened yet, opened but not answered, and by what is missing."""


def _annotated(guests: QuerySet[Participation]) -> QuerySet[Participation]:
    wishes = Preference.objects.filter(giver=OuterRef("pk"), origin=PreferenceOrigin.SELF).exclude(kind="never")
    return guests.annotate(
        has_profile=Exists(GuestListing.objects.filter(participation=OuterRef("pk"))), has_wish=Exists(wishes)
    )


_REGISTERED = Q(state=ParticipationState.REGISTERED)
_CONDITIONS: dict[str, Q] = {
    "all": Q(),
    "unopened": Q(state=ParticipationState.INVITED, opened_at=None),
    "open": Q(state=ParticipationState.INVITED, opened_at__isnull=False),
    "requested": Q(state=ParticipationState.REQUESTED),
    "waiting": Q(state=ParticipationState.WAITING),
    "registered": _REGISTERED,
    "no_profile": _REGISTERED & Q(has_profile=False),
    "no_wish": _REGISTERED & Q(has_wish=False),
    "declined": Q(state__in=(ParticipationState.DECLINED, ParticipationState.CANCELLED, ParticipationState.REFUSED)),
}


def guests_in(event: Event, visitor: Visitor, *, group: str = "all", words: str = "") -> QuerySet[Participation]:
    """Guests of an event this visitor looks after, narrowed to a group and to words of name or organisation.

    Each carries `has_profile` (at least one offer or need) and `has_wish`.
    """
    guests = _annotated(participations_visible_to(visitor).filter(event=event))
    guests = guests.filter(_CONDITIONS.get(group, Q()))
    for word in words.split():
        guests = guests.filter(Q(name_folded__contains=folded(word)) | Q(organisation__icontains=word))
    return guests.order_by("name_folded", "pk")


def counts_of(event: Event, visitor: Visitor) -> dict[str, int]:
    """How many guests each group has; one statement."""
    guests = _annotated(participations_visible_to(visitor).filter(event=event))
    found: dict[str, int] = guests.aggregate(
        **{name: Count("pk", condition) if condition else Count("pk") for name, condition in _CONDITIONS.items()}
    )
    return found


@dataclass(frozen=True, slots=True)
class Client:
    """A guest somebody of the staff looks after, with what she lacks."""

    guest: Participation
    has_profile: bool
    has_wish: bool


def clients_of(visitor: Visitor) -> list[Client]:
    """The visitor's own clients over all events, the latest event first; one statement."""
    own = participations_visible_to(visitor).filter(adviser_id=visitor.user_id or 0)
    return [
        Client(guest, guest.has_profile, guest.has_wish)  # type: ignore[attr-defined]  # annotated one line below
        for guest in _annotated(own).order_by("-event__starts", "name_folded", "pk")
    ]


def mails_to(guest: Participation) -> list[OutgoingMail]:
    """Every mail about a guest, the newest first: what was sent, and what waits or failed. One statement."""
    about = type_of(guest)
    return list(OutgoingMail.objects.filter(about_type=about, about_id=str(guest.pk)).order_by("-queued_at")[:50])
