from __future__ import annotations

import pytest

from aufwind.actors.actions import enter_actor
from aufwind.actors.queries import actor_page
from aufwind.core.policy import ANONYMOUS
from tests.cast import AGENCY

pytestmark = pytest.mark.django_db


def enter(*names: str) -> None:
    for name in names:
        enter_actor(
            name.lower().replace(" ", "-").replace("ö", "oe"),
            by=AGENCY,
            name=name,
            acronym="",
            kind="company",
            place=None,
            country="DE",
            summary_de="",
            summary_en="",
            source="",
        )


def test_actor_page_finds_names_without_umlauts_and_capitals():
    enter("Weberei Flöha", "Kunsthaus Oschatz")

    page = actor_page(ANONYMOUS, text="FLOHA weberei")

    assert [actor.name for actor in page.actors] == ["Weberei Flöha"]


def test_actor_page_goes_on_after_the_mark_of_the_page_before():
    enter("Alpha", "Beta", "Gamma")

    first = actor_page(ANONYMOUS, size=2)
    second = actor_page(ANONYMOUS, size=2, after=first.next_after or "")

    assert [actor.name for actor in first.actors] == ["Alpha", "Beta"]
    assert [actor.name for actor in second.actors] == ["Gamma"]
    assert second.next_after is None


@pytest.mark.parametrize("mark", ["", "nonsense", "a~b", "~7", "a~"])
def test_actor_page_begins_anew_at_a_mark_that_is_none(mark):
    enter("Alpha")

    page = actor_page(ANONYMOUS, after=mark)

    assert [actor.name for actor in page.actors] == ["Alpha"]


@pytest.mark.parametrize("rows", [1, 3])
def test_actor_page_asks_one_statement_whatever_the_rows(rows, django_assert_num_queries):
    enter(*("Alpha", "Beta", "Gamma")[:rows])

    with django_assert_num_queries(1):
        page = actor_page(ANONYMOUS)

    assert len(page.actors) == rows
