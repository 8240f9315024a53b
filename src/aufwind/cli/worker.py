"""`aufwind worker`: background work, mail and clock in one process."""

from __future__ import annotations

import logging
import signal
from datetime import timedelta
from typing import TYPE_CHECKING

from aufwind.cli.setup import set_up_django

if TYPE_CHECKING:
    import argparse
    from types import FrameType

    from aufwind.core.jobs.worker import Worker

NAME = "worker"
HELP = "background work"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("--until-idle", action="store_true", help="do what waits, then end")
    parser.add_argument(
        "--lease",
        type=float,
        default=60.0,
        metavar="SECONDS",
        help="how long a killed worker's task is left alone (default 60, at least 2)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Work until told to stop; 0 always, because failed jobs are shown on their pages."""
    set_up_django()
    worker = _worker(timedelta(seconds=max(2.0, arguments.lease)))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stopper(worker))
    logging.getLogger("aufwind").setLevel(logging.INFO)
    if arguments.until_idle:
        worker.run_until_idle()
    else:
        worker.run()
    return 0


def _worker(lease: timedelta) -> Worker:
    from django.utils.module_loading import autodiscover_modules  # noqa: PLC0415 -- Django is set up only now

    from aufwind.api.telling import tell_webhooks  # noqa: PLC0415
    from aufwind.core.clock import Clock  # noqa: PLC0415
    from aufwind.core.jobs import forgetting  # noqa: F401, PLC0415 -- registers with the clock
    from aufwind.core.jobs.worker import Lane, Worker  # noqa: PLC0415
    from aufwind.core.outbox import forgetting as _  # noqa: F401, PLC0415 -- registers with the clock
    from aufwind.core.outbox.sending import Sender  # noqa: PLC0415

    autodiscover_modules("jobs")
    lanes = [Lane("mail", Sender().step), Lane("clock", Clock().step), Lane("webhooks", tell_webhooks, 2.0)]
    return Worker(lease=lease, lanes=lanes)


def _stopper(worker: Worker) -> signal._HANDLER:
    def stop(_number: int, _frame: FrameType | None) -> None:
        worker.stop()

    return stop
