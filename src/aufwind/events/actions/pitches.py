"""Pitches: a running order with time limits, started and stopped on the day, and votes of who wants to talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from aufwind.core.audit import record
from aufwind.core.policy import require
from aufwind.events.actions.participations import locked
from aufwind.events.actions.wishes import prefer
from aufwind.events.enums import PreferenceKind
from aufwind.events.errors import CannotPrefer, TooManyMusts, WishesAreClosed
from aufwind.events.models import Pitch, PitchInterest

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor
    from aufwind.events.models import Event, Participation


@transaction.atomic
def add_pitch(
    event: Event,
    *,
    title: str,
    minutes: int,
    by: Visitor,
    text: str = "",
    speaker: str = "",
    participation: Participation | None = None,
) -> Pitch:
    """Put a pitch at the end of the running order; of a guest, or of a speaker who is none.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", event)
    event = locked(event)
    last = event.pitches.aggregate(last=Max("position"))["last"] or 0
    pitch = Pitch.objects.create(
        event=event,
        participation=participation,
        speaker=speaker,
        title=title,
        text=text,
        minutes=minutes,
        position=last + 1,
    )
    record("pitch.added", pitch, by=by, facts={"event": event.slug})
    return pitch


@transaction.atomic
def change_pitch(pitch: Pitch, *, title: str, minutes: int, text: str, by: Visitor) -> Pitch:
    """Change what is said of a pitch and how long it may take.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", pitch.event)
    Pitch.objects.filter(pk=pitch.pk).update(title=title, minutes=minutes, text=text)
    record("pitch.changed", pitch, by=by)
    pitch.refresh_from_db()
    return pitch


@transaction.atomic
def move_pitch(pitch: Pitch, *, is_up: bool, by: Visitor) -> None:
    """Change places with the pitch before or after; at the end of the order nothing happens.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", pitch.event)
    order = list(locked(pitch.event).pitches.all())
    i = next((i for i, one in enumerate(order) if one.pk == pitch.pk), None)
    j = None if i is None else i - 1 if is_up else i + 1
    if i is None or j is None or not 0 <= j < len(order):
        return
    order[i], order[j] = order[j], order[i]
    for position, one in enumerate(order, start=1):
        one.position = position
    Pitch.objects.bulk_update(order, ["position"])
    record("pitch.moved", pitch, by=by)


@transaction.atomic
def remove_pitch(pitch: Pitch, *, by: Visitor) -> None:
    """Take a pitch out of the order, with its votes.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", pitch.event)
    record("pitch.removed", pitch, by=by, facts={"event": pitch.event.slug})
    pitch.delete()


@transaction.atomic
def begin_pitch(pitch: Pitch, *, by: Visitor) -> Pitch:
    """Start the clock; the one before ends. Started again, it begins anew.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", pitch.event)
    event, now = locked(pitch.event), timezone.now()
    event.pitches.exclude(pk=pitch.pk).exclude(began_at=None).filter(ended_at=None).update(ended_at=now)
    Pitch.objects.filter(pk=pitch.pk).update(began_at=now, ended_at=None)
    record("pitch.began", pitch, by=by)
    pitch.refresh_from_db()
    return pitch


@transaction.atomic
def end_pitch(pitch: Pitch, *, by: Visitor) -> Pitch:
    """Stop the clock. Twice is once.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", pitch.event)
    if Pitch.objects.filter(pk=pitch.pk, ended_at=None).exclude(began_at=None).update(ended_at=timezone.now()):
        record("pitch.ended", pitch, by=by)
    pitch.refresh_from_db()
    return pitch


@transaction.atomic
def show_interest(pitch: Pitch, guest: Participation, *, by: Visitor, note: str = "") -> PitchInterest:
    """Say that a guest wants to talk to whoever pitches; said again, the remark is replaced.

    Raises:
        NotAllowed: It is not her own page, and `by` does not look after her.
        CannotPrefer: It is her own pitch, or one of another event.
    """
    require(by, "events.act-for", guest)
    if pitch.event_id != guest.event_id or pitch.participation_id == guest.pk:
        raise CannotPrefer
    interest, is_new = PitchInterest.objects.update_or_create(pitch=pitch, participation=guest, defaults={"note": note})
    if is_new:
        record("pitch.wanted", pitch, by=by, facts={"for": guest.key})
    return interest


@transaction.atomic
def drop_interest(pitch: Pitch, guest: Participation, *, by: Visitor) -> None:
    """Take an interest back; nothing said, nothing done.

    Raises:
        NotAllowed: It is not her own page, and `by` does not look after her.
    """
    require(by, "events.act-for", guest)
    gone, _rows = PitchInterest.objects.filter(pitch=pitch, participation=guest).delete()
    if gone:
        record("pitch.not-wanted", pitch, by=by, facts={"for": guest.key})


@transaction.atomic
def wishes_from_interests(event: Event, *, by: Visitor) -> int:
    """Make wishes of all interests in pitches of guests: the listener would gladly meet the speaker. How many are new.

    What she said of the speaker herself stays; who must not meet is left out.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", event)
    interests = PitchInterest.objects.filter(pitch__event=event).exclude(pitch__participation=None)
    number = 0
    for interest in interests.select_related("participation__event", "pitch__participation"):
        speaker = interest.pitch.participation
        if speaker is None or interest.participation.preferences.filter(about=speaker).exists():
            continue
        try:
            prefer(interest.participation, speaker, PreferenceKind.LIKE, by=by)
        except (CannotPrefer, TooManyMusts, WishesAreClosed):
            continue
        number += 1
    record("pitch.wishes-made", event, by=by, facts={"number": number})
    return number
