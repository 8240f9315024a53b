"""The pages on which a plan is changed after booking: each shows first what it would do, and keeps it when told."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from aufwind.events.actions import publish_plan, start_plan
from aufwind.events.actions.plans import stop_search
from aufwind.events.actions.rebooking import set_lock
from aufwind.events.enums import PlanOrigin
from aufwind.events.jobs.plans import when_wanted
from aufwind.events.models import Plan
from aufwind.events.queries.events import variants_of
from tests.cast import HERR_VOGEL


@pytest.fixture
def base(event, plan) -> str:
    return f"/en/events/{event.slug}/plans/{plan.number}/"


def meeting_page(base, plan) -> str:
    return f"{base}meetings/{plan.meetings.first().pk}/"


def test_a_meetings_page_says_what_speaks_against_every_time(client, vogel, base, plan):
    text = client.get(meeting_page(base, plan)).content.decode()

    assert "tables free" in text or "table free" in text
    for slot in plan.event.slots.all():
        assert f'value="{slot.key}"' in text


def test_a_move_is_shown_before_it_is_made(client, vogel, base, plan):
    meeting = plan.meetings.first()
    slot = plan.event.slots.exclude(pk=meeting.slot_id).first()
    asked = {"slot": slot.key, "table": meeting.table.key}

    shown = client.get(meeting_page(base, plan), asked)

    assert shown.status_code == HTTPStatus.OK
    assert "Take over" in shown.content.decode()
    assert Plan.objects.count() == 1
    made = client.post(meeting_page(base, plan), asked)
    assert made.status_code == HTTPStatus.FOUND
    new = plan.event.plans.first()
    assert (new.origin, new.meetings.get(wish=meeting.wish).slot) == (PlanOrigin.BY_HAND, slot)
    assert list(variants_of(plan.event)) == [new]


def test_a_place_that_does_not_exist_is_refused_with_words(client, vogel, base, plan):
    answer = client.post(meeting_page(base, plan), {"slot": "never", "table": "1"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert Plan.objects.count() == 1


def test_spots_tell_the_grid_what_speaks_against_each(client, vogel, base, plan):
    spots = client.get(f"{meeting_page(base, plan)}spots.json").json()["spots"]

    assert len(spots) == plan.event.slots.count() * plan.event.tables.count()
    assert all({"against", "never"} == {*spot} for spot in spots.values())


def test_a_meeting_is_locked_and_dropped_by_buttons(client, vogel, base, plan):
    page = meeting_page(base, plan)
    client.post(f"{page}lock/", {"locked": "yes"})
    assert plan.meetings.first().is_locked
    assert "locked by hand" in client.get(base).content.decode()
    client.post(f"{page}lock/", {"locked": "no"})
    assert not plan.meetings.first().is_locked

    client.post(f"{page}take-out/")

    assert plan.event.plans.first().meetings.count() == plan.meetings.count() - 1


def test_somebody_is_added_in_two_steps(client, vogel, base, plan):
    assert client.get(f"{base}add/").status_code == HTTPStatus.OK
    one, other = plan.event.participations.all()[:2]
    who = {"one": one.key, "other": one.key}
    assert client.get(f"{base}add/", who).status_code == HTTPStatus.UNPROCESSABLE_ENTITY

    page = client.get(f"{base}add/", {**who, "other": other.key}).content.decode()

    assert f"{one.name} – {other.name}" in page


def grid_data(client, base) -> dict[str, str]:
    """The form as the page shows it, filled in."""
    page = client.get(f"{base}grid/").context
    data = {}
    for name in ("lengths", "tables"):
        data |= {field.html_name: field.value() or "" for field in page[name]}
    for name in ("blocks", "items"):
        formset = page[name]
        data |= {field.html_name: field.value() for field in formset.management_form}
        for form in formset.forms:
            for field in form:
                value = field.value()
                data[field.html_name] = value.strftime("%Y-%m-%dT%H:%M") if hasattr(value, "strftime") else value or ""
    return {key: value for key, value in data.items() if value is not False}


@pytest.fixture
def timed(event, plan):
    """The spreadsheet's slots have times, and the plan knows them."""
    begin = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=30)
    document = plan.document
    for i, slot in enumerate(event.slots.all()):
        slot.starts_at, slot.minutes = begin + timedelta(minutes=25 * i), 20
        slot.save()
        document["slots"][i] |= {"starts_at": slot.starts_at.isoformat(), "minutes": 20}
    plan.document = document
    plan.save()
    publish_plan(plan, by=HERR_VOGEL)
    return plan


def test_slots_without_times_say_so(client, vogel, base):
    assert client.get(f"{base}grid/").status_code == HTTPStatus.FOUND


def test_times_of_a_spreadsheet_become_blocks_and_are_changed_with_a_preview(client, vogel, base, timed):
    data = grid_data(client, base) | {"minutes": "15"}
    before = Plan.objects.count()

    shown = client.post(f"{base}grid/", {**data, "step": "show"})

    assert shown.status_code == HTTPStatus.OK, shown.content.decode()
    assert "What would change" in shown.content.decode()
    assert Plan.objects.count() == before
    kept = client.post(f"{base}grid/", {**data, "step": "keep"})
    assert kept.status_code == HTTPStatus.FOUND
    new = timed.event.plans.first()
    assert new.origin == PlanOrigin.REGRID
    assert new.meetings.count() == timed.meetings.count()
    assert new.moves == []
    client.post(f"{kept.url}publish/")
    assert set(timed.event.slots.in_force().values_list("minutes", flat=True)) == {15}
    client.post(f"{kept.url}take-back/")
    assert set(timed.event.slots.in_force().values_list("minutes", flat=True)) == {20}


def test_a_preview_speaks_of_new_slots_by_their_times(client, vogel, base, timed):
    slots = list(timed.event.slots.all())
    for meeting in timed.meetings.all():
        set_lock(meeting, is_locked=False, by=HERR_VOGEL)
    data = grid_data(client, base)
    last = data["blocks-0-ends_at"]
    later = datetime.fromisoformat(last) + timedelta(minutes=25 * len(slots))
    data |= {"blocks-0-starts_at": last, "blocks-0-ends_at": later.strftime("%Y-%m-%dT%H:%M"), "minutes": "10"}

    shown = client.post(f"{base}grid/", {**data, "step": "show"})

    assert shown.status_code == HTTPStatus.OK
    new = [slot for slot in slots_in(shown) if slot]
    assert not any(re.search(r"b\d+-\d", text) for text in new), new


def slots_in(answer) -> list[str]:
    """What stands in the columns of times of the preview's table."""
    return [str(cell) for row in answer.context["rows"] for cell in row[1:3]]


@pytest.mark.usefixtures("vogel", "timed")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"names": ""}, "Name 1 to"), ({"quiet": "77"}, "no table"), ({"minutes": "0"}, "minutes")],
)
def test_a_grid_that_cannot_be_is_refused_with_words_and_nothing_lost(client, base, wrong, said):
    data = grid_data(client, base) | wrong

    answer = client.post(f"{base}grid/", {**data, "step": "keep"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in answer.content.decode()
    assert Plan.objects.count() == 1


def test_a_search_is_stopped_when_told(client, vogel, event):
    plan = start_plan(event, by=HERR_VOGEL)
    seconds = iter(range(0, 100, 2))
    rule = when_wanted(plan, clock=lambda: float(next(seconds)))
    assert not rule(None)

    client.post(f"/en/events/{event.slug}/plans/{plan.number}/stop/")

    assert rule(None)
    stop_search(plan, by=HERR_VOGEL)
    plan.refresh_from_db()
    assert plan.stop_wanted_at


def test_a_variant_has_a_name_and_settings_of_its_own(client, vogel, event):
    url = f"/en/events/{event.slug}/plans/start/"
    refused = client.post(url, {"seconds": "5", "fair_to": "-3"}, follow=True)
    assert "Nothing was started" in refused.content.decode()
    assert not event.plans.exists()

    client.post(url, {"seconds": "5", "title": "Fair for all", "fair_to": "2"})

    plan = event.plans.get()
    assert (plan.title, plan.document["fair_to"]) == ("Fair for all", 2)
