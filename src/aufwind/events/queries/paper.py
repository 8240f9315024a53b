"""What is printed for an event: who comes, in the order of names, with her meetings; who sits at which table."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q

from aufwind.core.folding import folded
from aufwind.core.models import AuditEntry
from aufwind.events.diffs import appointments_of, differences
from aufwind.events.enums import ParticipationState, PlanState
from aufwind.events.queries.plans import slots_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from aufwind.events.diffs import Appointment
    from aufwind.events.models import Event, Participation, Plan, Slot

PRINTED = "paper.printed"
"""What the audit log calls it when a paper was made."""

LAST_PRINTS = 200
"""How many entries of the log are looked through for the last print of each paper."""


@dataclass(frozen=True, slots=True)
class Print:
    """An earlier print: when, and which plan it shows; None: there was none yet."""

    at: datetime
    plan: Plan | None


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything the papers of an event are made of.

    Attributes:
        plan: The published one; None: there are no meetings to print yet.
        guests: Who comes, by the last word of the name; of a reprint, whose meetings differ or who is new.
        fresh: Those of them whose badge and line for a signature are due: of a reprint only who is new.
        meetings: Hers by time, by primary key.
        names: Of everybody who comes, by primary key.
        tables: Keys of all tables in order, each with who sits there by slot; who objected to being shown is a dash.
        is_reprint: Only what differs from an earlier print, or one guest's.
    """

    event: Event
    plan: Plan | None
    slots: tuple[Slot, ...]
    guests: list[Participation]
    fresh: list[Participation]
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


def last_prints(event: Event, *, before: datetime | None = None) -> dict[str, Print]:
    """When each paper was last made for everybody, and with which plan; of `before` only what was made earlier.

    A print of some letters or of one guest does not count: it brought the others nothing. Two SQL statements.
    """
    entries = AuditEntry.objects.about(event._meta.label_lower, str(event.pk)).filter(event=PRINTED)
    if before is not None:
        entries = entries.filter(at__lt=before)
    plans = {plan.number: plan for plan in event.plans.exclude(published_at=None)}
    found: dict[str, Print] = {}
    for at, written in entries.order_by("-position").values_list("at", "facts_json")[:LAST_PRINTS]:
        facts = json.loads(written)
        if facts.get("whole"):
            for kind in facts.get("papers", ()):
                found.setdefault(kind, Print(at, plans.get(facts.get("plan"))))
    return found


def has_changed_since(event: Event, moment: datetime) -> bool:
    """Whether somebody got a seat, gave it back or was said not to come after `moment`. One statement."""
    seat = Q(state__in=[ParticipationState.REGISTERED, ParticipationState.CANCELLED], state_at__gt=moment)
    return event.participations.filter(seat | Q(absent_at__gt=moment)).exists()


def pack_of(
    event: Event, *, letters: tuple[str, str] | None = None, since: Print | None = None, guest: int | None = None
) -> Pack:
    """What is printed, all of it or a part. Ten statements at most, whatever the size.

    Args:
        letters: Only whose letter lies between these two.
        since: Only what differs from this print.
        guest: Only hers.
    """
    plan = published_plan(event)
    coming = event.participations.attending().select_related("event", "actor")
    guests = sorted(coming, key=lambda one: sorting_name(one.name))
    names = {one.pk: one.name for one in guests}
    meetings = _in_order(plan)
    tables = _by_table(event, plan, meetings, {one.pk: one.name for one in guests if not one.is_hidden})
    if letters:
        guests = [one for one in guests if letters[0] <= letter_of(one.name) <= letters[1]]
    if guest is not None:
        guests = [one for one in guests if one.pk == guest]
    fresh = guests
    if since is not None:
        fresh = [one for one in guests if one.state_at > since.at]
        changed = differences(since.plan, plan) if plan is not None and plan != since.plan else {}
        new = {one.pk for one in fresh}
        guests = [one for one in guests if one.pk in changed or one.pk in new]
        touched = {said.table for rows in changed.values() for row in rows for said in (row.before, row.after) if said}
        tables = {key: rows for key, rows in tables.items() if key in touched}
    is_part = since is not None or guest is not None
    return Pack(event, plan, slots_of(plan) if plan else (), guests, fresh, meetings, names, tables, is_reprint=is_part)


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
    """Who sits at each table, by slot; a dash for whoever is not to be named."""
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


def parts_of(
    guests: Sequence[Participation], ranges: Sequence[tuple[str, str]]
) -> list[tuple[tuple[str, str] | None, list[Participation]]]:
    """Everybody once, in the first of `ranges` her letter lies in; who lies in none stands in a last part of its own."""
    parts: dict[tuple[str, str] | None, list[Participation]] = {span: [] for span in ranges}
    for one in guests:
        letter = letter_of(one.name)
        here = next((span for span in ranges if span[0] <= letter <= span[1]), None)
        parts.setdefault(here, []).append(one)
    return list(parts.items())
