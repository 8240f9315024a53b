"""Two desks check in 300 people at once, on SQLite, through the real server: how long the server takes.

    .venv/bin/python bench/check_in.py [--people 300]

Each desk checks in its half without a pause, as fast as answers come; then it looks the next person up. The time is
what the desk waits on the same machine, so it is the server's share and a little more. One JSON line per figure; exit
1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from threading import Thread
from urllib.parse import quote, urlencode

from pages import AUFWIND, free_port, wait_for

P95_MS = 150


def figure(name: str, value: float, limit: float | None, unit: str) -> bool:
    """Print a figure; whether it keeps its limit."""
    print(json.dumps({"figure": name, "value": round(value, 1), "limit": limit, "unit": unit}), flush=True)
    return limit is None or value <= limit


def prepare(people: int) -> tuple[str, list[tuple[int, str]]]:
    """A site with one event; the organiser's session and the guests."""
    import django
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from aufwind.accounts.models import User
    from aufwind.core.policy import Role, Visitor
    from aufwind.engine.problem import Participant, Problem, Slot, Table, Wish
    from aufwind.engine.scheduling.plan import plan_meetings
    from aufwind.engine.stop import after_rounds
    from aufwind.events.actions import enter_event, publish_plan, replace_roster, start_plan, store_plan

    user = User.objects.create(email="vogel@example.org", name="Herr Vogel", role=Role.ORGANISER)
    by = Visitor(key="bench", roles=frozenset({Role.AGENCY}))
    roster = Problem(
        slots=tuple(Slot(f"s{t}") for t in range(16)),
        tables=tuple(Table(f"T{j}") for j in range(people // 3)),
        participants=tuple(Participant(f"p{i}", name=f"Gast {i:03} Erfunden") for i in range(people)),
        wishes=tuple(Wish(f"w{i}-{k}", (f"p{i}", f"p{(i + k) % people}")) for i in range(people) for k in range(1, 9)),
    )
    facts = {"title_de": "Tag", "title_en": "Day", "kind": "matching event", "starts": "2027-02-11"}
    event = replace_roster(enter_event("tag", by=by, **facts), roster, by=by)
    plan = store_plan(start_plan(event, by=by), plan_meetings(roster, stop=after_rounds(5)), None, by=by)
    publish_plan(plan, by=by)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key, list(event.participations.values_list("pk", "name"))


class Desk(Thread):
    """One desk with its own connection."""

    def __init__(self, number: int, port: int, session: str, guests: list[tuple[int, str]]) -> None:
        super().__init__()
        self.number, self.guests = number, guests
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies = {"sessionid": session}
        self.check_ins: list[float] = []
        self.searches: list[float] = []
        self.wrong: list[int] = []

    def run(self) -> None:
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', self.ask("GET", "/de/events/tag/day/"))[1]
        for pk, name in self.guests:
            body = urlencode({"csrfmiddlewaretoken": token, "key": f"{self.number}-{pk}"})
            began = time.perf_counter()
            self.ask("POST", f"/de/events/tag/day/guest/{pk}/check-in/", body)
            self.check_ins.append(time.perf_counter() - began)
            began = time.perf_counter()
            self.ask("GET", f"/de/events/tag/day/?q={quote(name[:8])}")
            self.searches.append(time.perf_counter() - began)

    def ask(self, method: str, path: str, body: str = "") -> str:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", "Referer": self.origin}
        self.line.request(method, path, body=body or None, headers=headers)
        answer = self.line.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status not in {200, 302}:
            self.wrong.append(answer.status)
        return answer.read().decode()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.line.port}/"


def p95(seconds: list[float]) -> float:
    return 1000 * sorted(seconds)[int(0.95 * len(seconds))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory(prefix="aufwind-check-in-") as home:
        os.environ |= {"AUFWIND_HOME": home, "AUFWIND_DEMO": "1"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "aufwind.config.settings.demo"
        session, guests = prepare(people)
        port = free_port()
        web = subprocess.Popen([*AUFWIND, "serve", f"--port={port}"], stderr=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{port}")
            desks = [Desk(n, port, session, guests[n::2]) for n in range(2)]
            for desk in desks:
                desk.start()
            for desk in desks:
                desk.join()
        finally:
            web.terminate()
            web.wait(30)
        from aufwind.events.models import DeskOperation, Participation

        here = Participation.objects.exclude(checked_in_at=None).count()
        done = DeskOperation.objects.filter(state="applied").count()
    check_ins = [seconds for desk in desks for seconds in desk.check_ins]
    searches = [seconds for desk in desks for seconds in desk.searches]
    kept = figure("check-in, two desks at once: p95", p95(check_ins), P95_MS, "ms")
    figure("check-in, two desks at once: median", 1000 * sorted(check_ins)[len(check_ins) // 2], None, "ms")
    figure("search for the next: p95", p95(searches), None, "ms")
    kept &= figure("check-ins lost", people - here, 0, "people")
    kept &= figure("check-ins doubled or in conflict", people - done, 0, "people")
    return 0 if figure("answers other than 200 and 302", sum(len(d.wrong) for d in desks), 0, "answers") & kept else 1


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    sys.exit(main())
