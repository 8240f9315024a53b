"""What guests are told about their registration: one mail for each change of state, in their language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy, override

from aufwind.core.outbox import as_placeholder, queue_mail
from aufwind.events.enums import ParticipationState
from aufwind.events.links import guest_address

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from aufwind.events.models import Participation

SUBJECTS: dict[str, _StrPromise] = {
    ParticipationState.INVITED: gettext_lazy("Invitation: {event}"),
    ParticipationState.REGISTERED: gettext_lazy("You are registered: {event}"),
    ParticipationState.WAITING: gettext_lazy("You are on the waiting list: {event}"),
    ParticipationState.REQUESTED: gettext_lazy("We have got your registration: {event}"),
    ParticipationState.REFUSED: gettext_lazy("No seat for you: {event}"),
    ParticipationState.CANCELLED: gettext_lazy("You have cancelled: {event}"),
}
TEXTS: dict[str, _StrPromise] = {
    ParticipationState.INVITED: gettext_lazy(
        "Dear {name},\n\nyou are invited to «{event}». You register in two minutes, or say no with one click, here:\n"
        "{address}\n\nThe link is yours alone; please do not pass it on."
    ),
    ParticipationState.REGISTERED: gettext_lazy(
        "Dear {name},\n\nyou have a seat at «{event}». On your own page you say whom you would like to meet, and find "
        "your meetings once they are planned:\n{address}\n\nIf you cannot come, please give your seat back there: "
        "somebody is waiting for it. The link is yours alone; please do not pass it on."
    ),
    ParticipationState.WAITING: gettext_lazy(
        "Dear {name},\n\nall seats at «{event}» are taken. You are on the waiting list and move up by yourself, in the "
        "order of registration; we write as soon as you have a seat. Your own page:\n{address}"
    ),
    ParticipationState.REQUESTED: gettext_lazy(
        "Dear {name},\n\nwe have got your registration for «{event}». The organisers look at each by hand; we write as "
        "soon as they have decided. Your own page:\n{address}"
    ),
    ParticipationState.REFUSED: gettext_lazy(
        "Dear {name},\n\nthis time there is no seat for you at «{event}». Your own page:\n{address}"
    ),
    ParticipationState.CANCELLED: gettext_lazy(
        "Dear {name},\n\nyou do not come to «{event}». Thank you for saying so. If you change your mind, register "
        "again by the same link:\n{address}"
    ),
}


def queue_state_mail(guest: Participation, *, again: str = "") -> None:
    """Queue the mail that says how far the guest is, once for each change; nothing without an address.

    Args:
        again: A mark that makes it another mail, where it is sent once more.
    """
    if guest.email and guest.state in TEXTS:
        mark = f":again:{again}" if again else ""
        _queue(guest, f"participation:{guest.pk}:{guest.version}{mark}", SUBJECTS[guest.state], TEXTS[guest.state])


def queue_known_guest_mail(guest: Participation, *, key: str) -> None:
    """Queue the link of somebody who takes part already and registered once more, once for each form."""
    text = gettext_lazy(
        "Dear {name},\n\nsomebody, probably you, has registered this address for «{event}» once more. You take part "
        "already; nothing has changed. Your own page:\n{address}"
    )
    _queue(guest, f"participation:{guest.pk}:again:{key}", gettext_lazy("Your link: {event}"), text)


def _queue(guest: Participation, key: str, subject: _StrPromise, text: _StrPromise) -> None:
    language = guest.language if guest.language in {"de", "en"} else "de"
    address = guest_address(guest).replace("/de/", f"/{language}/", 1)
    with override(language):
        event = as_placeholder(str(guest.event))
        queue_mail(
            guest.email,
            str(subject).format(event=event),
            str(text).format(name=as_placeholder(guest.name), event=event, address=address) + "\n",
            language=language,
            about=guest,
            key=key,
        )
