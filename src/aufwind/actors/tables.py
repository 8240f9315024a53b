"""Actors as the components that pages are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from aufwind.core.components.lists import Fact
from aufwind.core.components.tables import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.actors.entries import Entry


def actor_table(actors: Sequence[Entry]) -> tuple[list[Column], list[list[Cell | str]]]:
    """Actors with kind, place and country."""
    columns = [Column(_("Name")), Column(_("Kind")), Column(_("Place")), Column(_("Country"))]
    return columns, [
        [
            Cell(actor.name, href=actor.href),
            actor.kind_word,
            str(actor.place or ""),
            actor.country,
        ]
        for actor in actors
    ]


def span_of(actors: Sequence[Entry]) -> str:
    """What stands on this page of the list: «Aufbauwerk to Kunsthaus»."""
    if not actors:
        return ""
    return _("%(first)s to %(last)s") % {"first": actors[0].name, "last": actors[-1].name}


def actor_facts(actor: Entry) -> list[Fact]:
    """What is known of an actor; what is unknown is left out."""
    known = [
        Fact(_("Kind"), actor.kind_word),
        Fact(_("Acronym"), actor.acronym),
        Fact(_("Place"), str(actor.place or "")),
        Fact(_("AGS"), actor.place.ags if actor.place else ""),
        Fact(_("Country"), actor.country),
        Fact(_("Source"), _("public page") if actor.source else "", actor.source),
    ]
    return [fact for fact in known if fact.value]
