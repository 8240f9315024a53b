"""People enter themselves; whatever they type, no page tells whether an address is known."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from aufwind.actors.actions import confirm_sign_up, enter_actor
from aufwind.actors.links import sign_up_address
from aufwind.actors.models import Actor, Consent, Listing, SignUp
from aufwind.actors.queries import actors_visible_to
from aufwind.core.jobs import run_until_idle
from aufwind.core.models import OutgoingMail
from aufwind.core.policy import ANONYMOUS
from tests.cast import AGENCY

pytestmark = pytest.mark.django_db

BEA = {
    "sort": "person", "given_name": "Bea", "family_name": "Muster", "email": "bea@example.org", "kind": "design",
    "languages": ["de"], "summary": "Entwirft Stoffe.", "need": "Siebdruckerei", "offer": "Muster",
    "audience": "public", "agreed": "on",
}  # fmt: skip
HAUS = {"sort": "organisation", "organisation": "Haus e. V.", "email": "haus@example.org", "kind": "association",
        "audience": "members", "agreed": "on"}  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def text(answer, status=200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def path_of(sign_up: SignUp) -> str:
    return sign_up_address(sign_up).removeprefix("http://localhost:8000")


def kept(answers: dict, wording) -> SignUp:
    return SignUp.objects.create(email="bea@example.org", language="de", answers=answers, wording=wording)


def test_the_form_shows_the_words_and_their_version(client, wording):
    page = text(client.get("/de/actors/join/"))

    assert "Ich bin einverstanden." in page
    assert "Fassung 1 vom" in page


def test_without_published_words_nobody_can_sign_up(client):
    page = text(client.get("/de/actors/join/"))

    assert "Noch kann sich niemand eintragen" in page
    assert 'name="email"' not in page
    assert client.post("/de/actors/join/", BEA).status_code == 422
    assert not SignUp.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_known_and_unknown_addresses_get_the_same_answer(client, wording):
    enter_actor("weberei", by=AGENCY, name="Weberei", kind="company", email="weberei@example.org")

    answers = [
        client.post("/de/actors/join/", {**BEA, "email": email}) for email in ("weberei@example.org", "bea@example.org")
    ]

    assert [(answer.status_code, answer["Location"], answer.content) for answer in answers] == [
        (302, "/de/actors/join/asked/", b"")
    ] * 2
    run_until_idle()
    mails = {mail.to: mail.text for mail in OutgoingMail.objects.all()}
    assert "/de/actors/my/" in mails["weberei@example.org"]
    assert "/de/actors/join/" in mails["bea@example.org"]


@pytest.mark.parametrize("email", ["weberei@example.org", "bea@example.org"])
def test_a_known_address_costs_no_statement_more(client, wording, weberei, email, django_assert_num_queries):
    client.post("/de/actors/join/", {**BEA, "email": "first@example.org"})  # makes the rows of the limits

    with django_assert_num_queries(6):
        client.post("/de/actors/join/", {**BEA, "email": email})


def test_what_was_typed_is_shown_before_it_is_confirmed(client, wording):
    client.post("/en/actors/join/", BEA)
    sign_up = SignUp.objects.get()

    page = text(client.get(path_of(sign_up)))

    for told in ("Bea Muster", "bea@example.org", "Entwirft Stoffe.", "Siebdruckerei", "Muster", "everybody"):
        assert told in page
    assert not Actor.objects.exists()


def test_one_click_confirms_and_leads_to_the_own_entry(client, wording):
    client.post("/de/actors/join/", BEA)
    path = path_of(SignUp.objects.get())

    answer = client.post(path)

    actor = Actor.objects.get()
    assert answer.status_code == 302
    assert "Ihr Eintrag: Bea Muster" in text(client.get(answer["Location"]))
    assert (actor.sort, actor.given_name, actor.family_name, actor.summary_de) == (
        "person", "Bea", "Muster", "Entwirft Stoffe.",
    )  # fmt: skip
    assert sorted(Listing.objects.values_list("side", "title_de")) == [("need", "Siebdruckerei"), ("offer", "Muster")]
    assert list(actors_visible_to(ANONYMOUS)) == [actor]
    assert [mail.to for mail in OutgoingMail.objects.filter(key__startswith="welcome")] == ["bea@example.org"]
    assert client.get(path)["Location"] == answer["Location"]  # a second click harms nobody


def test_an_organisation_is_seen_by_whom_it_chose_and_its_consent_is_kept(client, wording):
    client.post("/de/actors/join/", HAUS)

    haus = confirm_sign_up(SignUp.objects.get())

    assert (haus.name, haus.sort, haus.given_name, haus.audience) == ("Haus e. V.", "organisation", "", "members")
    assert Consent.objects.get().actor == haus


def test_a_person_is_seen_because_of_her_consent_alone(client, wording):
    client.post("/de/actors/join/", BEA)

    bea = confirm_sign_up(SignUp.objects.get())

    assert (bea.audience, Consent.objects.get().actor) == ("public", bea)


def test_an_entry_never_takes_the_address_of_a_page(client, wording):
    client.post("/de/actors/join/", {**HAUS, "organisation": "Join"})

    actor = confirm_sign_up(SignUp.objects.get())

    assert actor.slug.startswith("join-")
    assert client.get(actor.get_absolute_url()).status_code == 404  # members only, but not the form


@pytest.mark.parametrize(("wrong", "told"), [
    ({"agreed": ""}, "Ohne Ihr Einverständnis"),
    ({"family_name": ""}, "Bitte geben Sie Ihren Nachnamen an"),
    ({"sort": "organisation"}, "Bitte geben Sie den Namen Ihrer Organisation an"),
    ({"sort": "robot"}, "keine gültige Auswahl"),
    ({"email": "bea@"}, "gültige E-Mail-Adresse"),
    ({"email": ""}, "zwingend erforderlich"),
    ({"kind": ""}, "zwingend erforderlich"),
    ({"place": "Nirgendwo"}, "Diesen Ort kennen wir nicht"),
    ({"audience": "agency"}, "keine gültige Auswahl"),
    ({"need": "x" * 201}, "höchstens 200"),
])  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, wording, wrong, told):
    page = text(client.post("/de/actors/join/", {**BEA, "given_name": "typed before", **wrong}), status=422)

    assert told in page
    assert 'value="typed before"' in page
    assert not SignUp.objects.exists()


def test_who_asks_too_often_waits_and_loses_nothing(client, wording):
    for _ in range(3):
        assert client.post("/de/actors/join/", BEA).status_code == 302

    answer = client.post("/de/actors/join/", BEA)

    assert answer["Retry-After"] == "3600"
    assert 'value="bea@example.org"' in text(answer, status=429)
    assert SignUp.objects.count() == 3


def test_a_link_too_old_leads_kindly_back_to_the_form(client, wording):
    sign_up = kept(BEA, wording)
    path = path_of(sign_up)
    SignUp.objects.update(created_at=timezone.now() - timedelta(days=3, minutes=1))
    old = client.get(path), client.post(path)
    SignUp.objects.all().delete()

    for answer in (*old, client.get(path)):
        page = text(answer, status=410)
        assert "Dieser Link galt drei Tage" in page
        assert 'href="/de/actors/join/"' in page


def test_a_forged_link_is_no_page(client, wording):
    path = path_of(kept(BEA, wording))

    assert client.get(f"{path[:-3]}xx/").status_code == 404


def test_pages_of_the_link_are_kept_by_nobody(client, wording):
    answer = client.get(path_of(kept({"name": "Bea", "kind": "design"}, wording)))

    assert answer["Cache-Control"] == "no-store, private"


def test_texts_are_kept_in_the_language_of_the_page(client, wording):
    client.post("/en/actors/join/", {**BEA, "summary": "Designs fabrics.", "offer": ""})

    answers = SignUp.objects.get().answers
    assert answers["summary_en"] == "Designs fabrics."
    assert answers["listings"] == [{"side": "need", "title_en": "Siebdruckerei"}]
