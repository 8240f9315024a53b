"""Two workers and one task: what happens when one of them is killed, or sleeps and comes back."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from aufwind.core.jobs import LeaseLost, cancel_job, findings_of, job, kinds, outcome, start_job
from aufwind.core.jobs.handle import Hold, JobHandle
from aufwind.core.jobs.leases import claim_next, take_back
from aufwind.core.jobs.outcome import let_others, reap, record_error, record_success
from aufwind.core.jobs.task import _begin
from aufwind.core.jobs.worker import Lane, Worker, _reap, run_one
from aufwind.core.models import Job, PeriodicRun, TaskLease
from aufwind.core.policy import SYSTEM

LEASE = timedelta(seconds=60)


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level(logging.CRITICAL)


@pytest.fixture
def started(note, subject, time_machine):
    time_machine.move_to("2027-01-11 10:00 +0000", tick=False)
    return start_job("test.note", subject, by=SYSTEM, args={"what": "a"})


def state_of(job):
    return Job.objects.get(pk=job.pk).state


def test_one_task_is_claimed_by_one_worker(started):
    assert claim_next("a", lease=LEASE).attempt == 1
    assert claim_next("b", lease=LEASE) is None


def test_a_worker_may_work_for_some_queues_only(started):
    assert claim_next("a", lease=LEASE, queues=["mail"]) is None
    assert claim_next("a", lease=LEASE, queues=["mail", "default"]) is not None


def test_the_task_of_a_dead_worker_waits_again_after_its_lease(started, ran, time_machine):
    claim = claim_next("dead", lease=LEASE)
    _begin(started.pk, claim.attempt)

    time_machine.shift(59)
    assert (reap(lease=LEASE), state_of(started)) == (0, "running")
    time_machine.shift(2)
    assert (reap(lease=LEASE), state_of(started)) == (1, "waiting")

    assert Worker().run_until_idle() == 1
    assert (ran, state_of(started)) == (["a"], "done")


def test_a_heartbeat_keeps_the_lease(started, time_machine):
    claim = claim_next("alive", lease=LEASE)
    for _beat in range(10):
        time_machine.shift(20)
        assert claim.renew()

        assert reap(lease=LEASE) == 0


def test_after_its_attempts_a_task_fails_with_a_reason(started, time_machine, monkeypatch):
    monkeypatch.setitem(kinds._kinds, "test.note", kinds.JobKind("test.note", print, "Note", attempts=2))
    for _attempt in range(2):
        claim_next("dies", lease=LEASE)
        time_machine.shift(61)
        reap(lease=LEASE)

    job = Job.objects.get(pk=started.pk)
    assert (job.state, DBTaskResult.objects.get().status, TaskLease.objects.count()) == (
        "failed",
        "FAILED",
        0,
    )
    assert findings_of(job)[0].what.en == "The work was begun 2 times and ended from outside each time."


def test_a_task_that_is_no_job_is_given_up_as_well(db, time_machine):
    from aufwind.core.jobs.task import run_job

    time_machine.move_to("2027-01-11 10:00 +0000", tick=False)
    run_job.enqueue("no job at all")
    for _attempt in range(5):
        claim_next("dies", lease=LEASE)
        time_machine.shift(61)
        assert reap(lease=LEASE) == 1

    assert DBTaskResult.objects.get().status == "FAILED"


def test_a_running_task_nobody_leased_waits_again_after_a_lease(started, time_machine):
    DBTaskResult.objects.get().claim("the library's own worker, or a restored backup")

    assert reap(lease=LEASE) == 0
    time_machine.shift(61)
    assert reap(lease=LEASE) == 1
    assert claim_next("b", lease=LEASE) is not None


def test_a_sleeper_cannot_record_over_its_successor(started, time_machine):
    sleeper = claim_next("sleeper", lease=LEASE)
    row = _begin(started.pk, sleeper.attempt)
    handle = JobHandle(row=row, hold=Hold(sleeper))
    time_machine.shift(61)
    reap(lease=LEASE)
    successor = claim_next("successor", lease=LEASE)

    assert not sleeper.renew()
    for record in (lambda: record_success(sleeper), lambda: record_error(sleeper, ValueError())):
        with pytest.raises(LeaseLost):
            record()
    with pytest.raises(LeaseLost), handle.recording():
        PeriodicRun.objects.create(name="must never stand there")
    let_others(sleeper)

    assert not PeriodicRun.objects.filter(name__startswith="must").exists()
    assert TaskLease.objects.get().worker == "successor"
    _begin(started.pk, successor.attempt)
    record_success(successor)
    assert state_of(started) == "done"


def test_a_sleeper_is_told_at_its_next_report(started, time_machine):
    sleeper = claim_next("sleeper", lease=LEASE)
    handle = JobHandle(row=_begin(started.pk, sleeper.attempt), hold=Hold(sleeper))
    worker = Worker()

    def lose():
        handle.hold.is_lost = True

    with worker.keeping(sleeper, lose):
        worker.renew_all()
        handle.report("going", done=1)
        TaskLease.objects.update(worker="successor")
        worker.renew_all()

    with pytest.raises(LeaseLost):
        handle.report("going", done=2)


def test_an_older_attempt_cannot_begin_after_a_newer_one(started):
    _begin(started.pk, 2)

    with pytest.raises(LeaseLost):
        _begin(started.pk, 1)


def test_results_recorded_under_the_lease_are_kept(subject):
    @job("test.result")
    def work(handle):
        with handle.recording():
            PeriodicRun.objects.create(name="result")

    start_job("test.result", subject, by=SYSTEM)
    Worker().run_until_idle()

    assert PeriodicRun.objects.filter(name="result").exists()


def test_a_worker_that_must_stop_puts_its_job_back(subject, ran):
    worker = Worker(grace_seconds=-1)

    @job("test.long")
    def work(handle):
        worker.stop()
        handle.report("going")
        ran.append("went on")

    started = start_job("test.long", subject, by=SYSTEM)
    run_one(worker)

    assert (state_of(started), ran, TaskLease.objects.get().worker) == ("waiting", [], "")
    assert claim_next("next", lease=LEASE).attempt == 2


def test_a_worker_within_its_grace_finishes_its_job(subject):
    worker = Worker(grace_seconds=20)
    job("test.short")(lambda _handle: worker.stop())

    started = start_job("test.short", subject, by=SYSTEM)

    assert (worker.must_stop(), run_one(worker), state_of(started)) == (False, True, "done")


def test_losing_the_lease_while_working_leaves_the_job_to_the_successor(subject):
    @job("test.slow")
    def work(handle):
        TaskLease.objects.update(worker="successor", attempt=2)

    started = start_job("test.slow", subject, by=SYSTEM)
    Worker().run_until_idle()

    assert (state_of(started), DBTaskResult.objects.get().status) == ("running", "RUNNING")


def test_losing_the_lease_and_failing_changes_nothing_either(subject):
    @job("test.slow")
    def work(handle):
        TaskLease.objects.update(worker="successor", attempt=2)
        raise ValueError

    started = start_job("test.slow", subject, by=SYSTEM)
    Worker().run_until_idle()

    assert state_of(started) == "running"


def test_every_lane_gets_its_turn_until_all_are_idle(note, ran, subject):
    left = [1, 2]

    def chain(_worker):
        if not left:
            return False
        start_job("test.note", subject, by=SYSTEM, args={"what": left.pop()})
        return True

    Worker(lanes=[Lane("chain", chain)]).run_until_idle()

    assert ran == [2, 1]


def test_start_times_are_those_of_the_last_attempt(started):
    run_one(Worker())

    assert Job.objects.get(pk=started.pk).started_at == timezone.now()


@pytest.mark.parametrize("ending", ["error", "kills", "cancelled while waiting", "cancelled while running"])
def test_whatever_ends_a_job_its_context_is_told(subject, time_machine, ending):
    time_machine.move_to("2027-01-11 10:00 +0000", tick=False)
    told = []

    @job("test.waits", attempts=1, when_given_up=lambda row: told.append((row.pk, row.state, len(row.findings))))
    def work(handle):
        if ending == "error":
            raise ValueError
        cancel_job(Job.objects.get(pk=handle.id), by=SYSTEM)
        handle.check()

    started = start_job("test.waits", subject, by=SYSTEM)
    if ending == "kills":
        claim_next("dies", lease=LEASE)
        time_machine.shift(61)
        reap(lease=LEASE)
    elif ending == "cancelled while waiting":
        cancel_job(started, by=SYSTEM)
    Worker().run_until_idle()

    state, findings = ("cancelled", 0) if ending.startswith("cancelled") else ("failed", 1)
    assert told == [(started.pk, state, findings)]


def test_a_done_job_was_not_given_up(subject):
    told = []
    job("test.fine", when_given_up=told.append)(lambda _handle: None)

    start_job("test.fine", subject, by=SYSTEM)
    Worker().run_until_idle()

    assert told == []


def test_a_context_that_errs_when_told_does_not_keep_the_job_open(subject):
    def err(_row):
        PeriodicRun.objects.create(name="rolled back")
        raise ValueError

    job("test.errs", when_given_up=err)(lambda handle: handle.no_such_thing)

    started = start_job("test.errs", subject, by=SYSTEM)
    Worker().run_until_idle()

    assert (state_of(started), PeriodicRun.objects.filter(name="rolled back").count()) == ("failed", 0)


def test_one_task_that_cannot_be_taken_back_does_not_keep_the_others(subject, time_machine, monkeypatch):
    time_machine.move_to("2027-01-11 10:00 +0000", tick=False)
    job("test.one")(lambda _handle: None)
    jobs = [start_job("test.one", subject, by=SYSTEM, once=str(number)) for number in range(2)]
    for number in range(2):
        claim_next(f"dies {number}", lease=LEASE)
    time_machine.shift(61)
    stubborn = jobs[0].task_id
    take_back = outcome.take_back
    monkeypatch.setattr(outcome, "take_back", lambda pk, **more: 1 / 0 if pk == stubborn else take_back(pk, **more))

    assert reap(lease=LEASE) == 1
    assert [state_of(one) for one in jobs] == ["waiting", "waiting"]


def test_a_job_of_a_kind_nobody_knows_any_more_is_taken_back_and_fails_when_it_runs(started, time_machine, monkeypatch):
    claim_next("dies", lease=LEASE)
    monkeypatch.setattr(kinds, "_kinds", {})
    time_machine.shift(61)

    assert reap(lease=LEASE) == 1
    Worker().run_until_idle()

    assert state_of(started) == "failed"


def test_only_what_was_abandoned_can_be_taken_back(started):
    claim = claim_next("alive", lease=LEASE)

    assert take_back(claim.task_id, max_attempts=5) is None  # its worker lives
    _begin(started.pk, claim.attempt)
    record_success(claim)
    assert take_back(claim.task_id, max_attempts=5) is None  # it is finished


def test_a_job_cancelled_while_its_worker_was_dead_does_not_begin_again(started, ran, time_machine):
    claim_next("dies", lease=LEASE)
    cancel_job(started, by=SYSTEM)
    time_machine.shift(61)
    reap(lease=LEASE)

    Worker().run_until_idle()

    assert (state_of(started), ran) == ("cancelled", [])


def test_the_reapers_lane_takes_back(started, time_machine):
    claim_next("dies", lease=LEASE)
    time_machine.shift(61)

    assert _reap(Worker(lease=LEASE)) is False
    assert claim_next("next", lease=LEASE).attempt == 2
