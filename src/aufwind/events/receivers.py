"""What events do when something happens below."""

from __future__ import annotations

from django.dispatch import receiver

from aufwind.accounts.enums import LinkOffer
from aufwind.accounts.signals import links_wanted
from aufwind.events.links import guest_address
from aufwind.events.models import Participation


@receiver(links_wanted)
def offer_guest_links(email: str, **_more: object) -> list[LinkOffer]:
    """Offer a guest the links to her own pages of every event with this address."""
    guests = Participation.objects.filter(email__iexact=email).select_related("event")
    return [LinkOffer(guest.event.title_de, guest.event.title_en, guest_address(guest)) for guest in guests]
