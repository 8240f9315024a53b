"""What changes on the day, and the problem as it is afterwards.

The past stays as it was: what happens now closes slots from `Changes.now` on, never earlier ones.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aufwind.engine.errors import Finding, ProblemError, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from aufwind.engine.problem import Participant, Problem, Slot, Wish


@dataclass(frozen=True, slots=True)
class NoShow:
    """A participant who does not come (any more)."""

    participant: str


@dataclass(frozen=True, slots=True)
class Late:
    """A participant who comes only for slot `until`; earlier ones are lost."""

    participant: str
    until: str


@dataclass(frozen=True, slots=True)
class Leaves:
    """A participant who leaves before slot `start`; it and later ones are lost."""

    participant: str
    start: str


@dataclass(frozen=True, slots=True)
class Substitute:
    """Somebody else comes instead of `participant` and takes over her wishes and meetings."""

    participant: str
    by: Participant


@dataclass(frozen=True, slots=True)
class TableLost:
    """A table that cannot be used in `slots`; none named: from now on."""

    table: str
    slots: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WalkIn:
    """A participant nobody expected, with her wishes."""

    participant: Participant
    wishes: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True)
class SlotMoved:
    """A slot that begins at another moment, or changes its time with another slot (`to` is its id)."""

    slot: str
    to: datetime | str


Change = NoShow | Late | Leaves | Substitute | TableLost | WalkIn | SlotMoved


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changed since a plan was made.

    Attributes:
        changes: In the order in which they happened.
        now: Id of the slot that comes next; earlier ones are history and frozen. None: nothing has begun.
    """

    changes: tuple[Change, ...] = ()
    now: str | None = None

    @property
    def affected(self) -> frozenset[str]:
        """Participants whose plan changes anyway: gone, late, leaving early (a substitute takes over)."""
        touched = (NoShow, Late, Leaves)
        return frozenset(change.participant for change in self.changes if isinstance(change, touched))


def apply_changes(problem: Problem, changes: Changes) -> Problem:
    """The problem as it is after the changes; the one given is not changed.

    A minimum that cannot be reached any more (a no-show's) is lowered: the day goes on.

    Raises:
        ProblemError: A change names somebody or something that does not exist; tells which and what to do.

    Cost: O(problem) for each change.
    """
    if findings := [finding for change in changes.changes for finding in _findings(change, problem, changes)]:
        raise ProblemError(findings)
    if changes.now is not None and changes.now not in {slot.id for slot in problem.slots}:
        raise ProblemError([_unknown("now", "Zeitfenster", "slot", changes.now)])
    past = past_slots(problem, changes)
    now, open_ids = problem, {slot.id for slot in problem.slots[past:]}
    for change in changes.changes:
        now = _applied(change, now, open_ids)
    if {slot.id for slot in now.slots[past:]} != open_ids:
        raise ProblemError([_into_the_past()])
    return _possible(now)


def past_slots(problem: Problem, changes: Changes) -> int:
    """How many slots at the beginning are history, in the problem as it was planned."""
    return next((t for t, slot in enumerate(problem.slots) if slot.id == changes.now), 0)


def _applied(change: Change, problem: Problem, open_ids: set[str]) -> Problem:
    """The problem after one change; `open_ids` are the slots that are not history."""
    match change:
        case NoShow(who):
            return _away(problem, who, open_ids)
        case Late(who, until):
            return _away(problem, who, open_ids & _before(problem, until))
        case Leaves(who, start):
            return _away(problem, who, open_ids - _before(problem, start))
        case Substitute():
            return _taken_over(problem, change)
        case TableLost(table, slots):
            return _without_table(problem, table, open_ids & slots if slots else open_ids)
        case WalkIn():
            return _with_guest(problem, change, open_ids)
        case SlotMoved():
            return _at_other_time(problem, change)


def _away(problem: Problem, participant: str, slots: set[str]) -> Problem:
    people = tuple(
        replace(person, unavailable=person.unavailable | slots) if person.id == participant else person
        for person in problem.participants
    )
    return replace(problem, participants=people)


def _taken_over(problem: Problem, change: Substitute) -> Problem:
    old, new = change.participant, change.by
    people = tuple(new if person.id == old else person for person in problem.participants)
    wishes = tuple(
        replace(wish, people=tuple(new.id if who == old else who for who in wish.people))
        if old in wish.people
        else wish
        for wish in problem.wishes
    )
    return replace(problem, participants=people, wishes=wishes)


def _without_table(problem: Problem, lost: str, slots: set[str]) -> Problem:
    tables = tuple(
        replace(table, unavailable=table.unavailable | slots) if table.id == lost else table for table in problem.tables
    )
    return replace(problem, tables=tables)


def _with_guest(problem: Problem, change: WalkIn, open_ids: set[str]) -> Problem:
    past = {slot.id for slot in problem.slots} - open_ids
    guest = replace(change.participant, unavailable=change.participant.unavailable | past)
    people, wishes = (*problem.participants, guest), (*problem.wishes, *change.wishes)
    return replace(problem, participants=people, wishes=wishes)


def _at_other_time(problem: Problem, change: SlotMoved) -> Problem:
    slots = {slot.id: slot for slot in problem.slots}
    order = list(slots)
    one = slots[change.slot]
    if isinstance(change.to, str):
        i, j = order.index(change.slot), order.index(change.to)
        order[i], order[j] = order[j], order[i]
        other = slots[change.to]
        slots[one.id], slots[other.id] = replace(other, id=one.id), replace(one, id=other.id)
        return replace(problem, slots=tuple(slots[slot] for slot in order))
    slots[one.id] = replace(one, starts_at=change.to)
    if all(slot.starts_at for slot in slots.values()):
        order.sort(key=lambda slot: _start_of(slots[slot]))
    return replace(problem, slots=tuple(slots[slot] for slot in order))


def _start_of(slot: Slot) -> datetime:
    assert slot.starts_at is not None
    return slot.starts_at


def _before(problem: Problem, slot_id: str) -> set[str]:
    order = [slot.id for slot in problem.slots]
    return set(order[: order.index(slot_id)])


def _possible(problem: Problem) -> Problem:
    """Minimums that can still be reached."""
    n_slots = len(problem.slots)
    people = tuple(
        replace(person, min_meetings=min(person.min_meetings, n_slots - len(person.unavailable)))
        if person.min_meetings > n_slots - len(person.unavailable)
        else person
        for person in problem.participants
    )
    return replace(problem, participants=people)


def _findings(change: Change, problem: Problem, changes: Changes) -> Iterator[Finding]:
    """What a change names that does not exist, or exists twice; walk-ins and substitutes count as known."""
    name = type(change).__name__
    slots = {slot.id for slot in problem.slots}
    known = {person.id for person in problem.participants} | _newcomers(changes)
    if not isinstance(change, WalkIn | TableLost | SlotMoved) and change.participant not in known:
        yield _unknown(name, "Person", "participant", change.participant)
    if isinstance(change, TableLost) and change.table not in {table.id for table in problem.tables}:
        yield _unknown(name, "Tisch", "table", change.table)
    for slot in _slots_named(change):
        if slot not in slots:
            yield _unknown(name, "Zeitfenster", "slot", slot)
    yield from _twice(change, problem, changes)
    if isinstance(change, WalkIn):
        organisations = {person.organisation for person in problem.participants}
        for who in sorted({who for wish in change.wishes for who in wish.people}):
            if who not in known | organisations:
                yield _unknown(name, "Person", "participant", who)


def _newcomers(changes: Changes) -> set[str]:
    guests = {change.participant.id for change in changes.changes if isinstance(change, WalkIn)}
    return guests | {change.by.id for change in changes.changes if isinstance(change, Substitute)}


def _slots_named(change: Change) -> Iterable[str]:
    match change:
        case Late(until=slot) | Leaves(start=slot):
            return (slot,)
        case TableLost(slots=slots):
            return sorted(slots)
        case SlotMoved(slot=slot, to=str() as other):
            return (slot, other)
        case SlotMoved(slot=slot):
            return (slot,)
    return ()


def _twice(change: Change, problem: Problem, changes: Changes) -> Iterator[Finding]:
    """Newcomers need ids of their own."""
    if isinstance(change, WalkIn | Substitute):
        guest = change.participant if isinstance(change, WalkIn) else change.by
        own = [person.id for person in problem.participants if person.id == guest.id]
        if isinstance(change, Substitute) and guest.id == change.participant:
            own = []
        if own or _times_new(guest.id, changes) > 1:
            yield _taken(type(change).__name__, guest.id)
    if isinstance(change, WalkIn):
        ids = Counter(wish.id for wish in problem.wishes)
        ids.update(wish.id for c in changes.changes if isinstance(c, WalkIn) for wish in c.wishes)
        for wish in change.wishes:
            if ids[wish.id] > 1:
                yield _taken("WalkIn", wish.id)


def _times_new(guest: str, changes: Changes) -> int:
    walked_in = sum(isinstance(c, WalkIn) and c.participant.id == guest for c in changes.changes)
    return walked_in + sum(isinstance(c, Substitute) and c.by.id == guest for c in changes.changes)


_NAMES = {
    "NoShow": Text("Änderungen, nicht erschienen", "Changes, no-show"),
    "Late": Text("Änderungen, verspätet", "Changes, late"),
    "Leaves": Text("Änderungen, geht früher", "Changes, leaving early"),
    "Substitute": Text("Änderungen, Vertretung", "Changes, substitute"),
    "TableLost": Text("Änderungen, Tisch fällt aus", "Changes, table lost"),
    "WalkIn": Text("Änderungen, neu dabei", "Changes, walk-in"),
    "SlotMoved": Text("Änderungen, Zeitfenster verschoben", "Changes, slot moved"),
    "now": Text("Änderungen, jetzt", "Changes, now"),
}


def _unknown(where: str, noun_de: str, noun_en: str, name: str) -> Finding:
    return Finding(
        _NAMES[where],
        Text(f"{noun_de} «{name}» gibt es nicht.", f"There is no {noun_en} “{name}”."),
        Text("Verwenden Sie eine Kennung der Veranstaltung.", "Use an id of the event."),
    )


def _into_the_past() -> Finding:
    return Finding(
        _NAMES["SlotMoved"],
        Text("Ein Zeitfenster rückt in die Vergangenheit.", "A slot moves into the past."),
        Text("Verschieben Sie nur, was noch kommt, auf später als jetzt.", "Move what is still to come, to after now."),
    )


def _taken(where: str, name: str) -> Finding:
    return Finding(
        _NAMES[where],
        Text(f"Die Kennung «{name}» gibt es schon.", f"The id “{name}” is taken."),
        Text("Geben Sie eine eigene.", "Give one of its own."),
    )
