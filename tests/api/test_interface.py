from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from aufwind.accounts.models import User
from aufwind.api.interface import description, endpoints
from aufwind.api.models import Token
from aufwind.core.jobs import run_until_idle
from aufwind.core.models import AuditEntry
from aufwind.core.policy import Role


def posted(client, path: str, **body: object):
    return client.post(path, json.dumps(body), content_type="application/json")


def test_nobody_comes_in_without_a_token(client, event):
    answer = client.get("/api/v1/events")

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json()["title"].startswith("Senden Sie einen gültigen Schlüssel")


def test_a_browsers_session_opens_nothing(client, event, organiser, settings):
    settings.IS_DEMO = True
    client.force_login(organiser, settings.AUTHENTICATION_BACKENDS[0])

    assert client.get("/api/v1/events").status_code == 401


@pytest.mark.parametrize("worthless", [{"revoked_at": timezone.now()}, {"expires_at": timezone.now()}])
def test_a_revoked_or_old_token_opens_nothing(asking, event, worthless):
    client = asking()

    Token.objects.update(**worthless)

    assert client.get("/api/v1/events").status_code == 401


def test_a_token_of_somebody_locked_out_opens_nothing(asking, event, organiser):
    client = asking()

    User.objects.update(is_active=False)

    assert client.get("/api/v1/events").status_code == 401


def test_a_token_reads_what_its_owner_may_read(asking, event):
    client = asking()

    guests = client.get("/api/v1/events/floeha/guests").json()

    assert [event["slug"] for event in client.get("/api/v1/events").json()] == ["floeha"]
    assert [guest["name"] for guest in guests] == ["Kunsthaus Oschatz", "Weberei Flöha", "Frau Demir"]
    assert AuditEntry.objects.filter(event="guests.listed", actor__startswith="token:").count() == 1


def test_a_token_of_another_team_sees_no_guest(asking, event):
    other = User.objects.create(email="other@example.org", name="Andere", role=Role.ORGANISER)
    event.team.add(other)
    client = asking()

    assert client.get("/api/v1/events/floeha/guests").json() == []
    assert client.get("/api/v1/events/floeha/plans").status_code == 403
    assert client.get("/api/v1/events/floeha/grid").status_code == 403
    assert client.get("/api/v1/events/floeha/guests/kunsthaus").status_code == 404


def test_a_reading_token_changes_nothing(asking, event):
    answer = posted(asking("read"), "/api/v1/events/floeha/plans", seconds=1)

    assert answer.status_code == 403
    assert event.plans.count() == 0


def test_a_plan_is_computed_published_mended_and_taken_back(asking, event):
    client = asking("write")

    started = posted(client, "/api/v1/events/floeha/plans", seconds=1)
    run_until_idle()
    client.post("/api/v1/events/floeha/plans/1/publish")
    mended = posted(client, "/api/v1/events/floeha/plans/1/changes", kind="no_show", participant="weberei")
    undone = client.post("/api/v1/events/floeha/plans/2/take-back")
    meetings = client.get("/api/v1/events/floeha/plans/1/meetings").json()

    assert (started.status_code, started.json()["state"]) == (202, "computing")
    assert (mended.json()["number"], mended.json()["origin"]) == (2, "repaired")
    assert (undone.json()["number"], undone.json()["state"]) == (1, "published")
    assert {tuple(meeting["people"]) for meeting in meetings} == {("kunsthaus", "weberei"), ("demir", "kunsthaus")}


def test_what_cannot_be_understood_is_refused_with_the_place(asking, event):
    client = asking("write")

    wrong = posted(client, "/api/v1/events/floeha/plans", seconds=1000)
    nobody = posted(client, "/api/v1/events/floeha/plans/1/changes", kind="no_show")

    assert wrong.status_code == 422
    assert "seconds" in wrong.json()["findings"][0]
    assert nobody.status_code == 404


def test_every_endpoint_is_described(client, db):
    said = client.get("/api/openapi.json").json()

    assert said == json.loads(json.dumps(description()))
    assert {one.path for one in endpoints()} == set(said["paths"])
    assert all(one.path.startswith("/api/v1/") and one.summary for one in endpoints())


def test_a_token_is_noted_as_used_once_a_day(asking, event):
    client = asking()

    client.get("/api/v1/events")

    assert Token.objects.get().used_on == timezone.localdate()
    assert Token.objects.get().expires_at > timezone.now() + timedelta(days=80)
