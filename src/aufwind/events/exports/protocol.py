"""What tables wrote down, as one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from aufwind.core.partial_dates import written_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.events.models import Event, Table, TableNote


def protocol_text(event: Event, protocol: Sequence[tuple[Table, list[TableNote]]]) -> str:
    """The protocol to go on writing with: a heading a table, a paragraph a note. Who wrote is not told."""
    lines = [_("Protocol: %(event)s") % {"event": event}, written_date(event.starts), ""]
    for table, notes in protocol:
        title = _("Table %(number)s") % {"number": table.key}
        lines += [f"{title}: {table.topic}" if table.topic else title, "-" * 40]
        lines += [f"{note.text.strip()}\n" for note in notes]
    return "\n".join(lines)
