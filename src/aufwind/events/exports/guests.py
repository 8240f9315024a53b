"""Guests as spreadsheets."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import xlsxwriter
from django.utils.translation import gettext as _

from aufwind.events.guest_lists import FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

TEMPLATE_FIELDS = ("first_name", "name", "email", "organisation", "phone", "language", "side", "offer", "need")


def workbook_of(sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[object]]]]) -> bytes:
    """Sheets of (title, headings, rows) as XLSX; every text stays a text, whatever it begins with."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        bold = book.add_format({"bold": True})
        for title, heads, rows in sheets:
            sheet = book.add_worksheet(title[:31])
            sheet.write_row(0, 0, heads, bold)
            sheet.freeze_panes(1, 0)
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    if isinstance(value, int | float):
                        sheet.write_number(number, column, value)
                    else:
                        sheet.write_string(number, column, str(value))
            sheet.autofit()
    return content.getvalue()


def guest_list_template() -> bytes:
    """An empty list with the headings that are known."""
    return workbook_of([(_("Guests"), [str(FIELDS[name]) for name in TEMPLATE_FIELDS], [])])
