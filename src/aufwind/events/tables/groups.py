"""Groups as components of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from aufwind.core.components.numbers import written
from aufwind.core.components.tables import Cell, Column
from aufwind.events.tables.plans import slot_time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aufwind.events.models import Rotation
    from aufwind.events.queries.groups import MyRound, Rounds


def rotation_list(rotations: Iterable[Rotation]) -> tuple[list[Column], list[list[Cell | str]]]:
    """What was mixed, the newest first, with how good it is."""
    columns = [
        Column(_("Rotation")),
        Column(_("Rounds"), is_number=True),
        Column(_("Contacts"), is_number=True),
        Column(_("at most possible"), is_number=True),
        Column(_("met twice"), is_number=True),
        Column(_("State")),
    ]
    return columns, [
        [
            Cell(str(one.number), href=reverse("events:rotation", args=[one.event.slug, one.number])),
            written(one.rounds),
            written(one.contacts),
            written(one.contacts_bound),
            written(one.repeats),
            _("published") if one.published_at else _("draft"),
        ]
        for one in rotations
    ]


def rotation_table(found: Rounds) -> tuple[list[Column], list[list[Cell | str]]]:
    """Tables × rounds."""
    columns = [Column(_("Table")), *(Column(slot_time(slot)) for slot in found.slots)]
    return columns, [
        [f"{table.key}: {table.topic}" if table.topic else table.key, *(", ".join(names) or "–" for names in cells)]
        for table, cells in found.rows
    ]


def mine_table(rounds: Iterable[MyRound]) -> tuple[list[Column], list[list[Cell | str]]]:
    """A guest's rounds: when, at which table, with whom."""
    columns = [Column(_("When")), Column(_("Table")), Column(_("With"))]
    return columns, [
        [
            slot_time(one.slot),
            _("%(table)s (you are the host)") % {"table": one.table.key} if one.is_host else _named(one),
            ", ".join(one.others),
        ]
        for one in rounds
    ]


def _named(one: MyRound) -> str:
    return f"{one.table.key}: {one.table.topic}" if one.table.topic else one.table.key
