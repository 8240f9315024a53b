"""Everybody wants the last seats at once: real servers, real forms, and a checker that reads the database.

With AUFWIND_WITHOUT_LOCK the event's lock is taken out (`tests/faults/models.py`): the same run must then find faults.
"""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

from tests.faults.web import free_port

ROOT = Path(__file__).resolve().parents[2]
AUFWIND = Path(sys.executable).with_name("aufwind")


class Site:
    """Servers of the site, several processes, on one port."""

    def __init__(self, *, without_lock=False):
        self.port = free_port()
        environment = dict(os.environ)
        if without_lock:
            environment["AUFWIND_WITHOUT_LOCK"] = "1"
        self.process = subprocess.Popen(
            [str(AUFWIND), "serve", "--port", str(self.port)],
            cwd=ROOT,
            env=environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self):
        for _try in range(600):
            try:
                return self.ask("GET", "/healthz") and self
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the servers did not come up")

    def __exit__(self, *_error):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers
        finally:
            connection.close()

    def form(self, slug):
        """A visitor's cookie and the form's hidden values."""
        _status, page, headers = self.ask("GET", f"/de/events/{slug}/register/")
        cookie = headers["Set-Cookie"].split(";")[0]
        found = {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1]
                 for name in ("csrfmiddlewaretoken", "form_key")}  # fmt: skip
        return cookie, found

    def register(self, slug, cookie, hidden, name):
        body = urlencode({**hidden, "name": name, "email": f"{name}@example.org", "agreed": "on"})
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", f"/de/events/{slug}/register/", body, headers)[0]


def fresh_event(slug, *, seats):
    from aufwind.events.models import Event, Terms

    facts = {"title_de": slug, "title_en": slug, "kind": "workshop", "starts": "2099-01-01", "capacity": seats}
    event = Event.objects.create(slug=slug, **facts)
    Terms.objects.create(event=event, version=1, text_de="So.", text_en="So.")
    return event


def race(site, event, *, clients):
    """All at the same moment; what each was answered."""
    cookie, hidden = site.form(event.slug)
    start, answers = threading.Barrier(clients), Counter()

    def one(number):
        mine = {**hidden, "form_key": f"{event.slug}-{number}"}
        start.wait()
        try:
            answers[site.register(event.slug, cookie, mine, f"p{number}")] += 1
        except OSError as error:
            answers[type(error).__name__] += 1

    threads = [threading.Thread(target=one, args=[number]) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def faults_after(event, answers, *, clients):
    """What is wrong after a race, in words; nothing where all is right."""
    from aufwind.core.models import AuditEntry, OutgoingMail

    rows = list(event.participations.order_by("number").values_list("number", "state", "pk"))
    seats = min(clients, event.capacity)
    expected = ["registered"] * seats + ["waiting"] * (clients - seats)
    faults = []
    if answers != {302: clients}:
        faults.append(f"answers {dict(answers)}")
    if [state for _number, state, _pk in rows] != expected:
        faults.append(f"states {Counter(state for _number, state, _pk in rows)}")
    if [number for number, _state, _pk in rows] != list(range(1, clients + 1)):
        faults.append("numbers have gaps or doubles")
    logged = AuditEntry.objects.filter(event="participation.registered", subject_id__in=[str(row[2]) for row in rows])
    if list(logged.order_by("position").values_list("subject_id", flat=True)) != [str(row[2]) for row in rows]:
        faults.append("the order of numbers is not the order of commits")
    mails = OutgoingMail.objects.filter(about_type="events.participation", about_id__in=[str(row[2]) for row in rows])
    if mails.count() != len(rows):
        faults.append(f"{mails.count()} mails for {len(rows)} registrations")
    return faults


def same_form_many_times(site, event, *, times=20):
    """One form posted by twenty clients at once; rows and mails it led to."""
    from aufwind.core.models import OutgoingMail

    cookie, hidden = site.form(event.slug)
    start = threading.Barrier(times)
    answers = Counter()

    def one():
        start.wait()
        answers[site.register(event.slug, cookie, hidden, "twice")] += 1

    threads = [threading.Thread(target=one) for _time in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return dict(answers), event.participations.count(), OutgoingMail.objects.filter(to="twice@example.org").count()
