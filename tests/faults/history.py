"""Fifty clients register, cancel, change and admit at twenty events at once; a checker reads the log afterwards.

Every client keeps what it asked and what it was told: ok, refused, or unknown where the line broke; unknown is asked
again with the same key. The audit log has every change of state in the order of commits, so the checker replays it.
"""

from __future__ import annotations

import json
import random
import threading
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from tests.faults.registrations import Site, fresh_event

TRIES = 6
SEATED, GONE = "registered", {"cancelled", "declined", "refused"}


@dataclass
class Guest:
    """One registration as its client knows it."""

    event: str
    name: str
    key: str = ""
    state: str = ""
    organisations: list[str] = field(default_factory=list)


class Client(threading.Thread):
    """Somebody with a token who does one thing after the other and believes only what she was told."""

    def __init__(self, number, site: Site, token: str, events, *, operations: int, seed: int) -> None:
        super().__init__()
        self.chance = random.Random(seed * 1000 + number)
        self.number, self.site, self.events, self.operations = number, site, events, operations
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.guests: list[Guest] = []
        self.told: Counter[str] = Counter()
        self.failures: list[str] = []

    def run(self) -> None:
        try:
            self.live()
        except AssertionError as error:
            self.failures.append(str(error)[:200])

    def live(self) -> None:
        for turn in range(self.operations):
            alive = [guest for guest in self.guests if guest.state not in GONE]
            what = self.chance.choice(["register", "register", "cancel", "change", "approve", "confirm"])
            if what == "register" or not alive:
                self.register(turn)
            else:
                getattr(self, what)(self.chance.choice(alive), turn)

    def ask(self, method, path, body=None, key="") -> tuple[int, dict]:
        """The answer; asked again with the same key while it is unknown."""
        for _try in range(TRIES):
            try:
                headers = self.headers | ({"Idempotency-Key": key} if key else {})
                text = json.dumps(body) if body is not None else "{}"
                status, said, _headers = self.site.ask(method, f"/api/v1/events/{path}", text, headers)
            except OSError:
                self.told["unknown"] += 1
                continue
            if status < 500:
                self.told[str(status)] += 1
                return status, json.loads(said) if said else {}
            self.told[str(status)] += 1
        raise AssertionError(f"{method} {path} was never answered")

    def register(self, turn) -> None:
        guest = Guest(self.chance.choice(self.events), f"c{self.number}t{turn}")
        body = {"name": guest.name, "email": f"{guest.name}@example.org", "agreed": True, "key": f"k-{guest.name}"}
        status, said = self.ask("POST", f"{guest.event}/guests", body)
        assert status == 201, said
        guest.key, guest.state = said["key"], said["state"]
        self.guests.append(guest)

    def cancel(self, guest, turn) -> None:
        status, said = self.ask("POST", f"{guest.event}/guests/{guest.key}/cancel", key=f"x{self.number}-{turn}")
        assert status == 200, said
        guest.state = said["state"]

    def approve(self, guest, turn) -> None:
        status, said = self.ask("POST", f"{guest.event}/guests/{guest.key}/approve", key=f"a{self.number}-{turn}")
        assert status in {200, 409}, said

    def confirm(self, guest, turn) -> None:
        status, said = self.ask("POST", f"{guest.event}/guests/{guest.key}/confirm", key=f"c{self.number}-{turn}")
        assert status in {200, 409}, said

    def change(self, guest, turn) -> None:
        _status, said = self.ask("GET", f"{guest.event}/guests/{guest.key}")
        house = f"house-{turn}"
        body = {"version": said["version"], "name": guest.name, "organisation": house}
        status, _said = self.ask("PATCH", f"{guest.event}/guests/{guest.key}", body, key=f"p{self.number}-{turn}")
        if status == 200:
            guest.organisations.append(house)


def run_history(site: Site, *, clients: int, operations: int, events: int, seed: int) -> tuple[list[Client], list[str]]:
    """Everything at once; the clients with their histories, and what is wrong afterwards."""
    from aufwind.accounts.models import User
    from aufwind.api.actions import make_token
    from aufwind.core.policy import Role

    chance = random.Random(seed)
    slugs = []
    for number in range(events):
        event = fresh_event(f"history-{seed}-{number}", seats=chance.randint(2, 12))
        event.needs_approval = number % 4 == 0
        event.save()
        slugs.append(event.slug)
    user, _new = User.objects.get_or_create(
        email="history@example.org", defaults={"name": "History", "role": Role.AGENCY}
    )
    tokens = [make_token(f"client {n}", by=user.visitor, scope="write")[1] for n in range(clients)]
    people = [Client(n, site, tokens[n], slugs, operations=operations, seed=seed) for n in range(clients)]
    for client in people:
        client.start()
    for client in people:
        client.join()
    faults = [fault for client in people for fault in client.failures]
    return people, faults + [fault for slug in slugs for fault in faults_in(slug, people)]


def faults_in(slug: str, clients: list[Client]) -> list[str]:
    """What is wrong with one event, in words: nothing where every promise holds."""
    from aufwind.core.models import AuditEntry, OutgoingMail
    from aufwind.events.models import Event

    event = Event.objects.get(slug=slug)
    rows = {str(row.pk): row for row in event.participations.all()}
    log = [
        (entry.subject_id, entry.event.partition(".")[2], json.loads(entry.facts_json))
        for entry in AuditEntry.objects.filter(subject_type="events.participation", subject_id__in=list(rows))
        .filter(event__startswith="participation.")
        .order_by("position")
    ]
    mails = Counter(
        OutgoingMail.objects.filter(about_type="events.participation", about_id__in=list(rows)).values_list(
            "about_id", flat=True
        )
    )
    owned = [guest for client in clients for guest in client.guests if guest.event == slug]
    return [
        f"{slug}: {fault}" for fault in (*_lost(owned, rows), *_replayed(event, rows, log), *_mails(rows, log, mails))
    ]


def _lost(owned, rows):
    """Every acknowledged registration is there once, and says what its client was told last."""
    by_name = Counter(row.name for row in rows.values())
    present = {row.name: row for row in rows.values()}
    for guest in owned:
        if by_name[guest.name] != 1:
            yield f"{guest.name} is there {by_name[guest.name]} times"
            continue
        row = present[guest.name]
        if guest.state in GONE and row.state != guest.state:
            yield f"{guest.name} was told {guest.state} and is {row.state}"
        if guest.organisations and row.organisation != guest.organisations[-1]:
            yield f"{guest.name}'s change was lost"
    if len(rows) != len(owned):
        yield f"{len(rows)} rows for {len(owned)} registrations"


def _replayed(event, rows, log):
    """The log in the order of commits: never more seats than there are, nobody passed over, no seat left empty."""
    state: dict[str, str] = {}
    numbers: list[int] = []
    for subject, verb, facts in log:
        if verb not in {"registered", "cancelled", "approved", "moved-up", "declined", "refused"}:
            continue
        waiting = [key for key, one in state.items() if one == "waiting"]
        if verb == "registered":
            numbers.append(facts["number"])
        if verb == "moved-up":
            first = min(waiting, key=lambda key: rows[key].number, default=None)
            if subject != first:
                yield f"{subject} moved up before {first}"
        state[subject] = facts["state"]
        seated = sum(one == SEATED for one in state.values())
        if seated > event.capacity:
            yield f"{seated} seats of {event.capacity} after {verb}"
    left = event.capacity - sum(one == SEATED for one in state.values())
    if left > 0 and "waiting" in state.values():
        yield f"{left} seats are free and somebody waits"
    if numbers != list(range(1, len(numbers) + 1)):
        yield "numbers are not gapless in the order of commits"
    for key, row in rows.items():
        if state.get(key) != row.state:
            yield f"the log says {state.get(key)}, the row {row.state}"


def _mails(rows, log, mails):
    """One mail for each change of state, none twice."""
    changes: dict[str, int] = defaultdict(int)
    for subject, verb, _facts in log:
        if verb in {"registered", "cancelled", "approved", "moved-up", "refused"}:
            changes[subject] += 1
    for key in rows:
        if changes[key] != mails[key]:
            yield f"{mails[key]} mails for {changes[key]} changes of {key}"
