"""What the register does when something happens below."""

from __future__ import annotations

from django.dispatch import receiver

from aufwind.accounts.enums import LinkOffer
from aufwind.accounts.signals import links_wanted
from aufwind.actors.links import entry_address
from aufwind.actors.models import Actor


@receiver(links_wanted)
def offer_entry_links(email: str, **_more: object) -> list[LinkOffer]:
    """Offer the links to all entries with this address."""
    entries = Actor.objects.living().filter(email__iexact=email)
    return [LinkOffer(f"Eintrag: {entry}", f"Entry: {entry}", entry_address(entry)) for entry in entries]
