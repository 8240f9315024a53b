"""What each thing done at a desk does to people, tables and times; called by `desk.apply_operation` alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from aufwind.core.moments import aware
from aufwind.engine.problem import Participant
from aufwind.engine.scheduling.changes import Late, Leaves, NoShow, SlotMoved, TableLost, WalkIn
from aufwind.events.actions.day import Came, Trail, in_both, plan_anew, there_again
from aufwind.events.enums import DeskKind
from aufwind.events.errors import DeskSaysTooLittle
from aufwind.events.queries.day import LONGEST_NUMBER, base_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from aufwind.core.policy import Visitor
    from aufwind.engine.scheduling.changes import Change
    from aufwind.events.actions.day import Said
    from aufwind.events.models import Event, Participation, Plan, Slot, Table
    from aufwind.events.queries.day import Base

MOST_MINUTES = 240
Row = TypeVar("Row", bound=Model)


@dataclass(slots=True)
class Asked:
    """What a desk asked for, with the event locked.

    Attributes:
        payload: As the desk said it; nothing in it is trusted.
        trail: Where everything that is changed must be marked.
        at: When it was done.
    """

    event: Event
    payload: dict[str, Any]
    trail: Trail
    key: str
    kind: str
    at: datetime
    desk: str
    by: Visitor

    def guest(self, name: str = "guest") -> Participation:
        """The guest it is about."""
        return self._one(self.event.participations.all(), name, pk=self._number(name))

    def slot(self) -> Slot:
        """The slot it names."""
        return self._one(self.event.slots.in_force(), "slot", key=str(self.payload.get("slot", "")))

    def table(self) -> Table:
        """The table it names."""
        return self._one(self.event.tables.in_force(), "table", key=str(self.payload.get("table", "")))

    def minutes(self) -> int:
        """How many minutes it names, 1 … 240."""
        minutes = self._number("minutes")
        if not 0 < minutes <= MOST_MINUTES:
            raise DeskSaysTooLittle("minutes")
        return minutes

    def plan_anew(self, base: Base, changes: Sequence[Change], said: Said, **more: Any) -> Plan:
        """The plan mended and published."""
        return plan_anew(base, changes, said=said, kind=self.kind, key=self.key, by=self.by, **more)

    def _number(self, name: str) -> int:
        said = self.payload.get(name)
        if not isinstance(said, int | str) or not is_key(said):
            raise DeskSaysTooLittle(name)
        return int(said)

    @staticmethod
    def _one(rows: QuerySet[Row], name: str, **which: object) -> Row:
        if (row := rows.filter(**which).first()) is None:
            raise DeskSaysTooLittle(name)
        return row


def is_key(said: object) -> bool:
    """Whether what a desk said can be a primary key."""
    return str(said).isdecimal() and len(str(said)) <= LONGEST_NUMBER


def time_of(moment: datetime | None) -> Callable[[], str]:
    """A time as each language writes it, for `in_both`."""
    return lambda: formats.date_format(timezone.localtime(moment), "TIME_FORMAT") if moment else "–"


def slot_word(slot: Slot) -> Callable[[], str]:
    """When a slot begins, as each language writes it, for `in_both`."""
    return time_of(slot.starts_at) if slot.starts_at else lambda: slot.key


def check_in(asked: Asked) -> Came:
    """She is here. Who was thought to stay away gets what is still free, and it is said that she was away."""
    guest = asked.guest()
    if not guest.is_seated:
        said = in_both(_("%(name)s has no seat (%(state)s) and was not checked in."), name=guest.name,
                       state=guest.get_state_display)  # fmt: skip
        return Came(said, is_conflict=True, guest=guest)
    if guest.checked_in_at is not None and guest.left_at is None:
        return Came(_already_here(asked, guest), is_conflict=True, guest=guest)
    if guest.absent_at is not None:
        return _here_after_all(asked, guest)
    asked.trail.mark(guest, checked_in_at=asked.at, left_at=None)
    return Came(in_both(_("%(name)s is here."), name=guest.name), guest=guest)


def _already_here(asked: Asked, guest: Participation) -> Said:
    first = asked.event.operations.filter(participation=guest, taken_back_at=None,
                                          kind__in=[DeskKind.CHECK_IN, DeskKind.WALK_IN]).last()  # fmt: skip
    when = time_of(guest.checked_in_at)
    if first and first.desk:
        text = _("%(name)s was already checked in at %(time)s at %(desk)s.")
        return in_both(text, name=guest.name, time=when, desk=first.desk)
    return in_both(_("%(name)s was already checked in at %(time)s."), name=guest.name, time=when)


def _here_after_all(asked: Asked, guest: Participation) -> Came:
    base = base_of(asked.event)
    since = guest.absent_at
    asked.trail.mark(guest, checked_in_at=asked.at, absent_at=None, left_at=None)
    text = _("%(name)s was marked as not coming at %(time)s but is here. She got what was still free.")
    said = in_both(text, name=guest.name, time=time_of(since))
    plan = None
    if base and base.knows(guest):
        plan = asked.plan_anew(there_again(base, guest), (), said)
    elif base:
        plan = asked.plan_anew(base, (WalkIn(person_of(guest)),), said)
    return Came(said, is_conflict=True, guest=guest, plan=plan)


def person_of(guest: Participation) -> Participant:
    """A guest as the planner knows her."""
    return Participant(
        guest.key,
        name=guest.name,
        side=guest.side or None,
        unavailable=frozenset(guest.unavailable),
        max_meetings=guest.max_meetings,
        organisation=guest.organisation or None,
        needs=guest.needs or None,
        email=guest.email or None,
    )


def undo_check_in(asked: Asked) -> Came:
    """She is not here after all; her meetings stay until somebody says that she does not come."""
    guest = asked.guest()
    if guest.checked_in_at is None:
        said = in_both(_("%(name)s was not checked in; nothing was changed."), name=guest.name)
        return Came(said, is_conflict=True, guest=guest)
    asked.trail.mark(guest, checked_in_at=None)
    return Came(in_both(_("%(name)s is not here after all."), name=guest.name), guest=guest)


def no_show(asked: Asked) -> Came:
    """One or several do not come: their meetings are given to others, nobody else's meetings move."""
    several = asked.payload.get("guests")
    wanted = several if isinstance(several, list) and several else [asked.payload.get("guest")]
    keys = {int(str(pk)) for pk in wanted if is_key(pk)}
    guests = list(asked.event.participations.seated().filter(pk__in=keys))
    if not keys or len(guests) < len(keys):
        raise DeskSaysTooLittle("guest")
    here = [guest for guest in guests if guest.is_present]
    gone = [guest for guest in guests if not guest.is_present and guest.absent_at is None]
    plan = None
    said = _said_of_absent(gone)
    if gone:
        base = base_of(asked.event)
        for guest in gone:
            asked.trail.mark(guest, absent_at=asked.at)
        if base and (known := [NoShow(guest.key) for guest in gone if base.knows(guest)]):
            plan = asked.plan_anew(base, known, said)
    one = guests[0] if len(guests) == 1 else None
    if not here:
        return Came(said, guest=one, plan=plan)
    names = ", ".join(guest.name for guest in here)
    text = _("Marked as not coming, but checked in before: %(names)s. Their meetings stay.")
    return Came(in_both(text, names=names), is_conflict=True, guest=one, plan=plan)


def _said_of_absent(gone: list[Participation]) -> Said:
    if len(gone) == 1:
        return in_both(_("%(name)s does not come."), name=gone[0].name)
    return in_both(_("%(number)s guests do not come."), number=len(gone))


def late(asked: Asked) -> Came:
    """She comes only for a slot; earlier meetings move to later where that disturbs nobody."""
    guest, slot = asked.guest(), asked.slot()
    said = in_both(_("%(name)s comes only at %(time)s."), name=guest.name, time=slot_word(slot))
    base = base_of(asked.event)
    asked.trail.mark(guest, late_until=slot.key)
    plan = asked.plan_anew(base, (Late(guest.key, slot.key),), said) if base and base.knows(guest) else None
    return Came(said, guest=guest, plan=plan)


def leaves(asked: Asked) -> Came:
    """She leaves before a slot; when it is the next one she is gone now."""
    guest, slot = asked.guest(), asked.slot()
    said = in_both(_("%(name)s leaves before %(time)s."), name=guest.name, time=slot_word(slot))
    base = base_of(asked.event)
    is_now = base is not None and slot.key in base.open_slots[:1]
    asked.trail.mark(guest, leaves_before=slot.key, left_at=asked.at if is_now else guest.left_at)
    plan = asked.plan_anew(base, (Leaves(guest.key, slot.key),), said) if base and base.knows(guest) else None
    return Came(said, guest=guest, plan=plan)


def table_lost(asked: Asked) -> Came:
    """A table cannot be used from a slot on (from the next one where none is named)."""
    table = asked.table()
    keys = [slot.key for slot in asked.event.slots.in_force()]
    base = base_of(asked.event)
    still = base.open_slots if base else keys
    first = asked.slot().key if asked.payload.get("slot") else (still or keys)[0]
    lost = [key for key in keys[keys.index(first) :] if key in still]
    said = in_both(_("Table %(table)s cannot be used."), table=table.key)
    asked.trail.mark(table, unavailable=sorted({*table.unavailable, *lost}))
    has_it = base is not None and any(known.id == table.key for known in base.problem.tables)
    plan = asked.plan_anew(base, (TableLost(table.key, frozenset(lost)),), said) if base and has_it and lost else None
    return Came(said, plan=plan)


def shift(asked: Asked) -> Came:
    """Everything that has not begun is some minutes later: slots and programme; who meets whom stays."""
    minutes = asked.minutes()
    later = timedelta(minutes=minutes)
    moment = timezone.now()
    coming = list(asked.event.slots.in_force().filter(starts_at__gt=moment))
    if not coming:
        said = in_both(_("Nothing that has a time is still to come; nothing was moved."))
        return Came(said, is_conflict=True)
    base = base_of(asked.event)
    for slot in coming:
        asked.trail.mark(slot, starts_at=_later(slot.starts_at, later))
    for item in asked.event.programme.filter(starts_at__gt=moment):
        asked.trail.mark(item, starts_at=item.starts_at + later, ends_at=item.ends_at + later)
    said = in_both(_("Everything still to come begins %(minutes)s minutes later."), minutes=minutes)
    plan = None
    if base:
        moved = [
            SlotMoved(slot.id, aware(slot.starts_at) + later)
            for slot in reversed(base.problem.slots)
            if slot.id in base.open_slots and slot.starts_at
        ]
        plan = asked.plan_anew(base, moved, said)
    return Came(said, plan=plan)


def _later(moment: datetime | None, by: timedelta) -> datetime | None:
    return moment + by if moment else None


def hide(asked: Asked) -> Came:
    """She objected to being shown: screens and others' lists leave her out from now on."""
    guest = asked.guest()
    asked.trail.mark(guest, is_hidden=True)
    return Came(in_both(_("%(name)s is not shown any more."), name=guest.name), guest=guest)
