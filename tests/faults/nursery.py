"""Forks workers quickly: imports everything once, then obeys lines on its standard input.

    start NAME LEASE POINT    → a worker process; its number is printed. It kills itself at POINT («-»: never).

Points are those between which a killed worker leaves different traces of a mail.
"""

import os
import signal
import smtplib
import sys
from datetime import timedelta

POINTS = ("claimed", "rendered", "connected", "data-sent", "accepted", "marked")


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def dying_after(function):
    def wrapper(*args, **kwargs):
        if function(*args, **kwargs) is not None or function.__name__ in {"mark_sent", "open"}:
            die()

    return wrapper


def arm(point):
    """Make the next mail the last."""
    from django.core.mail.backends.smtp import EmailBackend

    from aufwind.core.outbox import sending
    from aufwind.core.outbox.claims import MailClaim

    match point:
        case "claimed":
            sending.claim_mail = dying_after(sending.claim_mail)
        case "rendered":
            sending.message_of = dying_after(sending.message_of)
        case "connected":
            EmailBackend.open = dying_after(EmailBackend.open)
        case "data-sent":
            smtplib.SMTP.data = send_and_die
        case "accepted":
            EmailBackend.send_messages = dying_after(EmailBackend.send_messages)
        case "marked":
            MailClaim.mark_sent = dying_after(MailClaim.mark_sent)


def send_and_die(self, message):
    """Do what smtplib does, up to the reading of the server's answer."""
    self.putcmd("data")
    self.getreply()
    lines = smtplib._quote_periods(smtplib._fix_eols(message) if isinstance(message, str) else message)
    self.send(lines if lines.endswith(b"\r\n") else lines + b"\r\n")
    self.send(b".\r\n")
    die()


def work(name, lease, point):
    from aufwind.core.clock import Clock
    from aufwind.core.jobs.worker import Lane, Worker
    from aufwind.core.outbox.sending import Sender

    arm(point)
    lanes = [Lane("mail", Sender().step), Lane("clock", Clock().step)]
    worker = Worker(name=name, lease=timedelta(seconds=float(lease)), lanes=lanes)
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    worker.run()


def main():
    import django

    django.setup()
    from django.utils.module_loading import autodiscover_modules

    from tests.faults.plans import make_plans_patient

    autodiscover_modules("jobs")
    make_plans_patient()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need no mourning
    for line in sys.stdin:
        _start, name, lease, point = line.split()
        if pid := os.fork():
            print(pid, flush=True)  # noqa: T201 -- the answer
            continue
        sys.stdin.close()
        try:
            work(name, lease, point)
        finally:
            os._exit(0)


if __name__ == "__main__":
    main()
