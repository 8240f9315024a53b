"""Plans and rosters as files: spreadsheets, paper, calendars."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import segno
import typst
from django.utils import formats, timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from aufwind.engine.files import example, write
from aufwind.events.profiles import problem_of_plan, result_from
from aufwind.events.tables.plans import partners_of, slot_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.events.models import Meeting, Participation, Plan

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {"xlsx": XLSX, "pdf": "application/pdf", "ics": "text/calendar; charset=utf-8", "json": "application/json"}
"""What a plan can be downloaded as."""

TEMPLATE_NAME = "aufwind-event.xlsx"
FONTS = files("aufwind.engine.files") / "fonts"
SHEET = files("aufwind.events") / "paper" / "guest.typ"


def roster_template(language: str) -> bytes:
    """An example spreadsheet to fill in."""
    return write.problem_as(".xlsx", example.example(language), language)


def plan_file(plan: Plan, form: str, *, language: str) -> bytes:
    """The plan as a file of `FORMS`."""
    return write.plan_as(f".{form}", problem_of_plan(plan), result_from(plan), language)


def guest_pdf(guest: Participation, meetings: Sequence[Meeting], address: str, *, language: str) -> bytes:
    """A guest's meetings on one sheet, tagged (PDF/UA-1), with a QR code to her living page."""
    with override(language):
        said = _sheet(guest, meetings, address)
    compiled = typst.compile(  # type: ignore[misc]  # the stub cannot tell its kinds of input apart
        SHEET.read_bytes(),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(said, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    assert isinstance(compiled, bytes)  # one sheet, one file
    return compiled


def _sheet(guest: Participation, meetings: Sequence[Meeting], address: str) -> dict[str, object]:
    plan = meetings[0].plan.number if meetings else 0
    return {
        "language": get_language() or "de",
        "title": _("Your meetings"),
        "name": guest.name,
        "event": str(guest.event),
        "heads": [_("When"), _("Table"), _("With")],
        "rows": [[slot_time(m.slot), m.table.key, partners_of(m, guest)] for m in meetings],
        "none": _("No meetings yet"),
        "qr": segno.make(address, error="m").svg_inline(border=0, omitsize=True),
        "qr_alt": _("QR code to your own page, always up to date"),
        "address": address,
        "version": _("Plan %(number)s, printed on %(date)s") % {
            "number": plan,
            "date": formats.date_format(timezone.localdate(), "DATE_FORMAT"),
        },
    }  # fmt: skip
