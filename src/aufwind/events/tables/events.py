"""Events as components of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aufwind.core.components.lists import Card, Fact, Tab
from aufwind.core.components.numbers import written
from aufwind.core.components.page import Phase as PhaseStep
from aufwind.core.components.tables import Cell, Column
from aufwind.core.partial_dates import written_date
from aufwind.events.enums import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aufwind.actors.entries import Entry
    from aufwind.events.models import Event
    from aufwind.events.queries.events import Standing


def event_cards(events: Iterable[Event]) -> list[Card]:
    """Events as cards: when, where, for which project."""
    return [
        Card(
            str(event),
            event.get_absolute_url(),
            text=event.summary,
            facts=tuple(
                filter(
                    None,
                    (
                        written_date(event.starts),
                        event.venue or str(event.place or ""),
                        str(event.project or ""),
                    ),
                )
            ),
            badge=_("invented") if event.is_invented else "",
        )
        for event in events
    ]


PARTS = (
    ("event", gettext_lazy("Overview")),
    ("setup", gettext_lazy("Set-up")),
    ("guests", gettext_lazy("Guests")),
    ("wishes", gettext_lazy("Wishes")),
    ("groups", gettext_lazy("Pitches and groups")),
    ("plans", gettext_lazy("Plan")),
    ("paper", gettext_lazy("Paper")),
    ("day", gettext_lazy("The day")),
    ("outcome", gettext_lazy("Outcome")),
)
"""The parts of an organiser's work, by the name of their first page."""


def event_tabs(event: Event, part: str) -> list[Tab]:
    """The parts of running an event, in the order of the work; `part` is the present one («guests»)."""
    return [Tab(str(label), reverse(f"events:{name}", args=[event.slug]), name == part) for name, label in PARTS]


def hosted_table(events: Iterable[Event]) -> tuple[list[Column], list[list[Cell | str]]]:
    """Events with date, place and project, as on the page of who hosts them."""
    columns = [Column(_("Name")), Column(_("Date")), Column(_("Place")), Column(_("Project"))]
    return columns, [
        [
            Cell(str(event), href=event.get_absolute_url()),
            written_date(event.starts),
            event.venue or str(event.place or "–"),
            Cell(str(event.project), href=event.project.get_absolute_url()) if event.project else "–",
        ]
        for event in events
    ]


def desk_card(event: Event, standing: Standing) -> Card:
    """A matching event on its organiser's desk, with what it needs now."""
    return Card(
        str(event),
        event.get_absolute_url(),
        facts=(written_date(event.starts), _("%(guests)s guests") % {"guests": standing.guests}),
        badge=str(standing.phase.label),
        badge_kind="ok" if standing.phase == Phase.DAY else "needs-you",
    )


def event_facts(event: Event, hosts: Sequence[Entry]) -> list[Fact]:
    """What is known of an event and its hosts, as its reader sees them; what is unknown is left out."""
    known = [
        Fact(_("Kind"), kind_word(event.kind)),
        Fact(_("Date"), written_date(event.starts)),
        Fact(_("Venue"), event.venue),
        Fact(_("Place"), str(event.place or "")),
        Fact(_("Project"), str(event.project or ""), event.project.get_absolute_url() if event.project else ""),
        Fact(_("Hosts"), ", ".join(str(host) for host in hosts)),
        Fact(_("Attendance"), written(event.attendance) if event.attendance else ""),
        Fact(_("Source"), _("public page") if event.source else "", event.source),
    ]
    return [fact for fact in known if fact.value]


def phase_steps(event: Event, standing: Standing) -> list[PhaseStep]:
    """The phases of a matching event, the present one marked."""
    order = list(Phase)
    now = order.index(standing.phase)
    newest = standing.newest
    hrefs = {
        Phase.ROSTER: reverse("events:roster", args=[event.slug]),
        Phase.PUBLISH: newest.get_absolute_url() if newest else "",
        Phase.DAY: standing.published.get_absolute_url() if standing.published else "",
    }
    return [
        PhaseStep(
            str(phase.label),
            "done" if place < now else "now" if place == now else "later",
            href=hrefs.get(phase, ""),
        )
        for place, phase in enumerate(order)
    ]


KINDS = {
    "conference": gettext_lazy("conference"),
    "deadline": gettext_lazy("deadline"),
    "exchange meeting": gettext_lazy("exchange meeting"),
    "exhibition": gettext_lazy("exhibition"),
    "expert day": gettext_lazy("expert day"),
    "fair with pitching and matching": gettext_lazy("fair with pitching and matching"),
    "final conference": gettext_lazy("final conference"),
    "final event": gettext_lazy("final event"),
    "information event": gettext_lazy("information event"),
    "kick-off": gettext_lazy("kick-off"),
    "matching event": gettext_lazy("matching event"),
    "network meeting": gettext_lazy("network meeting"),
    "online workshop": gettext_lazy("online workshop"),
    "opening": gettext_lazy("opening"),
    "partner meeting": gettext_lazy("partner meeting"),
    "peer review": gettext_lazy("peer review"),
    "programme meeting": gettext_lazy("programme meeting"),
    "stakeholder meeting": gettext_lazy("stakeholder meeting"),
    "workshop": gettext_lazy("workshop"),
}


def kind_word(kind: str) -> str:
    """The kind of event in the reader's language; a kind without a word of ours as it is written."""
    return str(KINDS.get(kind, kind))
