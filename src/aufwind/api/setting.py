"""What programs send to set an event up and to change a plan."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 -- read at run time by the schema
from typing import TYPE_CHECKING, Literal

from ninja import Field, Schema

from aufwind.core.moments import aware

if TYPE_CHECKING:
    from aufwind.events.actions.grid import Grid, Piece


class EventIn(Schema):
    """An event to begin: from a format, or as a copy."""

    format: Literal["matching", "speed", "mentors", "workshop", "pitching", "cafe", "other"] = "matching"
    copy_of: str = Field("", description="Short name of an event whose times, tables and texts are taken over.")
    title_de: str = Field(min_length=1, max_length=300)
    title_en: str = Field(min_length=1, max_length=300)
    day: date
    venue: str = Field("", max_length=200)


class BasicsIn(Schema):
    """What is to be changed; what is left out stays."""

    title_de: str | None = Field(None, max_length=300)
    title_en: str | None = Field(None, max_length=300)
    summary_de: str | None = None
    summary_en: str | None = None
    criterion_de: str | None = Field(None, max_length=300)
    criterion_en: str | None = Field(None, max_length=300)
    venue: str | None = Field(None, max_length=200)
    contact_name: str | None = Field(None, max_length=120)
    contact_email: str | None = Field(None, max_length=254)
    counts_for: str | None = Field(None, max_length=120)


class PieceIn(Schema):
    """A block of meetings or a programme item."""

    title_de: str = Field(max_length=80)
    title_en: str = Field(max_length=80)
    starts_at: datetime
    ends_at: datetime


class TableIn(Schema):
    key: str = Field(min_length=1, max_length=80)
    kind: str = Field("", max_length=80, description="«quiet», «step-free», «online», or another word.")


class TimesIn(Schema):
    """When meetings take place and what takes place for everybody."""

    blocks: list[PieceIn] = Field(max_length=40)
    programme: list[PieceIn] = Field(default_factory=list, max_length=60)
    minutes: int = Field(ge=3, le=240)
    change: int = Field(0, ge=0, le=60, description="Minutes between two meetings.")


class TablesIn(Schema):
    """All tables there are."""

    tables: list[TableIn] = Field(max_length=400)
    seats: int = Field(2, ge=2, le=30)


class GridIn(TimesIn, TablesIn):
    """Times and tables of a plan that is changed after booking."""

    most_moved: float = Field(0.0, ge=0, le=0.2, description="Share of other meetings that may move as well.")


class RegistrationIn(Schema):
    capacity: int | None = Field(None, ge=0)
    needs_approval: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    wishes_until: datetime | None = None


class TermsIn(Schema):
    text_de: str
    text_en: str
    photos_de: str = ""
    photos_en: str = ""


class MissingOut(Schema):
    """One thing to do before an event is announced; `part` is the part of the set-up."""

    text: str
    part: str
    is_warning: bool


class SpotIn(Schema):
    """A place for a meeting."""

    slot: str
    table: str


class PairIn(SpotIn):
    """Two guests who shall meet at a place."""

    one: str
    other: str


class LockIn(Schema):
    is_locked: bool


class MoveOut(Schema):
    """A meeting that is not as it was, as [slot, table] before and after, and why in both languages."""

    wish: str
    people: list[str]
    before: list[str] | None
    after: list[str] | None
    de: str
    en: str


class EffectOut(Schema):
    """What a change does or would do; `plan` is the number of the new plan, null for a preview."""

    plan: int | None
    kept: int
    at_another_time: int
    at_another_table: int
    lost: int
    new: int
    people_told: int
    moves: list[MoveOut]


def pieces_of(pieces: list[PieceIn]) -> list[Piece]:
    """Blocks or programme items as the actions take them.

    Raises:
        ValueError: One ends before it begins.
    """
    found: list[Piece] = []
    for piece in pieces:
        if piece.ends_at <= piece.starts_at:
            raise ValueError(f"«{piece.title_de}»: ends_at <= starts_at")
        found.append({
            "title_de": piece.title_de,
            "title_en": piece.title_en,
            "starts_at": aware(piece.starts_at),
            "ends_at": aware(piece.ends_at),
        })  # fmt: skip
    return found


def grid_in(asked: GridIn) -> Grid:
    """Times and tables as the actions take them.

    Raises:
        ValueError: As `pieces_of`.
    """
    return {
        "blocks": pieces_of(asked.blocks),
        "programme": pieces_of(asked.programme),
        "minutes": asked.minutes,
        "change": asked.change,
        "tables": [(table.key, table.kind) for table in asked.tables],
        "seats": asked.seats,
    }
