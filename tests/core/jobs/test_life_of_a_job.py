import logging

import pytest
from django.db import OperationalError, transaction
from django_tasks_db.models import DBTaskResult

from aufwind.core.jobs import cancel_job, findings_of, job, jobs_of, latest_job, run_until_idle, start_job
from aufwind.core.models import Job, JobState, TaskLease
from aufwind.core.policy import ANONYMOUS, SYSTEM, NotAllowed, Role, Visitor
from aufwind.engine.errors import Finding, ProblemError, Text
from tests.cast import AGENCY, EVE, HERR_VOGEL


def test_a_job_runs_once_and_shows_stage_and_facts(note, ran, subject):
    started = start_job("test.note", subject, by=HERR_VOGEL, args={"what": "a"})

    assert run_until_idle() == 1

    row = jobs_of(subject).get()
    assert (row.pk, row.state, row.stage, row.facts) == (
        started.pk,
        "done",
        "noting",
        {"done": 1, "total": 1},
    )
    assert (ran, row.is_finished, row.once) == (["a"], True, None)
    assert not TaskLease.objects.exists()


def test_a_double_click_gives_one_job_until_it_is_finished(note, ran, subject):
    first = start_job("test.note", subject, by=HERR_VOGEL, args={"what": "a"})
    second = start_job("test.note", subject, by=HERR_VOGEL, args={"what": "a"})
    run_until_idle()

    third = start_job("test.note", subject, by=HERR_VOGEL, args={"what": "b"})
    run_until_idle()

    assert (first == second, first == third, ran) == (True, False, ["a", "b"])
    assert latest_job(subject, kind="test.note") == third


def test_a_forms_own_key_gives_the_same_job_for_ever(note, ran, subject):
    first = start_job("test.note", subject, by=HERR_VOGEL, args={"what": "a"}, once="form-1")
    run_until_idle()

    assert start_job("test.note", subject, by=HERR_VOGEL, args={"what": "a"}, once="form-1") == first
    assert (run_until_idle(), ran) == (0, ["a"])


def test_without_a_commit_there_is_no_job(note, subject):
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012 -- the rollback is what is tested
        start_job("test.note", subject, by=HERR_VOGEL, args={"what": "a"})
        raise RuntimeError

    assert (Job.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_an_unknown_kind_is_refused_at_the_start(subject):
    with pytest.raises(LookupError, match=r"No installed context has a handler for jobs of kind test\.nothing"):
        start_job("test.nothing", subject, by=HERR_VOGEL)


def test_two_handlers_cannot_share_a_name(note):
    with pytest.raises(ValueError, match=r"Two handlers are called test\.note"):
        job("test.note")(note)


def test_the_handler_knows_who_started_it_and_for_what(subject):
    seen = []
    job("test.look")(lambda handle: seen.append((handle.by, handle.subject_id, handle.id)))

    started = start_job("test.look", subject, by=HERR_VOGEL)
    run_until_idle()

    assert seen == [(HERR_VOGEL, str(subject.pk), started.pk)]


def test_an_unforeseen_error_gives_a_number_to_ask_for(subject, caplog):
    @job("test.fail")
    def fail(handle):
        raise ZeroDivisionError

    with caplog.at_level(logging.CRITICAL):
        started = start_job("test.fail", subject, by=HERR_VOGEL)
        run_until_idle()

    started.refresh_from_db()
    [finding] = findings_of(started)
    assert (started.state, finding.where.de) == ("failed", f"Auftrag {started.pk}")
    assert DBTaskResult.objects.get().status == "FAILED"


def test_the_engines_findings_reach_the_page(subject, caplog):
    finding = Finding(where=Text("Zeile 7", "Row 7"), what=Text("Doppelt.", "Twice."), repair=Text("Weg.", "Go."))

    @job("test.fail")
    def fail(handle):
        raise ProblemError([finding])

    with caplog.at_level(logging.CRITICAL):
        started = start_job("test.fail", subject, by=HERR_VOGEL)
        run_until_idle()

    started.refresh_from_db()
    assert findings_of(started) == [finding]


def test_higher_priority_goes_first_then_the_older(ran, subject, db):
    for name, priority in [("low", -10), ("first", 0), ("second", 0), ("high", 10)]:
        job(f"test.{name}", priority=priority)(lambda _handle, name=name: ran.append(name))
        start_job(f"test.{name}", subject, by=SYSTEM)

    run_until_idle()

    assert ran == ["high", "first", "second", "low"]


def test_a_waiting_job_is_cancelled_at_once(note, ran, subject):
    started = start_job("test.note", subject, by=HERR_VOGEL, args={"what": "a"})

    cancelled = cancel_job(started, by=HERR_VOGEL)

    assert (cancelled.state, run_until_idle(), ran) == (JobState.CANCELLED, 0, [])


def test_a_running_job_ends_at_its_next_look(subject, ran):
    @job("test.long")
    def work(handle):
        cancel_job(Job.objects.get(pk=handle.id), by=HERR_VOGEL)
        handle.check()
        ran.append("went on")

    started = start_job("test.long", subject, by=HERR_VOGEL)
    run_until_idle()

    started.refresh_from_db()
    assert (started.state, ran, started.findings) == ("cancelled", [], [])


def test_a_finished_job_cannot_be_cancelled(note, subject):
    started = start_job("test.note", subject, by=HERR_VOGEL, args={"what": "a"})
    run_until_idle()

    assert cancel_job(started, by=AGENCY).state == "done"


@pytest.mark.parametrize("visitor", [EVE, ANONYMOUS, Visitor(key="user:9", roles=frozenset({Role.ORGANISER}))])
def test_strangers_cannot_cancel(visitor, note, subject):
    started = start_job("test.note", subject, by=HERR_VOGEL, args={"what": "a"})

    with pytest.raises(NotAllowed):
        cancel_job(started, by=visitor)


def test_a_database_that_went_away_is_tried_again_later(subject, ran, caplog, time_machine):
    @job("test.flaky")
    def work(handle):
        ran.append("tried")
        if len(ran) < 2:
            raise OperationalError

    time_machine.move_to("2027-01-11 10:00 +0000", tick=False)
    with caplog.at_level(logging.ERROR):
        started = start_job("test.flaky", subject, by=SYSTEM)
        run_until_idle()
        started.refresh_from_db()
        assert (started.state, ran) == ("waiting", ["tried"])

        time_machine.shift(2)
        run_until_idle()

    started.refresh_from_db()
    assert (started.state, ran) == ("done", ["tried", "tried"])


def test_a_database_that_stays_away_fails_the_job_in_the_end(subject, ran, caplog, time_machine):
    @job("test.flaky")
    def work(handle):
        ran.append("tried")
        raise OperationalError

    time_machine.move_to("2027-01-11 10:00 +0000", tick=False)
    with caplog.at_level(logging.CRITICAL):
        started = start_job("test.flaky", subject, by=SYSTEM)
        for _attempt in range(6):
            run_until_idle()
            time_machine.shift(60)

    started.refresh_from_db()
    assert (started.state, len(ran)) == ("failed", 5)


def test_a_thousand_reports_make_few_statements_and_the_last_one_counts(subject, django_assert_max_num_queries):
    @job("test.chatty")
    def work(handle):
        with django_assert_max_num_queries(8):  # one write and one look per 0.3 s
            for done in range(1000):
                handle.report("counting", done=done)

    started = start_job("test.chatty", subject, by=SYSTEM)
    run_until_idle()

    started.refresh_from_db()
    assert started.facts == {"done": 999}
