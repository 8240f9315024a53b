"""What matching does when something happens below."""

from __future__ import annotations

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from aufwind.actors.signals import OwnPage, own_entry_shown


@receiver(own_entry_shown)
def lead_to_inbox(token: str, **_more: object) -> list[OwnPage]:
    """Lead the owner of an entry to whom she might meet."""
    return [OwnPage(_("Whom you could meet"), reverse("matching:own", args=[token]))]
