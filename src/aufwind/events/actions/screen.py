"""The projector in the hall gets its own link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aufwind.accounts.actions import renew_link
from aufwind.accounts.links import personal_link
from aufwind.accounts.models import PersonalLink
from aufwind.core.audit import record
from aufwind.core.policy import require

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor
    from aufwind.events.models import Event

SCREEN = "screen"


@transaction.atomic
def open_screen(event: Event, *, by: Visitor) -> str:
    """A fresh token for the event's screen; the one before opens nothing any more.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", event)
    if link := PersonalLink.objects.filter(purpose=SCREEN, subject=str(event.pk)).first():
        renew_link(link, by=by)
    token = personal_link(SCREEN, str(event.pk))
    record("screen.opened", event, by=by)
    return token
