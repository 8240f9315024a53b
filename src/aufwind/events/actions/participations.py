"""What every way into an event shares: the event's lock, numbers without gaps, keys that stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db.models import Max

from aufwind.events.models import Event, Participation

if TYPE_CHECKING:
    from datetime import datetime

    from aufwind.accounts.models import User
    from aufwind.actors.models import Actor
    from aufwind.events.models import Terms


class GuestFacts(TypedDict, total=False):
    """What is known of a guest beside her name."""

    email: str
    phone: str
    language: str
    side: str
    organisation: str
    actor: Actor | None
    adviser: User | None
    brought_by: Participation | None
    replaces: Participation | None
    form_key: str
    number: int | None
    terms: Terms | None
    agreed_at: datetime | None
    photos_ok: bool | None
    access_note: str
    needs: str
    note: str
    unavailable: list[str]
    invited_at: datetime | None
    opened_at: datetime | None
    registered_at: datetime | None
    checked_in_at: datetime | None


def locked(event: Event) -> Event:
    """The event as it stands, locked until the transaction ends: whoever counts seats holds this.

    Call it first in a transaction. PostgreSQL locks the row; SQLite lets one writer in at a time anyway.
    """
    return Event.objects.select_for_update().get(pk=event.pk)


def next_number(event: Event) -> int:
    """The next registration number; `event` is `locked`, so there is neither gap nor double."""
    event.registrations += 1
    event.save(update_fields=["registrations"])
    return event.registrations


def add_participation(
    event: Event, *, name: str, state: str, source: str, **facts: Unpack[GuestFacts]
) -> Participation:
    """A new participation with a key of its own that files and plans know it by; `event` is `locked`."""
    last = Participation.objects.filter(event=event).aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    return Participation.objects.create(
        event=event,
        key=f"g{position + 1}-{event.pk}",
        position=position,
        name=name,
        state=state,
        source=source,
        **facts,
    )
