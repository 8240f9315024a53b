"""What grows after meetings: when guests are asked, what is still open, how far each collaboration is."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, Max, OuterRef, Prefetch, Q
from django.utils import timezone

from aufwind.core.models import OutgoingMail
from aufwind.events.enums import Stage, Wave
from aufwind.events.models import Collaboration, Event, Participation, StageAnswer
from aufwind.events.queries.events import participations_visible_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet

    from aufwind.core.policy import Visitor

FIRST_AFTER = timedelta(days=14)
MONTHS = {Wave.MONTHS_3: 3, Wave.MONTHS_6: 6}
ASKED_AT = time(9)
ASK_UNTIL = timedelta(days=7 * 31)
"""Six months and a good part of the seventh: what was not asked by then, because nothing ran, is not asked any more."""

LADDER = (Stage.CONTACT, Stage.TALK, Stage.AGREED, Stage.RUNNING, Stage.DONE)
"""From the first step to the last; «nothing» stands beside it."""
WORKING = frozenset({Stage.AGREED, Stage.RUNNING, Stage.DONE})
"""From here on two work with each other."""
CLOSED = frozenset({Stage.NOTHING, Stage.DONE})
"""Whoever says so is not asked again."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A collaboration with what its two say; their newest answers count."""

    collaboration: Collaboration
    answers: tuple[StageAnswer, ...]

    @property
    def latest(self) -> dict[int, StageAnswer]:
        """The newest answer of each who has answered, by primary key of the guest."""
        return {answer.giver_id: answer for answer in self.answers}

    @property
    def both(self) -> tuple[Participation, Participation]:
        """The two."""
        return self.collaboration.left, self.collaboration.right

    def other(self, guest: Participation) -> Participation:
        """With whom `guest` has it."""
        left, right = self.both
        return right if guest.pk == left.pk else left

    def is_open_for(self, guest: Participation, wave: str) -> bool:
        """Whether `guest` is to be asked in `wave`: she did not close it, and has not answered in this wave."""
        answer = self.latest.get(guest.pk)
        return answer is None or (answer.stage not in CLOSED and answer.wave != wave)

    @property
    def stage(self) -> str:
        """The furthest that one of the two says now; «nothing» where nobody says more; empty where nobody answered."""
        said = {answer.stage for answer in self.latest.values()}
        going = [stage for stage in LADDER if stage in said]
        return going[-1] if going else Stage.NOTHING if said else ""

    @property
    def is_disputed(self) -> bool:
        """One of the two says that nothing came of it, the other that something did."""
        said = {answer.stage for answer in self.latest.values()}
        return Stage.NOTHING in said and len(said) > 1

    @property
    def amount_cents(self) -> int | None:
        """The amount that was said last; both may speak of the same contract, so it is not added up."""
        known = [answer for answer in self.latest.values() if answer.amount_cents is not None]
        return max(known, key=lambda answer: (answer.answered_at, answer.pk)).amount_cents if known else None

    def has_reached(self, stage: str) -> bool:
        """Whether it is at `stage` or further."""
        return self.stage in LADDER and LADDER.index(Stage(self.stage)) >= LADDER.index(Stage(stage))


def progress_of(event: Event, *, guest: Participation | None = None) -> list[Progress]:
    """The collaborations of an event, or of one guest of it, as they came up. Two statements."""
    rows = Collaboration.objects.filter(event=event)
    if guest is not None:
        rows = rows.filter(Q(left=guest) | Q(right=guest))
    found = rows.select_related("left", "left__adviser", "right", "right__adviser", "story", "tie").prefetch_related(
        Prefetch("answers", StageAnswer.objects.order_by("answered_at", "pk"))
    )
    return [Progress(collaboration, tuple(collaboration.answers.all())) for collaboration in found]


def has_collaborations(guest: Participation) -> bool:
    """Whether something grows between a guest and somebody she met; one statement."""
    return Collaboration.objects.filter(Q(left=guest) | Q(right=guest)).exists()


SHOWS: dict[str, Callable[[Progress], bool]] = {
    "all": lambda _progress: True,
    "contact": lambda progress: progress.has_reached(Stage.CONTACT),
    "talk": lambda progress: progress.has_reached(Stage.TALK),
    "agreed": lambda progress: progress.has_reached(Stage.AGREED),
    "running": lambda progress: progress.has_reached(Stage.RUNNING),
    "nothing": lambda progress: progress.stage == Stage.NOTHING,
    "disputed": lambda progress: progress.is_disputed,
    "silent": lambda progress: not progress.stage,
    "tied": lambda progress: progress.collaboration.tie_id is not None,
    "amount": lambda progress: progress.amount_cents is not None,
}
"""How the list of collaborations can be narrowed; every figure is the length of one of these."""


@dataclass(frozen=True, slots=True)
class StageFigures:
    """How many collaborations each part of the list has, and the sum of the amounts that were said."""

    counts: dict[str, int]
    amount_cents: int


def stage_figures(lines: Iterable[Progress]) -> StageFigures:
    """The figures of the second stage, counted from the list; no statement."""
    rows = list(lines)
    counts = {name: sum(map(is_shown, rows)) for name, is_shown in SHOWS.items()}
    return StageFigures(counts, sum(progress.amount_cents or 0 for progress in rows))


def last_moment(event: Event) -> datetime | None:
    """When the last meeting of an event begins; None where no times are known. One statement."""
    found: datetime | None = event.slots.in_force().aggregate(last=Max("starts_at"))["last"]
    return found


def wave_moments(last: datetime | None) -> dict[Wave, datetime]:
    """When each wave is asked, at nine in the morning where the event takes place; nothing where no times are known."""
    if last is None:
        return {}
    day = timezone.localtime(last).date()
    days = {Wave.DAYS_14: day + FIRST_AFTER, **{wave: months_later(day, months) for wave, months in MONTHS.items()}}
    return {wave: timezone.make_aware(datetime.combine(when, ASKED_AT)) for wave, when in days.items()}


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def wave_of(event: Event) -> Wave:
    """In which wave an answer given now is; before the first it is «in between». One statement."""
    now = timezone.now()
    begun = [wave for wave, moment in wave_moments(last_moment(event)).items() if moment <= now]
    return begun[-1] if begun else Wave.OTHER


def events_in_second_stage() -> list[Event]:
    """Events between their first fortnight and the end of the seventh month, of which something came; one statement."""
    now = timezone.now()
    ended = Event.objects.annotate(last=Max("slots__starts_at", filter=Q(slots__is_retired=False)))
    has_some = Exists(Collaboration.objects.filter(event=OuterRef("pk")))
    return list(ended.filter(has_some, last__lt=now - FIRST_AFTER + timedelta(days=1), last__gt=now - ASK_UNTIL))


def guests_to_ask(event: Event) -> tuple[Wave, list[tuple[Participation, list[Progress]]]]:
    """The wave we are in, and who has an address and something open in it, with what is open. Three statements."""
    wave = wave_of(event)
    if wave == Wave.OTHER:
        return wave, []
    due: dict[int, tuple[Participation, list[Progress]]] = {}
    for progress, guest in _open_sides(progress_of(event), wave):
        if guest.email:
            due.setdefault(guest.pk, (guest, []))[1].append(progress)
    return wave, list(due.values())


def _open_sides(lines: Iterable[Progress], wave: str) -> Iterable[tuple[Progress, Participation]]:
    return ((progress, guest) for progress in lines for guest in progress.both if progress.is_open_for(guest, wave))


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """That a guest has not said yet, in the present wave, how far she is with somebody."""

    guest: Participation
    other: Participation
    said: StageAnswer | None


def open_answers(event: Event, visitor: Visitor, *, lines: Iterable[Progress] | None = None) -> list[OpenAnswer]:
    """What is open at an event among the guests this visitor looks after, by name; nothing before the first wave.

    Four statements, two where `lines` are known.
    """
    wave = wave_of(event)
    if wave == Wave.OTHER:
        return []
    mine = set(participations_visible_to(visitor).filter(event=event).values_list("pk", flat=True))
    rows = progress_of(event) if lines is None else lines
    found = [
        OpenAnswer(guest, progress.other(guest), progress.latest.get(guest.pk))
        for progress, guest in _open_sides(rows, wave)
        if guest.pk in mine
    ]
    return sorted(found, key=lambda line: (line.guest.name_folded, line.guest.pk, line.other.name_folded))


def open_answers_of_clients(visitor: Visitor) -> list[tuple[Event, OpenAnswer]]:
    """What is open among the visitor's own clients, the latest event first. Four statements an event."""
    clients: QuerySet[Participation] = participations_visible_to(visitor).filter(adviser_id=visitor.user_id or 0)
    asked = {event.pk for event in events_in_second_stage()}
    events = Event.objects.filter(pk__in=asked & set(clients.values_list("event_id", flat=True)))
    return [
        (event, line)
        for event in events
        for line in open_answers(event, visitor)
        if line.guest.adviser_id == visitor.user_id
    ]


@dataclass(frozen=True, slots=True)
class WaveLine:
    """Who was asked in a wave, and who of them answered.

    Attributes:
        asked: Who got its mail, and who answered without one.
        by_staff: Of those who answered, for whom somebody of the staff entered it.
    """

    wave: Wave
    asked_at: datetime
    asked: tuple[Participation, ...]
    answered: tuple[Participation, ...]
    by_staff: int

    @property
    def percent(self) -> float | None:
        """Share of those asked who answered; None before anybody was asked."""
        return 100 * len(self.answered) / len(self.asked) if self.asked else None


def mail_key(event: Event, wave: str, guest: Participation) -> str:
    """What the mail of a wave to a guest is called; it stays when the mail itself is erased."""
    return f"event:{event.pk}:stage:{wave}:{guest.pk}"


def wave_lines(event: Event, lines: Iterable[Progress]) -> list[WaveLine]:
    """The waves of an event with who was asked and who answered, by name. Two statements."""
    rows = list(lines)
    guests = {guest.pk: guest for progress in rows for guest in progress.both}
    keys = set(OutgoingMail.objects.filter(key__startswith=f"event:{event.pk}:stage:").values_list("key", flat=True))
    given = [answer for progress in rows for answer in progress.answers]
    found = []
    for wave, moment in wave_moments(last_moment(event)).items():
        answered = {answer.giver_id for answer in given if answer.wave == wave}
        staff = {a.giver_id for a in given if a.wave == wave and a.answered_by != f"participation:{a.giver_id}"}
        asked = {key for key, guest in guests.items() if mail_key(event, wave, guest) in keys}
        found.append(
            WaveLine(wave, moment, _named(guests, asked | answered), _named(guests, answered), by_staff=len(staff))
        )
    return found


def _named(guests: dict[int, Participation], keys: set[int]) -> tuple[Participation, ...]:
    return tuple(sorted((guests[key] for key in keys), key=lambda guest: (guest.name_folded, guest.pk)))
