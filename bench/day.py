"""The day at 300 people through the real actions: seconds per new plan, lost places refilled, nobody disturbed.

    .venv/bin/python bench/day.py [--seed 1]

In a database of its own: no-shows of 8, 12 and 20 %, each taken back; thirty late people; three tables lost; fifteen
walk-ins whose wishes come from matching. What could be refilled is bounded by the exact flow of what is left beside
the meetings that stay: who is free when, whom she wishes to meet, how many tables are left. One JSON line per
figure; exit 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from instances import generator

SECONDS, REFILLED = 5.0, 95.0
THINGS = ("Leinen", "Holz", "Keramik", "Stickmuster", "Fotografie", "Webstühle", "Ladenräume", "Verpackungen",
          "Möbel", "Musik für Filme", "Farben", "Spielzeug", "Schmuck", "Bücher", "Licht", "Führungen")  # fmt: skip


def figure(name: str, value: float, limit: float | None, unit: str, *, least: bool = False) -> bool:
    """Print a figure; whether it keeps its limit."""
    print(json.dumps({"figure": name, "value": round(value, 3), "limit": limit, "unit": unit}), flush=True)
    return limit is None or (value >= limit if least else value <= limit)


def hall(n: int, seed: int):
    """The generated event as the planner reads it, every slot still to come."""
    from django.utils import timezone

    from aufwind.engine.problem import Participant, Problem, Slot, Table, Wish

    said = generator("gen_request").generate("market", n, seed)
    begin = timezone.localtime(timezone.now() + timedelta(days=1)).replace(hour=8, minute=0, second=0, microsecond=0)
    slots = [f"s{t}" for t in range(said["T"])]
    most = int(said["tables"].max())
    shut = [frozenset(s for s, free in zip(slots, said["tables"], strict=True) if free <= j) for j in range(most)]
    after = {int(then): f"w{first}" for first, then in said["prec"]}
    return Problem(
        slots=tuple(Slot(s, starts_at=begin + timedelta(minutes=25 * t), minutes=20) for t, s in enumerate(slots)),
        tables=tuple(Table(f"T{j + 1}", unavailable=shut[j]) for j in range(most)),
        participants=tuple(
            Participant(f"p{i}", name=f"Gast {i} Erfunden", max_meetings=int(said["cap"][i]),
                        unavailable=frozenset(s for t, s in enumerate(slots) if not int(said["avail"][i]) >> t & 1))
            for i in range(n)
        ),
        wishes=tuple(
            Wish(f"w{i}", (f"p{a}", f"p{b}"), value=int(w), after=(after[i],) if i in after else ())
            for i, (a, b, w) in enumerate(zip(said["a"].tolist(), said["b"].tolist(), said["w"].tolist(), strict=True))
        ),
        max_gap_spread=None,
    )  # fmt: skip


def room(problem, before, gone: set[str]) -> float:
    """At most how many new meetings fit beside those that stay: the exact flow bound of what is left, all worth one."""
    from aufwind.engine.problem import Wish
    from aufwind.engine.scheduling.choose import choose
    from aufwind.engine.scheduling.translate import translate

    stay = [m for m in before.meetings if not gone & {*m.people}]
    lost = len(before.meetings) - len(stay)
    busy: dict[str, set[str]] = {person.id: set() for person in problem.participants}
    taken: dict[str, set[str]] = {table.id: set() for table in problem.tables}
    for meeting in stay:
        taken[meeting.table].add(meeting.slot)
        for who in meeting.people:
            busy[who].add(meeting.slot)
    slots = {slot.id for slot in problem.slots}
    people = tuple(
        replace(
            person,
            unavailable=slots if person.id in gone else person.unavailable | busy[person.id],
            max_meetings=(person.max_meetings or len(slots)) - len(busy[person.id]),
        )
        for person in problem.participants
    )
    free = {person.id: slots - person.unavailable for person in people}
    met = {m.wish for m in before.meetings}
    wishes = tuple(
        Wish(wish.id, wish.people)
        for wish in problem.wishes
        if wish.id not in met and set.intersection(*(set(free[who]) for who in wish.people))
    )
    tables = tuple(replace(table, unavailable=table.unavailable | taken[table.id]) for table in problem.tables)
    instance = translate(replace(problem, participants=people, wishes=wishes, tables=tables)).instance
    return min(float(lost), choose(instance).bound / instance.scale)


class Day:
    """The event in the database, its plan published."""

    def __init__(self, n: int, seed: int) -> None:
        from aufwind.core.policy import Role, Visitor
        from aufwind.engine.scheduling.plan import plan_meetings
        from aufwind.engine.stop import after_seconds
        from aufwind.events.actions import enter_event, publish_plan, replace_roster, start_plan, store_plan
        from aufwind.events.models import GuestListing

        self.by = Visitor(key="bench", roles=frozenset({Role.AGENCY}))
        self.random = random.Random(seed)
        roster = hall(n, seed)
        facts = {"title_de": "Tag", "title_en": "Day", "kind": "matching event", "starts": "2027-02-11"}
        self.event = replace_roster(enter_event("tag", by=self.by, **facts), roster, by=self.by)
        for side in ("offer", "need"):
            GuestListing.objects.bulk_create(
                GuestListing(participation=guest, side=side, title=self.random.choice(THINGS))
                for guest in self.event.participations.all()
            )
        plan = start_plan(self.event, by=self.by)
        publish_plan(store_plan(plan, plan_meetings(roster, stop=after_seconds(10)), None, by=self.by), by=self.by)
        self.done = 0

    def base(self):
        from aufwind.events.queries.day import base_of

        return base_of(self.event)

    def apply(self, kind: str, **payload):
        """The operation and its seconds."""
        from aufwind.events.actions.desk import apply_operation

        self.done += 1
        began = perf_counter()
        operation = apply_operation(self.event, key=f"b{self.done}", kind=kind, payload=payload, by=self.by)
        return operation, perf_counter() - began

    def marks(self) -> list[tuple]:
        """Everything an undo has to give back."""
        fields = ("pk", "state", "absent_at", "late_until", "checked_in_at", "unavailable")
        return list(self.event.participations.values_list(*fields))


def disturbed(before, after, gone: set[str]) -> int:
    """Meetings of people who are all there that moved or went."""
    now = {m.wish: (m.slot, m.table, m.people) for m in after.meetings}
    stay = [m for m in before.meetings if not gone & {*m.people}]
    return sum(now.get(m.wish) != (m.slot, m.table, m.people) for m in stay)


def no_shows(day: Day, share: float) -> bool:
    from aufwind.events.actions.desk import take_back_operation

    guests = list(day.event.participations.attending())
    gone = day.random.sample(guests, round(share * len(guests)))
    keys = {guest.key for guest in gone}
    base, marks = day.base(), day.marks()
    operation, seconds = day.apply("no_show", guests=[guest.pk for guest in gone])
    after = day.base().result
    fresh = {m.wish for m in after.meetings} - {m.wish for m in base.result.meetings}
    could = room(base.problem, base.result, keys)
    name = f"{share:.0%} no-shows"
    kept = figure(f"{name}: seconds", seconds, SECONDS, "s")
    kept &= figure(f"{name}: unaffected meetings moved", disturbed(base.result, after, keys), 0, "meetings")
    lost = sum(bool(keys & {*m.people}) for m in base.result.meetings)
    figure(f"{name}: places lost", lost, None, "meetings")
    figure(f"{name}: at most refillable", could, None, "meetings")
    share_refilled = 100 * len(fresh) / could if could else 100.0
    kept &= figure(f"{name}: refilled of what wishes allow", share_refilled, REFILLED, "%", least=True)
    take_back_operation(operation, by=day.by)
    differs = (day.base().result != base.result) + (day.marks() != marks)
    return kept & figure(f"{name}: undo differs in", differs, 0, "things")


def late(day: Day, number: int) -> bool:
    guests = day.random.sample(list(day.event.participations.attending()), number)
    slowest = moved = 0.0
    for guest in guests:
        before = day.base().result
        _operation, seconds = day.apply("late", guest=guest.pk, slot="s3")
        slowest = max(slowest, seconds)
        moved += disturbed(before, day.base().result, {guest.key})
    kept = figure(f"{number} late, one after another: slowest", slowest, SECONDS, "s")
    return kept & figure(f"{number} late: unaffected meetings moved", moved, 0, "meetings")


def tables(day: Day, number: int) -> bool:
    slowest = moved = 0.0
    for table in list(day.event.tables.all())[:number]:
        before = day.base().result
        _operation, seconds = day.apply("table_lost", table=table.key, slot="s4")
        slowest = max(slowest, seconds)
        sat_there = {who for m in before.meetings if m.table == table.key for who in m.people}
        moved += disturbed(before, day.base().result, sat_there)
    kept = figure(f"{number} tables lost, one after another: slowest", slowest, SECONDS, "s")
    return kept & figure(f"{number} tables lost: meetings moved of people who never sat there", moved, 0, "meetings")


def walk_ins(day: Day, number: int) -> bool:
    slowest = moved = meetings = 0.0
    for i in range(number):
        before = day.base().result
        offer, need = day.random.sample(THINGS, 2)
        operation, seconds = day.apply("walk_in", name=f"Spontan {i}", offer=offer, need=need, agreed=True)
        slowest = max(slowest, seconds)
        moved += disturbed(before, day.base().result, set())
        meetings += operation.plan.meetings.filter(seats__participation=operation.participation).count()
    kept = figure(f"{number} walk-ins, one after another: slowest", slowest, SECONDS, "s")
    kept &= figure(f"{number} walk-ins: meetings of others moved", moved, 0, "meetings")
    figure(f"{number} walk-ins: meetings each", meetings / number, None, "meetings")
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=300)
    asked = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parent))
    with tempfile.TemporaryDirectory(prefix="aufwind-day-") as home:
        os.environ |= {"AUFWIND_HOME": home, "DJANGO_SETTINGS_MODULE": "aufwind.config.settings.base"}
        return measure(asked.people, asked.seed)


def measure(people: int, seed: int) -> int:
    """Everything, in a database of its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    day = Day(people, seed)
    kept = [no_shows(day, share) for share in (0.08, 0.12, 0.20)]
    kept += [late(day, people // 10), tables(day, 3), walk_ins(day, people // 20)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
