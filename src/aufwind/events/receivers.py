"""What events do when something happens below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.dispatch import receiver
from django.utils.translation import gettext as _

from aufwind.accounts.enums import LinkOffer
from aufwind.accounts.signals import links_wanted
from aufwind.actors.signals import EntryPart, circles_joined, circles_offered, entry_shown
from aufwind.core.policy import ANONYMOUS
from aufwind.events.links import circle_of, guest_address
from aufwind.events.models import Participation
from aufwind.events.queries.events import coming_events, events_visible_to
from aufwind.events.tables.events import hosted_table

if TYPE_CHECKING:
    from aufwind.actors.models import Actor
    from aufwind.core.policy import Visitor


@receiver(links_wanted)
def offer_guest_links(email: str, **_more: object) -> list[LinkOffer]:
    """Offer a guest the links to her own pages of every event with this address."""
    guests = Participation.objects.filter(email__iexact=email).select_related("event")
    return [LinkOffer(guest.event.title_de, guest.event.title_en, guest_address(guest)) for guest in guests]


@receiver(circles_offered)
def offer_circles(**_more: object) -> list[tuple[str, str]]:
    """Offer the participants of each coming matching event as an audience. One statement."""
    coming = coming_events(ANONYMOUS).filter(is_matching=True)
    return [(circle_of(event), _("participants: {event}").format(event=event)) for event in coming]


@receiver(circles_joined)
def name_circles(email: str, **_more: object) -> set[str]:
    """Name the circles of the events this address takes part in. One statement."""
    guests = Participation.objects.filter(email__iexact=email).select_related("event")
    return {circle_of(guest.event) for guest in guests}


@receiver(entry_shown)
def show_hosted_events(actor: Actor, visitor: Visitor, **_more: object) -> list[EntryPart]:
    """Show the events an actor hosts. One statement."""
    columns, rows = hosted_table(events_visible_to(visitor).filter(hosts=actor))
    return [EntryPart(_("Events"), columns, rows)]
