"""A job that takes a while and then publishes five pieces and a mail, all or none."""

import time

from aufwind.core.jobs import job
from aufwind.core.outbox import queue_mail
from tests.faults.models import Piece

PIECES = 5


@job("faults.publish", attempts=1000)
def publish(handle, *, seconds):
    for step in range(10):
        handle.report("working", done=step, total=10)
        time.sleep(seconds / 10)
    with handle.recording():
        if Piece.objects.filter(job=handle.id).exists():
            return  # done by an attempt that was killed before it could say so
        for number in range(PIECES):
            Piece.objects.create(job=handle.id, number=number)
        queue_mail(f"job-{handle.id}@example.org", "Published", "All five.", language="en", key=f"job:{handle.id}")
