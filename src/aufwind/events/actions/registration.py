"""Seats are asked for, given, waited for and given back. Who counts seats holds the event's lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from aufwind.actors.enums import Side
from aufwind.actors.models import Actor
from aufwind.core.audit import record
from aufwind.core.policy import require
from aufwind.events.actions.participations import add_participation, locked, next_number
from aufwind.events.enums import EventState, ParticipationState, Source
from aufwind.events.errors import RegistrationIsClosed, RegistrationIsStale, StateDoesNotAllow
from aufwind.events.mails.registration import queue_known_guest_mail, queue_state_mail
from aufwind.events.models import Event, GuestListing, Participation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.core.policy import Visitor
    from aufwind.events.models import Terms

CAN_REGISTER = frozenset({
    ParticipationState.INVITED, ParticipationState.DECLINED, ParticipationState.CANCELLED,
})  # fmt: skip
"""From where one can ask for a seat; who was refused asks the organisers."""

CAN_CANCEL = frozenset({
    ParticipationState.REGISTERED, ParticipationState.WAITING, ParticipationState.REQUESTED,
})  # fmt: skip


class Answers(TypedDict, total=False):
    """What a guest says about herself; what is left out stays as it is."""

    name: str
    organisation: str
    side: str
    phone: str
    language: str
    access_note: str
    photos_ok: bool | None
    offers: Sequence[str]
    needs: Sequence[str]


@transaction.atomic
def register(
    event: Event,
    *,
    email: str,
    terms: Terms | None,
    by: Visitor,
    form_key: str = "",
    invitation: Participation | None = None,
    source: str = Source.FORM,
    **answers: Unpack[Answers],
) -> Participation:
    """Ask for a seat: given while there is one, else waited for in the order of commits, or left to the organisers.

    The same form posted again is the same registration. An address that takes part already gets a mail with its own
    link, and nothing else happens: the page answers alike, so nobody learns who takes part.

    Args:
        email: Where her link is sent; may be empty only where staff enters her.
        terms: What she agreed to.
        form_key: Of the form, made by the server; at most 64 characters.
        invitation: Hers, where she came by it; filled in instead of a new row.
        source: How she came: by the form, or entered by staff.

    Raises:
        NotAllowed: The event is not announced, or the invitation is not hers to answer.
        RegistrationIsClosed: Too early, too late, or called off.
        StateDoesNotAllow: The invitation has been answered.
    """
    event = locked(event)
    require(by, "events.register", event)
    if form_key and (done := event.participations.filter(form_key=form_key).first()):
        return done
    _refuse_closed(event, by)
    email = email.strip().lower()
    guest = _invited(event, invitation, email, by) if invitation else None
    if guest is None and (known := _known(event, email)):
        queue_known_guest_mail(known, key=form_key or f"{timezone.now():%Y%m%d%H}")
        return known
    if guest is None:
        name = answers.get("name", "")
        guest = add_participation(event, name=name, state=ParticipationState.INVITED, source=source, email=email)
    guest.actor = guest.actor or _actor_of(email)
    guest.form_key, guest.email, guest.terms = form_key, email, terms
    guest.agreed_at = guest.registered_at = timezone.now()
    _fill_in(guest, answers)
    _seat(event, guest)
    _store(guest, by=by, verb="registered")
    return guest


def _refuse_closed(event: Event, by: Visitor) -> None:
    now = timezone.now()
    is_too_early = event.registration_opens_at is not None and now < event.registration_opens_at
    is_too_late = event.registration_closes_at is not None and now >= event.registration_closes_at
    if event.state == EventState.CALLED_OFF or ((is_too_early or is_too_late) and by.user_id is None):
        raise RegistrationIsClosed


def _invited(event: Event, invitation: Participation, email: str, by: Visitor) -> Participation | None:
    """The invitation to fill in; None where it was passed on and its owner takes part already under her address."""
    require(by, "events.act-for", invitation)
    guest = event.participations.get(pk=invitation.pk)
    if guest.state in CAN_REGISTER:
        return guest
    if email and email != guest.email.lower():
        return None
    raise StateDoesNotAllow


def _known(event: Event, email: str) -> Participation | None:
    """Who takes part, waits or asked under this address."""
    return event.participations.filter(email__iexact=email, state__in=CAN_CANCEL).first() if email else None


def _actor_of(email: str) -> Actor | None:
    """The entry in the register with this address, where exactly one has it."""
    found = list(Actor.objects.living().filter(email__iexact=email)[:2]) if email else []
    return found[0] if len(found) == 1 else None


def _fill_in(guest: Participation, answers: Answers) -> None:
    for name in ("name", "organisation", "side", "phone", "language", "access_note", "photos_ok"):
        if name in answers:
            setattr(guest, name, answers[name])
    for side, titles in ((Side.OFFER, answers.get("offers")), (Side.NEED, answers.get("needs"))):
        if titles is not None:
            guest.listings.filter(side=side).delete()
            GuestListing.objects.bulk_create(
                GuestListing(participation=guest, side=side, title=title[:200], position=position)
                for position, title in enumerate(titles)
                if title.strip()
            )


def _seat(event: Event, guest: Participation) -> None:
    """Her number and her state; `event` is locked."""
    if guest.number is None or guest.state in CAN_REGISTER:
        guest.number = next_number(event)
    if event.needs_approval:
        guest.state = ParticipationState.REQUESTED
    else:
        guest.state = ParticipationState.REGISTERED if has_seats(event) else ParticipationState.WAITING


def has_seats(event: Event) -> bool:
    """Whether a seat is free and nobody waits for it; `event` is locked. At most two statements."""
    if event.capacity is None:
        return True
    return event.participations.seated().count() < event.capacity and not event.participations.waiting().exists()


def _store(guest: Participation, *, by: Visitor, verb: str, tells: bool = True) -> None:
    """Keep a change of state with its line in the log and its one mail."""
    guest.version += 1
    guest.state_at = timezone.now()
    guest.save()
    if tells:
        queue_state_mail(guest)
    facts = {"for": guest.key, "state": str(guest.state), "number": guest.number}
    record(f"participation.{verb}", guest, by=by, facts=facts)


@transaction.atomic
def cancel(participation: Participation, *, by: Visitor) -> Participation:
    """Give a seat, a place in the waiting list or a request back; the first who waits moves up. Twice is once.

    Raises:
        NotAllowed: It is not hers, and `by` does not look after her.
        StateDoesNotAllow: There is nothing to give back.
    """
    require(by, "events.act-for", participation)
    event = locked(participation.event)
    guest = event.participations.get(pk=participation.pk)
    if guest.state == ParticipationState.CANCELLED:
        return guest
    if guest.state not in CAN_CANCEL:
        raise StateDoesNotAllow
    guest.state = ParticipationState.CANCELLED
    _store(guest, by=by, verb="cancelled")
    move_up(event, by=by)
    return guest


@transaction.atomic
def decline(participation: Participation, *, by: Visitor) -> Participation:
    """Say no to an invitation. Twice is once; who changes her mind registers by the same link.

    Raises:
        NotAllowed: It is not hers, and `by` does not look after her.
        StateDoesNotAllow: She has answered already.
    """
    require(by, "events.act-for", participation)
    event = locked(participation.event)
    guest = event.participations.get(pk=participation.pk)
    if guest.state == ParticipationState.DECLINED:
        return guest
    if guest.state != ParticipationState.INVITED:
        raise StateDoesNotAllow
    guest.state = ParticipationState.DECLINED
    _store(guest, by=by, verb="declined", tells=False)
    return guest


@transaction.atomic
def approve(participation: Participation, *, by: Visitor) -> Participation:
    """Admit who asked: to a seat, or to the waiting list by her number. Twice is once.

    Raises:
        NotAllowed: `by` does not run the event.
        StateDoesNotAllow: She asks for nothing (any more).
    """
    require(by, "events.run", participation.event)
    event = locked(participation.event)
    guest = event.participations.get(pk=participation.pk)
    if guest.state in {ParticipationState.REGISTERED, ParticipationState.WAITING}:
        return guest
    if guest.state != ParticipationState.REQUESTED:
        raise StateDoesNotAllow
    guest.state = ParticipationState.REGISTERED if has_seats(event) else ParticipationState.WAITING
    _store(guest, by=by, verb="approved")
    return guest


@transaction.atomic
def refuse(participation: Participation, *, by: Visitor) -> Participation:
    """Do not admit who asked. Twice is once.

    Raises:
        NotAllowed: `by` does not run the event.
        StateDoesNotAllow: She asks for nothing (any more).
    """
    require(by, "events.run", participation.event)
    event = locked(participation.event)
    guest = event.participations.get(pk=participation.pk)
    if guest.state == ParticipationState.REFUSED:
        return guest
    if guest.state != ParticipationState.REQUESTED:
        raise StateDoesNotAllow
    guest.state = ParticipationState.REFUSED
    _store(guest, by=by, verb="refused")
    return guest


@transaction.atomic
def change_registration(
    participation: Participation, *, version: int, by: Visitor, **answers: Unpack[Answers]
) -> Participation:
    """Change what a guest said about herself.

    Args:
        version: Of the participation the form was made from.

    Raises:
        NotAllowed: It is not hers, and `by` does not look after her.
        RegistrationIsStale: Somebody else changed it meanwhile; nothing was stored.
    """
    require(by, "events.act-for", participation)
    locked(participation.event)  # event, guest, log: everybody locks in this order, so that nobody waits in a circle
    won = Participation.objects.filter(pk=participation.pk, version=version).update(version=F("version") + 1)
    guest = Participation.objects.select_related("event").get(pk=participation.pk)
    if not won:
        raise RegistrationIsStale
    _fill_in(guest, answers)
    guest.save()
    record("participation.changed", guest, by=by, facts={"for": guest.key})
    return guest


@transaction.atomic
def confirm_coming(participation: Participation, *, by: Visitor) -> Participation:
    """«I'll be there»: noted once.

    Raises:
        NotAllowed: It is not hers, and `by` does not look after her.
        StateDoesNotAllow: She has no seat.
    """
    require(by, "events.act-for", participation)
    locked(participation.event)
    guest = Participation.objects.select_for_update().select_related("event").get(pk=participation.pk)
    if not guest.is_seated:
        raise StateDoesNotAllow
    if guest.coming_at is None:
        guest.coming_at = timezone.now()
        guest.save(update_fields=["coming_at"])
        record("participation.confirmed", guest, by=by, facts={"for": guest.key})
    return guest


@transaction.atomic
def bring_colleague(participation: Participation, *, name: str, email: str, by: Visitor) -> Participation:
    """Invite somebody of one's own house: she gets her own link and agrees for herself.

    An address that takes part or is invited already gives the participation there is.

    Raises:
        NotAllowed: It is not hers, and `by` does not look after her.
        RegistrationIsClosed: Nobody can register any more.
    """
    require(by, "events.act-for", participation)
    event = locked(participation.event)
    _refuse_closed(event, by)
    email = email.strip().lower()
    if known := event.participations.filter(email__iexact=email).first():
        return known
    guest = add_participation(
        event,
        name=name,
        state=ParticipationState.INVITED,
        source=Source.COLLEAGUE,
        email=email,
        organisation=participation.organisation,
        side=participation.side,
        language=participation.language,
        brought_by=participation,
        invited_at=timezone.now(),
    )
    queue_state_mail(guest)
    record("participation.invited", guest, by=by, facts={"for": guest.key})
    return guest


def move_up(event: Event, *, by: Visitor) -> list[Participation]:
    """Give free seats to those who wait, the first first; `event` is locked. One mail each, nobody is passed over."""
    moved = []
    while event.capacity is None or event.participations.seated().count() < event.capacity:
        guest = event.participations.waiting().first()
        if guest is None:
            break
        guest.state = ParticipationState.REGISTERED
        _store(guest, by=by, verb="moved-up")
        moved.append(guest)
    return moved


@transaction.atomic
def set_capacity(event: Event, capacity: int | None, *, by: Visitor) -> Event:
    """Change how many seats there are; who waits moves up. Fewer seats take none from anybody.

    Raises:
        NotAllowed: `by` does not run the event.
    """
    require(by, "events.run", event)
    event = locked(event)
    event.capacity = capacity
    event.save(update_fields=["capacity"])
    record("event.capacity-set", event, by=by, facts={"capacity": capacity})
    move_up(event, by=by)
    return event


@transaction.atomic
def note_opened(participation: Participation) -> None:
    """Note once that an invited guest has opened her link."""
    Participation.objects.filter(pk=participation.pk, opened_at=None).update(opened_at=timezone.now())
