"""Wishes as components of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from aufwind.core.components.numbers import written
from aufwind.core.components.tables import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aufwind.events.queries.wishes import Lack


def lack_table(lacks: Iterable[Lack]) -> tuple[list[Column], list[list[Cell | str]]]:
    """Guests with how many want them, whom they want and who fits."""
    columns = [
        Column(_("Guest")),
        Column(_("Organisation")),
        Column(_("wished by"), is_number=True),
        Column(_("wishes for"), is_number=True),
        Column(_("fitting"), is_number=True),
        Column(_("places"), is_number=True),
    ]
    return columns, [
        [
            lack.guest.name,
            lack.guest.organisation or "–",
            written(lack.wanted),
            written(lack.wants),
            written(lack.fits),
            written(lack.places),
        ]
        for lack in lacks
    ]
