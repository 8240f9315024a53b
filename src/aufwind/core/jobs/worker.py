"""The worker process: runs queued tasks, keeps their leases alive, and takes back what dead workers left.

Each lane (tasks, mail, clock, reaper) is a function called again and again in a thread of its own, so that a
long plan delays no mail and a slow mail server delays no heartbeat. Tasks run in the main thread, niced.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django_tasks_db.models import DBTaskResult

from aufwind.core.jobs.handle import Hold, JobCancelled, WorkerStops, current_hold
from aufwind.core.jobs.leases import LEASE_SECONDS, LeaseLost, claim_next
from aufwind.core.jobs.outcome import MAX_ATTEMPTS, let_others, reap, record_error, record_success
from aufwind.core.jobs.task import running_handle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from aufwind.core.jobs.leases import Claim

    Step = Callable[["Worker"], bool]

PAUSE_SECONDS = 0.5
"""How long an idle lane sleeps: work is noticed within a second, and idling costs next to nothing."""

NICENESS = 10
GRACE_SECONDS = 20.0

log = logging.getLogger(__name__)


class Renewable(Protocol):
    """Anything held by lease."""

    def renew(self) -> bool:
        """Hold on; False where somebody else has it."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Work done in a thread of its own: `step` says whether it found something to do."""

    name: str
    step: Step
    pause_seconds: float = PAUSE_SECONDS


@dataclass(slots=True)
class Worker:
    """One worker.

    Attributes:
        lease: How long a claim lasts without heartbeat; after a kill the work is free within two of these.
        lanes: What else runs beside the tasks, besides the reaper.
        queues: Only tasks of these; empty means all.
        name: Unique among workers, says machine and process.
        grace_seconds: After a request to stop, how long the running job may go on before it is put back.
        stop_at: When it was asked to stop, by the monotonic clock; None: go on.
    """

    lease: timedelta = timedelta(seconds=LEASE_SECONDS)
    lanes: Sequence[Lane] = ()
    queues: Sequence[str] = ()
    grace_seconds: float = GRACE_SECONDS
    name: str = field(default_factory=lambda: f"{socket.gethostname()[:20]}-{os.getpid()}-{uuid4().hex[:12]}")
    stop_at: float | None = None
    _ended: bool = False
    _held: dict[int, tuple[Renewable, Callable[[], None]]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def stop(self) -> None:
        """End soon: idle lanes within half a second, a running job when done or when its grace is over.

        Safe in a signal handler: it only sets a number.
        """
        self.stop_at = self.stop_at or time.monotonic()

    def must_stop(self) -> bool:
        """Whether a running job has used up its grace."""
        return self.stop_at is not None and time.monotonic() > self.stop_at + self.grace_seconds

    @contextmanager
    def keeping(self, claim: Renewable, lost: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Let the heartbeat renew `claim` meanwhile; `lost` is called where that fails."""
        with self._lock:
            self._held[id(claim)] = (claim, lost)
        try:
            yield
        finally:
            with self._lock:
                del self._held[id(claim)]

    def renew_all(self) -> None:
        """One heartbeat."""
        with self._lock:
            held = list(self._held.values())
        for claim, lost in held:
            if not claim.renew():
                lost()

    def run(self) -> None:
        """Work until `stop` is called (by a signal handler). Blocks; uses its own threads and connections."""
        beat = self.lease.total_seconds() / 3
        heart = threading.Thread(target=self._run_lane, args=[Lane("heartbeat", _beat, beat), self._is_over])
        lanes = [Lane("reaper", _reap, beat), *self.lanes]
        threads = [threading.Thread(target=self._run_lane, args=[lane], name=lane.name) for lane in lanes]
        for thread in (heart, *threads):
            thread.start()
        _step_back()
        self._run_lane(Lane("tasks", run_one))
        for thread in threads:
            thread.join()
        self._ended = True
        heart.join()

    def run_until_idle(self) -> int:
        """Do what waits now, in this thread alone, and return how many steps found work."""
        steps: list[Step] = [run_one, *(lane.step for lane in self.lanes)]
        done = 0
        while self.stop_at is None and any([step(self) for step in steps]):  # noqa: C419 -- all lanes get a turn
            done += 1
        return done

    def _is_stopping(self) -> bool:
        return self.stop_at is not None

    def _is_over(self) -> bool:
        """The heart beats on while the last job uses its grace."""
        return self._ended

    def _run_lane(self, lane: Lane, is_over: Callable[[], bool] | None = None) -> None:
        is_over = is_over or self._is_stopping
        while not is_over():
            close_old_connections()
            if not self._try(lane):
                _pause(lane.pause_seconds, is_over)
        connection.close()

    def _try(self, lane: Lane) -> bool:
        try:
            return lane.step(self)
        except (OperationalError, InterfaceError) as error:  # locked, restarted, moved: comes back
            log.warning("%s: database not available (%s), trying again", lane.name, error)
            _drop_dead_connection()
        except Exception:  # the last resort: a lane must never die
            log.exception("%s: unexpected error, going on", lane.name)
        return False


def _pause(seconds: float, is_over: Callable[[], bool]) -> None:
    """Sleep in slices, because a stop is only a number (see `Worker.stop`)."""
    end = time.monotonic() + seconds
    while not is_over() and (left := end - time.monotonic()) > 0:
        time.sleep(min(left, PAUSE_SECONDS))


def _beat(worker: Worker) -> bool:
    worker.renew_all()
    return False


def _reap(worker: Worker) -> bool:
    reap(lease=worker.lease)
    return False


def _step_back() -> None:
    """Let web pages go first: Linux counts niceness per thread, and this one runs the tasks."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, 0, NICENESS)


def run_one(worker: Worker) -> bool:
    """Claim the next task and run it to its end; False where nothing waits."""
    claim = claim_next(worker.name, lease=worker.lease, queues=worker.queues)
    if claim is None:
        return False
    hold = Hold(claim=claim, must_stop=worker.must_stop)

    def lose() -> None:
        hold.is_lost = True

    with worker.keeping(claim, lose):
        _run(hold)
    return True


def _run(hold: Hold) -> None:
    """Run a claimed task and record how it ended; what is not ours any more is left to its new owner."""
    claim, token = hold.claim, current_hold.set(hold)
    try:
        _call(claim)
        record_success(claim)
    except WorkerStops:
        let_others(claim)
    except LeaseLost:
        _log_loss(claim)
    except (OperationalError, InterfaceError) as error:  # the database went away for a moment
        _drop_dead_connection()
        _retry_or_fail(claim, error)
    except JobCancelled as error:
        _fail(claim, error)
    except Exception as error:  # a handler may raise anything; the page and the log say so
        log.exception("task %s failed", claim.task_id)
        _fail(claim, error)
    finally:
        current_hold.reset(token)
        running_handle.pop(claim.task_id, None)


def _call(claim: Claim) -> None:
    row = DBTaskResult.objects.get(pk=claim.task_id)
    arguments = row.args_kwargs
    row.task.call(*arguments["args"], **arguments["kwargs"])


def _drop_dead_connection() -> None:
    """Let the next statement open a new connection; not inside a caller's transaction, which is his to end."""
    if not connection.in_atomic_block:
        close_old_connections()


def _retry_or_fail(claim: Claim, error: Exception) -> None:
    if claim.attempt < MAX_ATTEMPTS:
        log.warning("task %s: database not available (%s), trying again", claim.task_id, error)
        let_others(claim, delay=timedelta(seconds=2**claim.attempt))
    else:
        _fail(claim, error)


def _fail(claim: Claim, error: Exception) -> None:
    try:
        record_error(claim, error)
    except LeaseLost:
        _log_loss(claim)


def _log_loss(claim: Claim) -> None:
    log.warning("task %s went on too long without heartbeat; another worker has it", claim.task_id)


def run_until_idle() -> int:
    """Run every waiting task in this thread and return how many; for tests and short command lines."""
    return Worker().run_until_idle()
