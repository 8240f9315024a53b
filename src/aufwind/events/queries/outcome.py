"""What came of an event: who is to be asked, whose contact data both gave, and the figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Prefetch, Q
from django.utils import timezone

from aufwind.events.enums import PlanState, Verdict
from aufwind.events.models import Event, Meeting, Outcome, Participation, Seat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aufwind.events.models import Wish

REMIND_AFTER = timedelta(days=2)
ASK_UNTIL = timedelta(days=14)
EVENING = 17
FEWEST_SHOWN = 5
"""Fewer answers than this are not averaged: they would show what one person said."""


def meetings_held_by(guest: Participation) -> list[Meeting]:
    """A guest's meetings of the published plan, with those she met. Two statements."""
    seats = Prefetch("seats", Seat.objects.select_related("participation"))
    mine = Meeting.objects.filter(seats__participation=guest, plan__state=PlanState.PUBLISHED)
    return list(mine.select_related("slot", "table", "wish").prefetch_related(seats).order_by("slot__position"))


def contacts_of(guest: Participation) -> list[Participation]:
    """Whose contact data a guest may see: both said so, and both still do. Two statements."""
    given = Outcome.objects.filter(giver=guest, shares_contact=True).values("wish")
    others = Outcome.objects.filter(wish__in=given, shares_contact=True).exclude(giver=guest)
    return list(Participation.objects.filter(pk__in=others.values("giver"), is_hidden=False).order_by("name_folded"))


def sharers_of(wish: Wish, guest: Participation) -> list[Participation]:
    """Who else of a meeting gives her contact data; one statement."""
    given = Outcome.objects.filter(wish=wish, shares_contact=True).exclude(giver=guest).values("giver")
    return list(Participation.objects.filter(pk__in=given, is_hidden=False))


def events_to_ask() -> list[Event]:
    """Events whose last slot has ended not longer than two weeks ago; one statement."""
    now = timezone.now()
    ended = Event.objects.annotate(last=Max("slots__starts_at", filter=Q(slots__is_retired=False)))
    return list(ended.filter(last__lt=now, last__gt=now - ASK_UNTIL, plans__state=PlanState.PUBLISHED).distinct())


def guests_to_ask(event: Event) -> list[tuple[Participation, int]]:
    """Who had meetings, has an address and answered nothing: with 1 for the evening, 2 for the reminder."""
    latest = event.slots.in_force().exclude(starts_at=None).order_by("starts_at").last()
    last = latest.starts_at if latest else None
    now = timezone.now()
    if last is None:
        return []
    evening = timezone.localtime(last).replace(hour=EVENING, minute=0, second=0, microsecond=0)
    minutes = (latest.minutes if latest else None) or event.slot_minutes
    due = max(evening, last + timedelta(minutes=max(60, minutes)))
    if now < due:
        return []
    turn = 2 if now >= due + REMIND_AFTER else 1
    guests = event.participations.attending().exclude(email="").filter(outcomes=None, satisfaction=None, remarks="")
    met = guests.filter(seats__plan__state=PlanState.PUBLISHED, seats__plan__event=event).distinct()
    return [(guest, turn) for guest in met]


@dataclass(frozen=True, slots=True)
class Figures:
    """An event in numbers, computed from what is there now.

    Attributes:
        held: Meetings of which at least one says that they took place, and nobody that they did not.
        disputed: Of which the people say different things.
        satisfaction: Mean of 1 … 5; None below five answers.
    """

    expected: int
    here: int
    booked: int
    held: int
    not_held: int
    disputed: int
    unanswered: int
    verdicts: dict[str, int]
    contacts: int
    raters: int
    satisfaction: float | None

    @property
    def no_shows(self) -> int:
        """Expected and not checked in."""
        return self.expected - self.here

    @property
    def no_show_percent(self) -> float:
        """Share of those expected who did not come."""
        return 100 * self.no_shows / self.expected if self.expected else 0.0


def figures_of(event: Event) -> Figures:
    """The event's figures. Five statements, whatever the size."""
    wishes = list(
        Meeting.objects.filter(plan__event=event, plan__state=PlanState.PUBLISHED).values_list("wish_id", flat=True)
    )
    answers: dict[int, list[bool]] = {}
    verdicts = dict.fromkeys(Verdict.values, 0)
    shared: dict[int, int] = {}
    rows = Outcome.objects.filter(wish__in=wishes).values_list("wish_id", "was_held", "verdict", "shares_contact")
    for wish, was_held, verdict, shares in rows:
        answers.setdefault(wish, []).append(was_held)
        if verdict:
            verdicts[verdict] += 1
        shared[wish] = shared.get(wish, 0) + bool(shares)
    counts = event.participations.seated().aggregate(
        expected=Count("pk"), here=Count("pk", Q(checked_in_at__isnull=False))
    )
    ratings = list(event.participations.exclude(satisfaction=None).values_list("satisfaction", flat=True))
    return Figures(
        expected=counts["expected"],
        here=counts["here"],
        booked=len(wishes),
        held=_count(answers.values(), {True}),
        not_held=_count(answers.values(), {False}),
        disputed=_count(answers.values(), {True, False}),
        unanswered=len(wishes) - len(answers),
        verdicts=verdicts,
        contacts=sum(number >= 2 for number in shared.values()),
        raters=len(ratings),
        satisfaction=_mean(ratings),
    )


def _count(answers: Iterable[list[bool]], wanted: set[bool]) -> int:
    return sum(set(said) == wanted for said in answers)


def _mean(ratings: list[int | None]) -> float | None:
    known = [rating for rating in ratings if rating is not None]
    return sum(known) / len(known) if len(known) >= FEWEST_SHOWN else None


def answers_of(guest: Participation) -> dict[int, Outcome]:
    """What a guest said, by wish; one statement."""
    return {outcome.wish_id: outcome for outcome in guest.outcomes.all()}
