"""Who is told what after a change, and what stands in calendars."""

from __future__ import annotations

import random

from icalendar import Calendar

from aufwind.core.models import OutgoingMail
from aufwind.engine.scheduling.changes import Late, Leaves, NoShow, TableLost
from aufwind.events.actions import publish_plan, repair, take_back
from aufwind.events.enums import PlanState
from aufwind.events.exports.calendar import guest_calendar
from aufwind.events.models import CalendarEntry, Seat, Slot
from tests.cast import HERR_VOGEL

SAID = {"de": "x", "en": "x"}


def mails() -> list[str]:
    return list(OutgoingMail.objects.order_by("pk").values_list("to", flat=True))


def with_times(event) -> None:
    """Slots that begin at ten and half an hour later."""
    from django.utils.timezone import datetime, get_current_timezone, timedelta

    ten = datetime(2027, 2, 11, 10, 0, tzinfo=get_current_timezone())
    for slot in Slot.objects.filter(event=event):
        Slot.objects.filter(pk=slot.pk).update(starts_at=ten + timedelta(minutes=30 * slot.position))


def test_at_first_everybody_is_told_and_afterwards_who_is_concerned(plan):
    publish_plan(plan, by=HERR_VOGEL)
    first = mails()
    mended = repair(plan, NoShow("weberei"), said=SAID, by=HERR_VOGEL)
    again = repair(mended, NoShow("demir"), said=SAID, by=HERR_VOGEL)
    OutgoingMail.objects.all().delete()

    publish_plan(again, by=HERR_VOGEL)
    publish_plan(again, by=HERR_VOGEL)

    assert first == ["kunsthaus@example.org", "weberei@example.org"]
    assert sorted(mails()) == ["kunsthaus@example.org", "weberei@example.org"]
    assert "entfällt" in OutgoingMail.objects.get(to="kunsthaus@example.org").text


def test_who_is_not_concerned_hears_nothing(plan):
    publish_plan(plan, by=HERR_VOGEL)
    OutgoingMail.objects.all().delete()

    publish_plan(repair(plan, NoShow("demir"), said=SAID, by=HERR_VOGEL), by=HERR_VOGEL)

    assert "weberei@example.org" not in mails()


def test_taking_back_tells_the_same_people_once(plan):
    publish_plan(plan, by=HERR_VOGEL)
    mended = publish_plan(repair(plan, NoShow("weberei"), said=SAID, by=HERR_VOGEL), by=HERR_VOGEL)
    told = sorted(mails()[2:])
    OutgoingMail.objects.all().delete()

    take_back(mended, by=HERR_VOGEL)

    assert sorted(mails()) == told


def test_a_calendar_keeps_its_uid_and_says_what_is_cancelled_and_what_is_back(plan):
    with_times(plan.event)
    plan.refresh_from_db()
    plan.document["slots"] = [
        {**slot, "starts_at": f"2027-02-11T{10 + i}:00:00+01:00"} for i, slot in enumerate(plan.document["slots"])
    ]
    plan.save()
    guest = plan.event.participations.get(key="weberei")

    publish_plan(plan, by=HERR_VOGEL)
    first = entries(guest)
    mended = publish_plan(repair(plan, NoShow("weberei"), said=SAID, by=HERR_VOGEL), by=HERR_VOGEL)
    gone = entries(guest)
    take_back(mended, by=HERR_VOGEL)
    back = entries(guest)

    assert [set(one) for one in (first, gone, back)] == [set(first)] * 3
    assert [{status for status, _sequence in one.values()} for one in (first, gone, back)] == [
        {"CONFIRMED"}, {"CANCELLED"}, {"CONFIRMED"},
    ]  # fmt: skip
    assert [{sequence for _status, sequence in one.values()} for one in (first, gone, back)] == [{0}, {1}, {2}]


def entries(guest) -> dict[str, tuple[str, int]]:
    calendar = Calendar.from_ical(guest_calendar(guest, language="de"))
    return {str(one["uid"]): (str(one["status"]), int(one["sequence"])) for one in calendar.walk("VEVENT")}


def test_after_many_changes_the_calendars_equal_the_database(plan):
    plan.document["slots"] = [
        {**slot, "starts_at": f"2027-02-11T{10 + i}:00:00+01:00"} for i, slot in enumerate(plan.document["slots"])
    ]
    plan.save()
    chance, now = random.Random(5), publish_plan(plan, by=HERR_VOGEL)
    keys = ["kunsthaus", "weberei", "demir"]

    for _edit in range(40):
        OutgoingMail.objects.all().delete()
        choices = [NoShow(chance.choice(keys)), Late(chance.choice(keys), "second"),
                   Leaves(chance.choice(keys), "second"), TableLost("T1", frozenset({"first"}))]  # fmt: skip
        mended = publish_plan(repair(now, chance.choice(choices), said=SAID, by=HERR_VOGEL), by=HERR_VOGEL)
        assert len(mails()) == len(set(mails()))
        now = take_back(mended, by=HERR_VOGEL) if chance.random() < 0.7 else mended

        published = plan.event.plans.get(state=PlanState.PUBLISHED)
        standing = set(CalendarEntry.objects.filter(is_cancelled=False).values_list("participation_id", "starts_at"))
        seats = Seat.objects.filter(plan=published).count()
        assert len(standing) == seats
