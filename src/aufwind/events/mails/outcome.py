"""The evening mail and its one reminder, contact data that both gave, and how far they are after weeks and months."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from aufwind.core.outbox import as_placeholder, queue_mail
from aufwind.core.outbox.actions import NotAnAddress
from aufwind.events.links import guest_address
from aufwind.events.queries.collaborations import mail_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.events.models import Event, Participation, Wish

MOST_NAMED = 20


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
        with suppress(NotAnAddress):  # one wrong address of a spreadsheet must not silence all others
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
        with suppress(NotAnAddress):  # one wrong address of a spreadsheet must not silence all others
            queue_mail(
                guest.email,
                _("Contact data: {other}").format(other=as_placeholder(other.name)),
                text.format(**said, lines=lines, address=address) + "\n",
                language=language,
                about=guest,
                key=f"contact:{guest.pk}:{other.pk}:{wish.pk}",
            )


def queue_stage_mail(guest: Participation, others: Sequence[Participation], *, event: Event, wave: str) -> None:
    """Queue the question how far a guest is with those she met; once for each wave."""
    language = _language(guest)
    with override(language):
        names = [as_placeholder(other.name) for other in others if not other.is_hidden]
        shown = [f"- {name}" for name in names[:MOST_NAMED]] + ["- …"] * (len(names) > MOST_NAMED)
        text = _(
            "Dear {name},\n\nat «{event}» you met people with whom it was worth it. How far are you with them now?\n\n"
            "{lines}\n\nSay it on one page, without a password:\n{address}\n\nThat nothing came of it is an answer as "
            "well; then we do not ask again."
        )
        said = {"name": as_placeholder(guest.name), "event": as_placeholder(str(event))}
        address = f"{guest_address(guest)}collaborations/".replace("/de/", f"/{language}/", 1)
        with suppress(NotAnAddress):  # one wrong address of a spreadsheet must not silence all others
            queue_mail(
                guest.email,
                _("How far are you? {event}").format(event=said["event"]),
                text.format(**said, lines="\n".join(shown) or "- …", address=address) + "\n",
                language=language,
                about=guest,
                key=mail_key(event, wave, guest),
            )
