"""Guests are invited, entered by staff, reminded, and given an adviser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from aufwind.accounts.links import personal_links
from aufwind.actors.enums import Sort
from aufwind.core.audit import record
from aufwind.core.policy import require
from aufwind.events.actions.participations import add_participation, locked
from aufwind.events.enums import EventState, ParticipationState, Source
from aufwind.events.errors import RegistrationIsClosed, StateDoesNotAllow
from aufwind.events.links import PURPOSE
from aufwind.events.mails.guests import queue_nudge
from aufwind.events.mails.registration import queue_state_mail
from aufwind.events.models import Participation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aufwind.accounts.models import User
    from aufwind.actors.entries import Entry
    from aufwind.core.policy import Visitor
    from aufwind.events.models import Event


NUDGED = frozenset({ParticipationState.INVITED, ParticipationState.REGISTERED})
"""Who can be reminded: of the invitation, or of what is missing."""


def _announced(event: Event) -> Event:
    """The event, locked, once the public may know of it.

    Raises:
        RegistrationIsClosed: It is a draft, or called off: nobody could register.
    """
    event = locked(event)
    if event.state != EventState.ANNOUNCED:
        raise RegistrationIsClosed
    return event


@transaction.atomic
def invite(event: Event, entries: Iterable[Entry], *, by: Visitor) -> list[Participation]:
    """Invite out of the register who has an address that `by` may see; who takes part or is invited is passed over.

    Each gets one mail with her personal link, in which what is known is filled in already.

    Raises:
        NotAllowed: `by` does not run the event.
        RegistrationIsClosed: The event is a draft, or called off.
    """
    require(by, "events.run", event)
    event = _announced(event)
    known = {email.lower() for email in event.participations.exclude(email="").values_list("email", flat=True)}
    invited = []
    for entry in entries:
        email = (entry.email or "").lower()
        if not email or email in known:
            continue
        known.add(email)
        name = str(entry)
        invited.append(
            _invited(event, name, email, organisation="" if entry.sort == Sort.PERSON else name, actor_id=entry.pk)
        )
    record("guests.invited", event, by=by, facts={"number": len(invited)})
    return invited


def _invited(event: Event, name: str, email: str, *, organisation: str, actor_id: int | None = None) -> Participation:
    guest = add_participation(
        event,
        name=name,
        state=ParticipationState.INVITED,
        source=Source.INVITATION,
        email=email,
        organisation=organisation,
        invited_at=timezone.now(),
    )
    if actor_id is not None:
        guest.actor_id = actor_id
        guest.save(update_fields=["actor"])
    queue_state_mail(guest)
    return guest


@transaction.atomic
def invite_by_list(event: Event, people: Sequence[tuple[str, str, str]], *, by: Visitor) -> list[Participation]:
    """Invite people of a list (name, e-mail, organisation); who takes part or is invited is passed over.

    Raises:
        NotAllowed: `by` does not run the event.
        RegistrationIsClosed: The event is a draft, or called off.
    """
    require(by, "events.run", event)
    event = _announced(event)
    known = {email.lower() for email in event.participations.exclude(email="").values_list("email", flat=True)}
    invited = []
    for name, email, organisation in people:
        if email.lower() not in known:
            known.add(email.lower())
            invited.append(_invited(event, name, email.lower(), organisation=organisation))
    record("guests.invited", event, by=by, facts={"number": len(invited)})
    return invited


@transaction.atomic
def nudge(event: Event, guests: Iterable[Participation], *, by: Visitor) -> int:
    """Remind guests of what they lack, each at most once a day; how many mails were queued.

    Raises:
        NotAllowed: `by` does not look after one of them.
        RegistrationIsClosed: The event is a draft, or called off.
    """
    today = timezone.localdate()
    _announced(event)
    lacking = [guest for guest in guests if guest.state in NUDGED and guest.email]
    for guest in lacking:
        require(by, "events.look-after", guest)
    due = [guest for guest in lacking if not (guest.nudged_at and timezone.localtime(guest.nudged_at).date() == today)]
    personal_links(PURPOSE, [str(guest.pk) for guest in due])  # all at once, so that no mail makes its own
    for guest in due:
        queue_nudge(guest, day=today)
        record("participation.nudged", guest, by=by, facts={"for": guest.key})
    for start in range(0, len(due), 500):
        keys = [guest.pk for guest in due[start : start + 500]]
        Participation.objects.filter(pk__in=keys).update(nudged_at=timezone.now())
    record("guests.nudged", event, by=by, facts={"number": len(due)})
    return len(due)


@transaction.atomic
def resend_link(participation: Participation, *, by: Visitor) -> Participation:
    """Send a guest her link once more, with how far she is; within an hour the same mail goes once.

    Raises:
        NotAllowed: `by` does not look after her.
        StateDoesNotAllow: She has no address.
    """
    require(by, "events.look-after", participation)
    if not participation.email:
        raise StateDoesNotAllow
    queue_state_mail(participation, again=f"{timezone.now():%Y%m%d%H}")
    record("participation.link-resent", participation, by=by, facts={"for": participation.key})
    return participation


@transaction.atomic
def set_adviser(participation: Participation, adviser: User | None, *, by: Visitor) -> Participation:
    """Say who of the staff looks after a guest.

    Raises:
        NotAllowed: `by` does not run the event.
    """
    require(by, "events.run", participation.event)
    participation.adviser = adviser
    participation.save(update_fields=["adviser"])
    facts = {"for": participation.key, "adviser": adviser.pk if adviser else None}
    record("participation.adviser-set", participation, by=by, facts=facts)
    return participation
