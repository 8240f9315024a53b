"""Guests' personal links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from aufwind.accounts.links import link_from, personal_link, personal_links
from aufwind.core.policy import Role, Visitor
from aufwind.events.models import Participation

if TYPE_CHECKING:
    from aufwind.events.models import Event, Plan

PURPOSE = "participation"


def guest_path(guest: Participation) -> str:
    """The path of a guest's own page, with her token."""
    return reverse("events:guest", args=[personal_link(PURPOSE, str(guest.pk))])


def guest_address(guest: Participation) -> str:
    """The full address of a guest's own page in German; the other language is one click away."""
    with override("de"):
        return settings.SITE_ADDRESS + guest_path(guest)


def guest_of(token: str) -> tuple[Participation, Visitor] | None:
    """Whose link this is, and she as the policy sees her; None for a link that opens nothing (any more)."""
    link = link_from(token)
    if link is None or link.purpose != PURPOSE:
        return None
    guest = Participation.objects.select_related("event", "event__place").filter(pk=link.subject).first()
    if guest is None:
        return None
    visitor = Visitor(
        key=f"participation:{guest.pk}",
        roles=frozenset({Role.PARTICIPANT}),
        link_id=link.pk,
        circles=frozenset({circle_of(guest.event)}),
    )
    return guest, visitor


def circle_of(event: Event) -> str:
    """The participants of an event as an audience of the register."""
    return f"event:{event.slug}"


def guest_links(plan: Plan) -> list[tuple[Participation, str, int]]:
    """Every guest of a plan with her path and number of meetings, in the organiser's order."""
    guests = list(plan.event.participations.all())
    tokens = personal_links(PURPOSE, [str(guest.pk) for guest in guests])
    counts: dict[int, int] = {}
    for guest_id in plan.meetings.values_list("seats__participation_id", flat=True):
        counts[guest_id] = counts.get(guest_id, 0) + 1
    return [(guest, reverse("events:guest", args=[tokens[str(guest.pk)]]), counts.get(guest.pk, 0)) for guest in guests]
