"""What is sent to guests, through the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from aufwind.core.outbox import queue_mail
from aufwind.events.links import guest_address

if TYPE_CHECKING:
    from aufwind.events.models import Plan

LANGUAGES = ("de", "en")


def queue_meeting_lists(plan: Plan) -> int:
    """Queue one mail with her personal page for every guest with an address; returns how many.

    The same plan queues each guest's mail once, however often this runs.
    """
    guests = plan.event.participations.exclude(email="")
    for guest in guests:
        queue_mail(
            guest.email,
            _both("Your meetings: {event}", event=_titles(plan)),
            _both_texts(plan, guest.name, guest_address(guest)),
            language="de",
            about=plan,
            key=f"plan:{plan.pk}:guest:{guest.pk}",
        )
    return len(guests)


def _titles(plan: Plan) -> dict[str, str]:
    return {"de": plan.event.title_de, "en": plan.event.title_en}


def _both(text: str, *, event: dict[str, str]) -> str:
    parts = []
    for language in LANGUAGES:
        with override(language):
            parts.append(_(text).format(event=event[language]))
    return " / ".join(parts)


def _both_texts(plan: Plan, name: str, address: str) -> str:
    parts = []
    for language in LANGUAGES:
        with override(language):
            text = _(
                "Dear {name},\n\nyour meetings at «{event}» are planned. You find them, always up to date, here:\n"
                "{address}\n\nThe link is yours alone; please do not pass it on."
            )
            parts.append(text.format(name=name, event=_titles(plan)[language], address=address.replace("/de/", f"/{language}/", 1)))
    return "\n\n----\n\n".join(parts) + "\n"
