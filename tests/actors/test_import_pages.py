"""The desk of imports: hand in, assign, look at the trial, say yes; what is no list is said, with status 422."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from aufwind.accounts.models import User
from aufwind.actors.actions import enter_actor
from aufwind.actors.models import Actor, ImportRun, ImportSource
from aufwind.core.jobs import run_until_idle
from tests.cast import AGENCY

pytestmark = pytest.mark.django_db
HOSTILE = Path(__file__).parents[3] / "shared/data/hostile"
LIST = """Bezeichnung der Firma;Art;Kontakt;E-Mail
Kunsthaus Oschatz;Galerie;03435 1;info@kunsthaus.example.org
Weberei Flöha;Firma;;weberei@example.org
Ohne Adresse;Firma;;keine
"""


@pytest.fixture
def agency(client, settings):
    """The agency at her desk."""
    settings.IS_DEMO = True  # a second factor is tested in tests/accounts
    user = User.objects.create(email="agentur@example.org", name="Frau Demir", role="agency")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def hand_in(client, content: str | bytes, name: str = "liste.csv"):
    data = content.encode() if isinstance(content, str) else content
    return client.post("/de/actors/import/", {"file": SimpleUploadedFile(name, data), "name": "Verein"})


def test_a_list_is_handed_in_assigned_tried_and_taken_over(agency):
    enter_actor("weberei", by=AGENCY, name="Weberei Flöha", kind="company", email="weberei@example.org")
    answer = hand_in(agency, LIST)
    run = ImportRun.objects.get()
    page = f"/de/actors/import/{run.pk}/"
    assert answer.url == page
    assert run.mapping == {"Art": "kind", "E-Mail": "email"}
    assert "info@kunsthaus.example.org" in agency.get(page).content.decode()

    answer = agency.post(page, {"column-0": "name", "column-1": "kind", "column-2": "phone", "column-3": "email"})
    assert answer.url == page
    assert "htmx" in agency.get(page).content.decode()
    run_until_idle()
    shown = agency.get(page).content.decode()
    assert "Ja, Liste übernehmen" in shown
    assert "«keine» ist keine E-Mail-Adresse." in shown
    assert list(Actor.objects.values_list("slug", flat=True)) == ["weberei"]

    agency.post(f"{page}approve/")
    run_until_idle()
    assert set(Actor.objects.values_list("name", "phone")) == {("Weberei Flöha", ""), ("Kunsthaus Oschatz", "03435 1")}
    assert [row.outcome for row in run.rows.all()] == ["accepted", "unchanged", "refused"]
    run.refresh_from_db()
    assert (run.state, run.file.name) == ("done", "")
    report = agency.get(f"{page}report.csv").content.decode("utf-8-sig").splitlines()
    assert report[3].startswith('"4";"Ohne Adresse";"abgelehnt";')
    assert "Kunsthaus" in agency.get(f"{page}?outcome=accepted").content.decode()
    assert agency.get("/de/actors/import/").status_code == 200


def test_the_columns_are_remembered_for_the_next_list_with_these_headings(agency):
    hand_in(agency, LIST)
    run = ImportRun.objects.get()
    agency.post(f"/de/actors/import/{run.pk}/", {"column-0": "name", "column-3": "email"})
    hand_in(agency, LIST.upper().replace("GALERIE", "Galerie"), "zweite.csv")

    assert ImportSource.objects.get().mapping == {"Bezeichnung der Firma": "name", "E-Mail": "email"}
    assert ImportRun.objects.first().mapping == {"BEZEICHNUNG DER FIRMA": "name", "E-MAIL": "email"}


def test_columns_that_name_nobody_or_twice_the_same_are_refused(agency):
    hand_in(agency, LIST)
    page = f"/de/actors/import/{ImportRun.objects.get().pk}/"

    nobody = agency.post(page, {"column-1": "kind"})
    twice = agency.post(page, {"column-0": "name", "column-1": "name"})

    assert (nobody.status_code, twice.status_code) == (422, 422)
    assert "Keine Spalte sagt, um wen es geht." in nobody.content.decode()
    assert "«Name» ist mehrmals zugeordnet." in twice.content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "leer"),
        (b"\x89PNG\r\n", "ein Bild"),
        (b"PK\x03\x04broken", "Tabelle"),
        ('Name;Art\n"offen;Galerie\n', "Anführungszeichen"),
    ],
)
def test_what_is_no_list_is_said_and_nothing_kept(agency, content, said):
    answer = hand_in(agency, content)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_large_list_with_a_fault_fails_in_the_trial_and_says_where(agency):
    rows = "".join(f"Haus {at};{'x' * 200}\n" for at in range(6_000))
    hand_in(agency, f"Name;Beschreibung\n{rows}Ende;zu;viele\n")
    page = f"/de/actors/import/{ImportRun.objects.get().pk}/"
    agency.post(page, {"column-0": "name"})
    run_until_idle()

    answer = agency.get(page)

    assert answer.status_code == 422
    assert "Zeile 6002" in answer.content.decode()
    assert not Actor.objects.exists()


def test_nothing_chosen_is_said(agency):
    answer = agency.post("/de/actors/import/", {})

    assert answer.status_code == 422
    assert "Wählen Sie zuerst die Liste." in answer.content.decode()


@pytest.mark.parametrize("folder", ["csv", "xlsx", "vcf", "zip", "json", "mutated"])
def test_hostile_files_get_a_message_or_a_page(agency, folder):
    if not HOSTILE.exists():
        pytest.skip("no corpus of hostile files beside this repository")
    for path in sorted((HOSTILE / folder).rglob("*"))[:60]:
        if path.is_file() and path.stat().st_size < 2 << 20:
            answer = hand_in(agency, path.read_bytes(), path.name)
            assert answer.status_code in {302, 422}, path.name
            if answer.status_code == 302:
                assert agency.get(answer.url).status_code in {200, 422}, path.name


def test_the_desk_is_the_agencys(client):
    assert client.get("/de/actors/import/").status_code in {302, 403}
