from __future__ import annotations

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from aufwind.accounts.models import User
from aufwind.actors.models import Actor
from aufwind.core.jobs import run_until_idle
from aufwind.core.models import AuditEntry
from aufwind.core.policy import Role
from aufwind.engine.files.json_problem import problem_to_json
from aufwind.events.actions import publish_plan
from aufwind.events.enums import PlanState
from aufwind.events.links import guest_path
from aufwind.events.models import Event, Participation, Plan
from tests.cast import HERR_VOGEL, small_roster


def upload(client, content: bytes, name: str = "roster.json"):
    return client.post("/de/events/floeha/roster/", {"file": SimpleUploadedFile(name, content)})


def test_events_page_shows_coming_and_past_to_everybody(client, event):
    page = client.get("/en/events/").content.decode()

    assert "Meeting" in page
    assert "No past events yet" in page


def test_event_page_names_only_hosts_its_reader_may_know_of(client, event, vogel):
    shown, hidden = (
        Actor.objects.create(slug=name.lower(), name=name, kind="museum", audience=audience)
        for name, audience in (("Kunsthaus", "public"), ("Hinterhaus", "agency"))
    )
    event.hosts.set([shown, hidden])

    seen_by_staff = vogel.get("/en/events/floeha/").content.decode()
    client.logout()
    seen_by_anybody = client.get("/en/events/floeha/").content.decode()

    assert "Hinterhaus, Kunsthaus" in seen_by_staff
    assert "Kunsthaus" in seen_by_anybody
    assert "Hinterhaus" not in seen_by_anybody


def test_event_page_shows_figures_to_staff_alone(client, event, vogel):
    seen_by_staff = vogel.get("/en/events/floeha/").content.decode()
    client.logout()
    seen_by_anybody = client.get("/en/events/floeha/").content.decode()

    assert "How far this event is" in seen_by_staff
    assert "How far this event is" not in seen_by_anybody


def test_anonymous_visitors_get_no_cookie(client, event):
    for path in ("/de/", "/en/events/", "/de/events/floeha/", "/de/projects/", "/de/actors/"):
        assert not client.get(path).cookies


def test_upload_asks_before_it_changes_anything(event, vogel):
    content = json.loads(problem_to_json(small_roster()))
    content["participants"].append({"id": "neu", "name": "Neu"})

    answer = upload(vogel, json.dumps(content).encode())

    assert answer.status_code == 302
    assert event.participations.count() == 3
    assert "Stimmt das so?" in vogel.get(answer.url).content.decode()
    vogel.post(answer.url)
    assert event.participations.count() == 4


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "JSON"),
        (b"", "leer"),
        (
            b'{"slots": [{"id": "a"}], "tables": [], "participants": [], "wishes": [{"id": "w", "people": ["x"]}]}',
            "x",
        ),
        (b"PK\x03\x04 no spreadsheet", "Datei"),
    ],
)
def test_upload_says_what_is_wrong_and_stores_nothing(event, vogel, content, told):
    answer = upload(vogel, content)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert event.participations.count() == 3


def test_upload_shows_markup_in_a_file_as_text(event, vogel):
    content = json.loads(problem_to_json(small_roster()))
    content["wishes"][0]["people"] = ["<script>alert(1)</script>", "weberei"]

    page = upload(vogel, json.dumps(content).encode()).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_stranger_cannot_confirm_somebody_elses_upload(event, vogel, client):
    address = upload(vogel, problem_to_json(small_roster()).encode()).url
    other = User.objects.create(email="b@example.org", name="B", role=Role.ORGANISER)
    client.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.post(address).status_code == 404


def test_invented_guests_never_enter_a_real_event(event, vogel):
    assert vogel.post("/de/events/floeha/roster/example/").status_code == 404

    Event.objects.update(is_invented=True)
    vogel.post("/de/events/floeha/roster/example/")

    assert event.participations.count() == 52


@pytest.mark.django_db(transaction=True)
def test_a_plan_is_computed_looked_at_and_published(event, vogel):
    address = vogel.post("/de/events/floeha/plans/start/", {"seconds": "5"}).url
    waiting = vogel.get(address).content.decode()
    run_until_idle()
    page = vogel.get(address).content.decode()
    tables = vogel.get(address + "tables/").content.decode()
    unmet = vogel.get(address + "unmet/").content.decode()
    vogel.post(address + "publish/")

    assert "Wartet" in waiting
    assert "Kunsthaus Oschatz" in page
    assert "Weberei Flöha" in tables
    assert "Weberei Flöha – Frau Demir" in unmet
    assert Plan.objects.get().state == PlanState.PUBLISHED


@pytest.mark.django_db(transaction=True)
def test_a_contradiction_is_told_instead_of_a_plan(event, vogel):
    event.wishes.update(terms={"must": True})

    address = vogel.post("/de/events/floeha/plans/start/", {"seconds": "5"}).url
    run_until_idle()

    assert Plan.objects.get().state == PlanState.FAILED
    assert "widersprechen" in vogel.get(address).content.decode()


@pytest.mark.parametrize(("form", "begins"), [("xlsx", b"PK"), ("pdf", b"%PDF"), ("json", b"{")])
def test_a_plan_is_downloaded_and_the_read_is_logged(plan, vogel, form, begins):
    answer = vogel.get(f"/de/events/floeha/plans/1/download.{form}")

    assert answer.content.startswith(begins)
    assert AuditEntry.objects.order_by("-position").first().event == "plan.downloaded"


def test_a_plan_is_not_downloaded_as_something_unknown(plan, vogel):
    assert vogel.get("/de/events/floeha/plans/1/download.exe").status_code == 404


def test_plans_and_guests_are_shown_to_nobody_else(plan, client):
    for path in (
        "plans/1/",
        "plans/1/tables/",
        "plans/1/unmet/",
        "plans/1/guests/",
        "plans/1/download.json",
        "roster/",
    ):
        answer = client.get(f"/de/events/floeha/{path}")
        assert answer.status_code == 302
        assert "/account/login/" in answer.url


def test_a_guest_sees_her_own_meetings_by_her_link(plan, client):
    publish_plan(plan, by=HERR_VOGEL)
    kunsthaus = Participation.objects.get(key="kunsthaus")

    answer = client.get(guest_path(kunsthaus))
    page = answer.content.decode()

    assert "Weberei Flöha" in page
    assert "Frau Demir" in page
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_guest_does_not_see_who_meets_others(plan, client):
    publish_plan(plan, by=HERR_VOGEL)
    weberei = Participation.objects.get(key="weberei")

    assert "Frau Demir" not in client.get(guest_path(weberei)).content.decode()


def test_a_guest_waits_while_nothing_is_published(plan, client):
    kunsthaus = Participation.objects.get(key="kunsthaus")

    page = client.get(guest_path(kunsthaus)).content.decode()

    assert "Weberei" not in page
    assert "noch nicht veröffentlicht" in page


@pytest.mark.parametrize("token", ["nonsense", "1.x.y", "0"])
def test_a_link_that_opens_nothing_says_so_without_saying_why(client, db, token):
    assert client.get(f"/de/events/my/{token}/").status_code == 404


def test_a_guest_takes_her_meetings_home_on_paper(plan, client):
    publish_plan(plan, by=HERR_VOGEL)
    kunsthaus = Participation.objects.get(key="kunsthaus")

    paper = PdfReader(io.BytesIO(client.get(guest_path(kunsthaus) + "plan.pdf").content))

    assert "Weberei Flöha" in paper.pages[0].extract_text()
    assert paper.root_object["/MarkInfo"]["/Marked"]


def test_a_guests_calendar_is_empty_until_the_plan_is_published(plan, client):
    kunsthaus = Participation.objects.get(key="kunsthaus")

    calendar = client.get(guest_path(kunsthaus) + "calendar.ics").content

    assert calendar.startswith(b"BEGIN:VCALENDAR")
    assert b"VEVENT" not in calendar
