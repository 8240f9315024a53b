"""What programs send and get, as OpenAPI describes it. Moments are ISO 8601 with zone."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 -- read at run time by the schema
from typing import Literal

from ninja import Field, Schema


class Problem(Schema):
    """An error (RFC 9457): what is wrong, and where there are several findings each of them."""

    status: int
    title: str
    findings: list[str] = Field(default_factory=list)


class EventOut(Schema):
    """An event."""

    slug: str
    state: str
    format: str
    title_de: str
    title_en: str
    starts: str
    ends: str
    venue: str
    capacity: int | None
    is_matching: bool


class SlotOut(Schema):
    key: str
    starts_at: datetime | None
    minutes: int | None
    block: str


class TableOut(Schema):
    key: str
    kind: str
    zone: str


class GridOut(Schema):
    """Slots and tables in force."""

    slots: list[SlotOut]
    tables: list[TableOut]


class GuestOut(Schema):
    """A guest as who looks after her sees her."""

    key: str
    name: str
    organisation: str
    email: str
    side: str
    state: str
    number: int | None
    language: str
    checked_in_at: datetime | None
    version: int


class PlanOut(Schema):
    """A plan and how good it is: value, and the bound no plan can beat."""

    number: int
    state: str
    origin: str
    value: float | None
    value_bound: float | None
    proven: bool
    gaps: int | None
    gaps_bound: int | None
    seconds: float | None
    published_at: datetime | None


class MeetingOut(Schema):
    """Who meets when and where."""

    wish: str
    slot: str
    starts_at: datetime | None
    table: str
    people: list[str]
    is_locked: bool


class PlanIn(Schema):
    """A plan to compute."""

    seconds: float = Field(10.0, ge=1, le=60, description="How long the search may take.")
    seed: int = Field(0, description="The same event and seed give the same plan.")


class ChangeIn(Schema):
    """Something that happened on the day."""

    kind: Literal["no_show", "late", "leaves", "table_lost"]
    participant: str = Field("", description="Key of the guest; for a lost table empty.")
    table: str = Field("", description="Key of the table that is lost.")
    slot: str = Field("", description="Key of the slot from which on it holds.")
