"""The grid of an event: blocks, programme, tables, and the slots that follow; written, kept with a plan, adopted."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from aufwind.core.moments import aware
from aufwind.events.grid import Span, Time, times_of
from aufwind.events.models import Block, ProgrammeItem, Slot, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from aufwind.engine import problem as engine
    from aufwind.events.models import Event


USUAL_MINUTES = 20


class Piece(TypedDict):
    """A block or a programme item as it is written down."""

    title_de: str
    title_en: str
    starts_at: datetime
    ends_at: datetime
    key: NotRequired[str]
    where: NotRequired[str]
    blocks_meetings: NotRequired[bool]


class Grid(TypedDict):
    """Times and tables of an event, to keep with a plan until it is published.

    Attributes:
        tables: Number and kind of each.
    """

    blocks: list[Piece]
    programme: list[Piece]
    minutes: int
    change: int
    tables: list[tuple[str, str]]
    seats: int


def grid_of(event: Event) -> Grid:
    """The grid in force. Three statements."""
    tables = list(event.tables.in_force())
    return {
        "blocks": [
            {
                "key": block.key,
                "title_de": block.title_de,
                "title_en": block.title_en,
                "starts_at": block.starts_at,
                "ends_at": block.ends_at,
            }
            for block in event.blocks.all()
        ],
        "programme": [
            {
                "title_de": item.title_de,
                "title_en": item.title_en,
                "starts_at": item.starts_at,
                "ends_at": item.ends_at,
                "where": item.where,
                "blocks_meetings": item.blocks_meetings,
            }
            for item in event.programme.all()
        ],
        "minutes": event.slot_minutes,
        "change": event.change_minutes,
        "tables": [(table.key, table.kind) for table in tables],
        "seats": tables[0].seats if tables else 2,
    }


def kept_form(grid: Grid) -> dict[str, Any]:
    """A grid as JSON keeps it."""
    pieces = {name: [_as_text(piece) for piece in grid[name]] for name in ("blocks", "programme")}
    return {**grid, **pieces, "tables": [[*table] for table in grid["tables"]]}


def _as_text(piece: Piece) -> dict[str, Any]:
    return {**piece, "starts_at": piece["starts_at"].isoformat(), "ends_at": piece["ends_at"].isoformat()}


def grid_from(kept: dict[str, Any]) -> Grid:
    """What `kept_form` wrote."""
    return {
        "blocks": [_from_text(piece) for piece in kept["blocks"]],
        "programme": [_from_text(piece) for piece in kept["programme"]],
        "minutes": kept["minutes"],
        "change": kept["change"],
        "tables": [(key, kind) for key, kind in kept["tables"]],
        "seats": kept["seats"],
    }


def _from_text(piece: dict[str, Any]) -> Piece:
    moments = {name: parse_datetime(piece[name]) for name in ("starts_at", "ends_at")}
    return Piece(**{**piece, **moments})  # type: ignore[typeddict-item]  # the names of Piece


def with_known_keys(event: Event, grid: Grid) -> Grid:
    """The grid with the blocks' own keys: one with the title of a present one is that one, at another time or not."""
    present = list(event.blocks.all())
    blocks = sorted(grid["blocks"], key=lambda piece: piece["starts_at"])
    items = {(item.title_de, item.title_en): item for item in event.programme.all()}
    named: list[Piece] = []
    for piece in blocks:
        found = next((block for block in present if block.title_de == piece["title_de"]), None)
        if found is not None:
            present.remove(found)
        named.append({**piece, "key": found.key if found is not None else ""})
    taken = {piece["key"] for piece in named} | {block.key for block in event.blocks.all()}
    free = (f"b{n}" for n in range(1, 1000) if f"b{n}" not in taken)
    programme: list[Piece] = []
    for item in grid["programme"]:
        known = items.get((item["title_de"], item["title_en"]))
        extra = {"where": known.where, "blocks_meetings": known.blocks_meetings} if known is not None else {}
        programme.append({**item, **extra})  # type: ignore[typeddict-item]  # the names of Piece
    return {**grid, "blocks": [{**piece, "key": piece["key"] or next(free)} for piece in named], "programme": programme}


def times_in(grid: Grid) -> list[Time]:
    """The slots of a grid that is not written down yet."""
    blocks = [Span(piece.get("key", ""), _local(piece["starts_at"]), piece["ends_at"]) for piece in grid["blocks"]]
    shut = [Span("", item["starts_at"], item["ends_at"]) for item in grid["programme"]
            if item.get("blocks_meetings", True)]  # fmt: skip
    return times_of(blocks, shut, minutes=grid["minutes"], change=grid["change"])


def adopt_grid(event: Event, grid: Grid) -> None:
    """Put a grid in force; what it does not have is out of force, not deleted: plans of before still need it."""
    event.slot_minutes, event.change_minutes = grid["minutes"], grid["change"]
    event.ends = last_day_of(event, (*grid["blocks"], *grid["programme"]))
    event.save(update_fields=["slot_minutes", "change_minutes", "ends"])
    write_blocks(event, grid["blocks"])
    write_items(event, grid["programme"])
    write_tables(event, grid["tables"], seats=grid["seats"])
    rebuild_slots(event)


def readopt_grid(event: Event, kept: dict[str, Any]) -> None:
    """Put a grid back in force as it was; slots of a spreadsheet, which no block describes, come back by their keys."""
    adopt_grid(event, grid_from(kept))
    if not kept["blocks"]:
        event.slots.filter(key__in=kept["slots"]).update(is_retired=False)
        event.slots.exclude(key__in=kept["slots"]).update(is_retired=True)


def last_day_of(event: Event, pieces: Iterable[Piece]) -> str:
    """The day an event of several days ends; nothing where it ends as it begins."""
    days = sorted(timezone.localtime(piece["ends_at"]).date().isoformat() for piece in pieces)
    return days[-1] if days and days[-1] > event.starts else ""


def write_blocks(event: Event, pieces: Sequence[Piece], *, keys: Sequence[str] = ()) -> None:
    """Replace the blocks; `keys` or the pieces' own name them, else their place does."""
    names = keys or [piece.get("key") or f"b{i + 1}" for i, piece in enumerate(pieces)]
    event.blocks.all().delete()
    Block.objects.bulk_create(
        Block(event=event, position=i, **{**piece, "key": key})
        for i, (key, piece) in enumerate(zip(names, pieces, strict=True))
    )


def write_items(event: Event, pieces: Iterable[Piece]) -> None:
    """Replace the programme."""
    event.programme.all().delete()
    ProgrammeItem.objects.bulk_create(ProgrammeItem(event=event, **piece) for piece in pieces)


def write_tables(event: Event, tables: Sequence[tuple[str, str]], *, seats: int) -> None:
    """Put these tables in force, each with its kind."""
    for position, (key, kind) in enumerate(tables):
        found = {"position": position, "kind": kind, "seats": seats, "is_retired": False}
        Table.objects.update_or_create(event=event, key=key, defaults=found)
    event.tables.exclude(key__in=[key for key, _kind in tables]).update(is_retired=True)


def rebuild_slots(event: Event) -> None:
    """Bring the slots up to date with blocks, programme and lengths; what went away is out of force, not deleted."""
    spans = [Span(block.key, _local(block.starts_at), block.ends_at) for block in event.blocks.all()]
    shut = [Span("", item.starts_at, item.ends_at) for item in event.programme.filter(blocks_meetings=True)]
    times = times_of(spans, shut, minutes=event.slot_minutes, change=event.change_minutes)
    kept = set()
    for position, found in enumerate(times):
        Slot.objects.update_or_create(
            event=event,
            key=found.key,
            defaults={
                "position": position, "starts_at": found.starts_at, "minutes": found.minutes, "block": found.block,
                "is_retired": False,
            },
        )  # fmt: skip
        kept.add(found.key)
    event.slots.exclude(key__in=kept).update(is_retired=True)


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def with_blocks_of(grid: Grid, slots: Sequence[engine.Slot]) -> Grid:
    """A grid whose blocks follow from the slots of a spreadsheet: each run of slots at equal distances is one."""
    begins = [aware(slot.starts_at) for slot in slots if slot.starts_at]
    lengths = [slot.minutes or USUAL_MINUTES for slot in slots if slot.starts_at]
    minutes = Counter(lengths).most_common(1)[0][0]
    steps = [int((after - before).total_seconds() // 60) for before, after in pairwise(begins)]
    step = Counter(steps).most_common(1)[0][0] if steps else minutes
    blocks: list[Piece] = []
    for i, begin in enumerate(begins):
        ends = begin + timedelta(minutes=minutes)
        if i and steps[i - 1] == step:
            blocks[-1]["ends_at"] = ends
            continue
        number = len(blocks) + 1
        blocks.append({
            "key": f"b{number}", "title_de": f"Block {number}", "title_en": f"Block {number}",
            "starts_at": begin, "ends_at": ends,
        })  # fmt: skip
    return {**grid, "blocks": blocks, "minutes": minutes, "change": max(0, step - minutes)}
