from __future__ import annotations

import pytest

from aufwind.actors.links import entry_address
from tests.matching.makers import enter, need, offer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _words_alone(settings):
    settings.AUFWIND_ENCODER = "none"


def text_of(response) -> str:
    return response.content.decode()


def test_staff_see_who_fits_with_the_two_fields_in_both_languages(as_staff, register):
    looms = register[0].listings.needs().get()

    for language, words in (("en", ("Need", "Their offer")), ("de", ("Bedarf", "Angebot der anderen"))):
        page = text_of(as_staff.get(f"/{language}/suggestions/need/{looms.pk}/"))
        assert [word for word in ("Weberei Flöha", "Webstühle zu verleihen", *words) if word not in page] == []


def test_a_need_nobody_meets_says_so(as_staff, kunsthaus):
    lonely = need(kunsthaus, "Ein Leuchtturm")

    assert "Nobody fits yet" in text_of(as_staff.get(f"/en/suggestions/need/{lonely.pk}/"))


def test_a_wrong_setting_is_named_instead_of_an_empty_list(as_staff, register, settings):
    settings.AUFWIND_ENCODER = "witchcraft"

    answer = as_staff.get(f"/en/suggestions/need/{register[0].listings.needs().get().pk}/")

    assert answer.status_code == 503
    assert "Encoder setting “witchcraft”" in text_of(answer)
    assert "Nobody fits yet" not in text_of(answer)


def test_offers_and_unknown_needs_have_no_such_page(as_staff, register):
    room = register[0].listings.offers().get()

    assert as_staff.get(f"/en/suggestions/need/{room.pk}/").status_code == 404
    assert as_staff.get("/en/suggestions/need/987654321/").status_code == 404


def test_the_public_does_not_compute(client, register):
    looms = register[0].listings.needs().get()

    assert client.get(f"/en/suggestions/need/{looms.pk}/").status_code == 302


def test_a_member_does_not_see_a_need_for_the_agency_alone(client, kunsthaus, weberei):
    secret = need(kunsthaus, "Geheim", audience="agency")
    token = entry_address(weberei).rstrip("/").rpartition("/")[2]
    client.get(f"/en/actors/my/{token}/")

    assert client.get(f"/en/suggestions/need/{secret.pk}/").status_code in {302, 403, 404}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_statements_for_one_and_for_three(rows, as_staff, django_assert_num_queries):
    hub = enter("hub", "Hub")
    asked = need(hub, "Raum")
    for number in range(rows):
        offer(enter(f"a{number}", f"Alpha {number}"), "Raum")
    page = f"/en/suggestions/need/{asked.pk}/"
    as_staff.get(page)

    with django_assert_num_queries(9):
        assert text_of(as_staff.get(page)).count("suggestion-card-name") == rows
