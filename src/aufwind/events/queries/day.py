"""The day as desks and screens see it: who is here, whom one looks for, where everybody sits now and next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from aufwind.accounts.links import link_from
from aufwind.core.folding import folded
from aufwind.core.moments import aware
from aufwind.events.enums import OperationState, ParticipationState, PlanState
from aufwind.events.models import Meeting, Participation, Plan, Seat
from aufwind.events.profiles import problem_of_plan, result_from
from aufwind.events.queries.groups import group_seats_at, running_pitch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from aufwind.engine.problem import Problem
    from aufwind.engine.result import Plan as Result
    from aufwind.events.models import DeskOperation, Event, Pitch

MOST_HITS = 12
LONGEST_NUMBER = 18
LINK = re.compile(r"/my/([A-Za-z0-9_.\-]+)")


@dataclass(frozen=True, slots=True)
class Base:
    """What a change on the day starts from: the published plan, the event it was made for, and what comes next.

    Attributes:
        now: Key of the next slot; None: nothing has begun, or no times are known.
    """

    plan: Plan
    problem: Problem
    result: Result
    now: str | None

    def knows(self, guest: Participation) -> bool:
        """Whether the plan was made with her."""
        return any(person.id == guest.key for person in self.problem.participants)

    @property
    def open_slots(self) -> list[str]:
        """Keys of the slots still to come, in order."""
        order = [slot.id for slot in self.problem.slots]
        return order[order.index(self.now) :] if self.now else order


def base_of(event: Event, *, at: datetime | None = None) -> Base | None:
    """What a change starts from at a moment (now); None: no plan is published, or the last slot has begun.

    Nine SQL statements at most, whatever the size.
    """
    plan = event.plans.select_related("event").filter(state=PlanState.PUBLISHED).first()
    if plan is None:
        return None
    problem = problem_of_plan(plan)
    moment = at or timezone.now()
    begun = [slot.starts_at is not None and aware(slot.starts_at) <= moment for slot in problem.slots]
    if begun and all(begun):
        return None
    now = None if not any(begun) else problem.slots[len(begun) - begun[::-1].index(True)].id
    return Base(plan, problem, result_from(plan), now)


@dataclass(frozen=True, slots=True)
class Presence:
    """How many have a seat, are here, are announced for later, are known to stay away, and are missing."""

    expected: int
    here: int
    later: int
    absent: int
    conflicts: int

    @property
    def missing(self) -> int:
        """Expected, and neither here nor announced for later."""
        return self.expected - self.here - self.later


def presence_of(event: Event) -> Presence:
    """How the desk stands, in two SQL statements."""
    seated = Q(state=ParticipationState.REGISTERED)
    coming = seated & Q(absent_at=None)
    counts = event.participations.aggregate(
        expected=Count("pk", coming),
        here=Count("pk", coming & Q(checked_in_at__isnull=False)),
        later=Count("pk", coming & Q(checked_in_at=None) & ~Q(late_until="")),
        absent=Count("pk", seated & Q(absent_at__isnull=False)),
    )
    return Presence(**counts, conflicts=event.operations.filter(state=OperationState.CONFLICT).count())


def people_in(event: Event, state: str) -> list[Participation]:
    """The guests behind a figure of `presence_of`, in the order of names; one SQL statement."""
    coming = event.participations.attending()
    lists = {
        "expected": coming,
        "here": coming.exclude(checked_in_at=None),
        "missing": coming.filter(checked_in_at=None, late_until=""),
        "later": coming.filter(checked_in_at=None).exclude(late_until=""),
        "absent": event.participations.seated().exclude(absent_at=None),
    }
    return list(lists[state].order_by("name", "pk"))


def just_here(event: Event, key: str) -> list[Participation]:
    """Whom the desk has just checked in, to tell her where to go; one SQL statement, none for no key."""
    return list(event.participations.filter(pk=key)) if key.isdecimal() and len(key) <= LONGEST_NUMBER else []


def open_conflicts(event: Event) -> list[DeskOperation]:
    """What contradicts and nobody settled yet, the oldest first; one SQL statement."""
    return list(event.operations.filter(state=OperationState.CONFLICT).select_related("participation"))


def last_operations(event: Event, *, number: int = 8) -> list[DeskOperation]:
    """What was done last, the newest first; one SQL statement."""
    return list(event.operations.select_related("participation", "made_by").order_by("-pk")[:number])


def found_at_desk(event: Event, words: str) -> list[Participation]:
    """Whom the desk may mean: by a badge's QR text, number or key, by parts of her name or organisation, else nearly.

    Umlauts may be typed as «ö», «oe» or «o»; one wrong letter (two from seven on) is forgiven where nothing fits
    exactly. At most twelve, in the order of names; two SQL statements.
    """
    words = words.strip()
    if not words:
        return []
    seated = event.participations.seated()
    if token := LINK.search(words):
        link = link_from(token[1])
        return list(seated.filter(pk=link.subject)) if link and link.purpose == "participation" else []
    columns = seated.values_list("pk", "key", "number", "name", "organisation")
    rows = [(pk, key, number, f"{plain(name)} {plain(house)}".strip()) for pk, key, number, name, house in columns]
    hits = [pk for pk, key, number, _text in rows if words in {key, str(number)}]
    if not hits:
        asked = plain(words).split()
        hits = [pk for pk, _key, _number, text in rows if all(word in text for word in asked)]
        hits = hits or [pk for pk, _key, _number, text in rows if _is_nearly(asked, text.split())]
    found = Participation.objects.filter(pk__in=hits[:200]).order_by("name", "pk")
    return list(found[:MOST_HITS])


def plain(text: str) -> str:
    """Folded, and umlauts written with «e» as without."""
    said = folded(text)
    for long, short in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        said = said.replace(long, short)
    return said


def _is_nearly(asked: list[str], words: list[str]) -> bool:
    return all(any(_begins_nearly(one, word) for word in words) for one in asked if len(one) > 2) and any(
        len(one) > 2 for one in asked
    )


def _begins_nearly(asked: str, word: str) -> bool:
    """Whether `word` begins with something at most one letter (two from seven on) from what was asked."""
    most = 2 if len(asked) >= 7 else 1
    before = list(range(len(word) + 1))
    for i, letter in enumerate(asked, start=1):
        row = [i]
        for j, other in enumerate(word, start=1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other)))
        before = row
    return min(before) <= most


def next_meetings(guests: Sequence[Participation]) -> dict[int, Meeting]:
    """For each guest her next published meeting with slot and table (the first where no times are known)."""
    seats = (
        Seat.objects.filter(participation__in=[guest.pk for guest in guests], plan__state=PlanState.PUBLISHED)
        .filter(Q(slot__starts_at=None) | Q(slot__starts_at__gt=timezone.now()))
        .select_related("meeting__slot", "meeting__table")
        .order_by("slot__position")
    )
    first: dict[int, Meeting] = {}
    for seat in seats:
        first.setdefault(seat.participation_id, seat.meeting)
    return first


def colleagues_of(event: Event, organisation: str) -> list[Participation]:
    """Guests with a seat of an organisation, however it is capitalised; nobody for an empty name."""
    if not (wanted := plain(organisation)):
        return []
    return [guest for guest in event.participations.attending() if plain(guest.organisation or guest.name) == wanted]


@dataclass(frozen=True, slots=True)
class ScreenTable:
    """One table on the screen: who sits there now, and who comes next."""

    table: str
    now: tuple[str, ...]
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """What the hall sees.

    Attributes:
        changes_at: When the next slot begins, or the last one ends; None: no times, or all is over.
        is_running: Whether a slot is running now.
        pitch: Whose clock runs; then everything else waits, and `changes_at` is the end of her time.
    """

    tables: tuple[ScreenTable, ...]
    changes_at: datetime | None
    is_running: bool
    pitch: Pitch | None = None


def screen_of(event: Event, *, at: datetime | None = None) -> Screen:
    """Tables × now and next, without those who objected to being shown. Five SQL statements."""
    moment = at or timezone.now()
    if (pitch := running_pitch(event)) and pitch.began_at:
        return Screen((), pitch.began_at + timedelta(minutes=pitch.minutes), is_running=True, pitch=pitch)
    slots = [slot for slot in event.slots.in_force() if slot.starts_at]
    coming = next((slot for slot in slots if slot.starts_at and slot.starts_at > moment), None)
    running = None
    for slot in slots:
        if slot.starts_at and slot.starts_at <= moment < slot.starts_at + timedelta(minutes=slot.minutes or 20):
            running = slot
    if not slots:
        coming = event.slots.in_force().first()
    shown = [slot.pk for slot in (running, coming) if slot]
    seats = list(
        Seat.objects.filter(plan__event=event, plan__state=PlanState.PUBLISHED, slot_id__in=shown)
        .select_related("participation", "meeting__table")
        .order_by("meeting__table__position", "participation__position")
    )
    sitting = [(seat.slot_id, seat.meeting.table.key, seat.participation) for seat in seats]
    sitting += [(seat.slot_id, seat.table.key, seat.participation) for seat in group_seats_at(event, shown)]
    tables = dict.fromkeys(table for _slot, table, _guest in sitting)
    rows = tuple(
        ScreenTable(table, _names(sitting, table, running), _names(sitting, table, coming)) for table in tables
    )
    over = running.starts_at + timedelta(minutes=running.minutes or 20) if running and running.starts_at else None
    return Screen(rows, coming.starts_at if coming else over, running is not None)


def _names(sitting: Iterable[tuple[int, str, Participation]], table: str, slot: object) -> tuple[str, ...]:
    key = getattr(slot, "pk", None)
    return tuple(guest.name for at, where, guest in sitting if at == key and where == table and not guest.is_hidden)
