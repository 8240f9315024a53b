"""The drawn network: links, shapes, patterns, what finds no room, and a table of the same."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from django.utils.translation import override

from aufwind.core.components.networks import Edge, Node, network_figure


def shown(nodes, edges, centre="mill", language="en"):
    source = "{% network_figure 'Ties' nodes edges centre=centre %}"
    with override(language):
        return Template(source).render(Context({"nodes": nodes, "edges": edges, "centre": centre}))


MILL = Node("mill", "Weberei Flöha")
DEMIR = Node("demir", "Elif Demir", "/elif", "person", 1, "Film")
HOUSE = Node("house", "Kunsthaus", "/house")
FAR = Node("far", "Kino", "/far")
TIES = [
    Edge("mill", "demir", "supplies", "supplies since 2021"),
    Edge("house", "mill", "funds"),
    Edge("demir", "far", "supplies"),
]


def test_nodes_are_links_with_shape_and_category():
    html = shown([MILL, DEMIR, HOUSE, FAR], TIES)
    person = re.search(r'<g class="network-figure-node" data-category="1"><a href="/elif">.*?</g>', html)

    assert person
    assert "<circle" in person[0]
    assert "Elif Demir" in person[0]
    assert '<li data-category="1">' in html


def test_every_kind_of_tie_has_its_pattern_in_drawing_and_legend():
    made = network_figure("Ties", [MILL, DEMIR, HOUSE, FAR], TIES, centre="mill")

    assert made["kinds"] == [{"kind": "supplies", "pattern": 1}, {"kind": "funds", "pattern": 2}]
    assert sorted(line["pattern"] for line in made["drawings"][0]["lines"]) == [1, 1, 2]


def test_table_says_what_the_drawing_says():
    with override("en"):
        made = network_figure("Ties", [MILL, DEMIR, HOUSE, FAR], TIES, centre="mill")

    told = [(row[0].text, row[1], row[2].text, row[2].note) for row in made["rows"]]
    assert told == [
        ("Elif Demir", "Film", "Weberei Flöha – supplies since 2021 – Elif Demir", ""),
        ("Kino", "–", "Elif Demir – supplies – Kino", "through Elif Demir"),
        ("Kunsthaus", "–", "Kunsthaus – funds – Weberei Flöha", ""),
    ]


def test_more_than_forty_become_one_node_that_leads_to_the_table():
    many = [Node(str(number), f"Actor {number}", "/x") for number in range(63)]
    html = shown([MILL, *many], [Edge("mill", node.key, "knows") for node in many])

    assert "+ 23 more" in html
    assert "+ 47 more" in html  # on a phone
    assert html.count('<a href="#ties-table">') == 2
    assert 'id="ties-table"' in html
    assert html.count('<th scope="row">') == 63


def test_more_is_said_in_german():
    many = [Node(str(number), f"Actor {number}") for number in range(41)]

    assert "+ 1 weiterer" in shown([MILL, *many], [Edge("mill", node.key, "knows") for node in many], language="de")


def test_same_network_gives_the_same_picture():
    assert shown([MILL, DEMIR, HOUSE, FAR], TIES) == shown([FAR, HOUSE, DEMIR, MILL], TIES)


def test_names_are_escaped():
    assert "<b>" not in shown([MILL, Node("x", "<b>x</b>")], [Edge("mill", "x", "<b>knows</b>")])


def test_somebody_without_ties_stands_alone():
    made = network_figure("Ties", [MILL], [], centre="mill")

    assert made["rows"] == []
    assert [drawing["spots"] for drawing in made["drawings"]] == [[], []]


def test_values_refuse_what_cannot_be_drawn():
    for make in (
        lambda: Node("a", "A", shape="star"),
        lambda: Node("a", "A", category=9, category_label="Film"),
        lambda: Node("a", "A", category=1),
        lambda: network_figure("Ties", [MILL], [], centre="nobody"),
        lambda: network_figure("Ties", [MILL], [Edge("mill", "nobody", "knows")], centre="mill"),
    ):
        with pytest.raises(ValueError):
            make()
