"""What is printed for an event: who comes, in the order of names, with her meetings; who sits at which table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aufwind.core.folding import folded
from aufwind.events.diffs import appointments_of, differences
from aufwind.events.enums import PlanState
from aufwind.events.queries.plans import slots_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.events.diffs import Appointment
    from aufwind.events.models import Event, Participation, Plan, Slot


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything the papers of an event are made of.

    Attributes:
        plan: The published one; None: there are no meetings to print yet.
        guests: Who comes, by the last word of the name.
        meetings: Hers by time, by primary key.
        tables: Keys of all tables in order, each with who sits there by slot.
        is_reprint: Only what differs from an earlier print, or one guest's.
    """

    event: Event
    plan: Plan | None
    slots: tuple[Slot, ...]
    guests: list[Participation]
    meetings: dict[int, list[Appointment]]
    names: dict[int, str]
    tables: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    is_reprint: bool = False


def sorting_name(name: str) -> str:
    """By what a door list is sorted: the last word, then the rest, umlauts as their letters."""
    words = folded(name).split()
    return f"{words[-1]} {' '.join(words[:-1])}" if words else ""


def letter_of(name: str) -> str:
    """The letter under which she is looked for; «#» for what begins with none."""
    first = sorting_name(name)[:1].upper()
    return first if first.isalpha() else "#"


def published_plan(event: Event) -> Plan | None:
    """The plan that is printed. One statement."""
    return event.plans.select_related("event").filter(state=PlanState.PUBLISHED).first()


def once_published(event: Event) -> list[Plan]:
    """Plans that were in force before the present one, the newest first: what an earlier print may show."""
    return list(event.plans.exclude(published_at=None).exclude(state=PlanState.PUBLISHED)[:20])


def pack_of(
    event: Event, *, letters: tuple[str, str] | None = None, since: Plan | None = None, guest: int | None = None
) -> Pack:
    """What is printed, all of it or a part. Ten statements at most, whatever the size.

    Args:
        letters: Only whose letter lies between these two.
        since: Only what differs from this plan.
        guest: Only hers.
    """
    plan = published_plan(event)
    guests = sorted(event.participations.attending().select_related("event"), key=lambda one: sorting_name(one.name))
    names = {one.pk: one.name for one in guests}
    meetings = _in_order(plan)
    tables = _by_table(event, plan, meetings, names)
    if letters:
        guests = [one for one in guests if letters[0] <= letter_of(one.name) <= letters[1]]
    if guest is not None:
        guests = [one for one in guests if one.pk == guest]
    if since is not None and plan is not None:
        changed = differences(since, plan)
        guests = [one for one in guests if one.pk in changed]
        touched = {said.table for rows in changed.values() for row in rows for said in (row.before, row.after) if said}
        tables = {key: rows for key, rows in tables.items() if key in touched}
    slots = slots_of(plan) if plan else ()
    return Pack(event, plan, slots, guests, meetings, names, tables, is_reprint=since is not None or guest is not None)


def _in_order(plan: Plan | None) -> dict[int, list[Appointment]]:
    if plan is None:
        return {}
    order = {slot.key: i for i, slot in enumerate(slots_of(plan))}
    return {
        person: sorted(rows.values(), key=lambda one: order.get(one.slot, 0))
        for person, rows in appointments_of(plan).items()
    }


def _by_table(
    event: Event, plan: Plan | None, meetings: dict[int, list[Appointment]], names: dict[int, str]
) -> dict[str, dict[str, list[str]]]:
    """Who sits at each table, by slot; whoever is not to be named is left out."""
    if plan is None:
        return {}
    tables: dict[str, dict[str, list[str]]] = {table.key: {} for table in event.tables.in_force()}
    for person, rows in meetings.items():
        for row in rows:
            tables.setdefault(row.table, {}).setdefault(row.slot, []).append(names.get(person, "–"))
    return tables


def letter_ranges(guests: Sequence[Participation], desks: int) -> list[tuple[str, str]]:
    """The alphabet cut into `desks` ranges with about as many guests each; fewer where there are few letters."""
    counts: dict[str, int] = {}
    for one in guests:
        letter = letter_of(one.name)
        counts[letter] = counts.get(letter, 0) + 1
    ranges: list[tuple[str, str]] = []
    begin, seen, total = "", 0, sum(counts.values())
    for letter in sorted(counts):
        begin = begin or letter
        seen += counts[letter]
        if seen * desks >= total * (len(ranges) + 1):
            ranges.append((begin, letter))
            begin = ""
    return ranges
