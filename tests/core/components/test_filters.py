"""The filter bar: a plain form that asks by GET, and what is chosen can be taken away."""

from __future__ import annotations

from django.template import Context, Template
from django.utils.translation import override

from aufwind.core.components.filters import Facet, Option, filter_bar

KIND = Facet("kind", "Kind", (Option("person", "Person", 1392, is_on=True, href="/all"), Option("firm", "Firm", 8)))
PLACE = Facet("place", "Place", (Option("c", "Chemnitz", 3),))


def shown(**arguments):
    source = "{% filter_bar facets query=query clear_href=clear kept=kept %}"
    context = {"facets": [KIND, PLACE], "query": "", "clear": "", "kept": {}, **arguments}
    with override("en"):
        return Template(source).render(Context(context))


def test_form_asks_by_get_and_keeps_what_was_typed():
    html = shown(query="<Weberei>", kept={"order": "name"})

    assert '<form method="get" role="search">' in html
    assert 'name="q" value="&lt;Weberei&gt;"' in html
    assert '<input type="hidden" name="order" value="name">' in html
    assert "«&lt;Weberei&gt;»" in html


def test_choices_are_checkboxes_with_counts():
    html = shown()

    assert '<input type="checkbox" name="kind" value="person" checked>' in html
    assert '<input type="checkbox" name="kind" value="firm">' in html
    assert ">1,392<" in html


def test_chosen_one_is_a_link_that_takes_it_away():
    html = shown(clear="/everything")

    assert '<a href="/all"><span class="filter-bar-of">Kind:</span> Person' in html
    assert '<a href="/everything">Show everything</a>' in html


def test_only_groups_with_a_choice_stand_open():
    assert [group["is_open"] for group in filter_bar([KIND, PLACE])["groups"]] == [True, False]


def test_nothing_chosen_shows_no_chips():
    assert "filter-bar-chosen" not in shown(facets=[PLACE])
    assert "<details" not in shown(facets=[])
