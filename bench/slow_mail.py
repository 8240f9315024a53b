"""A mail server that is slow, refuses or half-opens: no page gets slower by it, no mail is lost.

    .venv/bin/python bench/slow_mail.py [--rounds 5] [--requests 150]

One web server, one worker with a full outbox, four mail servers in turn. Prints a page's p95 (median of the rounds, all
servers interleaved) beside that with a good mail server, one JSON line each; ends with 1 where one is 10 % over.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AUFWIND = Path(sys.executable).with_name("aufwind")
MODES = ("good", "slow", "refusing", "half-open")
PATH = "/de/events/"
MOST_SLOWER = 1.10


class MailServer(threading.Thread):
    """Speaks as much SMTP as a sender needs, in the manner `mode` says."""

    def __init__(self):
        super().__init__(daemon=True)
        self.mode, self.taken = "good", 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]

    def run(self):
        while True:
            connection, _address = self.socket.accept()
            threading.Thread(target=self.talk, args=[connection], daemon=True).start()

    def talk(self, connection):
        mode = self.mode
        if mode == "half-open":
            time.sleep(30)
            return connection.close()
        if mode == "refusing":
            connection.sendall(b"421 not now\r\n")
            return connection.close()
        try:
            self.take_mails(connection, pause=0.3 if mode == "slow" else 0)
        except OSError:
            connection.close()

    def take_mails(self, connection, *, pause):
        lines = connection.makefile("rb")
        connection.sendall(b"220 here\r\n")
        is_text = False
        for line in lines:
            if is_text:
                if line != b".\r\n":
                    continue
                is_text = False
                self.taken += 1
            time.sleep(pause)
            word = line[:4].upper()
            is_text = word == b"DATA"
            answer = b"354 go on\r\n" if is_text else b"250 fine\r\n"
            connection.sendall(b"221 bye\r\n" if word == b"QUIT" else answer)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=150)
    arguments = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    os.environ["PYTHONPATH"] = f"{ROOT}{os.pathsep}{ROOT / 'src'}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.faults.settings"
    with tempfile.TemporaryDirectory(prefix="aufwind-mail-") as home:
        os.environ["AUFWIND_HOME"] = home
        server = MailServer()
        server.start()
        os.environ["AUFWIND_SMTP_HOST"], os.environ["AUFWIND_SMTP_PORT"] = "127.0.0.1", str(server.port)
        return run(arguments, server)


def run(arguments, server):
    from bench.kill import set_up

    set_up()
    from tests.faults.web import free_port

    port = free_port()
    children = [start("serve", "--port", str(port)), start("worker")]
    try:
        wait_for(port)
        times = {mode: [] for mode in MODES}
        for _round in range(arguments.rounds):
            for mode in MODES:
                server.mode = mode
                feed()
                times[mode].append(p95_of(port, arguments.requests))
    finally:
        for child in children:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
    return report(times, server)


def start(*verb):
    return subprocess.Popen(
        [str(AUFWIND), *verb], cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def wait_for(port):
    for _try in range(600):
        try:
            return ask(http.client.HTTPConnection("127.0.0.1", port, timeout=10))
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not come up")


def feed():
    """Fresh mails, and those that failed are due again: the worker always has somebody to talk to."""
    from django.utils import timezone

    from aufwind.core.models import OutgoingMail
    from aufwind.core.outbox import queue_mail

    OutgoingMail.objects.filter(state="queued").update(due_at=timezone.now())
    now = time.monotonic_ns()
    for number in range(30):
        queue_mail("m@example.org", "Hello", "Text", language="en", key=f"{now}-{number}")


def p95_of(port, requests):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    spent = []
    for _request in range(requests):
        began = time.perf_counter()
        ask(connection)
        spent.append((time.perf_counter() - began) * 1000)
    return sorted(spent)[int(len(spent) * 0.95)]


def ask(connection):
    connection.request("GET", PATH)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, answer.status


def report(times, server):
    from aufwind.core.models import OutgoingMail

    usual = statistics.median(times["good"])
    is_fine = True
    for mode, rounds in times.items():
        ratio = statistics.median(rounds) / usual
        is_fine &= ratio <= MOST_SLOWER
        line = {"figure": f"mail.p95_ms.{mode}", "value": round(statistics.median(rounds), 1), "ratio": round(ratio, 2)}
        print(json.dumps({**line, "limit": MOST_SLOWER}), flush=True)
    dead = OutgoingMail.objects.filter(state="dead").count()
    print(json.dumps({"figure": "mail.given_up", "value": dead, "limit": 0, "taken": server.taken}), flush=True)
    return 0 if is_fine and not dead else 1


if __name__ == "__main__":
    sys.exit(main())
