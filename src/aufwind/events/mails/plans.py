"""What guests are told about their meetings, through the outbox: all at first, afterwards what changed for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from aufwind.core.outbox import as_placeholder, queue_mail
from aufwind.events.diffs import differences
from aufwind.events.links import guest_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.events.diffs import Appointment, Difference
    from aufwind.events.models import Participation, Plan


def queue_meeting_lists(plan: Plan, *, before: Plan | None = None, again: bool = False) -> int:
    """Queue one mail for every guest concerned who has an address; returns how many.

    Concerned is everybody with a seat at the first publication, afterwards whose own meetings differ between the plan
    published until now (`before`) and this one, however many steps lay between. The same plan queues each guest's mail
    once, however often this runs; `again` says that it was published before and is back.
    """
    guests = {guest.pk: guest for guest in plan.event.participations.all()}
    told = differences(before, plan)
    names = {pk: guest.name for pk, guest in guests.items()}
    mark = f":back-from-{before.pk}" if again and before else ""
    concerned = told if before is not None else {pk: [] for pk, guest in guests.items() if guest.is_seated}
    queued = 0
    for pk, rows in concerned.items():
        guest = guests[pk]
        if guest.email:
            _queue(plan, guest, rows, names, key=f"plan:{plan.pk}{mark}:guest:{pk}")
            queued += 1
    return queued


def _queue(plan: Plan, guest: Participation, rows: Sequence[Difference], names: dict[int, str], *, key: str) -> None:
    language = guest.language if guest.language in {"de", "en"} else "de"
    address = guest_address(guest).replace("/de/", f"/{language}/", 1)
    with override(language):
        event = as_placeholder(str(plan.event))
        subject = _("Your meetings have changed: {event}") if rows else _("Your meetings: {event}")
        said = {"name": as_placeholder(guest.name), "event": event, "address": address}
        queue_mail(
            guest.email,
            subject.format(event=event),
            _text(rows, names).format(**said, changes=_changes(rows, names)) + "\n",
            language=language,
            about=plan,
            key=key,
        )


def _text(rows: Sequence[Difference], _names: dict[int, str]) -> str:
    if rows:
        return _(
            "Dear {name},\n\nat «{event}» this has changed for you:\n\n{changes}\n\nYour whole plan, always up to date:"
            "\n{address}\n\nThe link is yours alone; please do not pass it on."
        )
    return _(
        "Dear {name},\n\nyour meetings at «{event}» are planned. You find them, always up to date, here:\n"
        "{address}\n\nThe link is yours alone; please do not pass it on."
    )


def _changes(rows: Sequence[Difference], names: dict[int, str]) -> str:
    return "\n".join(f"– {_change(row, names)}" for row in rows)


def _change(row: Difference, names: dict[int, str]) -> str:
    before, after = row.before, row.after
    if before is None:
        assert after is not None
        return _("new: {meeting}").format(meeting=_said(after, names))
    if after is None:
        return _("does not take place: {meeting}").format(meeting=_said(before, names))
    text = _("{meeting} (until now {before})")
    return text.format(meeting=_said(after, names), before=_said(before, names))


def _said(meeting: Appointment, names: dict[int, str]) -> str:
    """A meeting in one line; strangers' names stay text."""
    others = ", ".join(as_placeholder(names.get(pk, "–")) for pk in sorted(meeting.partners))
    when = formats.date_format(timezone.localtime(meeting.starts_at), "TIME_FORMAT") if meeting.starts_at else ""
    text = _("{when}, table {table}, with {others}")
    return text.format(when=when or as_placeholder(meeting.slot), table=as_placeholder(meeting.table), others=others)
