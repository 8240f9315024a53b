"""One's own entry by a personal link, and the agency's forms for the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from aufwind.accounts.actions import revoke_link
from aufwind.accounts.models import PersonalLink, User
from aufwind.actors.actions import change_actor, end_listing, enter_codes, enter_listing, enter_place, withdraw_consent
from aufwind.actors.enums import Audience
from aufwind.actors.fields import DISCLOSABLE
from aufwind.actors.links import entry_path, listing_address
from aufwind.actors.models import Code, Consent, Listing
from aufwind.actors.signals import OwnPage, own_entry_shown
from aufwind.core.models import AuditEntry
from aufwind.core.policy import Role
from tests.actors.conftest import member
from tests.cast import AGENCY

pytestmark = pytest.mark.django_db

BOX = {f"audience-{name}": str(field.usual) for name, field in DISCLOSABLE.items()}
ANNA = {"given_name": "Anna", "family_name": "Weber", "kind": "design", "email": "anna@example.org",
        "audience": "public", "agreed": "1", **BOX}  # fmt: skip
WEBEREI = {"name": "Weberei Flöha", "kind": "company", "email": "weberei@example.org", "audience": "public", **BOX}
LOOM = {"side": "need", "kind": "service", "title_de": "Musterbücher digital", "audience": "public"}


def text(answer, status=200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def loom(**facts):
    return {**LOOM, "valid_until": (timezone.localdate() + timedelta(days=90)).isoformat(), **facts}


@pytest.fixture
def agency(client, settings):
    settings.IS_DEMO = True  # a second factor is tested in tests/accounts
    user = User.objects.create(email="a@example.org", name="Frau Amt", role=Role.AGENCY)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_own_page_says_what_stands_there_and_who_sees_it(client, weberei):
    change_actor(weberei, by=AGENCY, phone="03726 1234", disclosures={"phone": "members"})
    enter_listing(weberei, by=AGENCY, side="offer", title_de="Garn", audience="agency")

    page = text(client.get(entry_path(weberei)))

    assert "Ihr Eintrag: Weberei Flöha" in page
    assert "Alle können ihn sehen." in page
    assert "03726 1234" in page
    assert "nur Mitglieder" in page
    assert "Garn" in page
    assert "sichtbar nur für die Agentur" in page


def test_no_link_leads_an_owner_to_a_page_she_cannot_open(client, anna):
    assert 'href="/de/actors/anna/"' not in text(client.get(entry_path(anna)))

    client.post(f"{entry_path(anna)}look-around/")

    assert 'href="/de/actors/anna/"' in text(client.get(entry_path(anna)))


def test_pages_of_a_link_are_kept_by_nobody_and_told_to_nobody(client, weberei):
    listing = enter_listing(weberei, by=AGENCY, side="offer", title_de="Garn")
    path = entry_path(weberei)
    paths = [path, f"{path}change/", f"{path}listings/new/", f"{path}listings/{listing.pk}/",
             listing_address(listing).removeprefix("http://localhost:8000")]  # fmt: skip

    for page in paths:
        answer = client.get(page)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "no-store, private"
        assert answer["X-Robots-Tag"] == "noindex"
        # with «no-referrer» browsers send «Origin: null», and Django refuses the form
        assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("page", ["", "change/", "listings/new/"])
def test_a_link_that_opens_nothing_is_no_page(client, weberei, page):
    path = entry_path(weberei)
    forged = f"{path[:-3]}xx/"
    revoke_link(PersonalLink.objects.get(), by=AGENCY)

    assert client.get(f"{forged}{page}").status_code == 404
    assert client.get(f"{path}{page}").status_code == 404


def test_an_owner_changes_her_entry_and_who_sees_what(client, weberei):
    enter_place("floeha", by=AGENCY, name_de="Flöha", name_en="Flöha", level="lau", nuts="", ags="14522140",
                parent=None, source="")  # fmt: skip
    typed = {**WEBEREI, "summary_de": "Webt.", "languages": ["de", "cs"], "place": "floeha", "phone": "1",
             "website": "weberei.example", "links": "https://a.example\n\nhttps://b.example\n",
             "audience-phone": "members", "audience": "members"}  # fmt: skip

    answer = client.post(f"{entry_path(weberei)}change/", typed)

    weberei.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, entry_path(weberei))
    assert (weberei.summary_de, weberei.languages, weberei.place.slug) == ("Webt.", ["de", "cs"], "floeha")
    assert (weberei.website, weberei.links) == ("https://weberei.example", ["https://a.example", "https://b.example"])
    assert (weberei.audience, weberei.disclosures["phone"], weberei.disclosures["email"]) == (
        "members", "members", "agency",
    )  # fmt: skip
    assert AuditEntry.objects.order_by("-position").first().actor == f"entry:{weberei.pk}"


@pytest.mark.parametrize(("wrong", "told"), [
    ({"email": "weberei@"}, "gültige E-Mail-Adresse"),
    ({"place": "Nirgendwo"}, "Diesen Ort kennen wir nicht"),
    ({"links": "https://a.example\njavascript:alert(1)"}, "ist keine Adresse im Web"),
    ({"website": "http://"}, "gültige Adresse"),
    ({"name": ""}, "zwingend erforderlich"),
    ({"kind": "unicorn"}, "keine gültige Auswahl"),
    ({"audience": "event:floeha"}, "keine gültige Auswahl"),
    ({"summary_de": "x" * 4001}, "höchstens 4000"),
])  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, weberei, wrong, told):
    before = AuditEntry.objects.count()
    typed = {**WEBEREI, "phone": "typed before the mistake", "audience-phone": "members", **wrong}

    page = text(client.post(f"{entry_path(weberei)}change/", typed), status=422)

    assert told in page
    assert "error-summary" in page
    assert 'value="typed before the mistake"' in page
    assert '<option value="members" selected>Mitglieder des Netzwerks</option>' in page
    assert AuditEntry.objects.count() == before


def test_a_person_agrees_and_is_seen(client, anna, wording):
    assert "Ihr Einverständnis fehlt" in text(client.get(entry_path(anna)))

    client.post(f"{entry_path(anna)}change/", ANNA)

    anna.refresh_from_db()
    consent = Consent.objects.get()
    assert (anna.audience, consent.wording, consent.recorded_by) == ("public", wording, f"entry:{anna.pk}")
    assert "Ihr Einverständnis fehlt" not in text(client.get(entry_path(anna)))


@pytest.mark.parametrize("agreed", [{}, {"agreed": "another version"}])
def test_a_person_is_not_shown_without_agreeing_to_the_words_of_the_page(client, anna, wording, agreed):
    typed = {**{name: value for name, value in ANNA.items() if name != "agreed"}, **agreed}

    page = text(client.post(f"{entry_path(anna)}change/", typed), status=422)

    anna.refresh_from_db()
    assert "nur mit ihrem Einverständnis" in page
    assert anna.audience == "agency"
    assert not Consent.objects.exists()


def test_a_mistake_elsewhere_leaves_the_tick_as_it_was_set(client, anna, wording):
    page = text(client.post(f"{entry_path(anna)}change/", {**ANNA, "email": "anna@"}), status=422)
    assert 'name="agreed" value="1" checked' in page
    assert "eingewilligt am" not in page

    client.post(f"{entry_path(anna)}change/", ANNA)
    unticked = {name: value for name, value in ANNA.items() if name != "agreed"}
    page = text(client.post(f"{entry_path(anna)}change/", unticked), status=422)
    assert 'name="agreed" value="1">' in page
    assert Consent.objects.get().withdrawn_at is None


def test_without_published_words_a_person_stays_with_the_agency(client, anna):
    assert "noch keinen Wortlaut" in text(client.get(f"{entry_path(anna)}change/"))
    assert client.post(f"{entry_path(anna)}change/", ANNA).status_code == 422


def test_one_click_withdraws_and_agreeing_again_undoes_it(client, agreed, wording):
    client.post(f"{entry_path(agreed)}consent/withdraw/")
    agreed.refresh_from_db()
    assert agreed.audience == "agency"
    assert client.get("/de/actors/anna/").status_code == 404

    client.post(f"{entry_path(agreed)}change/", ANNA)
    agreed.refresh_from_db()
    assert agreed.audience == "public"
    assert [consent.withdrawn_at is None for consent in agreed.consents.order_by("pk")] == [False, True]


def test_taking_the_tick_away_withdraws_too(client, agreed):
    typed = {name: value for name, value in ANNA.items() if name != "agreed"} | {"audience": "agency"}

    client.post(f"{entry_path(agreed)}change/", typed)

    agreed.refresh_from_db()
    assert agreed.audience == "agency"
    assert not agreed.consents.filter(withdrawn_at=None).exists()


def test_who_agreed_to_older_words_keeps_them(client, agreed):
    from aufwind.actors.actions import publish_wording

    publish_wording("2", text_de="Neu.", text_en="New.", by=AGENCY)
    page = text(client.get(f"{entry_path(agreed)}change/"))

    assert 'name="agreed" value="1" checked' in page
    client.post(f"{entry_path(agreed)}change/", ANNA)
    assert Consent.objects.get().wording.version == "1"


def test_a_name_with_a_title_stays_until_its_parts_change(client, agreed):
    change_actor(agreed, by=AGENCY, name="Dr. Anna Weber")

    client.post(f"{entry_path(agreed)}change/", {**ANNA, "phone": "1"})
    agreed.refresh_from_db()
    assert agreed.name == "Dr. Anna Weber"

    client.post(f"{entry_path(agreed)}change/", {**ANNA, "family_name": "Weber-Kunz"})
    agreed.refresh_from_db()
    assert agreed.name == "Anna Weber-Kunz"


def test_the_audience_of_an_event_stays_where_it_was(client, weberei):
    change_actor(weberei, by=AGENCY, disclosures={"phone": "event:floeha"})
    page = text(client.get(f"{entry_path(weberei)}change/"))
    assert '<option value="event:floeha" selected>' in page

    client.post(f"{entry_path(weberei)}change/", {**WEBEREI, "audience-phone": "participants"})

    weberei.refresh_from_db()
    assert weberei.disclosures["phone"] == "event:floeha"


def test_a_need_is_added_changed_ended_and_brought_back(client, weberei):
    path = entry_path(weberei)
    enter_codes("topic", [{"code": "craft", "label_de": "Handwerk", "label_en": "Crafts", "parent": ""}], by=AGENCY)
    topic = Code.objects.get()

    answer = client.post(f"{path}listings/new/", loom(topics=[topic.pk], capacity="3", partner_languages=["de"]))
    listing = Listing.objects.get()
    assert answer["Location"] == f"{path}#listing-{listing.pk}"
    assert (listing.actor, listing.title_de, listing.capacity) == (weberei, "Musterbücher digital", 3)
    assert (list(listing.topics.all()), listing.partner_languages) == ([topic], ["de"])

    client.post(f"{path}listings/{listing.pk}/", loom(title_en="Pattern books", side="offer"))
    listing.refresh_from_db()
    assert (listing.title_en, listing.side, listing.capacity, listing.topics.count()) == (
        "Pattern books", "offer", None, 0,
    )  # fmt: skip

    client.post(f"{path}listings/{listing.pk}/end/", follow=True)
    assert "Musterbücher" not in text(client.get("/de/actors/weberei/"))
    assert "beendet" in text(client.get(path))
    client.post(f"{path}listings/{listing.pk}/hold/", follow=True)
    assert "Musterbücher" in text(client.get("/de/actors/weberei/"))


@pytest.mark.parametrize(("wrong", "told"), [
    ({"title_de": ""}, "einen Titel auf Deutsch oder Englisch"),
    ({"valid_until": "2020-01-01"}, "Dieser Tag ist vorbei"),
    ({"valid_until": "bald"}, "gültiges Datum"),
    ({"capacity": "0"}, "größer oder gleich 1"),
    ({"capacity": "viele"}, "ganze Zahl"),
    ({"area": "Nirgendwo"}, "Diesen Ort kennen wir nicht"),
    ({"topics": ["99"]}, "keine gültige Auswahl"),
    ({"side": "maybe"}, "keine gültige Auswahl"),
    ({"partner_languages": ["xx"]}, "keine gültige Auswahl"),
    ({"title_de": "x" * 201}, "höchstens 200"),
])  # fmt: skip
def test_a_listing_with_a_mistake_is_shown_again_as_it_was_typed(client, weberei, wrong, told):
    page = text(client.post(f"{entry_path(weberei)}listings/new/", loom(text_de="typed before", **wrong)), status=422)

    assert told in page
    assert "typed before" in page
    assert not Listing.objects.exists()


def test_an_ended_listing_can_be_changed_without_a_new_day(client, weberei):
    listing = end_listing(enter_listing(weberei, by=AGENCY, side="need", title_de="Alt"), by=AGENCY)

    client.post(f"{entry_path(weberei)}listings/{listing.pk}/", loom(title_de="Neu", valid_until=listing.valid_until))

    listing.refresh_from_db()
    assert (listing.title_de, listing.is_current) == ("Neu", False)


@pytest.mark.parametrize("way", ["", "hold/", "end/"])
def test_nobody_reaches_somebody_elses_listing(client, weberei, kunsthaus, way):
    listing = enter_listing(kunsthaus, by=AGENCY, side="need", title_de="Fremd")
    before = AuditEntry.objects.count()

    answer = client.post(f"{entry_path(weberei)}listings/{listing.pk}/{way}", loom())

    assert answer.status_code == 404
    assert AuditEntry.objects.count() == before


def test_the_reminder_is_answered_with_one_click(client, weberei, time_machine):
    time_machine.move_to("2026-03-01 10:00Z")
    listing = enter_listing(weberei, by=AGENCY, side="need", title_de="Garn", valid_until=date(2026, 3, 10))
    path = listing_address(listing).removeprefix("http://localhost:8000")
    assert "Bisher gilt es bis zum 10. März 2026." in text(client.get(path))

    page = text(client.post(path))

    assert "bis zum 1. März 2027" in page
    assert "<button" not in page.partition("<main")[2].partition("</main")[0]


def test_other_contexts_add_their_pages(client, weberei):
    def pages(**_known):
        return [OwnPage("Vorschläge", "/de/elsewhere/", "drei warten")]

    own_entry_shown.connect(pages)
    try:
        page = text(client.get(entry_path(weberei)))
    finally:
        own_entry_shown.disconnect(pages)

    assert 'href="/de/elsewhere/"' in page
    assert "drei warten" in page


def test_a_device_looks_around_as_a_member_until_it_ends(client, weberei, kunsthaus):
    change_actor(kunsthaus, by=AGENCY, audience=Audience.MEMBERS)
    assert client.get("/de/actors/kunsthaus/").status_code == 404

    client.post(f"{entry_path(weberei)}look-around/")
    assert "Kunsthaus Oschatz" in text(client.get("/de/actors/kunsthaus/"))
    assert client.get("/de/actors/my/")["Location"] == entry_path(weberei)
    assert "Meinen Eintrag ändern" in text(client.get("/de/actors/weberei/"))

    client.post(f"{entry_path(weberei)}look-around/end/")
    assert client.get("/de/actors/kunsthaus/").status_code == 404
    assert client.cookies["sessionid"].value == ""


def test_the_way_to_ones_own_entry_is_for_who_has_one(client, weberei):
    assert client.get("/de/actors/my/").status_code == 302  # to the login

    client.post(f"{entry_path(weberei)}look-around/")
    weberei.delete()

    assert client.get("/de/actors/my/").status_code in {302, 404}


def test_a_reminder_that_opens_nothing_is_no_page(client, weberei):
    assert client.get("/de/actors/still/forged/").status_code == 404
    assert client.get(f"/de/actors/still/{entry_path(weberei).rstrip('/').rpartition('/')[2]}/").status_code == 404


def test_a_revoked_link_ends_the_look_around(client, weberei, kunsthaus):
    change_actor(kunsthaus, by=AGENCY, audience=Audience.MEMBERS)
    client.post(f"{entry_path(weberei)}look-around/")

    revoke_link(PersonalLink.objects.get(), by=AGENCY)

    assert client.get("/de/actors/kunsthaus/").status_code == 404


def test_the_agency_changes_an_entry_and_its_listings(agency, weberei):
    agency.post("/de/actors/weberei/change/", {**WEBEREI, "acronym": "WFL"})
    answer = agency.post("/de/actors/weberei/listings/new/", loom())
    listing = Listing.objects.get()
    agency.post(f"/de/actors/weberei/listings/{listing.pk}/", loom(title_de="Andere Bücher"))

    weberei.refresh_from_db()
    listing.refresh_from_db()
    assert (weberei.acronym, listing.title_de) == ("WFL", "Andere Bücher")
    assert answer["Location"] == f"/de/actors/weberei/#listing-{listing.pk}"


@pytest.mark.parametrize("page", ["change/", "consent/", "listings/new/", "listings/1/"])
def test_strangers_and_members_reach_no_form_of_the_agency(client, weberei, page):
    assert client.get(f"/de/actors/weberei/{page}").status_code == 302  # to the login

    client.post(f"{entry_path(weberei)}look-around/")

    assert client.get(f"/de/actors/weberei/{page}").status_code == 403


def test_an_owner_never_reads_what_is_noted_about_others(client, weberei, kunsthaus):
    change_actor(kunsthaus, by=AGENCY, phone="canary-phone", email="canary@example.org")
    enter_listing(kunsthaus, by=AGENCY, side="need", title_de="canary-listing", audience=Audience.AGENCY)
    path = entry_path(weberei)

    pages = [text(client.get(f"{path}{page}")) for page in ("", "change/", "listings/new/")]

    assert "canary" not in "".join(pages)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_own_page_asks_six_statements_whatever_the_rows(client, weberei, rows, django_assert_num_queries):
    path = entry_path(weberei)
    for number in range(rows):
        enter_listing(weberei, by=AGENCY, side="need", title_de=f"Bedarf {number}")

    with django_assert_num_queries(6):
        page = text(client.get(path))

    assert page.count('class="listing"') == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_forms_ask_a_fixed_number_of_statements(client, weberei, rows, django_assert_num_queries):
    path = entry_path(weberei)
    for number in range(rows):
        listing = enter_listing(weberei, by=AGENCY, side="need", title_de=f"Bedarf {number}")
        enter_place(f"p{number}", by=AGENCY, name_de=f"Ort {number}", name_en="", level="lau", nuts="", ags=f"{number}",
                    parent=None, source="")  # fmt: skip
        enter_codes("topic", [{"code": f"t{number}", "label_de": f"T{number}", "label_en": "", "parent": ""}],
                    by=AGENCY)  # fmt: skip

    with django_assert_num_queries(7):
        text(client.get(f"{path}change/"))
    with django_assert_num_queries(8):
        text(client.get(f"{path}listings/{listing.pk}/"))


def test_forms_carry_the_token_that_protects_them(weberei):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(f"{entry_path(weberei)}consent/withdraw/").status_code == 403


def test_withdrawing_twice_is_harmless(client, agreed):
    withdraw_consent(agreed, by=member(agreed))

    assert client.post(f"{entry_path(agreed)}consent/withdraw/").status_code == 302
