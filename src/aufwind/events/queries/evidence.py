"""The lists behind an event's figures: every number of the outcome is the length of one of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Prefetch

from aufwind.core.folding import folded
from aufwind.events.enums import PlanState, Verdict
from aufwind.events.models import Meeting, Outcome, Participation, Seat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from aufwind.events.models import Event

HELD, NOT_HELD, DISPUTED, UNANSWERED = "held", "not_held", "disputed", "unanswered"


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting of the published plan with what those who sat there say of it."""

    meeting: Meeting
    guests: tuple[Participation, ...]
    said: tuple[Outcome, ...]

    @property
    def state(self) -> str:
        """Held where at least one says so and nobody denies it; not held, disputed, unanswered."""
        words = {outcome.was_held for outcome in self.said}
        return {frozenset({True}): HELD, frozenset({False}): NOT_HELD, frozenset(): UNANSWERED}.get(
            frozenset(words), DISPUTED
        )

    @property
    def is_exchanged(self) -> bool:
        """At least two of them gave their contact data."""
        return sum(bool(outcome.shares_contact) for outcome in self.said) >= 2

    @property
    def remarks(self) -> tuple[Outcome, ...]:
        """What was said in words."""
        return tuple(outcome for outcome in self.said if outcome.note)


def meeting_lines(event: Event) -> list[MeetingLine]:
    """The meetings of the published plan, by time and table. Three statements."""
    seats = Prefetch("seats", Seat.objects.select_related("participation").order_by("participation__position", "pk"))
    meetings = Meeting.objects.filter(plan__event=event, plan__state=PlanState.PUBLISHED)
    found = list(meetings.select_related("slot", "table").prefetch_related(seats))
    said: dict[int, list[Outcome]] = {}
    outcomes = Outcome.objects.filter(wish__event=event, wish__in=meetings.values("wish"))
    for outcome in outcomes.select_related("giver"):
        said.setdefault(outcome.wish_id, []).append(outcome)
    return [
        MeetingLine(
            meeting, tuple(seat.participation for seat in meeting.seats.all()), tuple(said.get(meeting.wish_id, ()))
        )
        for meeting in found
    ]


MEETINGS: dict[str, Callable[[MeetingLine], bool]] = {
    "all": lambda _line: True,
    HELD: lambda line: line.state == HELD,
    NOT_HELD: lambda line: line.state == NOT_HELD,
    DISPUTED: lambda line: line.state == DISPUTED,
    UNANSWERED: lambda line: line.state == UNANSWERED,
    "exchanged": lambda line: line.is_exchanged,
    "remarks": lambda line: bool(line.remarks),
}
"""How the list of meetings can be narrowed."""


def verdict_lines(lines: Iterable[MeetingLine]) -> list[tuple[MeetingLine, Outcome]]:
    """Every verdict with its meeting; no statement."""
    return [(line, outcome) for line in lines for outcome in line.said if outcome.verdict]


VERDICTS: dict[str, Callable[[tuple[MeetingLine, Outcome]], bool]] = {
    "all": lambda _pair: True,
    "fits": lambda pair: pair[1].verdict == Verdict.FITS,
    "later": lambda pair: pair[1].verdict == Verdict.LATER,
    "not": lambda pair: pair[1].verdict == Verdict.NOT,
}
"""How the list of verdicts can be narrowed."""


def seated_guests(event: Event) -> list[Participation]:
    """Who had a seat, by name; one statement."""
    return list(event.participations.seated().order_by("name_folded", "pk"))


GUESTS: dict[str, Callable[[Participation], bool]] = {
    "all": lambda _guest: True,
    "here": lambda guest: guest.checked_in_at is not None,
    "no_shows": lambda guest: guest.checked_in_at is None,
}
"""How the list of guests can be narrowed."""


def ratings_of(event: Event) -> list[int]:
    """How guests liked the whole event, the best first, without saying who; one statement."""
    rated = event.participations.exclude(satisfaction=None).values_list("satisfaction", flat=True)
    return sorted((rating for rating in rated if rating is not None), reverse=True)


def remarks_of(event: Event) -> list[str]:
    """What guests say of the whole event, in the order of the alphabet: it tells nothing of who said it."""
    return sorted(event.participations.exclude(remarks="").values_list("remarks", flat=True), key=folded)


def is_named(guests: Iterable[Participation], words: str) -> bool:
    """Whether the name or organisation of one of the guests has all of `words`."""
    wanted = folded(words).split()
    return any(all(word in folded(f"{guest.name} {guest.organisation}") for word in wanted) for guest in guests)


Line = TypeVar("Line")


def counts_among(lines: Iterable[Line], shows: Mapping[str, Callable[[Line], bool]]) -> dict[str, int]:
    """How many lines each part of a list has; no statement."""
    rows = list(lines)
    return {name: sum(map(is_shown, rows)) for name, is_shown in shows.items()}
