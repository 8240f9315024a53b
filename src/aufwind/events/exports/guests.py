"""Guests as spreadsheets."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from aufwind.engine.files.sheet_writer import INERT, SheetWriter
from aufwind.events.guest_lists import FIELDS
from aufwind.events.models import Preference

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aufwind.engine.files.sheet_writer import Value
    from aufwind.events.models import Event, Participation

TEMPLATE_FIELDS = ("first_name", "name", "email", "organisation", "phone", "language", "side", "offer", "need")


def workbook_of(*sheets: tuple[str, Sequence[str], Iterable[Sequence[Value]]]) -> bytes:
    """Sheets of (title, headings, rows) as XLSX; every text stays a text, whatever it begins with."""
    content = io.BytesIO()
    with Workbook(content, INERT) as book:
        writer = SheetWriter(book)
        for title, heads, rows in sheets:
            writer.sheet(title, heads, rows)
    return content.getvalue()


def guest_list_template() -> bytes:
    """An empty list with the headings that are known."""
    return workbook_of((_("Guests"), [str(FIELDS[name]) for name in TEMPLATE_FIELDS], []))


def guests_file(event: Event, guests: Sequence[Participation]) -> bytes:
    """Guests and what they said of each other, as who runs the event sees them. Three statements."""
    keys = {guest.pk for guest in guests}
    named = [str(FIELDS[name]) for name in ("name", "email", "organisation", "phone", "language")]
    heads = [_("Registration number"), *named, _("Side"), _("State"), _("Checked in")]
    rows = [_row(guest) for guest in guests]
    said = Preference.objects.filter(event=event, giver__in=keys).select_related("giver", "about")
    wishes = [[one.giver.name, str(one.get_kind_display()), one.about.name] for one in said]
    return workbook_of((_("Guests"), heads, rows), (_("Wishes"), [_("Who"), _("Wish"), _("Whom")], wishes))


def _row(guest: Participation) -> list[Value]:
    here = timezone.localtime(guest.checked_in_at) if guest.checked_in_at else None
    return [guest.number, guest.name, guest.email, guest.organisation, guest.phone, guest.language, guest.side,
            str(guest.get_state_display()), here]  # fmt: skip
