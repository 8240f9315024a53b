"""An event from set-up to outcome by nothing but requests; each can be repeated; strangers change nothing."""

from __future__ import annotations

import ast
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from aufwind.accounts.models import User
from aufwind.api.jobs import forget_answers
from aufwind.api.models import GivenAnswer
from aufwind.core.jobs import run_until_idle
from aufwind.core.models import OutgoingMail
from aufwind.core.policy import Role
from aufwind.events import actions as events_actions
from aufwind.events.models import Event

HOME = "/api/v1/events"


class Program:
    """A script with a token."""

    def __init__(self, client):
        self.client = client

    def __call__(self, method, path, body=None, *, status=200, **headers):
        answer = self.client.generic(
            method.upper(), f"{HOME}{path}", json.dumps(body) if body is not None else "", "application/json", **headers
        )
        assert answer.status_code == status, (path, answer.content.decode()[:400])
        is_json = "json" in answer.headers.get("Content-Type", "") and answer.content
        return answer.json() if is_json else answer.content


@pytest.fixture
def ask(asking, db):
    return Program(asking("write"))


BEGIN = {"format": "matching", "title_de": "Treffen", "title_en": "Meeting", "day": "2099-05-04", "venue": "Saal"}


@pytest.fixture
def evening(ask) -> Event:
    slug = ask("post", "", BEGIN, status=201)["slug"]
    ask("patch", f"/{slug}", {"summary_de": "Text", "summary_en": "Text"})
    event = Event.objects.get(slug=slug)
    Event.objects.update(sides=[], pairings=[])
    ask("post", f"/{slug}/announce")
    return event


def guest(ask, event, name, **facts):
    said = {"name": name, "email": f"{name.lower()}@example.org", "agreed": True, **facts}
    return ask("post", f"/{event.slug}/guests", said, status=201)["key"]


def test_an_event_is_set_up_changed_copied_and_called_off(ask):
    slug = ask("post", "", BEGIN, status=201)["slug"]
    assert [one["part"] for one in ask("get", f"/{slug}/missing")] == ["basics", "basics"]
    ask("post", f"/{slug}/announce", status=409)
    ask("patch", f"/{slug}", {"summary_de": "Text", "summary_en": "Text", "venue": "Halle"})
    block = {"title_de": "Vormittag", "title_en": "Morning",
             "starts_at": "2099-05-04T09:00:00+02:00", "ends_at": "2099-05-04T10:00:00+02:00"}  # fmt: skip
    grid = ask("put", f"/{slug}/times", {"blocks": [block], "minutes": 15, "change": 5})
    assert len(grid["slots"]) == 3
    wrong = {**block, "ends_at": block["starts_at"]}
    assert "Vormittag" in ask("put", f"/{slug}/times", {"blocks": [wrong], "minutes": 15}, status=422)["title"]
    ask("put", f"/{slug}/tables", {"tables": [{"key": "1"}, {"key": "2", "kind": "quiet"}], "seats": 2})
    ask("put", f"/{slug}/registration", {"capacity": 2})
    ask("put", f"/{slug}/terms", {"text_de": "Nur heute.", "text_en": "Today only."})
    assert ask("post", f"/{slug}/announce")["state"] == "announced"
    copy = ask("post", "", {**BEGIN, "copy_of": slug, "day": "2100-05-04"}, status=201)
    assert (copy["state"], copy["venue"]) == ("draft", "Halle")
    assert ask("post", f"/{slug}/call-off")["state"] == "called_off"


def test_guests_come_change_and_go(ask, evening):
    home = f"/{evening.slug}"
    key = guest(ask, evening, "Ada", offers=["Leinen"], key="mine")
    assert guest(ask, evening, "Ada", key="mine") == key
    said = ask("get", f"{home}/guests/{key}")
    ask("patch", f"{home}/guests/{key}", {"version": said["version"], "name": "Ada W."})
    ask("patch", f"{home}/guests/{key}", {"version": said["version"], "name": "Ada X."}, status=409)
    ask("post", f"{home}/guests/{key}/confirm")
    ask("post", f"{home}/guests/{key}/resend-link")
    ask("post", f"{home}/guests/{key}/colleagues", {"name": "Bo", "email": "bo@example.org"}, status=201)
    people = [{"name": "Cy", "email": "cy@example.org"}, {"name": "Ada", "email": "ada@example.org"}]
    assert ask("post", f"{home}/invitations", {"people": people}) == {"number": 1}
    assert (
        "email"
        in ask("post", f"{home}/invitations", {"people": [{"name": "x", "email": "y"}]}, status=422)["findings"][0]
    )
    assert ask("post", f"{home}/invitations/register", {"actors": []}) == {"number": 0}
    assert ask("post", f"{home}/reminders?group=unopened") == {"number": 2}
    assert ask("put", f"{home}/guests/{key}/adviser", {"email": "vogel@example.org"})["key"] == key
    assert ask("post", f"{home}/guests/{key}/cancel")["state"] == "cancelled"
    ask("post", f"{home}/guests/{key}/approve", status=409)
    names = {row["name"]: row["state"] for row in ask("get", f"{home}/guests")}
    assert names == {"Ada W.": "cancelled", "Bo": "invited", "Cy": "invited"}


def test_wishes_plan_day_and_outcome(ask, evening):
    home = f"/{evening.slug}"
    keys = [guest(ask, evening, name) for name in ("Ada", "Bo", "Cy", "Di")]
    ask("put", f"{home}/guests/{keys[0]}/wishes/{keys[1]}", {"kind": "must"})
    ask("put", f"{home}/guests/{keys[0]}/wishes/{keys[2]}", {"kind": "like"})
    ask("delete", f"{home}/guests/{keys[0]}/wishes/{keys[2]}", status=204)
    assert [one["about"] for one in ask("get", f"{home}/guests/{keys[0]}/wishes")] == [keys[1]]
    ask("post", f"{home}/pairs", {"one": keys[2], "other": keys[3]}, status=201)
    ask("post", f"{home}/candidates", status=202)

    ask("post", f"{home}/plans", {"seconds": 1, "title": "Erste", "fair_to": 1}, status=202)
    ask("post", f"{home}/plans/1/stop")
    run_until_idle()
    ask("post", f"{home}/plans/1/publish")
    meetings = ask("get", f"{home}/plans/1/meetings")
    assert len(meetings) == 2
    wish, slots = meetings[0]["wish"], [slot["key"] for slot in ask("get", f"{home}/grid")["slots"]]
    free = next(slot for slot in slots if slot not in {one["slot"] for one in meetings})

    would = ask("put", f"{home}/plans/1/meetings/{wish}?preview=true", {"slot": free, "table": "1"})
    assert (would["plan"], would["at_another_time"], would["people_told"]) == (None, 1, 2)
    ask("put", f"{home}/plans/1/meetings/{wish}/lock", {"is_locked": True})
    done = ask("put", f"{home}/plans/1/meetings/{wish}", {"slot": free, "table": "1"})
    assert done["plan"] == 2
    ask("put", f"{home}/plans/1/meetings/{wish}", {"slot": "never", "table": "1"}, status=409)
    ask("post", f"{home}/plans/2/meetings", {"one": keys[0], "other": keys[3], "slot": slots[-1], "table": "2"})
    ask("delete", f"{home}/plans/3/meetings/{wish}")
    ask("post", f"{home}/plans/4/publish")
    ask("post", f"{home}/plans/4/take-back")

    here = {"key": "k1", "kind": "check_in", "payload": {"guest": keys[0]}}
    assert ask("post", f"{home}/operations", here) == ask("post", f"{home}/operations", here)
    assert ask("post", f"{home}/operations/preview", {"kind": "no_show", "payload": {"guest": keys[1]}})["moves"]
    ask("post", f"{home}/operations", {"kind": "dance", "payload": {}}, status=422)
    ask("post", f"{home}/operations/k1/take-back")
    ask("post", f"{home}/operations/k1/settle", status=409)
    assert [one["key"] for one in ask("get", f"{home}/operations")] == ["k1"]
    assert ask("post", f"{home}/screen")["token"]

    answer = {"was_held": True, "verdict": "fits"}
    ask("put", f"{home}/guests/{meetings[0]['people'][0]}/outcomes/{wish}", answer)
    grown = ask("get", f"{home}/collaborations")
    assert len(grown) == 1
    stage = {"stage": "agreed", "amount_cents": 100}
    said = ask("post", f"{home}/guests/{grown[0]['left']}/collaborations/{grown[0]['number']}", stage)
    assert said["left_says"] == "agreed"
    figures = ask("get", f"{home}/outcome")
    assert (figures["booked"], figures["held"], figures["amount_cents"]) == (2, 1, 100)


def test_times_are_changed_after_booking(ask, evening):
    home = f"/{evening.slug}"
    keys = [guest(ask, evening, name) for name in ("Ada", "Bo")]
    ask("put", f"{home}/guests/{keys[0]}/wishes/{keys[1]}", {"kind": "must"})
    ask("post", f"{home}/plans", {"seconds": 1}, status=202)
    run_until_idle()
    ask("post", f"{home}/plans/1/publish")
    block = {"title_de": "Abend", "title_en": "Evening",
             "starts_at": "2099-05-04T18:00:00+02:00", "ends_at": "2099-05-04T20:00:00+02:00"}  # fmt: skip
    grid = {"blocks": [block], "minutes": 30, "tables": [{"key": "1"}]}
    ask("put", f"{home}/tables", {"tables": [{"key": "1"}]}, status=409)

    would = ask("post", f"{home}/plans/1/grid?preview=true", grid)
    done = ask("post", f"{home}/plans/1/grid", grid)
    ask("post", f"{home}/plans/{done['plan']}/publish")

    assert (would["moves"], would["lost"]) == (done["moves"], 0)
    assert len(ask("get", f"{home}/grid")["slots"]) == 4


def test_pitches_groups_and_notes(ask, evening):
    home = f"/{evening.slug}"
    keys = [guest(ask, evening, name) for name in ("Ada", "Bo", "Cy", "Di")]
    number = ask("post", f"{home}/pitches", {"title": "Leinen", "guest": keys[0]}, status=201)["number"]
    ask("patch", f"{home}/pitches/{number}", {"title": "Tuch", "minutes": 3}, status=204)
    ask("put", f"{home}/guests/{keys[1]}/interests/{number}", status=204)
    ask("put", f"{home}/guests/{keys[2]}/interests/{number}", status=204)
    ask("delete", f"{home}/guests/{keys[2]}/interests/{number}", status=204)
    ask("post", f"{home}/pitches/{number}/begin", status=204)
    assert [(one["who"], one["interests"], one["is_running"]) for one in ask("get", f"{home}/pitches")] == [
        ("Ada", 1, True)
    ]
    assert ask("post", f"{home}/pitch-wishes") == {"number": 1}
    slots = [slot["key"] for slot in ask("get", f"{home}/grid")["slots"]][:2]
    made = ask("post", f"{home}/rotations", {"slots": slots, "size": 2}, status=201)
    assert made["slots"] == slots
    ask("post", f"{home}/rotations", {"slots": slots, "tables": ["1"], "size": 2}, status=409)
    ask("post", f"{home}/rotations/{made['number']}/publish")
    late = guest(ask, evening, "Ed")
    assert ask("post", f"{home}/rotations/{made['number']}/guests/{late}") == {"number": 2}
    ask("put", f"{home}/tables/1/host", {"guest": keys[3]}, status=204)
    note = ask("post", f"{home}/notes", {"table": "1", "text": "Gut."}, status=201)["number"]
    assert [one["text"] for one in ask("get", f"{home}/notes")] == ["Gut."]
    ask("delete", f"{home}/notes/{note}", status=204)


def test_a_repeated_request_gets_the_first_answer_and_does_nothing_twice(ask, evening):
    home, body = f"/{evening.slug}", {"people": [{"name": "Cy", "email": "cy@example.org"}]}
    first = ask("post", f"{home}/invitations", body, HTTP_IDEMPOTENCY_KEY="one")
    again = ask("post", f"{home}/invitations", body, HTTP_IDEMPOTENCY_KEY="one")

    assert first == again == {"number": 1}
    assert ask("post", f"{home}/invitations", body, HTTP_IDEMPOTENCY_KEY="two") == {"number": 0}
    other = {"people": [{"name": "Di", "email": "di@example.org"}]}
    assert (
        "fresh"
        in ask("post", f"{home}/invitations", other, status=422, HTTP_IDEMPOTENCY_KEY="one", HTTP_ACCEPT_LANGUAGE="en")[
            "title"
        ]
    )
    GivenAnswer.objects.filter(key="two").update(status=None)
    ask("post", f"{home}/invitations", body, status=409, HTTP_IDEMPOTENCY_KEY="two")
    assert OutgoingMail.objects.count() == 1
    GivenAnswer.objects.filter(key="one").update(made_at=timezone.now() - timedelta(days=2))
    forget_answers()
    assert list(GivenAnswer.objects.values_list("key", flat=True)) == ["two"]


def test_files_hold_texts_and_no_formulas(ask, evening):
    guest(ask, evening, "Ada", organisation='=HYPERLINK("http://x")', phone="+49 1")

    book = load_workbook(io.BytesIO(ask("get", f"/{evening.slug}/files/guests.xlsx")))

    cells = [cell for sheet in book for row in sheet.rows for cell in row]
    assert '=HYPERLINK("http://x")' in {cell.value for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)
    assert ask("get", f"/{evening.slug}/files/outcome.xlsx").startswith(b"PK")


def test_a_token_of_another_team_changes_nothing(ask, evening, asking):
    own = guest(ask, evening, "Ada")
    evening.team.add(User.objects.create(email="o@example.org", name="Andere", role=Role.ORGANISER))
    evening.team.remove(User.objects.get(email="vogel@example.org"))
    home = f"/{evening.slug}"
    for method, path, body in (
        ("patch", home, {"venue": "x"}),
        ("post", f"{home}/call-off", None),
        ("post", f"{home}/guests", {"name": "x", "agreed": True}),
        ("post", f"{home}/invitations", {"people": []}),
        ("get", f"{home}/files/guests.xlsx", None),
        ("post", f"{home}/pairs", {"one": own, "other": own}),
        ("post", f"{home}/operations", {"kind": "shift", "payload": {"minutes": 5}}),
        ("get", f"{home}/outcome", None),
        ("post", f"{home}/pitches", {"title": "x"}),
        ("post", f"{home}/screen", None),
    ):
        ask(method, path, body, status=403)
    for method, path in (("get", "guests"), ("post", "cancel"), ("put", "adviser")):
        where = f"{home}/guests/{own}" + ("" if path == "guests" else f"/{path}")
        ask(method, where, {} if method == "put" else None, status=404)


ELSEWHERE = {
    "agree_to_story": "the partner herself, by her own link",
    "withdraw_agreement": "the partner herself, by her own link",
    "ask_partners": "stories are written by people on their page",
    "publish_story": "stories are written by people on their page",
    "unpublish_story": "stories are written by people on their page",
    "write_story": "stories are written by people on their page",
    "answer_stages": "one by one: answer_stage",
    "ask_how_far": "the clock",
    "ask_in_the_evening": "the clock",
    "say_how_it_was": "the guest herself, by her own link",
    "forget_due_guests": "the clock",
    "forget_guests": "the clock",
    "fail_plan": "the job that computes",
    "store_plan": "the job that computes",
    "find_candidates": "the job: start_candidates begins it",
    "refresh_wishes": "part of start_plan",
    "note_opened": "a guest's own link",
    "keep_draft": "spreadsheets are looked at on their page before they are taken over",
    "replace_roster": "spreadsheets are looked at on their page before they are taken over",
    "keep_guest_file": "programs send rows: invitations and guests",
    "map_guest_file": "programs send rows: invitations and guests",
    "take_over_guest_file": "programs send rows: invitations and guests",
    "forget_guest_file": "programs send rows: invitations and guests",
    "enter_event": "the demo and the command line; set_up_event is the way in",
    "set_capacity": "part of set_registration",
}
"""Actions without an endpoint, and why."""


def test_every_action_has_an_endpoint_or_a_reason():
    folder = Path(events_actions.__file__).parent
    inner = {"calendar", "day", "grid", "marks", "participations", "walk_in"}  # parts of actions
    public = {
        name.name
        for file in folder.glob("*.py")
        if file.stem not in inner
        for name in ast.parse(file.read_text()).body
        if isinstance(name, ast.FunctionDef)
        and not name.name.startswith("_")
        and any("atomic" in ast.unparse(mark) for mark in name.decorator_list)
    }
    endpoints = "".join(file.read_text() for file in (folder.parents[1] / "api" / "endpoints").glob("*.py"))

    assert {name for name in public if name not in endpoints} <= set(ELSEWHERE)
    assert set(ELSEWHERE) <= public | {"forget_due_guests", "forget_guest_file", "ask_how_far", "refresh_wishes"}
