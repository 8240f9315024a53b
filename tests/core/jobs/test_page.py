"""A job as a page shows it."""

import logging

import pytest

from aufwind.accounts.actions import create_staff
from aufwind.core.jobs import job, kinds, run_until_idle, start_job
from aufwind.core.models import Job
from aufwind.core.policy import SYSTEM, Role
from aufwind.engine.errors import Finding, ProblemError, Text
from tests.cast import AGENCY


@pytest.fixture(autouse=True)
def _password_is_enough(settings):
    settings.IS_DEMO = True


@pytest.fixture
def vogel(client, db):
    user = create_staff("vogel@example.org", name="Herr Vogel", role=Role.ORGANISER, by=SYSTEM)
    client.force_login(user)
    return user


@pytest.fixture
def started(note, subject, vogel):
    return start_job("test.note", subject, by=vogel.visitor, args={"what": "a"})


def test_a_waiting_job_reloads_itself_with_htmx_and_has_a_link_without(client, started):
    page = client.get(f"/en/jobs/{started.pk}/").content.decode()

    assert f'hx-get="/en/jobs/{started.pk}/" hx-trigger="every 1s"' in page
    assert f'<a class="kern-btn kern-btn--secondary" href="/en/jobs/{started.pk}/">' in page
    assert page.count("<h1") == 1


def test_htmx_gets_the_part_that_changes(client, started):
    response = client.get(f"/en/jobs/{started.pk}/", headers={"hx-request": "true"})

    assert "<html" not in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"


def test_a_finished_job_stops_asking_and_shows_the_way_to_its_result(client, started, monkeypatch, note):
    kind = kinds.JobKind("test.note", note, "Note", result_url=lambda job: f"/result/{job.subject_id}/")
    monkeypatch.setitem(kinds._kinds, "test.note", kind)
    run_until_idle()

    page = client.get(f"/en/jobs/{started.pk}/").content.decode()

    assert "hx-get" not in page
    assert 'href="/result/the thing worked on/"' in page


def test_findings_are_told_in_the_pages_language(client, subject, vogel, caplog):
    finding = Finding(where=Text("Zeile 7", "Row 7"), what=Text("Doppelt.", "Twice."), repair=Text("Weg.", "Go."))

    @job("test.fail")
    def fail(handle):
        raise ProblemError([finding])

    started = start_job("test.fail", subject, by=vogel.visitor)
    with caplog.at_level(logging.CRITICAL):
        run_until_idle()

    assert "Zeile 7: Doppelt. Weg." in client.get(f"/de/jobs/{started.pk}/").content.decode()
    assert "Row 7: Twice. Go." in client.get(f"/en/jobs/{started.pk}/").content.decode()


def test_cancelling_by_the_button(client, started):
    response = client.post(f"/en/jobs/{started.pk}/cancel/")

    assert response.url == f"/en/jobs/{started.pk}/"
    assert Job.objects.get().state == "cancelled"
    assert client.get(response.url).status_code == 200


def test_the_agency_sees_every_job(client, note, subject, db):
    user = create_staff("agency@example.org", name="Agency", role=Role.AGENCY, by=SYSTEM)
    client.force_login(user)
    started = start_job("test.note", subject, by=SYSTEM, args={"what": "a"})

    assert client.get(f"/en/jobs/{started.pk}/").status_code == 200


def test_others_do_not_learn_that_there_is_a_job(client, vogel, note, subject):
    foreign = start_job("test.note", subject, by=AGENCY, args={"what": "a"})
    nothing = "/en/jobs/00000000-0000-0000-0000-000000000000/"

    for method in ("get", "post"):
        path = f"/en/jobs/{foreign.pk}/" + ("cancel/" if method == "post" else "")
        assert getattr(client, method)(path).status_code == 404
    assert client.get(nothing).status_code == 404
    assert Job.objects.get().state == "waiting"
