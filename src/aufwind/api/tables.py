"""Tokens and endpoints as components of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.translation import gettext as _

from aufwind.core.components.tables import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aufwind.api.interface import Endpoint
    from aufwind.api.models import Token


def token_table(tokens: Iterable[Token]) -> tuple[list[Column], list[list[Cell | str]]]:
    """Tokens with what is known of them; their text is known to nobody."""
    columns = [
        Column(_("What it is for")),
        Column(_("Begins with")),
        Column(_("Scope")),
        Column(_("Last used")),
        Column(_("Valid until")),
    ]
    return columns, [
        [
            token.name,
            token.shown,
            str(token.get_scope_display()),
            formats.date_format(token.used_on, "SHORT_DATE_FORMAT") if token.used_on else "–",
            formats.date_format(token.expires_at, "SHORT_DATE_FORMAT") if token.is_valid else _("ended"),
        ]
        for token in tokens
    ]


def endpoint_table(endpoints: Iterable[Endpoint]) -> tuple[list[Column], list[list[Cell | str]]]:
    """The operations of the interface; their summaries are in English, as the description is."""
    columns = [Column(_("Address")), Column(_("Method")), Column(_("What it does"))]
    return columns, [[one.path, one.method, one.summary] for one in endpoints]
