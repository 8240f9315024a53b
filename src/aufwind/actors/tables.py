"""Actors as the components that pages are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aufwind.core.components.lists import Fact
from aufwind.core.components.tables import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.actors.models import Actor


def actor_table(actors: Sequence[Actor]) -> tuple[list[Column], list[list[Cell | str]]]:
    """Actors with kind, place and country."""
    columns = [Column(_("Name")), Column(_("Kind")), Column(_("Place")), Column(_("Country"))]
    return columns, [
        [
            Cell(actor.name, href=actor.get_absolute_url()),
            kind_word(actor.kind),
            str(actor.place or ""),
            actor.country,
        ]
        for actor in actors
    ]


def span_of(actors: Sequence[Actor]) -> str:
    """What stands on this page of the list: «Aufbauwerk to Kunsthaus»."""
    if not actors:
        return ""
    return _("%(first)s to %(last)s") % {"first": actors[0].name, "last": actors[-1].name}


def actor_facts(actor: Actor) -> list[Fact]:
    """What is known of an actor; what is unknown is left out."""
    known = [
        Fact(_("Kind"), kind_word(actor.kind)),
        Fact(_("Acronym"), actor.acronym),
        Fact(_("Place"), str(actor.place or "")),
        Fact(_("AGS"), actor.place.ags if actor.place else ""),
        Fact(_("Country"), actor.country),
        Fact(_("Source"), _("public page") if actor.source else "", actor.source),
    ]
    return [fact for fact in known if fact.value]


KINDS = {
    "association": gettext_lazy("association"),
    "chamber": gettext_lazy("chamber"),
    "company": gettext_lazy("company"),
    "development_agency": gettext_lazy("development agency"),
    "funder": gettext_lazy("funder"),
    "heritage_site": gettext_lazy("heritage site"),
    "municipal_enterprise": gettext_lazy("municipal enterprise"),
    "museum": gettext_lazy("museum"),
    "network_body": gettext_lazy("network"),
    "public_authority": gettext_lazy("public authority"),
    "theatre": gettext_lazy("theatre"),
    "training_provider": gettext_lazy("training provider"),
    "university": gettext_lazy("university"),
    "welfare_association": gettext_lazy("welfare association"),
}


def kind_word(kind: str) -> str:
    """The kind in the reader's language; a kind without a word of ours as it is written."""
    return str(KINDS.get(kind, kind.replace("_", " ")))
