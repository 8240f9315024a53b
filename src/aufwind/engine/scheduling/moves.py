"""What a repair changes, meeting by meeting, and why, in words for the people it concerns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from aufwind.engine.errors import Text
from aufwind.engine.scheduling.changes import Late, Leaves, NoShow, Substitute, WalkIn
from aufwind.engine.scheduling.words import listed, name_of, time_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aufwind.engine.problem import Problem
    from aufwind.engine.result import Meeting, Plan
    from aufwind.engine.scheduling.changes import Changes

Kind = Literal["added", "dropped", "moved", "reseated", "handed over"]


@dataclass(frozen=True, slots=True)
class Move:
    """One meeting that is not as it was.

    Attributes:
        before: As the old plan had it; None: it was not in it.
        after: As it is now; None: it does not take place.
        why: One sentence for those concerned.
    """

    wish: str
    before: Meeting | None
    after: Meeting | None
    why: Text

    @property
    def kind(self) -> Kind:
        """What happened: another time comes before another table, a table before other people."""
        if self.before is None or self.after is None:
            return "added" if self.before is None else "dropped"
        if self.before.slot != self.after.slot:
            return "moved"
        return "reseated" if self.before.table != self.after.table else "handed over"

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of everybody to be told: those who were to meet and those who do."""
        meetings = [meeting for meeting in (self.before, self.after) if meeting]
        return tuple(dict.fromkeys(who for meeting in meetings for who in meeting.people))


def moves_between(
    problem: Problem,
    old: Plan,
    new: Plan,
    changes: Changes,
    *,
    reasons: Mapping[str, Text] | None = None,
    then: Problem | None = None,
) -> tuple[Move, ...]:
    """Every meeting that differs between two plans with its reason, by time, then by table.

    Args:
        problem: As it is after the changes; both plans' people are found in it, and their slots in it or in `then`.
        old: With substitutes already in their places.
        reasons: What is known beforehand about single meetings, by wish, as half a sentence.
        then: The event the old plan was made for, where its slots were others.
    """
    return _Words(problem, old, new, changes, reasons=reasons or {}, then=then).moves()


class _Words:
    """Both plans by person and slot, to find out what made room for what."""

    def __init__(
        self,
        problem: Problem,
        old: Plan,
        new: Plan,
        changes: Changes,
        *,
        reasons: Mapping[str, Text],
        then: Problem | None,
    ) -> None:
        self._reasons = reasons
        self._names = {person.id: name_of(person) for person in problem.participants}
        self._slots = {slot.id: slot for slot in (*(then.slots if then else ()), *problem.slots)}
        self._order = {slot.id: t for t, slot in enumerate(problem.slots)}
        self._away = {person.id: person.unavailable for person in problem.participants}
        self._lost = {table.id: table.unavailable for table in problem.tables}
        self._old = {meeting.wish: meeting for meeting in old.meetings}
        self._new = {meeting.wish: meeting for meeting in new.meetings}
        self._then = {(who, m.slot): m for m in old.meetings for who in m.people}
        self._now = {(who, m.slot): m for m in new.meetings for who in m.people}
        self._extra = defaultdict[str, list["Meeting"]](list)
        for meeting in new.meetings:
            for who in meeting.people if meeting.wish not in self._old else ():
                self._extra[who].append(meeting)
        self._causes, self._guests = self._causes_of(changes)

    def _causes_of(self, changes: Changes) -> tuple[dict[str, Text], set[str]]:
        causes: dict[str, Text] = {}
        guests: set[str] = set()
        for change in changes.changes:
            match change:
                case NoShow(who):
                    causes[who] = self._say(who, "kommt nicht", "does not come")
                case Late(who, slot):
                    at = self._time(slot)
                    causes[who] = self._say(who, f"kommt erst um {at}", f"comes at {at} only")
                case Leaves(who, slot):
                    at = self._time(slot)
                    causes[who] = self._say(who, f"geht vor {at}", f"leaves before {at}")
                case WalkIn(guest) | Substitute(by=guest):
                    guests.add(guest.id)
        return causes, guests

    def moves(self) -> tuple[Move, ...]:
        found = [
            Move(wish, before, after, self._why(wish, before, after))
            for wish in dict.fromkeys([*self._old, *self._new])
            if (before := self._old.get(wish)) != (after := self._new.get(wish))
        ]
        return tuple(sorted(found, key=self._place))

    def _place(self, move: Move) -> tuple[int, str, str]:
        meeting = move.before or move.after
        assert meeting is not None
        return self._order.get(meeting.slot, 0), meeting.table, move.wish

    def _why(self, wish: str, before: Meeting | None, after: Meeting | None) -> Text:
        known = self._reasons.get(wish)
        if before is None:
            assert after is not None
            return _joined(known, self._meet(after)) if known else self._why_added(after)
        if after is None:
            return _joined(known or self._cause(before), self._consolation(before))
        if known and (before.slot, before.table) != (after.slot, after.table):
            return _joined(known, self._now_there(before, after))
        if before.slot != after.slot:
            return self._why_moved(before, after)
        if before.table != after.table:
            return _joined(self._cause_of_table(before), self._now_there(before, after))
        names = listed(self._name(who) for who in after.people if who not in before.people)
        gone = listed(self._name(who) for who in before.people if who not in after.people)
        return Text(f"{names.de} übernimmt den Termin von {gone.de}.", f"{names.en} takes over from {gone.en}.")

    def _why_moved(self, before: Meeting, after: Meeting) -> Text:
        at, was = self._time(after.slot), self._time(before.slot)
        if self._still_fits(before):
            for who in before.people:
                other = self._now.get((who, before.slot))
                if other and self._old.get(other.wish) != other:
                    names = self._people(other)
                    return Text(
                        f"Rückt von {was} auf {at}, damit {names.de} sich um {was} treffen können.",
                        f"Moves from {was} to {at}, so that {names.en} can meet at {was}.",
                    )
            return Text(
                f"Rückt von {was} auf {at} und macht damit Platz für andere.",
                f"Moves from {was} to {at} and makes room for others.",
            )
        return _joined(self._cause(before), self._now_there(before, after))

    def _now_there(self, before: Meeting, after: Meeting) -> Text:
        if before.slot == after.slot:
            return Text(f"der Termin ist jetzt an Tisch {after.table}", f"the meeting is at table {after.table} now")
        at = self._time(after.slot)
        return Text(f"der Termin ist jetzt um {at}", f"the meeting is at {at} now")

    def _meet(self, meeting: Meeting) -> Text:
        at, names = self._time(meeting.slot), self._people(meeting)
        return Text(f"{names.de} treffen sich um {at}", f"{names.en} meet at {at}")

    def _why_added(self, meeting: Meeting) -> Text:
        at, meet = self._time(meeting.slot), self._meet(meeting)
        new = [who for who in meeting.people if who in self._guests]
        if new:
            return _joined(self._say(new[0], "ist neu dabei", "has joined"), meet)
        for who in meeting.people:
            lost = self._then.get((who, meeting.slot))
            if lost and self._new.get(lost.wish) != lost:
                return _joined(self._say(who, f"ist um {at} frei geworden", f"has become free at {at}"), meet)
        return _joined(Text(f"Um {at} ist Platz", f"There is room at {at}"), meet)

    def _consolation(self, lost: Meeting) -> Text:
        """What those who were left alone do instead."""
        at = self._time(lost.slot)
        parts = []
        for who in lost.people:
            if who in self._causes and lost.slot in self._away.get(who, ()):
                continue
            instead = self._now.get((who, lost.slot)) or next(iter(self._extra[who]), None)
            if instead is None:
                parts.append(self._say(who, f"hat um {at} frei", f"is free at {at}"))
                continue
            others = listed(self._name(other) for other in instead.people if other != who)
            when = self._time(instead.slot)
            parts.append(self._say(who, f"trifft dafür um {when} {others.de}", f"meets {others.en} at {when} instead"))
        return Text(", ".join(part.de for part in parts), ", ".join(part.en for part in parts))

    def _still_fits(self, meeting: Meeting) -> bool:
        """Whether a meeting of the old plan would still have worked where it was."""
        is_away = any(meeting.slot in self._away.get(who, ()) for who in meeting.people)
        return not is_away and meeting.slot not in self._lost.get(meeting.table, ())

    def _cause(self, meeting: Meeting) -> Text:
        """What made a meeting of the old plan impossible."""
        for who in meeting.people:
            if meeting.slot in self._away.get(who, ()):
                return self._causes.get(who) or self._say(who, "ist nicht da", "is not there")
        return self._cause_of_table(meeting)

    def _cause_of_table(self, meeting: Meeting) -> Text:
        at = self._time(meeting.slot)
        if meeting.slot in self._lost.get(meeting.table, ()):
            return Text(f"Tisch {meeting.table} fällt um {at} aus", f"Table {meeting.table} is not available at {at}")
        return Text(f"Um {at} sind die Tische anders verteilt", f"The tables are given out anew at {at}")

    def _people(self, meeting: Meeting) -> Text:
        return listed(self._name(who) for who in meeting.people)

    def _name(self, who: str) -> str:
        return self._names.get(who, who)

    def _say(self, who: str, de: str, en: str) -> Text:
        return Text(f"{self._name(who)} {de}", f"{self._name(who)} {en}")

    def _time(self, slot: str) -> str:
        return time_of(self._slots[slot]) if slot in self._slots else slot


def _joined(*parts: Text) -> Text:
    """Half sentences as one."""
    return Text(_sentence(part.de for part in parts), _sentence(part.en for part in parts))


def _sentence(parts: Iterable[str]) -> str:
    return "; ".join(part for part in parts if part) + "."
