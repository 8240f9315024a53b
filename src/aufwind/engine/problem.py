"""What the planner is asked: slots, tables, participants, wishes. Plain frozen values, ids are strings.

This is the face people and files see. The solvers see the same thing as columns
(`engine.scheduling.instance.Instance`), which is also the way in for very large events.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

MOST_SLOTS = 64
"""A busy pattern is one machine word; an event with more slots is planned in parts."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A time in which meetings can take place; the order in `Problem.slots` is the order in time.

    Attributes:
        starts_at: Moment it begins; slots of different days never form a gap.
        minutes: Length; a wish that needs more minutes cannot take this slot. None: fits every wish.
        block: Part of the event it belongs to («morning»); a wish may ask for a block.
        day: Which day it belongs to when `starts_at` is not known; gaps are counted within a day.
    """

    id: str
    starts_at: datetime | None = None
    minutes: int | None = None
    block: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A place where one meeting at a time can be held.

    Attributes:
        kind: What it is apart from a table: quiet, step-free, online …; a wish may ask for a kind.
        zone: Where it stands; walks between zones are kept short.
        unavailable: Ids of the slots in which it cannot be used.
    """

    id: str
    kind: str | None = None
    zone: str | None = None
    unavailable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who can be in one meeting at a time.

    Attributes:
        name: How reasons speak of her; the id where it is missing.
        side: Company, creative …; only shown.
        unavailable: Ids of the slots in which she cannot meet.
        min_meetings: How many she should get at least; wished as strongly as anything can be.
        max_meetings: How many she takes at most; None: as many as there are slots.
        table: Id of the table she keeps; all her meetings take place there.
        organisation: Colleagues share one; a wish may name the organisation instead of a person, and
            whichever colleague fits best takes the meeting.
        needs: Kind of table she needs (step-free …) unless the wish says otherwise.
        email: Where her plan is sent; read from files and handed on, never used by the planner.
    """

    id: str
    name: str | None = None
    side: str | None = None
    unavailable: frozenset[str] = frozenset()
    min_meetings: int = 0
    max_meetings: int | None = None
    table: str | None = None
    organisation: str | None = None
    needs: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """A meeting somebody wants: two people, or more (an interpreter, a colleague, a small group).

    Attributes:
        people: Ids of participants (or organisations), all different.
        value: How much it is worth, not negative.
        must: It has to take place.
        never: It must not take place (and is listed among the unplaced with that reason).
        met_before: These people have met; planned only when it is a must.
        block: It has to lie in this block.
        slot: It has to lie in this slot.
        table: It has to be at this table.
        kind: It needs a table of this kind.
        after: Ids of wishes that, where they take place, come strictly earlier.
        minutes: Shortest slot it can take.
    """

    id: str
    people: tuple[str, ...]
    value: float = 1.0
    must: bool = False
    never: bool = False
    met_before: bool = False
    block: str | None = None
    slot: str | None = None
    table: str | None = None
    kind: str | None = None
    after: tuple[str, ...] = ()
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One event to plan.

    When every wish is a must, this is the published B2B meeting scheduling problem: all meetings are placed,
    gaps are minimised, and no two people's gaps differ by more than `max_gap_spread`.
    Otherwise the set of greatest value is chosen first.

    Attributes:
        max_gap_spread: Largest allowed difference between two people's gaps; only binding for agreed
            meetings, None: no limit.
        fair_to: Everybody who can gets at least this many meetings before value counts (0: value alone).
    """

    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    participants: tuple[Participant, ...]
    wishes: tuple[Wish, ...]
    max_gap_spread: int | None = 2
    fair_to: int = 0
