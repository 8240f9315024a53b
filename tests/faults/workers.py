"""Kill -9 of workers during jobs and mails: what is lost, doubled, half-done or stuck.

Two workers at a time; every round kills one of them, at a random moment or at a given point of a mail's life.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.faults.nursery import POINTS
from tests.faults.plans import Plans, audit_is_whole
from tests.faults.web import free_port

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable


class Sink:
    """A mail server that accepts everything and remembers the Message-ID and recipient of each delivery."""

    def __init__(self):
        self.deliveries = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 -- aiosmtpd's name
        from email import message_from_bytes

        message = message_from_bytes(envelope.content)
        self.deliveries.append((envelope.rcpt_tos[0], message["Message-ID"]))
        return "250 accepted"


@contextmanager
def mail_server():
    """A sink on a free port."""
    from aiosmtpd.controller import Controller

    sink, port = Sink(), free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield sink, port
    finally:
        controller.stop()


class Nursery:
    """Starts workers by fork (see `nursery.py`)."""

    def __init__(self, lease):
        self.lease, self.count = lease, 0
        self.process = subprocess.Popen(
            [PYTHON, "-m", "tests.faults.nursery"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, point="-"):
        self.count += 1
        name = f"worker-{self.count}"
        self.process.stdin.write(f"start {name} {self.lease} {point}\n")
        self.process.stdin.flush()
        return name, int(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def kill(pid):
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


class Protocol:
    """One run: feeds, kills, waits for the end, counts."""

    def __init__(self, *, kills, lease, seed, points_every):
        self.kills, self.lease, self.random = kills, lease, random.Random(seed)
        self.points_every = points_every
        self.jobs, self.mails, self.stuck_seconds, self.half_done = [], [], {"task": [], "mail": []}, 0
        self.kills_at, self.held, self.in_dead_hands = Counter(), [], set()

    def run(self, sink):
        from aufwind.core.models import PeriodicRun

        self.thing = PeriodicRun.objects.create(name="the thing worked on")
        self.plans = Plans()
        nursery = Nursery(self.lease)
        workers = [nursery.start(), nursery.start()]
        try:
            for number in range(self.kills):
                self.feed(number)
                point = self.point_of(number)
                if point != "-":
                    self.stop(workers.pop())
                    workers.append(nursery.start(point))
                victim = workers.pop()
                self.wait_and_kill(victim, point)
                workers.insert(0, nursery.start())
                self.look()
            self.wait_for_the_end()
        finally:
            for _name, pid in workers:
                kill(pid)
            nursery.close()
        return self.figures(sink)

    def point_of(self, number):
        """Some kills at the six points in turn, the others at random moments."""
        turn, rest = divmod(number, self.points_every)
        return "-" if rest else POINTS[turn % len(POINTS)]

    def feed(self, number):
        from aufwind.core.jobs import start_job
        from aufwind.core.policy import SYSTEM

        for part in range(2):
            seconds = self.random.choice([0.05, 0.2, 0.5])
            once = f"job {number} {part}"
            self.jobs.append(
                start_job("faults.publish", self.thing, by=SYSTEM, args={"seconds": seconds}, once=once).pk
            )
        self.feed_mails(4)
        self.plans.feed(number)

    def feed_mails(self, count):
        from aufwind.core.outbox import queue_mail

        for _part in range(count):
            key = f"mail:{len(self.mails)}"
            queue_mail(f"m-{len(self.mails)}@example.org", "Hello", "Text", language="en", key=key)
            self.mails.append(key)

    def wait_and_kill(self, victim, point):
        """Wait for the victim to meet its point (with mail enough to get there), or for a random moment."""
        name, pid = victim
        patience = time.monotonic() + (10 if point != "-" else self.random.uniform(0.02, 0.7))
        while is_alive(pid) and time.monotonic() < patience:
            if point != "-":
                self.feed_mails(1)
            self.look()
            time.sleep(0.05 if point != "-" else 0.01)
        self.kills_at[point if not is_alive(pid) else "random"] += 1
        kill(pid)
        self.watch(name)

    def watch(self, name):
        """Remember what the dead worker held, to see when it is free again."""
        from aufwind.core.models import OutgoingMail, TaskLease

        now = time.monotonic()
        self.held += [
            ("task", pk, name, now) for pk in TaskLease.objects.filter(worker=name).values_list("pk", flat=True)
        ]
        sending = OutgoingMail.objects.filter(worker=name, state="sending")
        self.in_dead_hands.update(sending.values_list("message_id", flat=True))
        mails = sending.values_list("pk", flat=True)
        self.held += [("mail", pk, name, now) for pk in mails]

    def look(self):
        """See what is free again, and that no job is half-published."""
        from django.db.models import Count

        from aufwind.core.models import OutgoingMail, TaskLease
        from tests.faults.jobs import PIECES
        from tests.faults.models import Piece

        now, still = time.monotonic(), []
        for kind, pk, name, since in self.held:
            rows = TaskLease.objects if kind == "task" else OutgoingMail.objects.filter(state="sending")
            if rows.filter(pk=pk, worker=name).exists():
                still.append((kind, pk, name, since))
            else:
                self.stuck_seconds[kind].append(now - since)
        self.held = still
        self.plans.look()
        counts = Piece.objects.values_list("job").annotate(Count("pk")).values_list("pk__count", flat=True)
        self.half_done += sum(count != PIECES for count in counts)

    def longest(self, kind):
        return round(max(self.stuck_seconds[kind], default=0) / self.lease, 2)

    def stop(self, worker):
        _name, pid = worker
        os.kill(pid, signal.SIGTERM)
        while is_alive(pid):
            time.sleep(0.01)

    def wait_for_the_end(self):
        from aufwind.core.models import Job, OutgoingMail

        patience = time.monotonic() + 60 + len(self.jobs)
        while time.monotonic() < patience:
            self.look()
            open_jobs = Job.objects.filter(finished_at=None).exists()
            if not open_jobs and self.plans.is_over() and not OutgoingMail.objects.exclude(state="sent").exists():
                return
            time.sleep(0.1)

    def figures(self, sink):
        from django_tasks_db.models import DBTaskResult

        from aufwind.core.models import Job, OutgoingMail
        from tests.faults.models import Piece

        expected = dict(OutgoingMail.objects.values_list("message_id", "to"))
        keys = {*self.mails, *(f"job:{pk}" for pk in self.jobs)}
        kept = set(OutgoingMail.objects.values_list("key", flat=True))
        delivered = Counter(message_id for _to, message_id in sink.deliveries)
        doubled = {message_id: count - 1 for message_id, count in delivered.items() if count > 1}
        done = Job.objects.filter(pk__in=self.jobs, state="done").count()
        return {
            "kills": sum(self.kills_at.values()),
            "killed_at_random": self.kills_at["random"],
            "mails_lost": len(set(expected) - set(delivered)) + len(keys - kept),
            "mails_unknown": len(set(delivered) - set(expected)),
            "mails_doubled": sum(doubled.values()),
            "mails_doubled_without_kill": len(set(doubled) - self.in_dead_hands),
            "mails": len(expected),
            "jobs": len(self.jobs),
            "jobs_not_done": len(self.jobs) - done,
            "tasks_not_finished": DBTaskResult.objects.exclude(status="SUCCESSFUL").count(),
            "half_published": self.half_done,
            **self.plans.figures(),
            "audit_chain_broken": int(not audit_is_whole()),
            "pieces_missing": len(self.jobs) * 5 - Piece.objects.count(),
            "still_held": len(self.held),
            **{f"killed_{point}": self.kills_at[point] for point in POINTS},
            "longest_stuck_leases": self.longest("task"),
            "longest_mail_held_leases": self.longest("mail"),
        }
