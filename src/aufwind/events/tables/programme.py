"""An event's programme as a table of its public page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from aufwind.core.components.tables import Cell, Column
from aufwind.events.models import Block

if TYPE_CHECKING:
    from datetime import datetime

    from aufwind.events.models import Event, ProgrammeItem


def programme_table(event: Event) -> tuple[list[Column], list[list[Cell | str]]]:
    """Meetings and programme items by time, with the day where there are several. Two statements."""
    found: list[Block | ProgrammeItem] = [*event.blocks.all(), *event.programme.all()]
    pieces = sorted(found, key=lambda piece: piece.starts_at)
    days = {timezone.localtime(piece.starts_at).date() for piece in pieces}
    columns = [Column(_("What")), Column(_("When"))]
    rows: list[list[Cell | str]] = [
        [
            f"{_('Meetings')}: {piece.title}" if isinstance(piece, Block) else piece.title,
            _span(piece.starts_at, piece.ends_at, with_day=len(days) > 1),
        ]
        for piece in pieces
    ]
    return columns, rows


def _span(starts_at: datetime, ends_at: datetime, *, with_day: bool) -> str:
    begin, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    times = f"{formats.date_format(begin, 'TIME_FORMAT')} – {formats.date_format(end, 'TIME_FORMAT')}"
    return f"{formats.date_format(begin, 'SHORT_DATE_FORMAT')}, {times}" if with_day else times
