"""Changes after booking as components of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aufwind.events.queries.plans import moves_in
from aufwind.events.tables.plans import move_table, slot_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aufwind.core.components.tables import Cell, Column
    from aufwind.events.diffs import Effect
    from aufwind.events.models import Event, Slot


def slot_labels(slots: Sequence[Slot]) -> dict[str, str]:
    """When each slot is, in words; with the day where there are several."""
    days = {timezone.localtime(slot.starts_at).date() for slot in slots if slot.starts_at}
    labels = {}
    for slot in slots:
        day = formats.date_format(timezone.localtime(slot.starts_at), "D j. N") if slot.starts_at else ""
        labels[slot.key] = f"{day}, {slot_time(slot)}" if len(days) > 1 and day else slot_time(slot)
    return labels


def kept_moves(
    moves: Iterable[dict[str, Any]], event: Event, slots: Sequence[Slot]
) -> tuple[list[Column], list[list[Cell | str]]]:
    """The moves of a plan that is not stored, by the times it is made for."""
    return move_table(moves_in(moves), event, times=slot_labels(slots))


def effect_tiles(effect: Effect) -> list[tuple[int, str]]:
    """The numbers of a change with their names."""
    return [
        (effect.kept, _("meetings stay as they are")),
        (effect.at_another_time, _("at another time")),
        (effect.at_another_table, _("at another table")),
        (effect.lost, _("do not take place")),
        (effect.new, _("new")),
    ]


def effect_words(effect: Effect) -> str:
    """Who would be told."""
    number = len(effect.people)
    if not number:
        return _("Nobody's meetings change; nobody is told.")
    return ngettext(
        "%(number)s person is told, once, when the plan is published.",
        "%(number)s people are told, once each, when the plan is published.",
        number,
    ) % {"number": number}
