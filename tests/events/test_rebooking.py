"""After booking: times, tables and single meetings change, everybody concerned is told once, all of it is undone."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from aufwind.core.models import OutgoingMail
from aufwind.core.policy import ANONYMOUS, NotAllowed
from aufwind.engine.errors import ProblemError
from aufwind.engine.scheduling.plan import plan_meetings
from aufwind.engine.scheduling.verify import verify
from aufwind.engine.stop import after_rounds
from aufwind.events.actions import publish_plan, start_plan, store_plan, take_back
from aufwind.events.actions.grid import grid_of
from aufwind.events.actions.plans import stop_search
from aufwind.events.actions.rebooking import (
    add_meeting,
    change_grid,
    preview_of,
    put_meeting,
    set_lock,
    take_out,
)
from aufwind.events.actions.registration import register
from aufwind.events.actions.setup import announce_event, change_basics, set_tables, set_up_event
from aufwind.events.actions.wishes import prefer
from aufwind.events.enums import Format, PlanOrigin, PlanState
from aufwind.events.errors import CannotPrefer, PlanIsNotReady, PlanIsOutdated
from aufwind.events.models import CalendarEntry, Plan
from aufwind.events.profiles import problem_of_plan, result_from
from tests.cast import EVE, HERR_VOGEL

PEOPLE = 16


@pytest.fixture
def event(db):
    """A half-day with blocks of its own, guests who wish, and a published plan."""
    event = set_up_event(
        Format.MATCHING, title_de="Treffen", title_en="Meeting", day=date(2099, 2, 11), venue="Saal", by=HERR_VOGEL
    )
    change_basics(event, sides=[], pairings=[], summary_de="Ein Tag.", summary_en="A day.", by=HERR_VOGEL)
    set_tables(event, [(str(n), "") for n in range(1, 7)], seats=2, by=HERR_VOGEL)
    announce_event(event, by=HERR_VOGEL)
    terms = event.terms.first()
    guests = [
        register(event, name=f"Gast {i}", email=f"g{i}@example.org", language="de", terms=terms, by=ANONYMOUS)
        for i in range(PEOPLE)
    ]
    chance = random.Random(3)
    for guest in guests:
        for about in chance.sample([other for other in guests if other != guest], 4):
            prefer(guest, about, "like", by=HERR_VOGEL)
    plan = computed(event)
    publish_plan(plan, by=HERR_VOGEL)
    OutgoingMail.objects.all().delete()
    return event


def computed(event, **settings) -> Plan:
    plan = start_plan(event, by=HERR_VOGEL, **settings)
    return store_plan(plan, plan_meetings(problem_of_plan(plan), stop=after_rounds(10)), None, by=HERR_VOGEL)


def published(event) -> Plan:
    return event.plans.get(state=PlanState.PUBLISHED)


def later(grid, minutes):
    by = timedelta(minutes=minutes)
    pieces = {
        name: [
            {**piece, "starts_at": piece["starts_at"] + by, "ends_at": piece["ends_at"] + by} for piece in grid[name]
        ]
        for name in ("blocks", "programme")
    }
    return {**grid, **pieces}


def sound(plan: Plan) -> None:
    assert verify(problem_of_plan(plan), result_from(plan)) == []


def test_a_later_start_moves_nobody_and_tells_everybody_once(event):
    before = published(event)
    slots = list(event.slots.in_force().values_list("key", "starts_at"))

    plan = change_grid(before, later(grid_of(event), 30), by=HERR_VOGEL)

    assert plan.origin == PlanOrigin.REGRID
    assert plan.moves == []
    assert list(event.slots.in_force().values_list("key", "starts_at")) == slots, (
        "nothing is in force before publishing"
    )
    assert not OutgoingMail.objects.exists()
    publish_plan(plan, by=HERR_VOGEL)
    assert [at - timedelta(minutes=30) for _key, at in event.slots.in_force().values_list("key", "starts_at")] == [
        at for _key, at in slots
    ]
    concerned = {seat.participation.email for m in plan.meetings.all() for seat in m.seats.all()}
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == sorted(concerned)
    sound(plan)


def test_longer_meetings_keep_what_fits_and_name_a_reason_for_the_rest(event):
    before = published(event)
    grid = {**grid_of(event), "minutes": 30}

    preview = preview_of(before, lambda: change_grid(before, grid, by=HERR_VOGEL))
    plan = change_grid(before, grid, by=HERR_VOGEL)

    assert plan.moves == preview.moves
    sound(plan)
    kept = set(plan.meetings.values_list("wish__key", flat=True))
    lost = set(before.meetings.values_list("wish__key", flat=True)) - kept
    said = {move["wish"] for move in plan.moves if move["after"] is None and move["de"] and move["en"]}
    assert lost == said & lost
    assert preview.effect.lost == len(lost)


def test_fewer_tables_and_back_again_is_exact(event):
    before = published(event)
    was, grid = result_from(before), grid_of(event)
    plan = change_grid(before, {**grid, "tables": grid["tables"][:4]}, by=HERR_VOGEL)
    publish_plan(plan, by=HERR_VOGEL)
    assert event.tables.in_force().count() == 4
    sound(plan)

    take_back(plan, by=HERR_VOGEL)

    event.refresh_from_db()
    assert grid_of(event) == grid
    assert published(event).pk == before.pk
    assert result_from(published(event)) == was


def test_a_meeting_is_put_by_hand_and_whoever_is_in_the_way_is_moved(event):
    before = published(event)
    one, other = (before.meetings.filter(slot__position=n).first() for n in (0, 1))

    plan = put_meeting(before, one.wish, (other.slot.key, other.table.key), by=HERR_VOGEL)

    there = plan.meetings.get(wish=one.wish)
    assert (there.slot, there.table) == (other.slot, other.table)
    assert plan.origin == PlanOrigin.BY_HAND
    assert any(move["wish"] == other.wish.key for move in plan.moves)
    sound(plan)
    assert set(plan.meetings.values_list("wish")) <= set(before.meetings.values_list("wish"))


def test_a_locked_meeting_stays_in_every_later_plan(event):
    before = published(event)
    meeting = before.meetings.order_by("-slot__position").first()
    blocker = before.meetings.filter(slot__position=0).first()
    set_lock(meeting, is_locked=True, by=HERR_VOGEL)
    set_lock(meeting, is_locked=True, by=HERR_VOGEL)

    with pytest.raises(ProblemError):
        put_meeting(before, blocker.wish, (meeting.slot.key, meeting.table.key), by=HERR_VOGEL)
    for plan in (
        computed(event, seed=5, title="Andere"),
        change_grid(before, {**grid_of(event), "tables": grid_of(event)["tables"][::-1]}, by=HERR_VOGEL),
    ):
        there = plan.meetings.get(wish=meeting.wish)
        assert (there.slot, there.table, there.is_locked) == (meeting.slot, meeting.table, True)

    set_lock(meeting, is_locked=False, by=HERR_VOGEL)
    put_meeting(before, blocker.wish, (meeting.slot.key, meeting.table.key), by=HERR_VOGEL)


def test_taken_out_by_hand_stays_out_and_added_by_hand_comes_in(event):
    before = published(event)
    gone = before.meetings.first()
    plan = take_out(before, gone.wish, by=HERR_VOGEL)
    plan = change_grid(plan, {**grid_of(event), "change": 2}, by=HERR_VOGEL)
    assert not plan.meetings.filter(wish=gone.wish).exists()

    met = set(plan.event.wishes.values_list("key", flat=True))
    guests = list(event.participations.all())
    one, other = next((a, b) for a in guests for b in guests if a.key < b.key and f"{a.key}+{b.key}" not in met)
    last = event.slots.in_force().last()
    plan = add_meeting(plan, one, other, (last.key, "6"), by=HERR_VOGEL)
    assert {seat.participation for seat in plan.meetings.get(slot=last, table__key="6").seats.all()} == {one, other}
    sound(plan)


def test_who_said_never_is_not_added_by_hand(event):
    one, other = event.participations.all()[:2]
    prefer(one, other, "never", by=HERR_VOGEL)

    with pytest.raises(CannotPrefer):
        add_meeting(published(event), one, other, (event.slots.in_force().first().key, "1"), by=HERR_VOGEL)


def test_strangers_change_nothing_and_replaced_plans_are_left_alone(event):
    before = published(event)
    meeting = before.meetings.first()
    for change in (
        lambda: change_grid(before, grid_of(event), by=EVE),
        lambda: put_meeting(before, meeting.wish, ("b1-1", "1"), by=EVE),
        lambda: take_out(before, meeting.wish, by=EVE),
        lambda: set_lock(meeting, is_locked=True, by=EVE),
        lambda: stop_search(before, by=EVE),
    ):
        with pytest.raises(NotAllowed):
            change()
    publish_plan(take_out(before, meeting.wish, by=HERR_VOGEL), by=HERR_VOGEL)
    with pytest.raises(PlanIsNotReady):
        take_out(before, meeting.wish, by=HERR_VOGEL)


def test_a_change_of_a_plan_that_was_replaced_meanwhile_is_not_published(event):
    before = published(event)
    first, second = before.meetings.all()[:2]
    waiting = take_out(before, first.wish, by=HERR_VOGEL)
    publish_plan(take_out(before, second.wish, by=HERR_VOGEL), by=HERR_VOGEL)

    with pytest.raises(PlanIsOutdated):
        publish_plan(waiting, by=HERR_VOGEL)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.faults) for seed in range(1, 10))])
def test_a_hundred_random_edits_lose_nothing_silently(event, seed):
    """Ten seeds of a hundred edits: times, tables, hand, locks, publishing, taking back."""
    chance = random.Random(seed)
    grid = grid_of(event)
    plan = published(event)
    for _edit in range(100):
        plan = edited(event, plan, grid, chance)
        if chance.random() < 0.3:
            plan = told_once(event, plan, chance)
    sound(published(event))
    assert calendar_of(event) == meetings_of(published(event))


def edited(event, plan, grid, chance) -> Plan:
    """One edit; what is lost by it is among its moves with a reason."""
    before = set(plan.meetings.values_list("wish__key", flat=True))
    meeting = chance.choice(list(plan.meetings.select_related("wish", "slot", "table")))
    slots = [slot.id for slot in problem_of_plan(plan).slots]
    tables = [table.id for table in problem_of_plan(plan).tables]
    try:
        match chance.choice(["put", "put", "out", "lock", "grid", "add"]):
            case "put":
                new = put_meeting(plan, meeting.wish, (chance.choice(slots), chance.choice(tables)), by=HERR_VOGEL)
            case "out":
                new = take_out(plan, meeting.wish, by=HERR_VOGEL)
            case "lock":
                set_lock(meeting, is_locked=chance.random() < 0.5, by=HERR_VOGEL)
                return plan
            case "add":
                one, other = chance.sample(list(event.participations.all()), 2)
                new = add_meeting(plan, one, other, (chance.choice(slots), chance.choice(tables)), by=HERR_VOGEL)
            case _:
                other = {**later(grid, chance.choice([0, 10, -10])), "minutes": chance.choice([15, 20, 25])}
                new = change_grid(plan, {**other, "tables": grid["tables"][: chance.choice([4, 5, 6])]}, by=HERR_VOGEL)
    except (ProblemError, CannotPrefer):
        return plan
    after = set(new.meetings.values_list("wish__key", flat=True))
    lost = {move["wish"] for move in new.moves if move["after"] is None and move["de"] and move["en"]}
    assert before - after <= lost
    sound(new)
    return new


def told_once(event, plan, chance) -> Plan:
    """Published, everybody concerned and nobody else has exactly one mail, and calendars say what the plan says."""
    before = published(event)
    if plan.pk == before.pk:
        return plan
    OutgoingMail.objects.all().delete()
    publish_plan(plan, by=HERR_VOGEL)
    publish_plan(plan, by=HERR_VOGEL)
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == sorted(concerned(before, plan))
    assert calendar_of(event) == meetings_of(plan)
    if chance.random() < 0.3:
        plan = take_back(plan, by=HERR_VOGEL) and published(event)
        assert plan.pk == before.pk
        assert calendar_of(event) == meetings_of(plan)
    return plan


def concerned(before: Plan, after: Plan) -> set[str]:
    """Addresses of whose meetings differ, found by comparing the rows themselves."""
    old, new = meetings_of(before), meetings_of(after)
    return {f"{email}" for email in {*_emails(old), *_emails(new)} if _of(old, email) != _of(new, email)}


def _emails(rows) -> set[str]:
    return {row[0] for row in rows}


def _of(rows, email) -> set:
    return {row for row in rows if row[0] == email}


def meetings_of(plan: Plan) -> set:
    """(address, wish's partners, begin, table) of every seat, by the times the plan was made for."""
    times = {slot.id: slot.starts_at for slot in problem_of_plan(plan).slots}
    rows = set()
    for meeting in plan.meetings.select_related("slot", "table").prefetch_related("seats__participation"):
        people = [seat.participation for seat in meeting.seats.all()]
        for person in people:
            partners = ", ".join(o.name for o in sorted(people, key=lambda o: o.pk) if o != person)
            rows.add((person.email, partners, times[meeting.slot.key], meeting.table.key))
    return rows


def calendar_of(event) -> set:
    entries = CalendarEntry.objects.filter(participation__event=event, is_cancelled=False)
    return {
        (entry.participation.email, entry.partners, entry.starts_at, entry.table_key)
        for entry in entries.select_related("participation")
    }
