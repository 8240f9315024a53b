import logging

import pytest

from aufwind.accounts.actions import ask_for_links
from aufwind.core.jobs import cancel_job, latest_job, run_until_idle
from aufwind.core.models import OutgoingMail
from aufwind.core.policy import SYSTEM
from aufwind.events.actions import enter_event, replace_roster, start_plan
from aufwind.events.enums import PlanState
from tests.cast import small_roster

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    made = enter_event(
        "flöha", title_de="Matching", title_en="Matching", kind="matching", starts="2027-02-11", by=SYSTEM
    )
    return replace_roster(made, small_roster(), by=SYSTEM)


def test_a_plan_whose_job_fails_unforeseen_is_failed_and_the_next_can_start(event, monkeypatch, caplog):
    caplog.set_level(logging.CRITICAL)
    monkeypatch.setattr("aufwind.events.jobs.plans.plan_meetings", lambda *_args, **_more: 1 / 0)
    plan = start_plan(event, by=SYSTEM)

    run_until_idle()

    plan.refresh_from_db()
    assert (plan.state, len(plan.problems)) == (PlanState.FAILED, 1)
    assert start_plan(event, by=SYSTEM) != plan


def test_a_cancelled_plan_is_failed_with_that_reason(event):
    plan = start_plan(event, by=SYSTEM)

    cancel_job(latest_job(plan, kind="events.plan"), by=SYSTEM)

    plan.refresh_from_db()
    assert plan.state == PlanState.FAILED
    assert plan.problems[0]["en"].startswith("Plan: The computation was cancelled.")


def test_a_guest_gets_her_lost_link_by_mail(event):
    ask_for_links("Kunsthaus@example.org")
    run_until_idle()

    [mail] = OutgoingMail.objects.all()
    assert mail.to == "kunsthaus@example.org"
    assert mail.text.count("/events/") >= 2 or mail.text.count("http") >= 2
