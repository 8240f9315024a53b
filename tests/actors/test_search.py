from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from aufwind.actors.actions import enter_actor, enter_listing
from aufwind.actors.models import Actor
from aufwind.actors.search import Asked, Order, keys_found, search
from aufwind.core.policy import ANONYMOUS
from tests.cast import AGENCY

pytestmark = pytest.mark.django_db


def enter(*names, **facts):
    return [
        enter_actor(f"actor-{Actor.objects.count()}", by=AGENCY, name=name, **{"kind": "company", **facts})
        for name in names
    ]


def names(found):
    return [hit.entry.name for hit in found.hits]


def find(text="", visitor=ANONYMOUS, **more):
    return names(search(visitor, Asked(text, **more)))


@pytest.mark.parametrize(
    "text", ["Flöha", "FLOHA", "Floeha", "flöha weberei", "Web", "webe", "Weberei Flöh", "weberei  ,flöha!"]
)
def test_words_are_found_whatever_the_case_the_umlaut_and_the_order(text):
    enter("Weberei Flöha", "Kunsthaus Oschatz")

    assert find(text) == ["Weberei Flöha"]


@pytest.mark.parametrize(("text", "instead"), [
    ("Webrei Flöha", "Weberei Flöha"),
    ("Kunsthauß Oschaz", "Kunsthaus Oschatz"),
    ("Webeeri", "Weberei"),
    ("Kunstahsu oschatz", "Kunsthaus oschatz"),
])  # fmt: skip
def test_mistyped_words_are_searched_as_they_were_meant(text, instead):
    enter("Weberei Flöha", "Kunsthaus Oschatz")

    found = search(ANONYMOUS, Asked(text))

    assert names(found) == [next(name for name in ("Weberei Flöha", "Kunsthaus Oschatz") if instead[:5] in name)]
    assert found.instead == instead


def test_nothing_else_is_searched_where_the_reader_says_so():
    enter("Weberei Flöha")

    assert find("Webrei", is_exact=True) == []


def test_names_come_before_other_words_and_both_by_the_alphabet():
    enter("Zwirnerei", "Anstalt", summary_de="Am alten Webstuhl.")
    enter("Webstuhl West", "Haus Webstuhl", "Webstuhlbau")

    assert find("webstuhl") == ["Haus Webstuhl", "Webstuhl West", "Webstuhlbau", "Anstalt", "Zwirnerei"]
    assert find("webstuhl", order=Order.NAME) == [
        "Anstalt", "Haus Webstuhl", "Webstuhl West", "Webstuhlbau", "Zwirnerei",
    ]  # fmt: skip


def test_choices_are_counted_as_if_their_own_facet_were_open():
    enter("Weberei", "Spinnerei")
    enter("Webmuseum", kind="museum")
    (offering,) = enter("Weblabor", kind="museum")
    enter_listing(offering, by=AGENCY, side="offer", title_de="Garn")

    found = search(ANONYMOUS, Asked("web", {"kind": ("museum",)}))

    assert (names(found), found.total) == (["Weblabor", "Webmuseum"], 2)
    assert found.counts == {
        "sort": {"organisation": 2}, "kind": {"company": 1, "museum": 2}, "district": {}, "listings": {"offer": 1},
    }  # fmt: skip


def test_pages_follow_each_other_without_gap_or_repetition():
    enter(*(f"Haus {number:02}" for number in range(30)), "Am Haus")

    first = search(ANONYMOUS, Asked("haus"), size=20)
    second = search(ANONYMOUS, Asked("haus", after=first.after), size=20)

    assert names(first) + names(second) == ["Am Haus", *(f"Haus {number:02}" for number in range(30))]
    assert second.after == ""


def test_the_words_of_a_listing_leave_the_search_on_the_day_after_its_last(time_machine):
    (weberei,) = enter("Weberei")
    enter_listing(weberei, by=AGENCY, side="need", title_de="Lagerhalle", valid_until=timezone.localdate())
    before = find("Lagerhalle"), search(ANONYMOUS, Asked()).counts["listings"]
    time_machine.move_to(timezone.now() + timedelta(days=1))

    assert before == (["Weberei"], {"need": 1})
    assert (find("Lagerhalle", is_exact=True), search(ANONYMOUS, Asked()).counts["listings"]) == ([], {})


def test_the_agency_finds_an_entry_by_its_whole_address_and_nobody_else_does():
    enter("Weberei", email="garn@weberei.example")
    enter("Kunsthaus", email="kunst@oschatz.example")

    assert find("garn@weberei.example", AGENCY) == ["Weberei"]
    assert find("GARN@weberei.example", AGENCY) == ["Weberei"]
    assert find("arn@weberei.example", AGENCY) == []
    assert find("garn@weberei.example") == []


def test_keys_found_are_those_of_all_pages():
    actors = enter(*(f"Haus {number:02}" for number in range(40)))
    enter("Weberei")

    assert keys_found(ANONYMOUS, Asked("haus")) == {actor.pk for actor in actors}
