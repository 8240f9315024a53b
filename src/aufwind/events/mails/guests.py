"""Reminders: only to who is concerned, once a day at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from aufwind.core.outbox import as_placeholder, queue_mail
from aufwind.events.enums import ParticipationState
from aufwind.events.links import guest_address

if TYPE_CHECKING:
    from datetime import date

    from aufwind.events.models import Participation


def queue_nudge(guest: Participation, *, day: date) -> None:
    """Queue one reminder of the invitation, or of what is missing for good meetings."""
    language = guest.language if guest.language in {"de", "en"} else "de"
    with override(language):
        event = as_placeholder(str(guest.event))
        if guest.state == ParticipationState.INVITED:
            text = _(
                "Dear {name},\n\nyour invitation to «{event}» is still open. You register in two minutes, or say no "
                "with one click, here:\n{address}"
            )
        else:
            text = _(
                "Dear {name},\n\nyou have a seat at «{event}». Say in two minutes what you offer, what you are looking "
                "for and whom you would like to meet; then your meetings will suit you:\n{address}"
            )
        address = guest_address(guest).replace("/de/", f"/{language}/", 1)
        queue_mail(
            guest.email,
            _("A reminder: {event}").format(event=event),
            text.format(name=as_placeholder(guest.name), event=event, address=address) + "\n",
            language=language,
            about=guest,
            key=f"participation:{guest.pk}:nudge:{day}",
        )
