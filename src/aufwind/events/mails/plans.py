"""What is sent to guests, through the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from aufwind.core.outbox import as_placeholder, queue_mail
from aufwind.events.links import guest_address

if TYPE_CHECKING:
    from aufwind.events.models import Plan


def queue_meeting_lists(plan: Plan, *, again: bool = False) -> int:
    """Queue one mail with her personal page for every guest concerned who has an address; returns how many.

    Concerned is everybody, or after a repair whose meetings changed. The same plan queues each guest's mail once,
    however often this runs; `again` says that a repair was taken back.
    """
    guests = plan.event.participations.exclude(email="")
    if plan.repairs_id is not None:
        guests = guests.filter(key__in={key for move in plan.moves for key in move["people"]})
    for guest in guests:
        queue_mail(
            guest.email,
            _subject(plan),
            _text(plan, guest.name, guest_address(guest)),
            language="de",
            about=plan,
            key=f"plan:{plan.pk}{':back' if again else ''}:guest:{guest.pk}",
        )
    return len(guests)


def _titles(plan: Plan) -> dict[str, str]:
    return {"de": plan.event.title_de, "en": plan.event.title_en}


def _subject(plan: Plan) -> str:
    parts = []
    for language, title in _titles(plan).items():
        with override(language):
            parts.append(_("Your meetings: {event}").format(event=as_placeholder(title)))
    return " / ".join(parts)


def _text(plan: Plan, name: str, address: str) -> str:
    parts = []
    for language, title in _titles(plan).items():
        with override(language):
            text = _(
                "Dear {name},\n\nyour meetings at «{event}» are planned. You find them, always up to date, here:\n"
                "{address}\n\nThe link is yours alone; please do not pass it on."
            )
            here = address.replace("/de/", f"/{language}/", 1)
            parts.append(text.format(name=as_placeholder(name), event=as_placeholder(title), address=here))
    return "\n\n----\n\n".join(parts) + "\n"
