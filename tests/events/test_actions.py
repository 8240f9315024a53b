from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from aufwind.core.models import AuditEntry, Job, OutgoingMail
from aufwind.core.policy import ANONYMOUS, NotAllowed
from aufwind.engine.errors import Finding, Text
from aufwind.engine.problem import Problem
from aufwind.engine.scheduling.plan import plan_meetings
from aufwind.engine.stop import after_rounds
from aufwind.events.actions import (
    enter_event,
    fail_plan,
    keep_draft,
    publish_plan,
    replace_roster,
    start_plan,
    store_plan,
)
from aufwind.events.enums import PlanState
from aufwind.events.errors import PlanHasFaults, PlanIsNotReady, RosterIsMissing
from aufwind.events.models import Meeting, Plan, RosterDraft, Seat
from aufwind.events.profiles import problem_from
from tests.cast import EVE, HERR_VOGEL, small_roster


def events_logged() -> list[str]:
    return list(AuditEntry.objects.order_by("position").values_list("event", flat=True))


def test_replace_roster_gives_back_exactly_what_was_handed_in(event):
    expected = small_roster()

    found = problem_from(event)

    assert found.slots == expected.slots
    assert found.tables == expected.tables
    assert found.wishes == expected.wishes
    assert [person.id for person in found.participants] == ["kunsthaus", "weberei", "demir"]


def test_replace_roster_takes_old_guests_and_plans_with_it(plan):
    replace_roster(plan.event, small_roster(), by=HERR_VOGEL)

    assert plan.event.plans.count() == 0
    assert plan.event.participations.count() == 3


@pytest.mark.parametrize("stranger", [EVE, ANONYMOUS])
def test_nobody_but_staff_enters_or_plans(event, stranger):
    refused = (
        lambda: enter_event("x", by=stranger, title_de="", title_en="", kind="", starts=""),
        lambda: replace_roster(event, small_roster(), by=stranger),
        lambda: start_plan(event, by=stranger),
        lambda: keep_draft(event, {}, file_name="x", by=stranger),
    )

    for act in refused:
        with pytest.raises(NotAllowed):
            act()


def test_start_plan_twice_computes_once(event):
    first = start_plan(event, by=HERR_VOGEL)
    second = start_plan(event, by=HERR_VOGEL)

    assert first == second
    assert Job.objects.count() == 1


@pytest.mark.parametrize(("asked", "allowed"), [(0.0, 1.0), (15.0, 15.0), (900.0, 60.0)])
def test_start_plan_keeps_the_search_within_a_minute(event, asked, allowed):
    assert start_plan(event, by=HERR_VOGEL, seconds=asked).seconds_allowed == allowed


def test_start_plan_without_guests_says_so(event):
    replace_roster(event, Problem((), (), (), ()), by=HERR_VOGEL)

    with pytest.raises(RosterIsMissing):
        start_plan(event, by=HERR_VOGEL)


def test_store_plan_keeps_meetings_figures_and_reasons(plan):
    assert plan.state == PlanState.READY
    assert plan.value == 5.0
    assert plan.proven
    assert list(plan.meetings.values_list("wish__key", flat=True).order_by("wish__key")) == ["k-d", "k-w"]
    assert [entry["wish"] for entry in plan.unplaced] == ["w-d"]
    assert all(plan.unplaced[0][language] for language in ("de", "en"))


def test_store_plan_twice_changes_nothing(plan):
    result = plan_meetings(small_roster(), stop=after_rounds(5))

    store_plan(plan, result, None, by=HERR_VOGEL)

    assert plan.meetings.count() == 2


def test_store_plan_refuses_what_the_independent_check_refuses(event):
    started = start_plan(event, by=HERR_VOGEL)
    result = plan_meetings(small_roster(), stop=after_rounds(5))
    lie = replace(result, meetings=(*result.meetings[:1], replace(result.meetings[1], slot=result.meetings[0].slot)))

    with pytest.raises(PlanHasFaults) as refused, transaction.atomic():
        store_plan(started, lie, None, by=HERR_VOGEL)

    assert refused.value.findings
    assert Plan.objects.get().state == PlanState.COMPUTING
    assert not Meeting.objects.exists()


def test_fail_plan_keeps_the_findings_in_both_languages(event):
    started = start_plan(event, by=HERR_VOGEL)
    finding = Finding(Text("Gast A", "Guest A"), Text("fehlt.", "is missing."), Text("Tragen Sie ihn ein.", "Enter."))

    failed = fail_plan(started, [finding], by=HERR_VOGEL)

    assert failed.state == PlanState.FAILED
    assert failed.problems == [{"de": "Gast A: fehlt. Tragen Sie ihn ein.", "en": "Guest A: is missing. Enter."}]


def test_fail_plan_does_not_touch_a_plan_that_is_ready(plan):
    assert fail_plan(plan, [], by=HERR_VOGEL).state == PlanState.READY


def test_publish_plan_twice_sends_each_guest_one_mail(plan):
    publish_plan(plan, by=HERR_VOGEL)
    publish_plan(plan, by=HERR_VOGEL)

    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == [
        "kunsthaus@example.org",
        "weberei@example.org",
    ]
    assert events_logged().count("plan.published") == 1


def test_publish_plan_replaces_the_one_before(plan):
    publish_plan(plan, by=HERR_VOGEL)
    newer = start_plan(plan.event, by=HERR_VOGEL)
    store_plan(newer, plan_meetings(small_roster(), stop=after_rounds(5)), None, by=HERR_VOGEL)

    publish_plan(newer, by=HERR_VOGEL)

    plan.refresh_from_db()
    newer.refresh_from_db()
    assert (plan.state, newer.state) == (PlanState.REPLACED, PlanState.PUBLISHED)


def test_publish_plan_refuses_one_that_is_not_ready(event):
    computing = start_plan(event, by=HERR_VOGEL)

    with pytest.raises(PlanIsNotReady):
        publish_plan(computing, by=HERR_VOGEL)

    assert not OutgoingMail.objects.exists()


def test_publish_plan_is_refused_to_strangers(plan):
    with pytest.raises(NotAllowed):
        publish_plan(plan, by=EVE)


def test_the_database_refuses_a_double_booking(plan):
    seat = Seat.objects.first()
    other = plan.meetings.exclude(pk=seat.meeting_id).first()

    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(meeting=other, plan=plan, slot=seat.slot, participation=seat.participation)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=other.pk).update(slot=seat.slot)


def test_keep_draft_forgets_the_older_one(event):
    keep_draft(event, {"slots": []}, file_name="old.xlsx", by=HERR_VOGEL)
    keep_draft(event, {"slots": []}, file_name="new.xlsx", by=HERR_VOGEL)

    assert list(RosterDraft.objects.values_list("file_name", flat=True)) == ["new.xlsx"]
