"""World Café and mixer: who sits in which group in which round, so that as few as possible meet twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from aufwind.core.audit import record
from aufwind.core.policy import require
from aufwind.engine.scheduling.groups import mix_groups
from aufwind.engine.scheduling.tours import tours
from aufwind.engine.stop import after_rounds, after_seconds, first_of, when_proven
from aufwind.events.actions.participations import locked
from aufwind.events.composing import apart_at
from aufwind.events.errors import CannotMix, StateDoesNotAllow
from aufwind.events.models import GroupSeat, Rotation, Table
from aufwind.events.profiles import problem_from

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from aufwind.core.policy import Visitor
    from aufwind.engine.scheduling.groups import GroupPlan
    from aufwind.events.models import Event, Participation, Slot

SECONDS, ROUNDS = 3.0, 400
LEAST = 2


def mix(event: Event, *, slots: Sequence[Slot], tables: Sequence[Table], size: int, by: Visitor) -> Rotation:
    """Seat everybody who comes in groups, round by round, and keep it as a draft.

    Hosts stay at their tables, and where there are hosts or topics guests visit another table each round. Who said
    «never» does not share a group; who knows each other already counts as having met. Nothing is locked meanwhile;
    who cancels while groups are mixed gets no seat.

    Args:
        slots: One round each, in order.
        tables: Where groups sit.
        size: Places of a group, without its host.

    Raises:
        NotAllowed: `by` may not run this event.
        CannotMix: There are too few guests, rounds or tables; `.why` says which.

    Cost: three seconds at most; hundreds of guests in less where nobody has to meet twice.
    """
    require(by, "events.run", event)
    hosts = {table.pk: table.host_id for table in tables if table.host_id is not None}
    guests = [guest for guest in event.participations.attending() if guest.pk not in hosts.values()]
    _refuse(guests=len(guests), slots=len(slots), tables=len(tables), size=size)
    place = {guest.pk: i for i, guest in enumerate(guests)}
    apart = apart_at(event)
    found = mix_groups(
        len(guests),
        size,
        len(slots),
        stop=first_of(after_seconds(SECONDS), after_rounds(ROUNDS), when_proven()),
        apart=_numbers(apart.vetoed, place),
        met_before=_numbers(apart.known, place),
        absent=_absent(event, guests, slots),
    )
    rounds = tours(found.rounds, len(tables)) if hosts or any(table.topic_de for table in tables) else found.rounds
    seats = [
        GroupSeat(slot=slot, table=tables[t], participation=guests[i])
        for slot, groups in zip(slots, rounds, strict=True)
        for t, group in enumerate(groups)
        for i in group
    ]
    seats += [
        GroupSeat(slot=slot, table_id=table, participation_id=host, is_host=True)
        for slot in slots
        for table, host in hosts.items()
    ]
    return _kept(event, found, seats, rounds=len(slots), by=by)


def _refuse(*, guests: int, slots: int, tables: int, size: int) -> None:
    if guests < LEAST or not slots or not tables:
        raise CannotMix("few")
    if -(-guests // size) > tables:
        raise CannotMix("tables")


def _numbers(pairs: Collection[frozenset[int]], place: dict[int, int]) -> list[tuple[int, int]]:
    found = []
    for pair in pairs:
        known = sorted(place[guest] for guest in pair if guest in place)
        if len(known) == 2:
            found.append((known[0], known[1]))
    return sorted(found)


def _absent(event: Event, guests: Sequence[Participation], slots: Sequence[Slot]) -> list[list[int]]:
    """For each round who is not there: what she said herself, comes late or leaves early."""
    away = {person.id: person.unavailable for person in problem_from(event).participants}
    return [[i for i, guest in enumerate(guests) if slot.key in away.get(guest.key, ())] for slot in slots]


@transaction.atomic
def _kept(event: Event, found: GroupPlan, seats: Sequence[GroupSeat], *, rounds: int, by: Visitor) -> Rotation:
    event = locked(event)
    newest = event.rotations.aggregate(newest=Max("number"))["newest"] or 0
    rotation = Rotation.objects.create(
        event=event,
        number=newest + 1,
        rounds=rounds,
        contacts=found.contacts,
        contacts_bound=found.contacts_bound,
        repeats=found.repeats,
        created_by_id=by.user_id,
    )
    comes = set(event.participations.attending().values_list("pk", flat=True))
    taken = [seat for seat in seats if seat.participation_id in comes]
    for seat in taken:
        seat.rotation = rotation
    GroupSeat.objects.bulk_create(taken, batch_size=1000)
    record("groups.mixed", rotation, by=by, facts={"number": rotation.number, "seats": len(taken), "rounds": rounds})
    return rotation


@transaction.atomic
def publish_rotation(rotation: Rotation, *, by: Visitor) -> Rotation:
    """Show everybody her tables, on her own page and on the screen; the rotation shown before is not any more.

    Raises:
        NotAllowed: `by` may not run this event.
    """
    require(by, "events.run", rotation.event)
    event = locked(rotation.event)
    event.rotations.exclude(pk=rotation.pk).update(published_at=None)
    if event.rotations.filter(pk=rotation.pk, published_at=None).update(published_at=timezone.now()):
        record("groups.published", rotation, by=by, facts={"number": rotation.number})
    rotation.refresh_from_db()
    return rotation


@transaction.atomic
def seat_newcomer(rotation: Rotation, guest: Participation, *, by: Visitor) -> int:
    """Give somebody who has no seat yet one in every round still to come; how many.

    Each time the group where she meets the fewest for a second time, then the smallest; never with whom one of the two
    does not want to sit, as long as there is another.

    Raises:
        NotAllowed: `by` may not run this event.
        StateDoesNotAllow: She does not take part in this event.
    """
    require(by, "events.run", rotation.event)
    event = locked(rotation.event)
    if not event.participations.attending().filter(pk=guest.pk).exists():
        raise StateDoesNotAllow
    vetoed = {other for pair in apart_at(event).vetoed if guest.pk in pair for other in pair - {guest.pk}}
    rounds: dict[int, dict[int, set[int]]] = {}
    for at, table, person in rotation.seats.values_list("slot_id", "table_id", "participation_id"):
        rounds.setdefault(at, {}).setdefault(table, set()).add(person)
    met: set[int] = set()
    fresh = []
    now = timezone.now()
    for slot in event.slots.filter(pk__in=rounds):
        groups = rounds[slot.pk]
        mine = next((people for people in groups.values() if guest.pk in people), None)
        if mine is None and (slot.starts_at is None or slot.starts_at > now):
            best = min(groups, key=lambda key: (len(groups[key] & vetoed), len(groups[key] & met), len(groups[key])))
            fresh.append(GroupSeat(rotation=rotation, slot=slot, table_id=best, participation=guest))
            mine = groups[best]
        met |= (mine or set()) - {guest.pk}
    GroupSeat.objects.bulk_create(fresh)
    if fresh:
        record("groups.joined", rotation, by=by, facts={"for": guest.key, "rounds": len(fresh)})
    return len(fresh)


@transaction.atomic
def set_host(table: Table, *, host: Participation | None, topic_de: str = "", topic_en: str = "", by: Visitor) -> Table:
    """Say who stays at a table and what is talked about there; a published rotation follows at once.

    Raises:
        NotAllowed: `by` may not run this event.
        StateDoesNotAllow: The host does not take part in this event, or stays at another table.
    """
    require(by, "events.run", table.event)
    event = locked(table.event)
    if host is not None:
        comes = event.participations.attending().filter(pk=host.pk).exists()
        if not comes or event.tables.filter(host=host).exclude(pk=table.pk).exists():
            raise StateDoesNotAllow
    Table.objects.filter(pk=table.pk).update(host=host, topic_de=topic_de, topic_en=topic_en)
    for rotation in event.rotations.exclude(published_at=None):
        _replace_host(rotation, table, host)
    record("table.host-set", table, by=by, facts={"host": host.key if host is not None else None})
    table.refresh_from_db()
    return table


def _replace_host(rotation: Rotation, table: Table, host: Participation | None) -> None:
    rotation.seats.filter(table=table, is_host=True).exclude(participation=host).delete()
    if host is None:
        return
    slots = set(rotation.seats.values_list("slot_id", flat=True))
    rotation.seats.filter(participation=host).delete()
    GroupSeat.objects.bulk_create(
        GroupSeat(rotation=rotation, slot_id=slot, table=table, participation=host, is_host=True) for slot in slots
    )
