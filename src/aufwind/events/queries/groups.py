"""Pitches, rounds of groups and table notes as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from aufwind.events.composing import apart_at
from aufwind.events.models import GroupSeat, Participation, Pitch, PitchInterest, Rotation, TableNote

if TYPE_CHECKING:
    from datetime import datetime

    from aufwind.events.models import Event, Slot, Table


@dataclass(frozen=True, slots=True)
class Turn:
    """A pitch in the running order.

    Attributes:
        starts_at: When it is its turn, by the times before it; None where the event has no times.
        interests: Who wants to talk, with their remarks.
    """

    pitch: Pitch
    starts_at: datetime | None
    interests: tuple[PitchInterest, ...]

    @property
    def who(self) -> str:
        """Who pitches."""
        guest = self.pitch.participation
        return guest.name if guest is not None else self.pitch.speaker

    @property
    def is_running(self) -> bool:
        """Whether its clock runs."""
        return self.pitch.began_at is not None and self.pitch.ended_at is None


def running_order(event: Event) -> list[Turn]:
    """All pitches in order with their votes; the first begins with the first block. Three statements."""
    interests = Prefetch("interests", PitchInterest.objects.select_related("participation"))
    pitches = list(event.pitches.select_related("participation").prefetch_related(interests))
    block = event.blocks.first()
    begin = block.starts_at if block else None
    turns = []
    for pitch in pitches:
        turns.append(Turn(pitch, begin, tuple(pitch.interests.all())))
        if begin is not None:
            begin += timedelta(minutes=pitch.minutes + event.change_minutes)
    return turns


def running_pitch(event: Event) -> Pitch | None:
    """The pitch whose clock runs. One statement."""
    return event.pitches.select_related("participation").exclude(began_at=None).filter(ended_at=None).first()


@dataclass(frozen=True, slots=True)
class Heard:
    """A pitch as a guest sees it, and whether she wants to talk about it."""

    turn: Turn
    is_wanted: bool
    is_hers: bool
    note: str


def pitches_for(guest: Participation) -> list[Heard]:
    """The running order for one guest; who else is interested is not told. Four statements."""
    mine = dict(PitchInterest.objects.filter(participation=guest).values_list("pitch_id", "note"))
    return [
        Heard(turn, turn.pitch.pk in mine, turn.pitch.participation_id == guest.pk, mine.get(turn.pitch.pk, ""))
        for turn in running_order(guest.event)
    ]


@dataclass(frozen=True, slots=True)
class Rounds:
    """A rotation as tables × rounds.

    Attributes:
        rows: For each table the names by round, its host first.
        unseated: Guests without a seat in any round: they registered later.
        broken: Pairs that share a group although one of them said «never».
        twice: Pairs that share more than one group, without hosts.
    """

    rotation: Rotation
    slots: tuple[Slot, ...]
    rows: tuple[tuple[Table, tuple[tuple[str, ...], ...]], ...]
    unseated: tuple[Participation, ...]
    broken: tuple[tuple[str, str], ...]
    twice: int


def rounds_of(rotation: Rotation) -> Rounds:
    """Who sits where in each round. About ten statements, whatever the size."""
    seats = list(
        rotation.seats.select_related("slot", "table", "participation").order_by("-is_host", "participation__position")
    )
    slots = {seat.slot_id: seat.slot for seat in sorted(seats, key=lambda seat: seat.slot.position)}
    tables = {seat.table_id: seat.table for seat in sorted(seats, key=lambda seat: seat.table.position)}
    at: dict[tuple[int, int], list[GroupSeat]] = {}
    for seat in seats:
        at.setdefault((seat.table_id, seat.slot_id), []).append(seat)
    seated = {seat.participation_id for seat in seats}
    unseated = [guest for guest in rotation.event.participations.attending() if guest.pk not in seated]
    broken, twice = _pairs(rotation.event, list(at.values()))
    rows = tuple(
        (table, tuple(tuple(one.participation.name for one in at.get((key, slot), ())) for slot in slots))
        for key, table in tables.items()
    )
    return Rounds(rotation, tuple(slots.values()), rows, tuple(unseated), broken, twice)


def _pairs(event: Event, groups: list[list[GroupSeat]]) -> tuple[tuple[tuple[str, str], ...], int]:
    vetoed = apart_at(event).vetoed
    broken: set[tuple[str, str]] = set()
    times: dict[frozenset[int], int] = {}
    for group in groups:
        for one, other in combinations(group, 2):
            pair = frozenset({one.participation_id, other.participation_id})
            if pair in vetoed:
                broken.add((one.participation.name, other.participation.name))
            if not one.is_host and not other.is_host:
                times[pair] = times.get(pair, 0) + 1
    return tuple(sorted(broken)), sum(number > 1 for number in times.values())


@dataclass(frozen=True, slots=True)
class MyRound:
    """A guest's seat in one round."""

    slot: Slot
    table: Table
    is_host: bool
    others: tuple[str, ...]


def rounds_for(guest: Participation) -> list[MyRound]:
    """A guest's seats in the published rotation, with who sits there too (but for who objects). Two statements."""
    mine = list(
        guest.group_seats.exclude(rotation__published_at=None)
        .select_related("slot", "table")
        .order_by("slot__position")
    )
    together = GroupSeat.objects.filter(rotation__in={seat.rotation_id for seat in mine}).exclude(participation=guest)
    others: dict[tuple[int, int], list[str]] = {}
    for seat in together.exclude(participation__is_hidden=True).select_related("participation"):
        others.setdefault((seat.slot_id, seat.table_id), []).append(seat.participation.name)
    return [
        MyRound(seat.slot, seat.table, seat.is_host, tuple(others.get((seat.slot_id, seat.table_id), ())))
        for seat in mine
    ]


def tables_written_at(guest: Participation) -> list[Table]:
    """The tables about which a guest may write: where she is host, and where she sits or sat. Two statements."""
    hosted = list(guest.event.tables.in_force().filter(host=guest))
    return list({table.pk: table for table in (*hosted, *(one.table for one in rounds_for(guest)))}.values())


def protocol_of(event: Event) -> list[tuple[Table, list[TableNote]]]:
    """All notes by table, in the order of rounds. One statement."""
    notes = event.table_notes.select_related("table", "slot", "author").order_by(
        "table__position", "slot__position", "pk"
    )
    found: dict[int, tuple[Table, list[TableNote]]] = {}
    for note in notes:
        found.setdefault(note.table_id, (note.table, []))[1].append(note)
    return list(found.values())


def group_seats_at(event: Event, slots: list[int]) -> list[GroupSeat]:
    """The seats of the published rotation in these slots, for the screen. One statement."""
    return list(
        GroupSeat.objects.filter(rotation__event=event, slot_id__in=slots)
        .exclude(rotation__published_at=None)
        .select_related("participation", "table")
        .order_by("table__position", "-is_host", "participation__position")
    )


def has_groups(guest: Participation) -> bool:
    """Whether there are pitches to hear or rounds to sit in. Two statements at most."""
    return guest.event.pitches.exists() or guest.group_seats.exclude(rotation__published_at=None).exists()
