"""The audit log as the data-protection officer reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from aufwind.core.audit import rules  # noqa: F401 -- declares audit.read
from aufwind.core.audit.queries import log_page
from aufwind.core.components.tables import Cell, Column
from aufwind.core.policy import access

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aufwind.core.models import AuditEntry


@access("audit.read")
def audit(request: HttpRequest) -> HttpResponse:
    """Newest first; `about` narrows to a kind of thing or one thing."""
    about, before = request.GET.get("about", "")[:160], request.GET.get("before", "")[:18]
    page = log_page(subject=about, before=int(before) if before.isdecimal() else None)
    later = f"?{urlencode({'about': about, 'before': page.next_before})}" if page.next_before else ""
    columns = [Column("#", is_number=True), *map(Column, (_("Time"), _("Event"), _("By"), _("Thing"), _("Noted")))]
    rows = [_row(entry) for entry in page.entries]
    context = {"about": about, "columns": columns, "rows": rows, "later": later}
    return render(request, "core/audit.html", context)


def _row(entry: AuditEntry) -> list[Cell | str]:
    noted = ", ".join(f"{name}: {value}" for name, value in entry.facts.items())
    thing = f"{entry.subject_type} {entry.subject_id}".strip()
    return [
        str(entry.position),
        date_format(localtime(entry.at), "SHORT_DATETIME_FORMAT"),
        Cell(entry.event, note=_("read") if entry.is_read else ""),
        entry.actor,
        Cell(thing, href=f"?{urlencode({'about': thing})}" if thing else ""),
        noted,
    ]
