"""A list of guests out of a file is kept, given its meaning, and taken over: all of it or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from aufwind.accounts.links import personal_links
from aufwind.actors.enums import Side
from aufwind.actors.models import Actor
from aufwind.core.audit import record
from aufwind.core.folding import folded
from aufwind.core.policy import require
from aufwind.events.actions.participations import locked, next_number
from aufwind.events.enums import EventState, ParticipationState, Source
from aufwind.events.errors import RegistrationIsClosed, StateDoesNotAllow
from aufwind.events.guest_lists import FIELDS, GuestRow, RowState, guessed_mapping, listings_in, read_rows, side_of
from aufwind.events.links import PURPOSE
from aufwind.events.mails.registration import queue_state_mail
from aufwind.events.models import GuestFile, GuestListing, Participation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aufwind.core.policy import Visitor
    from aufwind.events.models import Event

INVITE, ENTER = "invite", "enter"
MODES = (INVITE, ENTER)


@transaction.atomic
def keep_guest_file(
    event: Event, *, file_name: str, columns: Sequence[str], rows: Sequence[Mapping[str, str]], by: Visitor
) -> GuestFile:
    """Keep a list that was read, with the columns' meaning as far as it can be guessed.

    Raises:
        NotAllowed: `by` does not run the event.
    """
    require(by, "events.run", event)
    kept = GuestFile.objects.create(
        event=event,
        uploaded_by_id=by.user_id,
        file_name=file_name[:200],
        columns=[*columns],
        rows=[dict(row) for row in rows],
        mapping=guessed_mapping(columns),
    )
    record("guest-file.kept", kept, by=by, facts={"event": event.slug, "rows": len(rows)})
    return kept


@transaction.atomic
def map_guest_file(kept: GuestFile, mapping: Mapping[str, str], *, by: Visitor) -> GuestFile:
    """Say under which heading each field stands; what names no column of the file is left out.

    Raises:
        NotAllowed: `by` does not run the event.
    """
    require(by, "events.run", kept.event)
    kept.mapping = {name: mapping[name] for name in FIELDS if mapping.get(name) in kept.columns}
    kept.save(update_fields=["mapping"])
    return kept


@transaction.atomic
def take_over_guest_file(kept: GuestFile, *, mode: str, by: Visitor) -> GuestFile:
    """Invite or enter everybody of the file who is not known yet; faulty rows are left out. Twice is once.

    Args:
        mode: «invite»: each gets one mail with her link. «enter»: they registered elsewhere and get seats in the order
            of the file while there are any, without a mail.

    Raises:
        NotAllowed: `by` does not run the event.
        RegistrationIsClosed: The event is a draft, or called off.

    Cost: about 2 ms a row.
    """
    require(by, "events.run", kept.event)
    event = locked(kept.event)
    if event.state != EventState.ANNOUNCED:
        raise RegistrationIsClosed
    kept = GuestFile.objects.select_for_update().get(pk=kept.pk)
    if kept.taken_over_at is not None:
        return kept
    rows = read_rows(event, kept.rows, kept.mapping, needs_email=mode == INVITE)
    fresh = [row for row in rows if row.state == RowState.NEW]
    guests = _added(event, fresh, mode)
    if mode == INVITE:
        personal_links(PURPOSE, [str(guest.pk) for guest in guests])  # all at once, so that no mail makes its own
        for guest in guests:
            queue_state_mail(guest)
    kept.result = {state.value: sum(row.state == state for row in rows) for state in RowState}
    kept.taken_over_at = timezone.now()
    kept.rows = []  # strangers' data are not kept twice
    kept.save(update_fields=["result", "taken_over_at", "rows"])
    facts: dict[str, Any] = {"event": event.slug, "mode": mode, **kept.result}
    record("guests.imported", kept, by=by, facts=facts)
    return kept


def _added(event: Event, rows: Sequence[GuestRow], mode: str) -> list[Participation]:
    last = event.participations.aggregate(last=Max("position"))["last"]
    first = 0 if last is None else last + 1
    seats = None if event.capacity is None else max(0, event.capacity - event.participations.seated().count())
    actors = _actors(rows)
    guests: list[Participation] = []
    for position, row in enumerate(rows, start=first):
        guest = _guest(event, row, position)
        guest.actor = actors.get(guest.email)
        if mode == INVITE:
            guest.state, guest.source, guest.invited_at = ParticipationState.INVITED, Source.INVITATION, timezone.now()
        else:
            has_seat = seats is None or len(guests) < seats
            guest.state = ParticipationState.REGISTERED if has_seat else ParticipationState.WAITING
            guest.source, guest.registered_at, guest.number = Source.STAFF, timezone.now(), next_number(event)
        guests.append(guest)
    Participation.objects.bulk_create(guests, batch_size=500)
    _list(guests, rows)
    return guests


def _guest(event: Event, row: GuestRow, position: int) -> Participation:
    facts = row.facts
    return Participation(
        event=event,
        key=f"g{position + 1}-{event.pk}",
        position=position,
        name=facts["name"],
        name_folded=folded(facts["name"])[:200],
        email=facts.get("email", "").lower(),
        organisation=facts.get("organisation", ""),
        phone=facts.get("phone", ""),
        language=facts["language"],
        side=(side_of(event, facts.get("side", "")) or "") if event.sides else "",
    )


def _actors(rows: Sequence[GuestRow]) -> dict[str, Actor]:
    """Entries of the register by address, where exactly one has it. One statement for 500 rows."""
    emails = [email for row in rows if (email := row.facts.get("email", "").lower())]
    found: dict[str, list[Actor]] = {}
    for start in range(0, len(emails), 500):
        for actor in Actor.objects.living().filter(email__in=emails[start : start + 500]):
            found.setdefault(actor.email.lower(), []).append(actor)
    return {email: actors[0] for email, actors in found.items() if len(actors) == 1}


def _list(guests: Sequence[Participation], rows: Sequence[GuestRow]) -> None:
    """Offers and needs of the rows."""
    GuestListing.objects.bulk_create(
        [
            GuestListing(participation=guest, side=side, title=text)
            for guest, row in zip(guests, rows, strict=True)
            for name, side in (("offer", Side.OFFER), ("need", Side.NEED))
            for text in listings_in(row.facts.get(name, ""))
        ],
        batch_size=500,
    )


@transaction.atomic
def forget_guest_file(kept: GuestFile, *, by: Visitor) -> None:
    """Throw a list away that was not taken over.

    Raises:
        NotAllowed: `by` does not run the event.
        StateDoesNotAllow: It was taken over.
    """
    require(by, "events.run", kept.event)
    if kept.taken_over_at is not None:
        raise StateDoesNotAllow
    record("guest-file.forgotten", kept, by=by, facts={"event": kept.event.slug})
    kept.delete()
