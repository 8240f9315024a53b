from __future__ import annotations

import re

import pytest

from aufwind.actors.actions import enter_actor, enter_listing, enter_place
from aufwind.actors.models import Actor, Place, Shape
from aufwind.actors.result_list import cartogram
from tests.cast import AGENCY

pytestmark = pytest.mark.django_db


@pytest.fixture
def floeha():
    county = enter_place("mittelsachsen", by=AGENCY, name_de="Mittelsachsen", name_en="Central Saxony",
                         level="district", nuts="DED43", ags="14522", parent=None, source="")  # fmt: skip
    return enter_place("floeha", by=AGENCY, name_de="Flöha", name_en="Flöha", level="lau", nuts="", ags="14522140",
                       parent=county, source="")  # fmt: skip


def enter(name, **facts):
    slug = f"actor-{Actor.objects.count()}"
    return enter_actor(slug, by=AGENCY, name=name, **{"kind": "company", **facts})


def titles(html):
    return re.findall(r'class="card-title"><a href="[^"]+">([^<]+)<', html)


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_shows_kind_place_and_what_is_offered(client, floeha):
    weberei = enter("Weberei Flöha", kind="museum", place=floeha)
    for title in ("Garn", "Führungen", "Stoffe", "Kurse"):
        enter_listing(weberei, by=AGENCY, side="offer", title_de=title)

    html = page(client, "/de/actors/")

    assert titles(html) == ["Weberei Flöha"]
    assert "<p>Bietet: Garn · Führungen · Stoffe. Und 1 weiteres.</p>" in html
    assert "<span>Museum</span><span>Flöha</span>" in html
    assert "<h2>1 Eintrag</h2>" in html


def test_the_map_leads_to_the_districts_list_and_marks_it(client, floeha):
    enter("Weberei Flöha", place=floeha)
    enter("Kunsthaus Oschatz")

    html = page(client, "/en/actors/?district=DED43")

    assert titles(html) == ["Weberei Flöha"]
    assert re.findall(r'<a href="([^"]+)" aria-label="Central Saxony: 1" aria-current="true">', html) == ["?"]
    assert 'aria-label="Nordsachsen: 0"' in html


def test_chosen_chips_lead_to_the_list_without_them(client, floeha):
    enter("Weberei Flöha", place=floeha)

    html = page(client, "/en/actors/?q=web&kind=company&district=DED43")

    chips = re.search(r'<ul class="filter-bar-chosen".*?</ul>', html, re.DOTALL)[0]
    assert re.findall(r'href="([^"]+)"', chips) == [
        "?q=web&amp;district=DED43", "?q=web&amp;kind=company", "?",
    ]  # fmt: skip


def test_a_mistyped_question_says_what_was_searched_instead(client):
    enter("Weberei Flöha")

    html = page(client, "/de/actors/?q=Webrei+Floeha")

    assert titles(html) == ["Weberei Flöha"]
    assert "Gesucht wurde „Webrei Floeha“; gezeigt wird, was „Weberei Floeha“ findet." in html
    assert 'href="?q=Webrei+Floeha&amp;exact=1"' in html


def test_an_empty_answer_teaches(client):
    enter("Weberei Flöha")

    assert "Weniger Wörter finden mehr." in page(client, "/de/actors/?q=Raumstation")
    assert "Wörter behalten, Auswahl verwerfen" in page(client, "/de/actors/?q=weberei&kind=museum")


def test_an_empty_register_says_what_belongs_here(client):
    assert "Das Register ist noch leer" in page(client, "/de/actors/")


def test_pages_lead_on_by_key_and_keep_the_question(client):
    for number in range(30):
        enter(f"Haus {number:02}")

    first = page(client, "/en/actors/?q=haus&order=name")
    later = re.search(r'<a href="([^"]+)" rel="next">', first)[1].replace("&amp;", "&")
    second = page(client, f"/en/actors/{later}")

    assert titles(first) + titles(second) == [f"Haus {number:02}" for number in range(30)]
    assert 'rel="next"' not in second


@pytest.mark.parametrize(
    "query", ["q=%00", "after=nonsense", "after=9~9", "after=1~1~x", "kind=nonsense", "listings=x", "sort=robot",
              "order=x", "q=" + "wort+" * 400, "q=%F0%9F%A7%B6", "q=...", "district=" + "D" * 500]
)  # fmt: skip
def test_what_makes_no_sense_in_an_address_is_no_error(client, query):
    enter("Weberei Flöha")

    page(client, f"/de/actors/?{query}")


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_asks_the_same_statements_for_one_row_and_fifty(client, floeha, rows, django_assert_num_queries):
    for number in range(rows):
        enter_listing(enter(f"Haus {number:02}", place=floeha), by=AGENCY, side="offer", title_de="Garn")
    page(client, "/de/actors/")

    with django_assert_num_queries(8):
        page(client, "/de/actors/?q=haus")


def test_the_map_is_drawn_by_outlines_where_all_were_imported(client):
    square = [[12.0, 51.0], [12.5, 51.0], [12.5, 51.5], [12.0, 51.0]]
    for area in cartogram():
        place = Place.objects.create(slug=area["code"].lower(), name_de=area["name"], name_en=area["name"],
                                     level="nuts3", nuts=area["code"])  # fmt: skip
        Shape.objects.create(place=place, rings=[square], notice="© Vermessung")
    enter("Weberei")

    assert "© Vermessung" in page(client, "/de/actors/")
    Shape.objects.first().delete()
    assert "© Vermessung" not in page(client, "/de/actors/")
