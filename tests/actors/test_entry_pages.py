"""An entry's page, as each reader sees it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from aufwind.accounts.models import User
from aufwind.actors.actions import (
    affiliate,
    change_actor,
    enter_actor,
    enter_codes,
    enter_listing,
    enter_place,
    tie_actors,
    withdraw_consent,
)
from aufwind.actors.enums import Audience
from aufwind.actors.fields import DISCLOSABLE
from aufwind.actors.links import entry_path
from aufwind.actors.models import Actor, Code, Consent, FormerSlug
from aufwind.actors.queries import actor_at, surroundings_of
from aufwind.core.models import AuditEntry, OutgoingMail
from aufwind.core.policy import ANONYMOUS, Role
from aufwind.events.actions import enter_event
from aufwind.projects.actions import enter_project
from tests.actors.conftest import member
from tests.cast import AGENCY, HERR_VOGEL

pytestmark = pytest.mark.django_db

READERS = ("anybody", "member", "owner", "staff")


def text(answer, status=200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def log_in(client, role: Role):
    user = User.objects.create(email=f"{role}@example.org", name=f"Frau {role.title()}", role=role)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def agency(client, settings):
    settings.IS_DEMO = True  # a second factor is tested in tests/accounts
    return log_in(client, Role.AGENCY)


def as_member(client, actor):
    """Let this browser look around as the owner of an entry."""
    client.post(f"{entry_path(actor)}look-around/")
    return client


def test_everybody_reads_profile_needs_and_ties_in_her_language(client, weberei, kunsthaus):
    change_actor(weberei, by=AGENCY, summary_de="Webt.", summary_en="Weaves.", website="https://weberei.example/")
    enter_listing(weberei, by=AGENCY, side="need", title_de="Musterbücher", title_en="Pattern books")
    tie_actors(weberei, kunsthaus, "supplies", by=AGENCY, starts_on=date(2021, 5, 1))

    german, english = (text(client.get(f"/{language}/actors/weberei/")) for language in ("de", "en"))

    assert "Webt." in german
    assert "Musterbücher" in german
    assert "Weaves." in english
    assert "Pattern books" in english
    assert '<a href="https://weberei.example/">weberei.example</a>' in english
    assert "Weberei Flöha – supplies since 2021 – Kunsthaus Oschatz" in english
    assert "Weberei Flöha – beliefert seit 2021 – Kunsthaus Oschatz" in german


def test_anonymous_readers_get_no_cookie_and_no_form_of_staff(client, weberei):
    answer = client.get("/de/actors/weberei/")

    assert not answer.cookies
    assert 'method="post"' not in text(answer)


def test_the_network_is_that_of_the_day_asked_for(client, weberei, kunsthaus):
    tie_actors(weberei, kunsthaus, "supplies", by=AGENCY, starts_on=date(2021, 5, 1), ends_on=date(2022, 12, 31))

    asked = text(client.get("/de/actors/weberei/?day=2022-03-01"))
    today = text(client.get("/de/actors/weberei/"))

    assert "Das Netz von Weberei Flöha am 1. März 2022" in asked
    assert "beliefert 2021–2022" in asked
    assert "Kunsthaus" not in today


def test_what_is_no_day_is_said_beside_the_field_and_kept(client, weberei):
    page = text(client.get("/de/actors/weberei/", {"day": "1.3.22x"}), status=422)

    assert "Das ist kein Tag" in page
    assert 'value="1.3.22x"' in page


def test_neighbours_of_neighbours_stand_in_the_second_ring(weberei, kunsthaus):
    museum = enter_actor("museum", by=AGENCY, name="Museum", kind="museum")
    farther = enter_actor("farther", by=AGENCY, name="Farther", kind="museum")
    tie_actors(weberei, kunsthaus, "supplies", by=AGENCY)
    tie_actors(kunsthaus, museum, "works_with", by=AGENCY)
    tie_actors(museum, farther, "works_with", by=AGENCY)

    found = surroundings_of(weberei, ANONYMOUS, day=timezone.localdate())

    assert set(found.actors) == {weberei.pk, kunsthaus.pk, museum.pk}
    assert [(bond.left, bond.right, bond.kind) for bond in found.bonds] == [
        (weberei.pk, kunsthaus.pk, "supplies"),
        (kunsthaus.pk, museum.pk, "works_with"),
    ]


def test_the_network_of_a_chamber_is_cut_and_says_so(client, weberei, monkeypatch):
    monkeypatch.setattr("aufwind.actors.queries.RING", 2)
    for number in range(3):
        other = enter_actor(f"other-{number}", by=AGENCY, name=f"Other {number}", kind="museum")
        tie_actors(other, weberei, "member_of", by=AGENCY)

    page = text(client.get("/de/actors/weberei/"))

    assert "Es gibt mehr Verbindungen" in page
    assert "Other 2" not in page


def test_nobody_hidden_stands_in_the_network_nor_leads_through_it(weberei, kunsthaus, anna, agreed):
    tie_actors(weberei, anna, "mentors", by=AGENCY)
    tie_actors(anna, kunsthaus, "knows", by=AGENCY)
    affiliate(anna, kunsthaus, by=AGENCY, role="Leitung")
    today = timezone.localdate()
    assert set(surroundings_of(weberei, ANONYMOUS, day=today).actors) == {weberei.pk, anna.pk, kunsthaus.pk}

    withdraw_consent(anna, by=AGENCY)

    assert set(surroundings_of(weberei, ANONYMOUS, day=today).actors) == {weberei.pk}
    assert len(surroundings_of(weberei, AGENCY, day=today).bonds) == 3


def test_owners_find_their_own_hidden_entry_in_the_middle(anna, kunsthaus):
    affiliate(anna, kunsthaus, by=AGENCY, role="Leitung")

    found = surroundings_of(anna, member(anna), day=timezone.localdate())

    assert set(found.actors) == {anna.pk, kunsthaus.pk}
    assert [bond.role for bond in found.bonds] == ["Leitung"]


def test_events_and_projects_of_an_actor_stand_on_its_page(client, weberei):
    project = enter_project(
        "sache", by=AGENCY, title="Sache", acronym="SACHE", starts="2020", ends="2022", partners=[weberei]
    )
    event = enter_event("treffen", by=HERR_VOGEL, title_de="Treffen in Flöha", title_en="Meeting", kind="workshop",
                        starts="2022-05", project=project)  # fmt: skip
    event.hosts.add(weberei)

    page = text(client.get("/de/actors/weberei/"))

    assert "Treffen in Flöha" in page
    assert "Mai 2022" in page
    assert '<a href="/de/projects/sache/">SACHE</a>' in page


def test_long_lists_of_other_contexts_wait_behind_six_rows(client, weberei):
    for number in range(8):
        enter_project(f"project-{number}", by=AGENCY, title=f"Project {number}", partners=[weberei])

    page = text(client.get("/de/actors/weberei/"))

    assert "2 weitere anzeigen" in page
    assert all(f"Project {number}" in page for number in range(8))


def test_former_addresses_lead_on_for_good(client, weberei, kunsthaus):
    FormerSlug.objects.create(slug="alte-weberei", actor=weberei)
    Actor.objects.filter(pk=weberei.pk).update(merged_into=kunsthaus)

    for slug in ("weberei", "alte-weberei"):
        answer = client.get(f"/de/actors/{slug}/")
        assert (answer.status_code, answer["Location"]) == (301, "/de/actors/kunsthaus/")


def test_what_is_not_seen_is_not_there(client, anna, weberei):
    FormerSlug.objects.create(slug="ada", actor=anna)
    Actor.objects.filter(pk=weberei.pk).update(merged_into=anna)

    assert [client.get(f"/de/actors/{slug}/").status_code for slug in ("anna", "ada", "weberei", "nobody")] == [404] * 4
    assert actor_at("ada", AGENCY) == anna


def test_staff_learn_what_only_the_agency_sees_and_what_was_done(agency, weberei):
    page = text(agency.get("/de/actors/weberei/"))

    assert "E-Mail (nur die Agentur)" in page
    assert "hat den Eintrag angelegt" in page
    assert "/de/actors/weberei/change/" in page


def test_organisers_read_but_do_not_change(client, settings, weberei):
    settings.IS_DEMO = True
    page = text(log_in(client, Role.ORGANISER).get("/de/actors/weberei/"))

    assert "weberei@example.org" in page
    assert "weberei/change/" not in page
    assert client.get("/de/actors/weberei/change/").status_code == 403


def test_the_history_names_fields_but_never_what_stood_in_them(agency, weberei):
    change_actor(weberei, by=AGENCY, phone="0152 CANARY", summary_de="alt")
    change_actor(weberei, by=member(weberei), phone="", summary_de="neu")

    page = text(agency.get("/de/actors/weberei/"))

    assert "CANARY" not in page
    assert "Telefon, Profil" in page
    assert "Der Akteur selbst" in page


def test_the_agency_sends_the_personal_link(agency, weberei):
    answer = agency.post("/de/actors/weberei/send-link/", follow=True)

    assert "Der persönliche Link ist unterwegs an weberei@example.org." in text(answer)
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["weberei@example.org"]


def test_without_an_address_no_link_is_sent(agency, kunsthaus):
    assert "noch keine E-Mail-Adresse" in text(agency.post("/de/actors/kunsthaus/send-link/", follow=True))
    assert not OutgoingMail.objects.exists()


def test_the_agency_notes_a_consent_on_paper_and_takes_it_back(agency, anna, wording):
    assert "Ich bin einverstanden." in text(agency.get("/de/actors/anna/consent/"))
    agency.post("/de/actors/anna/consent/", {"given_on": "2026-02-03", "audience": "members"})

    consent = Consent.objects.get()
    anna.refresh_from_db()
    assert (consent.given_on, consent.wording, anna.audience) == (date(2026, 2, 3), wording, "members")

    agency.post("/de/actors/anna/consent/withdraw/")
    anna.refresh_from_db()
    assert anna.audience == "agency"


@pytest.mark.parametrize(("day", "told"), [
    ("gestern", "Das ist kein Tag"),
    ("", "Dieses Feld ist zwingend erforderlich"),
    ("2999-01-01", "liegt noch vor uns"),
])  # fmt: skip
def test_a_consent_without_a_day_is_refused(agency, anna, wording, day, told):
    page = text(agency.post("/de/actors/anna/consent/", {"given_on": day, "audience": "members"}), status=422)

    assert told in page
    assert not Consent.objects.exists()


def test_a_consent_needs_words(agency, anna):
    page = text(agency.get("/de/actors/anna/consent/"))

    assert "noch keinen Wortlaut" in page


def crowd(weberei, rows: int) -> None:
    topics = "topic", [{"code": "craft", "label_de": "Handwerk", "label_en": "Crafts", "parent": ""}]
    enter_codes(*topics, by=AGENCY)
    for number in range(rows):
        other = enter_actor(f"other-{number}", by=AGENCY, name=f"Other {number}", kind="museum")
        beyond = enter_actor(f"beyond-{number}", by=AGENCY, name=f"Beyond {number}", kind="museum")
        tie_actors(weberei, other, "supplies", by=AGENCY)
        tie_actors(other, beyond, "supplies", by=AGENCY)
        enter_listing(weberei, by=AGENCY, side="need", title_de=f"Bedarf {number}", topics=Code.objects.all())
        project = enter_project(f"project-{number}", by=AGENCY, title=f"Project {number}", partners=[weberei])
        event = enter_event(f"event-{number}", by=HERR_VOGEL, title_de=f"Event {number}", title_en="", kind="workshop",
                            starts="2022", project=project)  # fmt: skip
        event.hosts.add(weberei)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_public_page_asks_ten_statements_whatever_the_rows(client, weberei, rows, django_assert_num_queries):
    crowd(weberei, rows)

    with django_assert_num_queries(10):
        page = text(client.get("/de/actors/weberei/"))

    assert all(f"{word} {rows - 1}" in page for word in ("Other", "Beyond", "Bedarf", "Project", "Event"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_agencys_page_asks_18_statements_whatever_the_rows(agency, weberei, rows, django_assert_num_queries):
    crowd(weberei, rows)

    with django_assert_num_queries(18):
        text(agency.get("/de/actors/weberei/"))


@pytest.fixture
def planted(wording):
    """An entry with a canary in every part and listing, and who may read which."""
    place = enter_place("p", by=AGENCY, name_de="canary-place", name_en="canary-place", level="lau", nuts="", ags="1",
                        parent=None, source="")  # fmt: skip
    enter_codes("nace", [{"code": "1", "label_de": "canary-industry", "label_en": "canary-industry", "parent": ""}],
                by=AGENCY)  # fmt: skip
    values = {
        "summary_de": "canary-summary", "summary_en": "canary-summary", "place": place, "industry": Code.objects.get(),
        "languages": ["canary-languages"], "website": "https://canary-website.example", "email": "canary-email@e.org",
        "phone": "canary-phone", "street": "canary-address", "links": ["https://canary-website.example/more"],
    }  # fmt: skip
    return enter_actor("planted", by=AGENCY, name="Planted", kind="museum", **values)


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.MEMBERS, "event:floeha", Audience.AGENCY])
@pytest.mark.parametrize("reader", READERS)
def test_a_page_never_holds_what_its_reader_may_not_see(client, settings, planted, weberei, audience, reader):  # noqa: PLR0917 -- fixtures
    change_actor(planted, by=AGENCY, disclosures=dict.fromkeys(DISCLOSABLE, str(audience)))
    enter_listing(planted, by=AGENCY, side="offer", title_de="canary-listing", audience=audience)
    tied = enter_actor("tied", by=AGENCY, name="canary-tied", kind="museum")
    tie_actors(planted, tied, "knows", by=AGENCY, audience=audience)
    settings.IS_DEMO = True
    {"member": lambda: as_member(client, weberei), "owner": lambda: as_member(client, planted),
     "staff": lambda: log_in(client, Role.ORGANISER), "anybody": lambda: None}[reader]()  # fmt: skip

    page = "".join(text(client.get(f"/{language}/actors/planted/")) for language in ("de", "en"))

    parts = {*DISCLOSABLE, "listing", "tied"}
    sees_all = reader in {"owner", "staff"} or audience == "public" or (audience, reader) == ("members", "member")
    assert {part for part in parts if f"canary-{part}" in page} == (parts if sees_all else set())


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.MEMBERS, "event:floeha", Audience.AGENCY])
@pytest.mark.parametrize("reader", READERS)
def test_a_hidden_entry_leaves_no_trace_on_other_pages(client, settings, weberei, kunsthaus, audience, reader):  # noqa: PLR0917 -- fixtures
    hidden = enter_actor("canary", by=AGENCY, name="canary-name", kind="museum", summary_de="Jacquard canary-profile",
                         audience=audience)  # fmt: skip
    enter_listing(hidden, by=AGENCY, side="need", title_de="canary-need")
    tie_actors(kunsthaus, hidden, "supplies", by=AGENCY)
    tie_actors(kunsthaus, weberei, "knows", by=AGENCY)
    settings.IS_DEMO = True
    reading = {"member": weberei, "owner": hidden}.get(reader)
    if reading:
        as_member(client, reading)
    if reader == "staff":
        log_in(client, Role.ORGANISER)

    paths = (
        "",
        "?q=Jacquard",
        "kunsthaus/",
        "weberei/",
        f"my/{entry_path(weberei).rstrip('/').rpartition('/')[2]}/",
    )
    pages = {path: text(client.get(f"/de/actors/{path}")) for path in paths}

    sees = reader in {"owner", "staff"} or audience == "public" or (audience, reader) == ("members", "member")
    told = "canary-name" in pages["kunsthaus/"], "canary-name" in pages["weberei/"]
    assert told == (sees, sees)
    if not sees:
        assert [path for path, page in pages.items() if "canary" in page] == []


def test_an_address_that_is_none_of_the_web_is_no_link(client, weberei):
    Actor.objects.filter(pk=weberei.pk).update(website="javascript:alert(1)", links=["data:text/html,x"])

    page = text(client.get("/de/actors/weberei/"))

    assert 'href="javascript' not in page
    assert 'href="data:text' not in page


def test_ended_listings_are_gone_from_the_page(client, weberei):
    enter_listing(weberei, by=AGENCY, side="need", title_de="Vorbei",
                  valid_until=timezone.localdate() - timedelta(days=1))  # fmt: skip

    assert "Vorbei" not in text(client.get("/de/actors/weberei/"))


def test_reading_leaves_no_trace(client, weberei):
    before = AuditEntry.objects.count()

    client.get("/de/actors/weberei/")

    assert AuditEntry.objects.count() == before
