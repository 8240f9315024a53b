"""Every component in every state, on one page: for who builds pages, and for the accessibility tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from django.shortcuts import render
from django.utils.safestring import mark_safe

from aufwind.core.components.samples import samples
from aufwind.core.policy import PUBLIC, access

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COLOURS = (
    "paper", "surface", "sunk", "line", "line-strong", "ink", "ink-soft",
    "teal", "teal-strong", "teal-wash", "signal", "signal-wash", "loss", "loss-wash",
)  # fmt: skip
ICONS = (
    "alert", "arrow-left", "arrow-right", "calendar", "check", "chevron-down", "clock", "dot",
    "down", "download", "edit", "file", "filter", "hand", "help", "info", "link", "lock", "mail",
    "map-pin", "menu", "moon", "people", "person", "plus", "print", "qr", "remove", "scales",
    "search", "sign-in", "sign-out", "start", "stop", "sun", "swap", "table", "undo", "up",
    "upload", "watch", "x",
)  # fmt: skip
CONTENTS = (
    "button", "phase_bar", "notice", "tabs", "tile", "progress", "job_progress", "meter_bar, comparison",
    "facts, person_row", "badge", "cards, pagination", "empty_state", "qr_figure", "data_table", "schedule_grid",
    "field, fields, error_summary, file_drop",
)  # fmt: skip
"""Headings of the page; the first word of each is its anchor."""


@access(PUBLIC)
def styleguide(request: HttpRequest) -> HttpResponse:
    """The page; the same data for everybody, nothing from the database."""
    drawing = segno.make(request.build_absolute_uri(), micro=False).svg_inline(
        svgclass=None, lineclass=None, omitsize=True
    )
    return render(
        request,
        "styleguide/styleguide.html",
        {
            **samples(),
            "contents": [(name.split(",")[0].replace("_", "-"), name) for name in CONTENTS],
            "colours": COLOURS,
            "icons": ICONS,
            "categories": range(1, 9),
            "qr": mark_safe(drawing),  # noqa: S308 -- drawn here, from our own address
        },
    )
