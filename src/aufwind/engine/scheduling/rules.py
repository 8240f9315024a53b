"""What makes a plan a plan: one named function per rule. Read by `verify` and by nobody who plans.

Each rule looks at the problem and the plan as people see them and gives its objections; nothing here is
shared with the solvers, so a mistake of theirs cannot hide here. A rule skips ids that stand for nothing:
`every_id_is_known` objects to those.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from aufwind.engine.errors import Finding, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from aufwind.engine.problem import Participant, Problem, Slot, Table, Wish
    from aufwind.engine.result import Meeting, Plan


class Case:
    """A plan before its problem, with both by id."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.plan = plan
        self.wishes = {wish.id: wish for wish in problem.wishes}
        self.slots = {slot.id: slot for slot in problem.slots}
        self.tables = {table.id: table for table in problem.tables}
        self.people = {person.id: person for person in problem.participants}
        self.order = {slot.id: t for t, slot in enumerate(problem.slots)}

    def held(self) -> Iterator[tuple[Meeting, Wish, Slot, Table, list[Participant]]]:
        """Each meeting whose ids all stand for something, with what they stand for."""
        for meeting in self.plan.meetings:
            wish, slot = self.wishes.get(meeting.wish), self.slots.get(meeting.slot)
            table = self.tables.get(meeting.table)
            people = [self.people[who] for who in meeting.people if who in self.people]
            if wish and slot and table and len(people) == len(meeting.people):
                yield meeting, wish, slot, table, people


AGAIN = Text("Berechnen Sie den Plan neu.", "Compute the plan again.")


def _meeting(meeting: Meeting, de: str, en: str) -> Finding:
    place = f"{meeting.wish} ({meeting.slot}, {meeting.table})"
    return Finding(Text(f"Termin {place}", f"Meeting {place}"), Text(de, en), AGAIN)


def _wish(wish: str, de: str, en: str) -> Finding:
    return Finding(Text(f"Wunsch {wish}", f"Wish {wish}"), Text(de, en), AGAIN)


def _person(person: str, de: str, en: str) -> Finding:
    return Finding(Text(f"Person {person}", f"Participant {person}"), Text(de, en), AGAIN)


def every_id_is_known(case: Case) -> Iterator[Finding]:
    """Wish, slot, table and people of a meeting exist, and so do the wishes called unplaced."""
    for meeting in case.plan.meetings:
        named: list[tuple[str, Container[str]]] = [(meeting.wish, case.wishes), (meeting.slot, case.slots)]
        named += [(meeting.table, case.tables), *((who, case.people) for who in meeting.people)]
        for given, known in named:
            if given not in known:
                yield _meeting(meeting, f"«{given}» gibt es nicht.", f"There is no “{given}”.")
    for unplaced in case.plan.unplaced:
        if unplaced.wish not in case.wishes:
            yield _wish(unplaced.wish, "Diesen Wunsch gibt es nicht.", "There is no such wish.")


def a_wish_is_placed_once_or_explained(case: Case) -> Iterator[Finding]:
    """Each wish has one meeting, or one reason why not."""
    times: dict[str, int] = defaultdict(int)
    for meeting in case.plan.meetings:
        times[meeting.wish] += 1
    for unplaced in case.plan.unplaced:
        times[unplaced.wish] += 1
        if not unplaced.reason.de.strip() or not unplaced.reason.en.strip():
            yield _wish(unplaced.wish, "Der Grund fehlt.", "The reason is missing.")
    for wish in case.wishes:
        if times[wish] != 1:
            yield _wish(wish, f"{times[wish]}-mal statt einmal genannt.", f"Named {times[wish]} times, not once.")


def those_meet_who_were_wished(case: Case) -> Iterator[Finding]:
    """A meeting has the people of its wish; for an organisation one of its own, nobody twice."""
    for meeting, wish, _, _, people in case.held():
        fits = len(people) == len(wish.people) and all(
            person.id == who or (who not in case.people and person.organisation == who)
            for person, who in zip(people, wish.people, strict=False)
        )
        if not fits or len(set(meeting.people)) < len(people):
            yield _meeting(meeting, "Es treffen sich andere als gewünscht.", "Others meet than were wished.")


def nobody_is_in_two_places(case: Case) -> Iterator[Finding]:
    """A person has one meeting in a slot."""
    first: dict[tuple[str, str], Meeting] = {}
    for meeting in case.plan.meetings:
        for who in meeting.people:
            other = first.setdefault((who, meeting.slot), meeting)
            if other is not meeting:
                yield _meeting(meeting, f"{who} ist zugleich in {other.wish}.", f"{who} is in {other.wish} then.")


def no_table_is_taken_twice(case: Case) -> Iterator[Finding]:
    """A table has one meeting in a slot."""
    first: dict[tuple[str, str], Meeting] = {}
    for meeting in case.plan.meetings:
        other = first.setdefault((meeting.table, meeting.slot), meeting)
        if other is not meeting:
            yield _meeting(meeting, f"Dort sitzt schon {other.wish}.", f"{other.wish} sits there already.")


def people_are_there(case: Case) -> Iterator[Finding]:
    """Nobody meets in a slot in which she is unavailable."""
    for meeting, _, slot, _, people in case.held():
        for person in people:
            if slot.id in person.unavailable:
                yield _meeting(meeting, f"{person.id} ist nicht da.", f"{person.id} is not there.")


def tables_can_be_used(case: Case) -> Iterator[Finding]:
    """No meeting at a table that is unavailable then."""
    for meeting, _, slot, table, _ in case.held():
        if slot.id in table.unavailable:
            yield _meeting(meeting, "Der Tisch ist nicht nutzbar.", "The table cannot be used.")


def nobody_meets_too_often(case: Case) -> Iterator[Finding]:
    """A person has at most `max_meetings`."""
    count: dict[str, int] = defaultdict(int)
    for meeting in case.plan.meetings:
        for who in meeting.people:
            count[who] += 1
    for person in case.problem.participants:
        if person.max_meetings is not None and count[person.id] > person.max_meetings:
            most = person.max_meetings
            yield _person(
                person.id,
                f"{count[person.id]} Termine, höchstens {most} sind gewollt.",
                f"{count[person.id]} meetings, wants {most} at most.",
            )


def musts_take_place(case: Case) -> Iterator[Finding]:
    """A must is among the meetings."""
    placed = {meeting.wish for meeting in case.plan.meetings}
    for wish in case.problem.wishes:
        if wish.must and wish.id not in placed:
            yield _wish(wish.id, "Er muss stattfinden.", "It has to take place.")


def those_who_must_not_meet_do_not(case: Case) -> Iterator[Finding]:
    """People of a «never» do not meet, whatever the wish; an organisation stands for all its people."""
    nevers = [wish for wish in case.problem.wishes if wish.never]
    by_person: dict[str, list[Wish]] = defaultdict(list)
    for wish in nevers:
        by_person[wish.people[0] if wish.people else ""].append(wish)
    for meeting, _, _, _, people in case.held():
        names = {name for person in people for name in (person.id, person.organisation) if name}
        for wish in (wish for name in names for wish in by_person[name]):
            if _seats_all(wish, people, case):
                yield _meeting(meeting, f"Wunsch {wish.id} verbietet ihn.", f"Wish {wish.id} forbids it.")


def _seats_all(wish: Wish, people: list[Participant], case: Case) -> bool:
    """Whether different people of a meeting stand for all those a wish names."""
    left = [(who, who in case.people) for who in wish.people]

    def seats(at: int, free: list[Participant]) -> bool:
        if at == len(left):
            return True
        who, is_person = left[at]
        fits = [p for p in free if (p.id == who if is_person else p.organisation == who)]
        return any(seats(at + 1, [p for p in free if p is not chosen]) for chosen in fits)

    return seats(0, people)


def those_who_met_before_meet_only_by_must(case: Case) -> Iterator[Finding]:
    """A wish of people who have met is planned only when it is a must."""
    for meeting, wish, _, _, _ in case.held():
        if wish.met_before and not wish.must:
            yield _meeting(meeting, "Sie kennen sich schon.", "They have met before.")


def a_wish_keeps_its_slot(case: Case) -> Iterator[Finding]:
    """A wish for a slot lies in it."""
    for meeting, wish, slot, _, _ in case.held():
        if wish.slot is not None and slot.id != wish.slot:
            yield _meeting(meeting, f"Gewünscht ist {wish.slot}.", f"It was wished for {wish.slot}.")


def a_wish_keeps_its_block(case: Case) -> Iterator[Finding]:
    """A wish for a block lies in it."""
    for meeting, wish, slot, _, _ in case.held():
        if wish.block is not None and slot.block != wish.block:
            yield _meeting(meeting, f"Gewünscht ist {wish.block}.", f"It was wished for {wish.block}.")


def a_slot_is_long_enough(case: Case) -> Iterator[Finding]:
    """A wish that needs minutes has a slot of as many, or of unknown length."""
    for meeting, wish, slot, _, _ in case.held():
        if wish.minutes is not None and slot.minutes is not None and slot.minutes < wish.minutes:
            yield _meeting(meeting, f"Er braucht {wish.minutes} Minuten.", f"It needs {wish.minutes} minutes.")


def a_wish_keeps_its_table(case: Case) -> Iterator[Finding]:
    """A wish for a table is there."""
    for meeting, wish, _, table, _ in case.held():
        if wish.table is not None and table.id != wish.table:
            yield _meeting(meeting, f"Gewünscht ist {wish.table}.", f"It was wished at {wish.table}.")


def a_person_keeps_her_table(case: Case) -> Iterator[Finding]:
    """Whoever keeps a table has all her meetings there."""
    for meeting, _, _, table, people in case.held():
        for person in people:
            if person.table is not None and table.id != person.table:
                yield _meeting(
                    meeting, f"{person.id} bleibt an {person.table}.", f"{person.id} stays at {person.table}."
                )


def a_table_is_of_the_right_kind(case: Case) -> Iterator[Finding]:
    """The kind the wish asks for, else the kind each of its people needs."""
    for meeting, wish, _, table, people in case.held():
        asked = [wish.kind] if wish.kind is not None else [person.needs for person in people]
        for kind in asked:
            if kind is not None and table.kind != kind:
                yield _meeting(meeting, f"Nötig ist ein Tisch «{kind}».", f"It needs a table “{kind}”.")


def what_comes_first_comes_first(case: Case) -> Iterator[Finding]:
    """Of two wishes with an order that both take place, the earlier has the earlier slot."""
    at = {meeting.wish: case.order[meeting.slot] for meeting, *_ in case.held()}
    for meeting, wish, slot, _, _ in case.held():
        for earlier in wish.after:
            if earlier in at and at[earlier] >= case.order[slot.id]:
                yield _meeting(meeting, f"{earlier} muss früher sein.", f"{earlier} has to be earlier.")


def meetings_stand_in_order(case: Case) -> Iterator[Finding]:
    """Ordered by slot, then table, so that two plans can be compared line by line."""
    tables = {table.id: j for j, table in enumerate(case.problem.tables)}
    places = [(case.order[slot.id], tables[table.id], m) for m, _, slot, table, _ in case.held()]
    for before, after in pairwise(places):
        if before[:2] > after[:2]:
            yield _meeting(after[2], "Steht nicht an seinem Platz.", "Does not stand in its place.")
            return


PLACES: tuple[Callable[[Case], Iterable[Finding]], ...] = (
    every_id_is_known,
    a_wish_is_placed_once_or_explained,
    those_meet_who_were_wished,
    nobody_is_in_two_places,
    no_table_is_taken_twice,
    people_are_there,
    tables_can_be_used,
    nobody_meets_too_often,
    musts_take_place,
    those_who_must_not_meet_do_not,
    those_who_met_before_meet_only_by_must,
    a_wish_keeps_its_slot,
    a_wish_keeps_its_block,
    a_slot_is_long_enough,
    a_wish_keeps_its_table,
    a_person_keeps_her_table,
    a_table_is_of_the_right_kind,
    what_comes_first_comes_first,
    meetings_stand_in_order,
)
"""Every rule about who meets where and when."""
