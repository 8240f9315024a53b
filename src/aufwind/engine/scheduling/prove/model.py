"""The question «is there a plan with at most so many gaps?» as clauses.

After the MaxSAT model of Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy and Villaret (JAIR 74, 2022), with
three additions that shorten proofs:
- a person's busy slots are counted from the left, both ways, so that each count is a variable to learn about;
- a literal per person says whether she has any gap; without one her meetings lie in a window as long as they
  are many. This is the rule that tells slots of different people apart;
- a meeting's slot is also held as an order («not after slot t»), which precedences read directly.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.prove.clauses import FALSE, TRUE, Clauses

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Bytes
    from aufwind.engine.scheduling.prove.reduce import Task


Rule = tuple[str, int]
"""A rule by its kind ("unit", "order", "tables", "spread") and the number of what it is about."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """A person's gaps.

    Attributes:
        some: Holds where she has any.
        counted: counted[i] holds where she has more than i.
    """

    some: int
    counted: list[int]


class Model:
    """A task as clauses.

    Attributes:
        place: place[meeting][slot] holds where the meeting lies in that slot.
        busy: busy[unit][slot]; `FALSE` where the unit cannot be.
        gaps: Of each person who can have any.
    """

    def __init__(self, task: Task, *, explains: bool = False) -> None:
        """Write all rules but the number of gaps. Cost: 0.2 s for 300 meetings in 22 slots.

        Args:
            explains: Each rule holds only where its literal in `rules` does, so that those which contradict
                each other can be found.
        """
        self.task = task
        self.clauses = Clauses()
        self.rules: dict[Rule, int] = {}
        self._explains = explains
        self.place: list[dict[int, int]] = []
        self._upto: list[list[int]] = []
        for slots in task.domain:
            self._choose_slot(slots)
        self._write_order()
        self.busy = [self._busy(unit, meetings) for unit, meetings in enumerate(task.of_unit)]
        self._spread = task.instance.max_gap_spread
        self._days = _days(task)
        self._counts_gaps = self._spread >= 0 and all(len(m) > 1 for m in task.of_unit[: task.n_people])
        self.gaps: dict[int, Gaps] = {}
        for person in range(task.n_people):
            with self.clauses.only_if(self._rule("unit", person)):
                count = self._count(self.busy[person], len(task.of_unit[person]))
                self._write_gaps(person, count)
        self._write_spread()
        self._write_tables()

    def slots(self, solution: list[int]) -> Bytes:
        """The slot of each meeting in a solution."""
        holds = set(solution)
        return np.array([next(t for t, here in place.items() if here in holds) for place in self.place], np.int8)

    def literals(self, slot: Bytes) -> list[int]:
        """A plan as literals: where each meeting lies, and where it does not."""
        return [
            here if t == at else -here
            for place, at in zip(self.place, slot.tolist(), strict=True)
            for t, here in place.items()
        ]

    def _rule(self, kind: str, number: int) -> int:
        """The literal that switches a rule on; `TRUE` where nothing has to be explained."""
        if not self._explains:
            return TRUE
        if (kind, number) not in self.rules:
            self.rules[kind, number] = self.clauses.new()
        return self.rules[kind, number]

    def _choose_slot(self, slots: int) -> None:
        """Exactly one slot for a meeting; also as literals «not after slot t»."""
        clauses = self.clauses
        place = {t: clauses.new() for t in range(self.task.n_slots) if slots >> t & 1}
        clauses.add(*place.values())
        upto, until = [], FALSE
        for t in range(self.task.n_slots):
            if t in place:
                until, before = (place[t] if until == FALSE else clauses.new()), until
                if t == max(place):
                    clauses.add(until)
                if before != FALSE:
                    clauses.add(-before, until)
                    clauses.add(-place[t], until)
                    clauses.add(-place[t], -before)
                    clauses.add(-until, before, place[t])
            upto.append(until)
        self.place.append(place)
        self._upto.append(upto)

    def _write_order(self) -> None:
        for number, (earlier, later) in enumerate(self.task.after):
            with self.clauses.only_if(self._rule("order", number)):
                self.clauses.add(-self._upto[later][0])
                for t in range(1, self.task.n_slots):
                    self.clauses.add(-self._upto[later][t], self._upto[earlier][t - 1])

    def _busy(self, unit: int, meetings: list[int]) -> list[int]:
        """One meeting at a time for a unit; its busy literals."""
        busy = []
        for t in range(self.task.n_slots):
            here = [self.place[m][t] for m in meetings if t in self.place[m]]
            with self.clauses.only_if(self._rule("unit", unit)):
                self.clauses.at_most_one(here)
            busy.append(self.clauses.any_of(here))
        return busy

    def _count(self, busy: list[int], number: int) -> list[list[int]]:
        """count[t][j]: at least j of the slots up to t are busy, for j ≤ `number`, where all `number` are.

        Method: the counter grid written both ways (after Sinz 2005). O(slots · number) clauses.
        """
        clauses, slots = self.clauses, len(busy)
        open_after = [sum(b != FALSE for b in busy[t + 1 :]) for t in range(slots)]
        count: list[list[int]] = []
        before = [TRUE] + [FALSE] * number
        for t in range(slots):
            at_most = t + 1 - sum(b == FALSE for b in busy[: t + 1])
            now = [
                TRUE if j <= number - open_after[t] else FALSE if j > at_most else clauses.new()
                for j in range(number + 1)
            ]
            now[0] = TRUE
            for j in range(1, number + 1):
                clauses.add(-before[j], now[j])
                clauses.add(-before[j - 1], -busy[t], now[j])
                clauses.add(before[j], busy[t], -now[j])
                clauses.add(before[j - 1], -now[j])
                clauses.add(-now[j], now[j - 1])
            if number:
                clauses.add(-before[number], -busy[t])
            count.append(now)
            before = now
        return count

    def _write_gaps(self, person: int, count: list[list[int]]) -> None:
        number = len(self.task.of_unit[person])
        if number < 2:
            return
        holes = [hole for first, end in self._days for hole in self._holes(person, count, first, end)]
        if not holes:
            return
        some = self.clauses.any_of(holes) if len(holes) > 1 else holes[0]
        if len(self._days) == 1:
            self._write_window(person, count, some)
        counted = self.clauses.sorted_up_to(holes, len(holes), both_ways=self._counts_gaps)
        self.gaps[person] = Gaps(some, counted)

    def _holes(self, person: int, count: list[list[int]], first: int, end: int) -> list[int]:
        """A literal per slot of a day, after which a gap ends: idle there, busy next, and busy before."""
        clauses, busy = self.clauses, self.busy[person]
        begun, holes = FALSE, []
        for t in range(first, end - 1):
            if begun != FALSE and busy[t] != TRUE and busy[t + 1] != FALSE:
                hole = clauses.new()
                clauses.add(-begun, busy[t], -busy[t + 1], hole)
                if self._counts_gaps:
                    for needed in (begun, -busy[t], busy[t + 1]):
                        clauses.add(-hole, needed)
                holes.append(hole)
            begun = count[t][1] if first == 0 else clauses.any_of([b for b in (begun, busy[t]) if b != FALSE])
        return holes

    def _write_window(self, person: int, count: list[list[int]], some: int) -> None:
        """Without a gap all meetings lie within as many slots as they are."""
        clauses, busy = self.clauses, self.busy[person]
        number, slots = len(self.task.of_unit[person]), self.task.n_slots
        for t in range(slots - number):
            clauses.add(-count[t][1], some, count[t + number - 1][number])
            for far in range(t + number, slots):
                clauses.add(-busy[t], -busy[far], some)

    def _write_spread(self) -> None:
        """No two people's gaps differ by more than the limit.

        Where somebody has no gap whatever happens, the limit is one for everybody. Otherwise all gaps lie
        between some floor and the floor plus the limit.
        """
        if self._spread < 0 or not self.task.n_people:
            return
        with self.clauses.only_if(self._rule("spread", 0)):
            if len(self.gaps) < self.task.n_people:
                for gaps in self.gaps.values():
                    if self._spread < len(gaps.counted):
                        self.clauses.add(-gaps.counted[self._spread])
            else:
                self._write_floor()

    def _write_floor(self) -> None:
        limit, clauses = self._spread, self.clauses
        most = max(len(gaps.counted) for gaps in self.gaps.values())
        floor = TRUE
        for level in range(most):
            higher = clauses.new()
            clauses.add(-higher, floor)
            for gaps in self.gaps.values():
                if level + limit < len(gaps.counted):
                    clauses.add(-gaps.counted[level + limit], higher)
                clauses.add(-higher, gaps.counted[level] if level < len(gaps.counted) else FALSE)
            floor = higher

    def _write_tables(self) -> None:
        capacity = self.task.instance.capacity.tolist()
        kind = self.task.instance.kind.tolist()
        for row, tables in enumerate(capacity):
            chosen = [m for m in range(len(self.place)) if row == 0 or kind[m] == row]
            for t in range(self.task.n_slots):
                here = {m for m in chosen if t in self.place[m]}
                if len(here) > tables[t]:
                    self._write_slot(here, t, tables[t], whole=row == 0)

    def _write_slot(self, here: set[int], t: int, tables: int, *, whole: bool) -> None:
        """At most `tables` of the meetings `here` lie in slot t, counted over people and over meetings.

        Meetings of one person exclude each other, so they are counted as one (clusters, JAIR 2022).
        """
        clusters = []
        for unit, meetings in self._clusters(here):
            everything = len(meetings) == sum(t in self.place[m] for m in self.task.of_unit[unit])
            literals = [self.place[m][t] for m in meetings]
            clusters.append(self.busy[unit][t] if everything else self.clauses.any_of(literals))
        with self.clauses.only_if(self._rule("tables", t)):
            self.clauses.at_most(clusters, tables)
            if whole:
                width = max(len(self.task.members[m]) for m in here)
                self.clauses.at_most([busy[t] for busy in self.busy if busy[t] != FALSE], width * tables)

    def _clusters(self, here: set[int]) -> list[tuple[int, list[int]]]:
        """The meetings by unit, each once, taking the unit with most of them first."""
        left, clusters = set(here), []
        load = {u: sum(m in left for m in meetings) for u, meetings in enumerate(self.task.of_unit)}
        while left:
            unit = max(load, key=load.__getitem__)
            chosen = [m for m in self.task.of_unit[unit] if m in left]
            for meeting in chosen:
                for other in self.task.members[meeting]:
                    load[other] -= 1
            left.difference_update(chosen)
            clusters.append((unit, chosen))
        return clusters


def _days(task: Task) -> list[tuple[int, int]]:
    """First slot and end of each day."""
    cuts = [0, *(t for t in range(1, task.n_slots) if task.instance.day_starts >> t & 1), task.n_slots]
    return list(pairwise(cuts))
