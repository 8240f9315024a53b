"""The evening mail, its one reminder, and contact data that both gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from aufwind.core.outbox import as_placeholder, queue_mail
from aufwind.events.links import guest_address

if TYPE_CHECKING:
    from aufwind.events.models import Participation, Wish


def _language(guest: Participation) -> str:
    return guest.language if guest.language in {"de", "en"} else "de"


def queue_evening_mail(guest: Participation, *, turn: int) -> None:
    """Queue the question what the meetings were good for; once for each turn (1 the evening, 2 the reminder)."""
    language = _language(guest)
    with override(language):
        event = as_placeholder(str(guest.event))
        text = _(
            "Dear {name},\n\nthank you for coming to «{event}». What were your meetings good for? One tap each, on one "
            "page; there you also say whom you give your contact data:\n{address}\n\nIt takes a minute and shows "
            "those who pay for such events that they are worth it."
        )
        address = f"{guest_address(guest)}outcome/".replace("/de/", f"/{language}/", 1)
        queue_mail(
            guest.email,
            _("How were your meetings? {event}").format(event=event),
            text.format(name=as_placeholder(guest.name), event=event, address=address) + "\n",
            language=language,
            about=guest,
            key=f"participation:{guest.pk}:evening:{turn}",
        )


def queue_contacts(guest: Participation, other: Participation, wish: Wish) -> None:
    """Queue the contact data of somebody whom the guest met, now that both agreed; once for each meeting."""
    if not guest.email:
        return
    language = _language(guest)
    with override(language):
        text = _(
            "Dear {name},\n\nyou and {other} have both agreed to exchange contact data:\n\n{lines}\n\nYou find them on "
            "your own page too:\n{address}"
        )
        parts = (other.name, other.organisation, other.email, other.phone)
        lines = "\n".join(as_placeholder(part) for part in parts if part)
        address = f"{guest_address(guest)}outcome/".replace("/de/", f"/{language}/", 1)
        said = {"name": as_placeholder(guest.name), "other": as_placeholder(other.name)}
        queue_mail(
            guest.email,
            _("Contact data: {other}").format(other=as_placeholder(other.name)),
            text.format(**said, lines=lines, address=address) + "\n",
            language=language,
            about=guest,
            key=f"contact:{guest.pk}:{other.pk}:{wish.pk}",
        )
