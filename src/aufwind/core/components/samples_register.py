"""What the style guide shows of the register and of matching: invented actors, ties, suggestions, files."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from aufwind.core.components.consents import ConsentField, Wording
from aufwind.core.components.filters import Facet, Option
from aufwind.core.components.histories import HistoryLine
from aufwind.core.components.imports import ImportCounts, ImportRow, SourceColumn
from aufwind.core.components.maps import Area
from aufwind.core.components.merging import MergeField, Moved
from aufwind.core.components.samples_network import crowd, network
from aufwind.core.components.suggestions import Reason, ScorePart, Suggestion

HEADINGS = (
    "network_figure", "region_map", "filter_bar", "suggestion_card, reason_list", "merge_preview",
    "mapping_table, import_report", "history_list", "consent_box",
)  # fmt: skip
"""Headings of the register's part of the page; the first word of each is its anchor."""


def register_samples() -> dict[str, Any]:
    """Everything the register's part of the style guide names."""
    nodes, edges = network()
    many, their_edges = crowd()
    return {
        "register_contents": [(name.split(",")[0].replace("_", "-"), name) for name in HEADINGS],
        "nodes": nodes,
        "edges": edges,
        "many_nodes": many,
        "many_edges": their_edges,
        "map_tiles": tiles(),
        "outlines": outlines(),
        "facets": facets(),
        "kept": {"order": "name"},
        "reasons": reasons(),
        "parts": parts(),
        "suggestions": suggestions(),
        "refusals": [
            ("known", _("We know each other already")),
            ("field", _("Another field")),
            ("time", _("No time at present")),
        ],
        "merge_fields": merge_fields(),
        "moved": [Moved(_("listings"), 3), Moved(_("ties"), 5), Moved(_("consents"), 2)],
        "source_columns": source_columns(),
        "register_fields": [
            ("name", _("Name")),
            ("legal_form", _("Legal form")),
            ("place", _("Municipality")),
            ("email", _("E-mail address")),
        ],
        "import_counts": ImportCounts(1204, 1096, 87, 21),
        "import_rows": import_rows(),
        "import_hrefs": {"refused": "#mapping-table", "merged": "#mapping-table"},
        "history": history(),
        "consent_fields": consent_fields(),
        "wording": Wording(
            _("The agency keeps these data to bring people in the region together. Nobody else gets them."),
            "3",
            date(2026, 3, 1),
            date(2026, 5, 4),
            "Ines Oschatz",
        ),
    }


def tiles() -> list[Area]:
    """A schematic map with an empty district and one shown now."""
    rows = (
        ("DED51", "Leipzig, Stadt", ("Leipzig", "(Stadt)"), 214, (0, 0)),
        ("DED53", "Nordsachsen", ("Nord-", "sachsen"), 38, (1, 0)),
        ("DED2E", "Meißen", ("Meißen",), 61, (2, 0)),
        ("DED52", "Leipzig, Landkreis", ("Leipzig", "(Kreis)"), 97, (0, 1)),
        ("DED43", "Mittelsachsen", ("Mittel-", "sachsen"), 131, (1, 1)),
        ("DED21", "Dresden, Stadt", ("Dresden", "(Stadt)"), 188, (2, 1)),
        ("DED2F", "Sächsische Schweiz-Osterzgebirge", ("Sächsische", "Schweiz"), 0, (3, 1)),
    )
    return [
        Area(code, label, count, "#region-map", tile=tile, short=short, is_current=code == "DED43")
        for code, label, short, count, tile in rows
    ]


def outlines() -> list[Area]:
    """Three invented districts; the town lies within the valley."""
    town = ((13.0, 50.9), (13.3, 50.85), (13.35, 51.05), (13.05, 51.1))
    valley = ((12.5, 50.6), (13.6, 50.5), (13.9, 50.9), (13.5, 51.3), (12.8, 51.4), (12.4, 51.0))
    hills = ((13.6, 50.5), (14.6, 50.7), (14.8, 51.2), (14.1, 51.4), (13.5, 51.3), (13.9, 50.9))
    return [
        Area("1", _("Town"), 42, "#region-map", rings=(town,)),
        Area("2", _("Valley"), 17, "#region-map", rings=(valley, town)),
        Area("3", _("Hills"), 8, "#region-map", rings=(hills,)),
    ]


def facets() -> list[Facet]:
    """Three groups, one with a choice, one long word."""
    return [
        Facet(
            "kind",
            _("Kind"),
            (
                Option("organisation", _("Organisation"), 812, is_on=True, href="#filter-bar"),
                Option("person", _("Person"), 392),
            ),
        ),
        Facet(
            "branch",
            _("Branch"),
            (
                Option("design", _("Design"), 96, is_on=True, href="#filter-bar"),
                Option("music", _("Music"), 71),
                Option("software", _("Software and games"), 143),
                Option("crafts", _("Arts and crafts"), 208),
            ),
        ),
        Facet("district", _("District"), (Option("14522", "Mittelsachsen", 131), Option("14730", "Nordsachsen", 38))),
    ]


def reasons() -> tuple[Reason, ...]:
    """Each part that can speak."""
    need, offer = _("Your need"), _("Their offer")
    return (
        Reason("meaning", need, _("Somebody who photographs fabrics"), offer, _("Product photography for workshops")),
        Reason("topic", need, _("Online shop"), offer, _("Online shops for small firms"), _("E-commerce")),
        Reason("esco", _("Your offer"), _("Weaving by hand"), _("Their need"), _("Weaver for costumes"), "7318.1"),
        Reason("words", need, _("Hall for three days"), offer, _("Hall, 200 m²"), _("hall")),
        Reason("place", _("Your place"), "Flöha", _("Their place"), "Chemnitz", _("14 km")),
        Reason("circle", _("Your circle"), _("Textile"), _("Their circle"), _("Film")),
    )


def parts() -> tuple[ScorePart, ...]:
    """From very strong to nothing."""
    return (
        ScorePart(_("Your need, their offer"), 0.82),
        ScorePart(_("Their need, your offer"), 0.41),
        ScorePart(_("Shared topics"), 0.5),
        ScorePart(_("Different circles"), 0.12),
    )


def suggestions() -> list[Suggestion]:
    """One without an answer and one of each."""
    why = reasons()
    return [
        Suggestion("1", "Elif Demir", "#suggestion-card", why, "Kunsthaus Oschatz", "Oschatz", parts()),
        Suggestion("2", "Weberei Flöha", "#suggestion-card", why[:1], place="Flöha", answer="accepted"),
        Suggestion(
            "3", "Jonas Lehmann", "#suggestion-card", why[1:3], answer="later", answer_note=_("until 1 September")
        ),
        Suggestion(
            "4",
            "Mona Vogel",
            "#suggestion-card",
            why[2:3],
            answer="declined",
            answer_note=_("We know each other already"),
        ),
    ]


def merge_fields() -> list[MergeField]:
    """Equal, different, and missing on one side."""
    return [
        MergeField("name", _("Name"), "Weberei Flöha GmbH", "Weberei Floeha"),
        MergeField("place", _("Municipality"), "Flöha", "Flöha"),
        MergeField("email", _("E-mail address"), "", "buero@weberei-floeha.example", "right"),
        MergeField("about", _("Short profile"), _("Fabrics for stage and home."), _("Weaving since 1809.")),
    ]


def source_columns() -> list[SourceColumn]:
    """Three known columns and one that is left out."""
    return [
        SourceColumn("0", "Firma", ("Weberei Flöha GmbH", "Kunsthaus Oschatz e. V.", "Studio Demir"), "name"),
        SourceColumn("1", "Ort", ("Flöha", "Oschatz", ""), "place"),
        SourceColumn("2", "Veranstaltungsanmeldebestätigung", ("ja", "ja", "nein")),
        SourceColumn("3", "Mail", ("buero@weberei-floeha.example", "haus@oschatz.example"), "email"),
    ]


def import_rows() -> list[ImportRow]:
    """One of each outcome."""
    return [
        ImportRow(
            2, "Weberei Flöha GmbH", "merged", _("Same web domain and name as a known actor"), href="#mapping-table"
        ),
        ImportRow(3, "Kunsthaus Oschatz e. V.", "accepted"),
        ImportRow(1017, "Studio Demir", "refused", _("«Oschaz» is no municipality; did you mean Oschatz?"), "Ort"),
    ]


def history() -> list[HistoryLine]:
    """Two days, a person and the clock."""
    zone = get_current_timezone()
    return [
        HistoryLine(datetime(2026, 5, 4, 9, 12, tzinfo=zone), "Ines Oschatz", _("recorded the consent, version 3")),
        HistoryLine(
            datetime(2026, 5, 4, 9, 40, tzinfo=zone),
            "Elif Demir",
            _("changed the short profile"),
            "#history-list",
            _("from «Photographs» to «Photographs of fabrics»"),
        ),
        HistoryLine(
            datetime(2026, 5, 2, 3, 0, tzinfo=zone), "", _("ended the offer «Hall, 200 m²», as its time is over")
        ),
    ]


def consent_fields() -> list[ConsentField]:
    """Each audience once."""
    return [
        ConsentField("name", _("Name"), "Elif Demir", "public"),
        ConsentField("email", _("E-mail address"), "elif.demir@example.org", "members"),
        ConsentField("phone", _("Telephone"), "+49 3726 5550100", "participants"),
        ConsentField("birthday", _("Day of birth"), "", "agency"),
    ]
