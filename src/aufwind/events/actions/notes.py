"""What tables wrote down. Each note is a row of its own, so nothing is lost where two write at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aufwind.core.audit import record
from aufwind.core.policy import require
from aufwind.events.actions.participations import locked
from aufwind.events.errors import NotAtThisTable
from aufwind.events.models import TableNote

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor
    from aufwind.events.models import Event, Participation, Slot, Table


@transaction.atomic
def write_note(
    event: Event, table: Table, *, text: str, by: Visitor, slot: Slot | None = None, author: Participation | None = None
) -> TableNote:
    """Keep a note of a table; the same words of the same author about the same round are one note.

    Args:
        author: The guest who writes; None: the organisers do.

    Raises:
        NotAllowed: It is neither her own page nor does `by` run the event.
        NotAtThisTable: She is not at this table in that round.
    """
    if author is not None:
        require(by, "events.act-for", author)
    else:
        require(by, "events.run", event)
    event = locked(event)
    if author is not None and not _sits_there(author, table, slot):
        raise NotAtThisTable
    note, is_new = TableNote.objects.get_or_create(event=event, table=table, slot=slot, author=author, text=text)
    if is_new:
        record("note.written", note, by=by, facts={"table": table.key, "for": author.key if author else None})
    return note


def _sits_there(author: Participation, table: Table, slot: Slot | None) -> bool:
    if table.host_id == author.pk:
        return True
    seats = author.group_seats.filter(table=table).exclude(rotation__published_at=None)
    return (seats.filter(slot=slot) if slot else seats).exists()


@transaction.atomic
def remove_note(note: TableNote, *, by: Visitor) -> None:
    """Take a note out of the protocol.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", note.event)
    record("note.removed", note, by=by, facts={"table": note.table.key})
    note.delete()
