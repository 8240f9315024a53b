"""What registration pages read: seats left, terms in force, what a guest's register entry says already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from aufwind.events.enums import EventState, ParticipationState

if TYPE_CHECKING:
    from aufwind.events.models import Event, Participation, Terms


@dataclass(frozen=True, slots=True)
class Door:
    """Whether one can register for an event, and what to expect.

    Attributes:
        seats_left: None: there is no limit.
        why: Why it is shut: «early», «late», «called-off», «no-terms»; empty: it is open.
    """

    seats_left: int | None
    why: str

    @property
    def is_open(self) -> bool:
        """Whether the form is shown."""
        return not self.why

    @property
    def is_full(self) -> bool:
        """Whether whoever registers now waits."""
        return self.seats_left == 0


def door_for(event: Event) -> Door:
    """Whether one can register now; at most three statements."""
    return Door(_seats_left(event), _why_shut(event))


def _why_shut(event: Event) -> str:
    now = timezone.now()
    if event.state == EventState.CALLED_OFF:
        return "called-off"
    if event.registration_opens_at and now < event.registration_opens_at:
        return "early"
    is_over = event.starts < timezone.localdate().isoformat()[: len(event.starts)]
    if is_over or (event.registration_closes_at and now >= event.registration_closes_at):
        return "late"
    return "" if terms_of(event) else "no-terms"


def _seats_left(event: Event) -> int | None:
    if event.capacity is None:
        return None
    seated = event.participations.seated().count()
    return 0 if event.participations.waiting().exists() else max(0, event.capacity - seated)


def terms_of(event: Event) -> Terms | None:
    """What is agreed to now; None: nothing has been written, so nobody can register."""
    return event.terms.first()


def place_in_line(guest: Participation) -> int:
    """How many wait before her, herself included; 0 where she does not wait."""
    if guest.state != ParticipationState.WAITING or guest.number is None:
        return 0
    return guest.event.participations.waiting().filter(number__lte=guest.number).count()
