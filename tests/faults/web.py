"""Kill -9 of the web server during writes: every acknowledged write must stand, and pages come back soon.

The write is a real one of the site: asking for one's personal links queues a task in the database.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
AUFWIND = Path(sys.executable).with_name("aufwind")
PATH = "/de/my/links/"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Client(threading.Thread):
    """Asks and asks; remembers what was acknowledged, retries nothing."""

    def __init__(self, number, port):
        super().__init__(daemon=True)
        self.number, self.port, self.over = number, port, False
        self.acknowledged, self.answers, self.unknown = [], [], 0

    def run(self):
        count = 0
        while not self.over:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                cookie, token = self.form(connection)
                while not self.over:
                    count += 1
                    self.ask(connection, cookie, token, f"person-{self.number}-{count}@example.org")
            except (OSError, http.client.HTTPException):
                self.unknown += 1
                time.sleep(0.02)

    def form(self, connection):
        connection.request("GET", PATH)
        answer = connection.getresponse()
        page = answer.read().decode()
        cookie = answer.headers["Set-Cookie"].split(";")[0]
        return cookie, re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]

    def ask(self, connection, cookie, token, email):
        body = urlencode({"csrfmiddlewaretoken": token, "email": email})
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", PATH, body, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status == 302:
            self.acknowledged.append(email)
            self.answers.append(time.monotonic())


class WebProtocol:
    """One run: two clients write while the server is killed and started again."""

    def __init__(self, *, kills, seed):
        self.kills, self.random, self.port = kills, random.Random(seed), free_port()
        self.outages = []

    def run(self):
        clients = [Client(number, self.port) for number in range(2)]
        server = self.start()
        for client in clients:
            client.start()
        try:
            self.wait_for_answer(clients, since=time.monotonic())
            for number in range(self.kills):
                time.sleep(self.random.uniform(0.05, 0.4))
                server = self.kill(server, whole=number % 2 == 0)
                killed_at = time.monotonic()
                self.outages.append(self.wait_for_answer(clients, since=killed_at))
        finally:
            for client in clients:
                client.over = True
            for client in clients:
                client.join()
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
        return self.figures(clients)

    def start(self):
        return subprocess.Popen(
            [str(AUFWIND), "serve", "--port", str(self.port)],
            cwd=ROOT,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self, server, *, whole):
        """Kill the whole tree and start it again, or its children alone, which gunicorn replaces."""
        if whole:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
            return self.start()
        import psutil

        for child in psutil.Process(server.pid).children():
            child.kill()
        return server

    def wait_for_answer(self, clients, *, since):
        patience = time.monotonic() + 60
        while time.monotonic() < patience:
            later = [moment for client in clients for moment in client.answers[-20:] if moment > since]
            if later:
                return min(later) - since
            time.sleep(0.005)
        return 60.0

    def figures(self, clients):
        from django_tasks_db.models import DBTaskResult

        stored = Counter(row["args"][0] for row in DBTaskResult.objects.values_list("args_kwargs", flat=True))
        acknowledged = [email for client in clients for email in client.acknowledged]
        ordered = sorted(self.outages)
        return {
            "web_kills": len(self.outages),
            "acknowledged": len(acknowledged),
            "interrupted": sum(client.unknown for client in clients),
            "acknowledged_lost": sum(email not in stored for email in acknowledged),
            "written_twice": sum(count - 1 for count in stored.values()),
            "median_outage_seconds": round(ordered[len(ordered) // 2], 2),
            "longest_outage_seconds": round(ordered[-1], 2),
        }
