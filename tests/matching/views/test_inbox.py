from __future__ import annotations

import pytest

from aufwind.actors.links import entry_address
from aufwind.matching.enums import Verdict
from aufwind.matching.models import Answer
from tests.matching.makers import computed

pytestmark = pytest.mark.django_db


def own_page(actor, language="en") -> str:
    token = entry_address(actor).rstrip("/").rpartition("/")[2]
    return f"/{language}/suggestions/my/{token}/"


def test_the_inbox_names_the_partner_and_the_two_fields(client, register):
    kunsthaus, _weberei, _bakery = register
    computed()

    page = client.get(own_page(kunsthaus)).content.decode()

    assert "Weberei Flöha" in page
    for words in ("Your need", "Webstühle für eine Ausstellung gesucht", "Their offer", "Webstühle zu verleihen"):
        assert words in page


def test_an_answer_is_kept_and_leads_back_to_the_list(client, register):
    kunsthaus, weberei, _bakery = register
    computed()

    answer = client.post(own_page(kunsthaus), {"suggestion": weberei.pk, "answer": "accepted"})

    assert (answer.status_code, answer["Location"]) == (302, f"{own_page(kunsthaus)}#suggestion-{weberei.pk}")
    assert Answer.objects.get().verdict == Verdict.ACCEPTED
