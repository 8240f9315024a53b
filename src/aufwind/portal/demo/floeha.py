"""The invented matching event: 52 invented guests in Flöha and whom they would like to meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.actors.models import Place
from aufwind.events.actions import enter_event, replace_roster
from aufwind.events.imports import example_roster

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor
    from aufwind.events.models import Event

SLUG = "matching-floeha-2027"


def enter_matching_event(*, by: Visitor) -> Event:
    """Enter the invented event with its roster; its own roster is put back, whatever it held."""
    event = enter_event(
        SLUG,
        by=by,
        title_de="Kreativ trifft Mittelstand: Matching in Flöha (erfunden)",
        title_en="Creatives meet business: matching in Flöha (invented)",
        kind="matching event",
        starts="2027-02-11",
        place=Place.objects.filter(slug="floeha").first(),
        venue="Alte Baumwolle, Flöha",
        summary_de="Ein erfundener Abend mit 52 erfundenen Gästen, an dem sich das Planen ausprobieren lässt.",
        summary_en="An invented evening with 52 invented guests, made for trying out the planning.",
        is_invented=True,
        is_matching=True,
    )
    return replace_roster(event, example_roster(), by=by)
