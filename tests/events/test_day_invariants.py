"""A small hall through a whole day: whoever is not concerned keeps every meeting, and every undo is exact."""

from __future__ import annotations

import random

import pytest

from aufwind.core.models import OutgoingMail
from aufwind.engine.problem import Participant, Problem, Slot, Table, Wish
from aufwind.engine.scheduling.plan import plan_meetings
from aufwind.engine.scheduling.verify import verify
from aufwind.engine.stop import after_rounds
from aufwind.events.actions import enter_event, publish_plan, replace_roster, start_plan, store_plan
from aufwind.events.actions.desk import apply_operation, preview_operation, take_back_operation
from aufwind.events.models import GuestListing, Plan
from aufwind.events.queries.day import base_of
from tests.cast import HERR_VOGEL

PEOPLE = 24


def hall(seed: int) -> Problem:
    chance = random.Random(seed)
    pairs = sorted({tuple(sorted(chance.sample(range(PEOPLE), 2))) for _wish in range(110)})
    return Problem(
        slots=tuple(Slot(f"s{t}") for t in range(6)),
        tables=tuple(Table(f"T{j}") for j in range(9)),
        participants=tuple(
            Participant(f"p{i}", name=f"Gast {i}", max_meetings=4, email=f"p{i}@example.org") for i in range(PEOPLE)
        ),
        wishes=tuple(Wish(f"w{a}-{b}", (f"p{a}", f"p{b}"), value=1 + (a + b) % 3) for a, b in pairs),
        max_gap_spread=None,
    )


@pytest.fixture(params=[1, 2])
def event(db, request):
    facts = {"title_de": "Saal", "title_en": "Hall", "kind": "matching event", "starts": "2027-02-11"}
    event = replace_roster(enter_event("saal", by=HERR_VOGEL, **facts), hall(request.param), by=HERR_VOGEL)
    result = plan_meetings(hall(request.param), stop=after_rounds(10))
    publish_plan(store_plan(start_plan(event, by=HERR_VOGEL), result, None, by=HERR_VOGEL), by=HERR_VOGEL)
    return event


def do(event, kind, key="k", **payload):
    return apply_operation(event, key=key, kind=kind, payload=payload, by=HERR_VOGEL)


def untouched(result, gone):
    return {meeting for meeting in result.meetings if not gone & {*meeting.people}}


@pytest.mark.parametrize("share", [0.08, 0.12, 0.2])
def test_no_shows_move_nobody_else_and_are_taken_back_exactly(event, share):
    guests = list(event.participations.all())[:: round(1 / share)]
    gone = {guest.key for guest in guests}
    before = base_of(event)

    operation = do(event, "no_show", guests=[guest.pk for guest in guests])

    after = base_of(event)
    assert untouched(before.result, gone) <= set(after.result.meetings)
    assert not gone & {who for meeting in after.result.meetings for who in meeting.people}
    assert verify(after.problem, after.result) == []
    take_back_operation(operation, by=HERR_VOGEL)
    assert base_of(event) == before
    assert not event.participations.exclude(absent_at=None).exists()


def test_walk_ins_move_nobody_and_tell_only_whom_they_meet(event):
    for guest in event.participations.all():
        GuestListing.objects.create(participation=guest, side="offer", title="Leinen weben")
    for number in range(3):
        before = base_of(event).result
        OutgoingMail.objects.all().delete()

        operation = do(event, "walk_in", key=f"w{number}", name=f"Neu {number}", need="Leinen weben", agreed=True)

        after = base_of(event)
        assert set(before.meetings) <= set(after.result.meetings)
        assert verify(after.problem, after.result) == []
        new = {meeting for meeting in after.result.meetings if meeting not in before.meetings}
        concerned = {f"{who}@example.org" for meeting in new for who in meeting.people}
        assert set(OutgoingMail.objects.values_list("to", flat=True)) <= concerned
        assert all(operation.participation.key in meeting.people for meeting in new)


def test_late_people_and_lost_tables_move_nobody_else(event):
    guest = event.participations.first()
    before = base_of(event).result
    do(event, "late", guest=guest.pk, slot="s3")
    assert untouched(before, {guest.key}) <= set(base_of(event).result.meetings)

    before = base_of(event).result
    do(event, "table_lost", key="t", table="T0", slot="s2")
    after = base_of(event)
    assert verify(after.problem, after.result) == []
    sat_there = {who for m in before.meetings if m.table == "T0" and m.slot not in {"s0", "s1"} for who in m.people}
    kept = {(m.wish, m.slot) for m in untouched(before, sat_there)}
    assert kept <= {(m.wish, m.slot) for m in after.result.meetings}


def test_a_preview_shows_what_happens_and_stores_nothing(event):
    guest = event.participations.first()
    would = preview_operation(event, kind="no_show", payload={"guest": guest.pk}, by=HERR_VOGEL)

    assert Plan.objects.count() == 1
    assert not event.operations.exists()
    assert do(event, "no_show", guest=guest.pk).plan.moves == would.plan.moves
