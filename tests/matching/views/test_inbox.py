from __future__ import annotations

import pytest

from aufwind.actors.links import entry_address
from aufwind.core.models import AuditEntry
from aufwind.matching.actions import answer_suggestion
from aufwind.matching.enums import Verdict
from aufwind.matching.models import Answer
from tests.cast import AGENCY
from tests.matching.makers import computed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _words_alone(settings):
    settings.AUFWIND_ENCODER = "none"


def own_page(actor, language="en") -> str:
    token = entry_address(actor).rstrip("/").rpartition("/")[2]
    return f"/{language}/suggestions/my/{token}/"


def text_of(response) -> str:
    return response.content.decode()


def test_the_inbox_names_the_partner_and_the_two_fields_in_both_languages(client, register):
    kunsthaus = register[0]
    computed()
    quoted = ("Weberei Flöha", "Webstühle für eine Ausstellung gesucht", "Webstühle zu verleihen")

    for language, words in (("en", ("Your need", "Their offer")), ("de", ("Ihr Bedarf", "Angebot der anderen"))):
        page = text_of(client.get(own_page(kunsthaus, language)))
        assert [word for word in (*quoted, *words) if word not in page] == []


def test_the_inbox_is_nobody_elses(client, register):
    answer = client.get(own_page(register[0]))

    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Robots-Tag"] == "noindex"
    assert client.get("/en/suggestions/my/made-up/").status_code == 404


def test_an_empty_inbox_says_what_belongs_there(client, register):
    kunsthaus, weberei, bakery = register
    assert "No suggestions yet" in text_of(client.get(own_page(kunsthaus)))

    computed()
    for other in (weberei, bakery):
        answer_suggestion(kunsthaus, other, Verdict.ACCEPTED, by=AGENCY)

    assert "Nothing waits for an answer" in text_of(client.get(own_page(kunsthaus)))


@pytest.mark.parametrize(
    ("sent", "verdict", "reason"),
    [
        ({"answer": "accepted"}, Verdict.ACCEPTED, ""),
        ({"answer": "later"}, Verdict.POSTPONED, ""),
        ({"answer": "declined", "refusal": "too_far"}, Verdict.DECLINED, "too_far"),
    ],
)
def test_an_answer_is_kept_and_leads_back_to_its_card(client, register, sent, verdict, reason):
    kunsthaus, weberei, _bakery = register
    computed()

    answer = client.post(own_page(kunsthaus), {"suggestion": weberei.pk, **sent})

    assert (answer.status_code, answer["Location"]) == (302, f"{own_page(kunsthaus)}#suggestion-{weberei.pk}")
    assert [(one.actor, one.other, one.verdict, one.reason) for one in Answer.objects.all()] == [
        (kunsthaus, weberei, verdict, reason)
    ]
    assert AuditEntry.objects.get(event="suggestion.answered").actor == f"entry:{kunsthaus.pk}"


def test_an_answer_can_be_undone_also_after_the_next_run(client, register):
    kunsthaus, weberei, _bakery = register
    computed()
    answer_suggestion(kunsthaus, weberei, Verdict.ACCEPTED, by=AGENCY)
    computed()
    assert "Undo answer" in text_of(client.get(own_page(kunsthaus)))

    client.post(own_page(kunsthaus), {"suggestion": weberei.pk, "answer": "open"})

    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "not in your list any more"),
        ({"suggestion": "x", "answer": "accepted"}, "not in your list any more"),
        ({"suggestion": "987654321", "answer": "accepted"}, "not in your list any more"),
        ({"suggestion": "weberei", "answer": "perhaps"}, "not in your list any more"),
        ({"suggestion": "weberei", "answer": "declined"}, "choose a reason"),
        ({"suggestion": "weberei", "answer": "declined", "refusal": "just because"}, "choose a reason"),
    ],
)
def test_an_answer_that_makes_no_sense_is_explained_and_nothing_kept(client, register, sent, said):
    kunsthaus, weberei, _bakery = register
    computed()
    if sent.get("suggestion") == "weberei":
        sent = {**sent, "suggestion": weberei.pk}

    answer = client.post(own_page(kunsthaus), sent)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Answer.objects.exists()


def test_nobody_can_answer_about_somebody_she_was_not_suggested(client, register):
    """An address with any number must not tell who exists."""
    kunsthaus, _weberei, bakery = register

    assert client.post(own_page(kunsthaus), {"suggestion": bakery.pk, "answer": "accepted"}).status_code == 422
    assert not Answer.objects.exists()


def test_staff_answer_on_somebodys_behalf(as_staff, register):
    kunsthaus, weberei, _bakery = register
    computed()
    page = f"/en/suggestions/for/{kunsthaus.slug}/"
    assert "Weberei Flöha" in text_of(as_staff.get(page))

    assert as_staff.post(page, {"suggestion": weberei.pk, "answer": "accepted"}).status_code == 302

    assert Answer.objects.get().given_by.startswith("user:")
    assert as_staff.get("/en/suggestions/for/nobody/").status_code == 404


def test_nobody_else_sees_somebodys_inbox(client, register):
    assert client.get("/en/suggestions/for/kunsthaus/").status_code == 302
