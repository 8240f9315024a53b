"""Two invented networks for the style guide: one that is read at a glance, one too large to be drawn whole."""

from __future__ import annotations

from django.utils.translation import gettext as _

from aufwind.core.components.networks import Edge, Node

CROWD = 63


def network() -> tuple[list[Node], list[Edge]]:
    """A weaving mill, eight it is tied to, four behind them; two of the eight know each other."""
    textile, film, public = (4, _("Textile")), (1, _("Film")), (2, _("Public body"))
    at = "#network-figure"
    nodes = [
        Node("mill", "Weberei Flöha GmbH"),
        Node("demir", "Elif Demir", at, "person", *film),
        Node("vogel", "Henning Vogel", at, "person", *textile),
        Node("haus", "Kunsthaus Oschatz e. V.", at, "organisation", *public),
        Node("studio", "Studio für Bühnenkostüme und Veranstaltungsanmeldebestätigung", at, "organisation", *film),
        Node("dye", "Färberei am Fluss", at, "organisation", *textile),
        Node("school", "Fachschule für Textil", at, "organisation", *public),
        Node("town", "Stadt Flöha", at, "organisation", *public),
        Node("lehmann", "Katrin Lehmann", at, "person"),
        Node("theatre", "Theater im Tal", at, "organisation", *film),
        Node("cinema", "Kino Oschatz", at, "organisation", *film),
        Node("wool", "Wollhof Mulde", at, "organisation", *textile),
        Node("agency", "Kreativagentur Mittelsachsen", at, "organisation", *public),
    ]
    supplies, works, member = _("delivers to"), _("cooperates with"), _("is among the members of")
    edges = [
        Edge("mill", "studio", supplies, _("delivers to (since 2021)")),
        Edge("dye", "mill", supplies),
        Edge("vogel", "mill", works, _("runs")),
        Edge("demir", "mill", works),
        Edge("lehmann", "mill", works),
        Edge("mill", "haus", member),
        Edge("mill", "school", _("trains for")),
        Edge("town", "mill", _("sponsors")),
        Edge("demir", "studio", works),
        Edge("studio", "theatre", supplies),
        Edge("demir", "cinema", works),
        Edge("wool", "dye", supplies),
        Edge("haus", "agency", member),
    ]
    return nodes, edges


def crowd() -> tuple[list[Node], list[Edge]]:
    """An agency with more ties than a picture holds."""
    nodes = [Node("hub", "Kreativagentur")]
    nodes += [
        Node(
            str(number),
            _("Workshop %(number)d") % {"number": number},
            "#network-figure",
            ("organisation", "person")[number % 3 == 0],
            number % 4 * 2 or 1,
            (_("Music"), _("Design"), _("Film"), _("Textile"))[number % 4],
        )
        for number in range(1, CROWD + 1)
    ]
    works = _("cooperates with")
    return nodes, [Edge("hub" if number % 4 else str(number - 1), str(number), works) for number in range(1, CROWD + 1)]
